//! Lists of units: all units, those of a park, those of a province.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, Result};

use shahrak_messages::message;
use shahrak_persistence::list::{Paged, PagedByParent};
use shahrak_persistence::page::Order;
use shahrak_persistence::unit::{self as stored, Parent};

use super::{Unit, UnitConnection, UnitFilter, WholeList};
use crate::graphql::common::batch::Batch;
use crate::graphql::common::batch_scope::{BatchScope, View};
use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::common::page::{PageArgs, connection};
use crate::graphql::common::total_count::TotalCount;

/// Orders of units. Units with equal values are in the order in which they were registered.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnitOrder {
    /// Code, in byte order.
    #[default]
    Code,
    /// English name, ignoring case.
    Name,
    /// Persian name, by the Persian alphabet. Units without a Persian name come first.
    NameFa,
    /// First day of the present status. Units without events come before all days.
    StatusSince,
    /// Day of the latest effective event. Units without events come before all days.
    LastConfirmedOn,
    /// Persons at work. Units whose jobs are not known come before 0.
    Jobs,
}

/// The arguments of a list of units.
pub struct UnitArgs {
    /// The page.
    pub page: PageArgs,
    /// The conditions.
    pub filter: UnitFilter,
    /// The order.
    pub order_by: UnitOrder,
    /// Whether the greatest value comes first.
    pub descending: bool,
    /// The day and the moment of knowledge; none for today and now.
    pub view: Option<View>,
}

impl UnitOrder {
    /// Refuses an order by a fact that is only known for the present.
    fn check(self, view: Option<View>) -> Result<()> {
        match self {
            UnitOrder::StatusSince | UnitOrder::LastConfirmedOn | UnitOrder::Jobs if view.is_some() => {
                Err(bad_input("orderBy", message!("order-only-for-present")))
            }
            _ => Ok(()),
        }
    }

    /// The order, and its name in cursors.
    pub fn order(self, descending: bool) -> (&'static str, Order) {
        let (name, order) = match self {
            UnitOrder::Code => ("unit.code", stored::BY_CODE),
            UnitOrder::Name => ("unit.name", stored::BY_NAME),
            UnitOrder::NameFa => ("unit.name_fa", stored::BY_NAME_FA),
            UnitOrder::StatusSince => ("unit.since", stored::BY_STATUS_SINCE),
            UnitOrder::LastConfirmedOn => ("unit.confirmed", stored::BY_LAST_CONFIRMED),
            UnitOrder::Jobs => ("unit.jobs", stored::BY_JOBS),
        };
        (name, Order { descending, ..order })
    }
}

/// Units.
pub(super) async fn all(ctx: &Context<'_>, args: UnitArgs) -> Result<UnitConnection> {
    let (name, order) = args.order_by.order(args.descending);
    let request = args.page.request(name, &order)?;
    args.order_by.check(args.view)?;
    let filter = args.filter.stored(ctx, args.view).await?;
    let Paged { page, version } =
        stored::list(ctx.db()?, &filter, &order, &request).await.map_err(failure)?;
    let reference = ctx.reference_at_least(version).await?;
    let filter = Arc::new(filter);
    let whole = WholeList::new(total_of(Arc::clone(&filter)), move |db| {
        let filter = Arc::clone(&filter);
        async move { only(stored::facets(&db, &[stored::UnitFilter::clone(&filter)]).await.map_err(failure)?) }
    });
    Ok(Unit::page(name, reference, page, args.view, whole))
}

/// Units of a park or a province, loaded for all of its batch.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument.
pub async fn of_parent(
    ctx: &Context<'_>,
    parent: Parent,
    parents: &Arc<Batch>,
    id: i64,
    args: UnitArgs,
) -> Result<UnitConnection> {
    let (name, order) = args.order_by.order(args.descending);
    let request = args.page.request(name, &order)?;
    let filter = Arc::new(args.filter.stored(ctx, args.view).await?);
    let question = format!("units {name} {} {request:?} {filter:?}", order.descending);
    let pages = parents.get_or_load(question, async |ids| {
        let found = stored::list_of(ctx.db()?, parent, &ids, &filter, &order, &request);
        let PagedByParent { pages, version } = found.await.map_err(failure)?;
        let reference = ctx.reference_at_least(version).await?;
        let rows = pages.values().flat_map(|page| page.rows.iter().map(|(_, row)| row));
        Ok((BatchScope::of_units(reference, None, rows), pages))
    });
    let pages = pages.await?;
    let (batch, pages) = &*pages;
    let page = pages.get(&id).cloned().unwrap_or_default();
    let total = total_of_parent(parent, parents.clone(), id, Arc::clone(&filter));
    let whole = facets_of_parent(total, parent, parents.clone(), id, filter);
    Ok(connection(name, page, whole, |row| Unit::in_batch(batch, row)))
}

fn total_of(filter: Arc<stored::UnitFilter>) -> TotalCount {
    TotalCount::new(move |db| {
        let filter = Arc::clone(&filter);
        async move { stored::count(&db, &filter).await.map_err(failure) }
    })
}

/// The facets of the only list that was asked for.
fn only(facets: Vec<stored::Facets>) -> Result<stored::Facets> {
    Ok(facets.into_iter().next().unwrap_or_default())
}

fn facets_of_parent(
    total: TotalCount,
    parent: Parent,
    parents: Arc<Batch>,
    id: i64,
    filter: Arc<stored::UnitFilter>,
) -> WholeList {
    WholeList::new(total, move |db| {
        let (parents, filter) = (parents.clone(), filter.clone());
        async move {
            let facets = parents.get_or_load(format!("facets of units {filter:?}"), async |ids| {
                let facets = stored::facets_of(&db, parent, &ids, &filter).await.map_err(failure)?;
                Ok(ids.into_iter().zip(facets).collect::<HashMap<_, _>>())
            });
            Ok(facets.await?.get(&id).cloned().unwrap_or_default())
        }
    })
}

fn total_of_parent(
    parent: Parent,
    parents: Arc<Batch>,
    id: i64,
    filter: Arc<stored::UnitFilter>,
) -> TotalCount {
    TotalCount::new(move |db| {
        let (parents, filter) = (parents.clone(), filter.clone());
        async move {
            let counts = parents.get_or_load(format!("number of units {filter:?}"), async |ids| {
                stored::count_of(&db, parent, &ids, &filter).await.map_err(failure)
            });
            Ok(counts.await?.get(&id).copied().unwrap_or(0))
        }
    })
}
