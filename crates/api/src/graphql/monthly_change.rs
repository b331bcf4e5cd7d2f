//! What changed since a moment, by province and month (rule R12).

use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result, SimpleObject};
use graphql_http::error_code::internal;

use shahrak_domain::moment::Moment;
use shahrak_domain::monthly::{self, NumberChange};
use shahrak_domain::report::number;
use shahrak_domain::year::{IranianMonth, IranianYear};
use shahrak_messages::message;
use shahrak_persistence::ledger::moments;
use shahrak_persistence::page::Order;
use shahrak_persistence::tally::monthly::{BY_PLACE, ChangedMonth, LATEST_FIRST, MonthlyFilter, changes};

use crate::graphql::common::argument::{self, past_moment};
use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::common::enums::Population;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::scalar::DateTime;
use crate::graphql::province::Province;
use crate::graphql::report::FigureChange;
use crate::graphql::year::{Month, Year};

/// The query of monthly changes.
#[derive(Default)]
pub struct MonthlyChangeQuery;

/// An order of monthly changes.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MonthlyChangeOrder {
    /// By province, then month
    #[default]
    Place,
    /// The latest change first
    LatestFirst,
}

/// A page of monthly changes.
pub type MonthlyChangeConnection = Connection<MonthlyChange, MonthlyChangeSpan>;

/// The moments between which the changes were recorded.
#[derive(SimpleObject)]
pub struct MonthlyChangeSpan {
    /// The first moment of knowledge: changes were recorded after it.
    pub since: DateTime,
    /// The second moment of knowledge: changes were recorded at this moment or before. Give it as `until` for the next
    /// page, and as `since` to learn later what has changed in the meantime.
    pub until: DateTime,
}

#[Object]
impl MonthlyChangeQuery {
    /// What became known between two moments, by province and Iranian month: the numbers of each month that differ. Added
    /// to the numbers known at the first moment, the differences give those known at the second one.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn monthly_changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first moment of knowledge, not in the future.")] since: DateTime,
        #[graphql(
            desc = "The second moment of knowledge, not before the first and not in the future (default: now)."
        )]
        until: Option<DateTime>,
        #[graphql(desc = "Only this province (ISO 3166-2 code of 2020, for example `IR-09`).")]
        province: Option<String>,
        #[graphql(
            desc = "The units that count (default: units in parks).",
            default_with = "Some(Population::InParks)"
        )]
        population: Option<Population>,
        #[graphql(desc = "The order of the months.", default)] order_by: OrDefault<MonthlyChangeOrder>,
        #[graphql(desc = "Returns the first *n* months (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the months after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* months (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the months before this cursor.")] before: Option<String>,
    ) -> Result<MonthlyChangeConnection> {
        let reference = ctx.reference()?;
        let province = province.map(|code| argument::province(&reference, "province", &code)).transpose()?;
        let (since, until) = span(ctx, since, until).await?;
        let (name, order) = order_by.0.order();
        let request = PageArgs { first, after, last, before }.request(name, order)?;
        let population = population.unwrap_or(Population::InParks).into();
        let filter = MonthlyFilter { since, until, province, population };
        let found = changes(ctx.db()?, &filter, order, &request).await.map_err(failure)?;
        let reference = ctx.reference_at_least(found.version).await?;
        let ids = found.page.rows.iter().map(|(_, month)| month.province_id);
        let batch = BatchScope::of_provinces(reference, ids);
        let span = MonthlyChangeSpan { since: DateTime(since), until: DateTime(until) };
        Ok(connection(name, found.page, span, |month| MonthlyChange { month, batch: Arc::clone(&batch) }))
    }
}

/// The two moments of knowledge.
async fn span(ctx: &Context<'_>, since: DateTime, until: Option<DateTime>) -> Result<(Moment, Moment)> {
    let since = past_moment(ctx, "since", since).await?;
    let until = match until {
        Some(until) => past_moment(ctx, "until", until).await?,
        // The register's clock may not have reached the first moment yet.
        None => moments::head(ctx.db()?).await.map_err(failure)?.settled_at.max(since),
    };
    if until < since {
        return Err(bad_input("until", message!("moments-out-of-order")));
    }
    Ok((since, until))
}

impl MonthlyChangeOrder {
    fn order(self) -> (&'static str, &'static Order) {
        match self {
            MonthlyChangeOrder::Place => ("monthly.place", &BY_PLACE),
            MonthlyChangeOrder::LatestFirst => ("monthly.latest", &LATEST_FIRST),
        }
    }
}

/// A month of a province whose numbers changed.
pub struct MonthlyChange {
    month: ChangedMonth,
    batch: Arc<BatchScope>,
}

/// An Iranian month of a province whose numbers differ between two moments of knowledge.
#[Object]
impl MonthlyChange {
    /// The province.
    async fn province(&self) -> Option<Province> {
        Province::in_batch(&self.batch, self.month.province_id)
    }

    /// The year of the month.
    async fn year(&self) -> Result<Year> {
        Ok(Year::new(self.batch.reference.clone(), self.iranian()?.year))
    }

    /// The month.
    async fn month(&self) -> Result<Month> {
        self.iranian().map(Month)
    }

    /// The moment at which something about this month was recorded last, within the span.
    async fn changed_at(&self) -> DateTime {
        DateTime(self.month.changed_at)
    }

    /// The numbers that differ. Flows have the names of a report, such as `commissioned.units`. `stockChange.active` is
    /// the number of units that entered the status less those that left it within the month, `stockChange.jobs` the change
    /// of the jobs in active and semi-active units. The sums of all months up to a day are the stock of that day. Dollars
    /// are not among the numbers.
    async fn figures(&self) -> Vec<FigureChange> {
        let ChangedMonth { newer, added, days, .. } = &self.month;
        let change = |NumberChange { number: name, before, after }| {
            FigureChange::new(name, Some(number(before)), Some(number(after)))
        };
        monthly::changes(newer, added, *days).into_iter().map(change).collect()
    }
}

impl MonthlyChange {
    fn iranian(&self) -> Result<IranianMonth> {
        let date = self.month.days.from.iranian();
        Ok(IranianMonth { year: IranianYear::new(date.year).map_err(internal)?, number: date.month })
    }
}
