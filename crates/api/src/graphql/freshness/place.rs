//! The freshness of the units of a place.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};

use shahrak_domain::day::Day;
use shahrak_persistence::freshness::FreshnessCell;
use shahrak_persistence::list::PagedByParent;
use shahrak_persistence::page::Order;
use shahrak_persistence::reference_cache::ProvinceId;
use shahrak_persistence::unit::{self as stored_unit, Parent, View};

use super::Shared;
use crate::graphql::common::batch::Batch;
use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::{PageArgs, connection};
use crate::graphql::common::scalar::{Calendar, Date};
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::province::Province;
use crate::graphql::unit::{Unit, UnitConnection, WholeList};

/// How many units there are, and how many of them are stale.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    pub(super) units: i64,
    pub(super) stale: i64,
    oldest: Option<Day>,
}

#[Object]
impl Sum {
    /// Number of units.
    async fn total(&self) -> Result<i32> {
        Ok(i32::try_from(self.units)?)
    }

    /// Number of stale units.
    async fn stale(&self) -> Result<i32> {
        Ok(i32::try_from(self.stale)?)
    }

    /// The day of the event that confirmed a unit longest ago; null if there are no units.
    async fn oldest(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Option<Date> {
        Some(Date::new(self.oldest?, calendar))
    }
}

impl Sum {
    pub(super) fn of<'a>(cells: impl Iterator<Item = &'a FreshnessCell>) -> Sum {
        cells.fold(Sum::default(), |sum, cell| Sum {
            units: sum.units + cell.units,
            stale: sum.stale + cell.stale,
            oldest: sum.oldest.into_iter().chain(cell.oldest).min(),
        })
    }
}

/// The order of stale units and its name in cursors. A list as of another day can only be ordered by what a unit is.
pub(super) fn by_age(view: Option<View>) -> (&'static str, Order) {
    match view {
        None => ("freshness.age", stored_unit::BY_LAST_CONFIRMED),
        Some(_) => ("freshness.code", stored_unit::BY_CODE),
    }
}

/// The freshness of the units of a province.
pub struct FreshnessProvince {
    pub(super) shared: Arc<Shared>,
    pub(super) scope: Arc<BatchScope>,
    pub(super) batch: Arc<Batch>,
    pub(super) id: ProvinceId,
    pub(super) sum: Sum,
}

/// How many units of a province no event has confirmed for longer than some days.
#[Object]
impl FreshnessProvince {
    /// The province.
    async fn province(&self) -> Result<Province> {
        Province::of_row(&self.scope, self.id)
    }

    #[graphql(flatten)]
    async fn sum(&self) -> Sum {
        self.sum
    }

    /// The stale units: exactly those that `stale` counts.
    async fn stale_units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<UnitConnection> {
        let page = PageArgs { first, after, last, before };
        let place = PlaceOfUnits { parent: Parent::Province, id: self.id.into(), stale: self.sum.stale };
        place.units(ctx, &self.shared, &self.batch, page).await
    }
}

/// A place whose stale units are listed.
pub(super) struct PlaceOfUnits {
    pub parent: Parent,
    pub id: i64,
    /// Their number.
    pub stale: i64,
}

impl PlaceOfUnits {
    /// A page of the stale units of the place, loaded for all places of the batch.
    pub(super) async fn units(
        self,
        ctx: &Context<'_>,
        shared: &Arc<Shared>,
        batch: &Arc<Batch>,
        page: PageArgs,
    ) -> Result<UnitConnection> {
        let (name, order) = by_age(shared.view);
        let request = page.request(name, &order)?;
        let pages = batch.get_or_load(format!("stale units {request:?}"), async |ids| {
            let found = stored_unit::list_of(ctx.db()?, self.parent, &ids, &shared.stale, &order, &request);
            let PagedByParent { pages, version } = found.await.map_err(failure)?;
            let reference = ctx.reference_at_least(version).await?;
            let rows = pages.values().flat_map(|page| page.rows.iter().map(|(_, row)| row));
            Ok((BatchScope::of_units(reference, shared.view, rows), pages))
        });
        let pages = pages.await?;
        let (scope, pages) = &*pages;
        let page = pages.get(&self.id).cloned().unwrap_or_default();
        let whole = self.whole(shared, batch);
        Ok(connection(name, page, whole, |row| Unit::in_batch(scope, row)))
    }

    /// The number of units, and what will count the facets of all places of the batch in one statement.
    fn whole(self, shared: &Arc<Shared>, batch: &Arc<Batch>) -> WholeList {
        let (shared, batch) = (Arc::clone(shared), Arc::clone(batch));
        WholeList::new(TotalCount::known(self.stale), move |db| {
            let (shared, batch) = (Arc::clone(&shared), Arc::clone(&batch));
            async move {
                let facets = batch.get_or_load("facets of stale units".to_owned(), async |ids| {
                    let found = stored_unit::facets_of(&db, self.parent, &ids, &shared.stale);
                    let facets = found.await.map_err(failure)?;
                    Ok(ids.into_iter().zip(facets).collect::<std::collections::HashMap<_, _>>())
                });
                Ok(facets.await?.get(&self.id).cloned().unwrap_or_default())
            }
        })
    }
}
