//! The result of support: units that came into operation after help, and how long it took.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use tokio::sync::OnceCell;

use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_messages::message;
use shahrak_persistence::event::{self as stored_event, EventFilter};
use shahrak_persistence::list::Paged;
use shahrak_persistence::support_result::{self as stored, AfterHelp, Durations, SupportResult as Found};
use shahrak_persistence::unit::{DayBounds, View};

use crate::graphql::common::argument;
use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::common::enums::convert_each;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::PageArgs;
use crate::graphql::common::scalar::{Calendar, Date, DateTime, Decimal};
use crate::graphql::common::sight::authorize_sight;
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::event::{UnitEvent, UnitEventConnection};
use crate::graphql::support_case::SupportKind;
use crate::graphql::unit::view;

/// The query of the result of support.
#[derive(Default)]
pub struct SupportResultQuery;

#[Object]
impl SupportResultQuery {
    /// How many units came into operation in a period, how many of them after help, and how long it took. A unit came into
    /// operation after help if a support case of it stood resolved as `HELPED` on the day of its commissioning. Cases are
    /// not public: the caller must be allowed to read those of the province, or of all provinces.
    async fn support_result(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "First day of the period.")] from: Date,
        #[graphql(desc = "Last day of the period, not in the future.")] to: Date,
        #[graphql(desc = "Only units of this province: its ISO 3166-2 code of 2020.")] province: Option<
            String,
        >,
        #[graphql(desc = "Only help of these kinds.")] kind: Option<Vec<SupportKind>>,
        #[graphql(
            desc = "The moment of knowledge, not in the future: only what was recorded by then counts (default: now)."
        )]
        known_at: Option<DateTime>,
    ) -> Result<SupportResult> {
        let province = match province {
            Some(code) => Some(argument::province(&*ctx.reference()?, "province", &code)?),
            None => None,
        };
        authorize_sight(ctx, province)?;
        let (from, to) = (from.0, to.0);
        if to < from {
            return Err(bad_input("to", message!("day-before-first", day = to, first = from)));
        }
        let today = ctx.today()?;
        if to > today {
            return Err(bad_input("to", message!("day-in-future", day = to, today)));
        }
        let view = view(ctx, Some(Date(to, Calendar::Gregorian)), known_at).await?;
        let filter = EventFilter {
            province,
            kinds: Some(vec![EventKind::Commissioned]),
            days: DayBounds { from: Some(from), to: Some(to) },
            known_at: view.and_then(|view| view.known_at),
            ..EventFilter::default()
        };
        let help = AfterHelp { kinds: kind.map(convert_each) };
        Ok(SupportResult { days: (from, to), view, filter, help, found: OnceCell::new() })
    }
}

/// The result of support in a period.
pub struct SupportResult {
    days: (Day, Day),
    view: Option<View>,
    filter: EventFilter,
    help: AfterHelp,
    found: OnceCell<Found>,
}

/// How many units came into operation in a period, how many of them after help, and how long it took.
#[Object]
impl SupportResult {
    /// First day of the period.
    async fn from(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.days.0, calendar)
    }

    /// Last day of the period.
    async fn to(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.days.1, calendar)
    }

    /// The moment of knowledge; null for now.
    async fn known_at(&self) -> Option<DateTime> {
        self.filter.known_at.map(DateTime)
    }

    /// Number of units that came into operation.
    async fn commissioned(&self, ctx: &Context<'_>) -> Result<i32> {
        Ok(i32::try_from(self.found(ctx).await?.commissioned)?)
    }

    /// Number of those that came into operation after help.
    async fn after_help(&self, ctx: &Context<'_>) -> Result<i32> {
        Ok(i32::try_from(self.found(ctx).await?.helped)?)
    }

    /// Days from the opening of the first case with help to the commissioning.
    async fn days_from_opening(&self, ctx: &Context<'_>) -> Result<DayStatistics> {
        Ok(DayStatistics(self.found(ctx).await?.from_opening))
    }

    /// Days from the first help, which is the resolution of a case as `HELPED`, to the commissioning.
    async fn days_from_help(&self, ctx: &Context<'_>) -> Result<DayStatistics> {
        Ok(DayStatistics(self.found(ctx).await?.from_help))
    }

    /// The commissionings after help, in the order in which they took effect: exactly those that `afterHelp` counts.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<UnitEventConnection> {
        let request = PageArgs { first, after, last, before }.request(ORDER, &stored_event::BY_DAY)?;
        let filter = Arc::new(EventFilter { after_help: Some(self.help.clone()), ..self.filter.clone() });
        let found = stored_event::list(ctx.db()?, &filter, &stored_event::BY_DAY, &request);
        let Paged { page, version } = found.await.map_err(failure)?;
        let reference = ctx.reference_at_least(version).await?;
        let total = TotalCount::new(move |db| {
            let filter = Arc::clone(&filter);
            async move { stored_event::count(&db, &filter).await.map_err(failure) }
        });
        Ok(UnitEvent::page(ORDER, reference, page, self.view, total))
    }
}

const ORDER: &str = "support_result.events";

impl SupportResult {
    async fn found(&self, ctx: &Context<'_>) -> Result<&Found> {
        let db = ctx.db()?;
        let read = async || stored::result(db, &self.filter, &self.help).await.map_err(failure);
        self.found.get_or_try_init(read).await
    }
}

/// Statistics of numbers of days.
pub struct DayStatistics(Durations);

/// Statistics of numbers of days. All are null if there are no numbers.
#[Object]
impl DayStatistics {
    /// The middle number, or the mean of the two middle ones.
    async fn median(&self) -> Option<Decimal> {
        self.0.median.map(Decimal)
    }

    /// The mean, rounded to six decimals, half away from zero.
    async fn average(&self) -> Option<Decimal> {
        self.0.average.map(Decimal)
    }

    /// The least number.
    async fn least(&self) -> Option<i32> {
        self.0.least
    }

    /// The greatest number.
    async fn greatest(&self) -> Option<i32> {
        self.0.greatest
    }
}
