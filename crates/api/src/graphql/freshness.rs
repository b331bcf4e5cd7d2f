//! Freshness: units that no event has confirmed for longer than a given time.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};

use shahrak_domain::day::Day;
use shahrak_messages::message;
use shahrak_persistence::freshness::{self as stored, FreshnessCell};
use shahrak_persistence::list::Paged;
use shahrak_persistence::reference_cache::{ProvinceId, Reference};
use shahrak_persistence::unit::{self as stored_unit, UnitFilter as StoredFilter, View};

use crate::graphql::common::batch::Batch;
use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::{Connection, PageArgs};
use crate::graphql::common::scalar::{Calendar, Date, DateTime};
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::unit::{Unit, UnitConnection, UnitFilter, WholeList, view};

mod park;
mod place;

use park::FreshnessPark;
use place::{FreshnessProvince, Sum, by_age};

/// The query of freshness.
#[derive(Default)]
pub struct FreshnessQuery;

/// The most days that can be asked for: more than the register has.
const MOST_DAYS: i32 = 100_000;

#[Object]
impl FreshnessQuery {
    /// How many units no event has confirmed for longer than some days, by province and park, and which. Closed and
    /// cancelled units do not count, nor do units without events.
    async fn freshness(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "A unit counts as stale if its latest event took effect more than so many days before the day."
        )]
        older_than_days: i32,
        #[graphql(desc = "Only units that satisfy all conditions.")] filter: Option<UnitFilter>,
        #[graphql(desc = "The day for which the units are judged, not in the future (default: today).")]
        as_of: Option<Date>,
        #[graphql(
            desc = "The moment of knowledge, not in the future: only what was recorded by then counts (default: now)."
        )]
        known_at: Option<DateTime>,
    ) -> Result<Freshness> {
        if !(0..=MOST_DAYS).contains(&older_than_days) {
            let why = message!("number-out-of-range", number = older_than_days, least = 0, most = MOST_DAYS);
            return Err(bad_input("olderThanDays", why));
        }
        let view = view(ctx, as_of, known_at).await?;
        let filter = filter.unwrap_or_default().stored(ctx, view).await?;
        let as_of = view.map_or_else(|| ctx.today(), |view| Ok(view.as_of))?;
        let before = Day::new(as_of.date() - chrono::Days::new(older_than_days.unsigned_abs().into()));
        let found = stored::cells(ctx.db()?, &filter, before).await.map_err(failure)?;
        let reference = ctx.reference_at_least(found.version).await?;
        let shared = Shared { view, as_of, before, stale: Arc::new(stored::stale(filter, before)) };
        Ok(Freshness { shared: Arc::new(shared), reference, cells: found.cells })
    }
}

/// What all parts of an answer share.
struct Shared {
    view: Option<View>,
    as_of: Day,
    /// Units that were last confirmed before this day are stale.
    before: Day,
    /// The filter of stale units.
    stale: Arc<StoredFilter>,
}

/// How fresh units are, for a day and a moment of knowledge.
pub struct Freshness {
    shared: Arc<Shared>,
    reference: Arc<Reference>,
    cells: Vec<FreshnessCell>,
}

/// How many units no event has confirmed for longer than some days.
#[Object]
impl Freshness {
    /// The day for which the units are judged.
    async fn as_of(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.shared.as_of, calendar)
    }

    /// The moment of knowledge; null for now.
    async fn known_at(&self) -> Option<DateTime> {
        self.shared.view?.known_at.map(DateTime)
    }

    /// Units whose latest event took effect before this day are stale.
    async fn confirmed_before(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.shared.before, calendar)
    }

    #[graphql(flatten)]
    async fn sum(&self) -> Sum {
        Sum::of(self.cells.iter())
    }

    /// The stale units: exactly those that `stale` counts, the longest unconfirmed first, or as of another day or moment
    /// ordered by code.
    async fn stale_units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<UnitConnection> {
        let (name, order) = by_age(self.shared.view);
        let request = PageArgs { first, after, last, before }.request(name, &order)?;
        let filter = Arc::clone(&self.shared.stale);
        let Paged { page, version } =
            stored_unit::list(ctx.db()?, &filter, &order, &request).await.map_err(failure)?;
        let reference = ctx.reference_at_least(version).await?;
        let total = TotalCount::known(Sum::of(self.cells.iter()).stale);
        let whole = WholeList::new(total, move |db| {
            let filter = Arc::clone(&filter);
            async move {
                let facets =
                    stored_unit::facets(&db, &[StoredFilter::clone(&filter)]).await.map_err(failure)?;
                Ok(facets.into_iter().next().unwrap_or_default())
            }
        });
        Ok(Unit::page(name, reference, page, self.shared.view, whole))
    }

    /// The numbers by province, ordered by its code. Provinces without units are left out.
    async fn by_province(&self) -> Vec<FreshnessProvince> {
        let mut ids: Vec<ProvinceId> = self.cells.iter().map(|cell| cell.province_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let scope = BatchScope::of_provinces(Arc::clone(&self.reference), ids.iter().copied());
        let batch = Arc::new(Batch::new(ids.iter().map(|id| i64::from(*id))));
        let of_province = |id: ProvinceId| FreshnessProvince {
            shared: Arc::clone(&self.shared),
            scope: Arc::clone(&scope),
            batch: Arc::clone(&batch),
            id,
            sum: Sum::of(self.cells.iter().filter(|cell| cell.province_id == id)),
        };
        ids.into_iter().map(of_province).collect()
    }

    /// The numbers by park, those with most stale units first, then by code. Parks without units are left out.
    async fn by_park(
        &self,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Connection<FreshnessPark>> {
        let page = PageArgs { first, after, last, before };
        FreshnessPark::page(&self.reference, &self.shared, &self.cells, &page)
    }
}
