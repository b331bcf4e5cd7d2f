//! Reports: the figures of a year as of a day, as known at a moment, for a scope and a population (rules R1 to R12).

use async_graphql::{Context, Object, Result};
use graphql_http::error_code::internal;

use shahrak_domain::moment::Moment;

use shahrak_messages::message;

use crate::graphql::common::argument::past_moment;
use crate::graphql::common::context::{ContextExt, bad_input};
use crate::graphql::common::enums::Population;
use crate::graphql::common::scalar::{Date, DateTime};

mod breakdown;
mod change;
mod drill_down;
mod figure;
mod flow;
mod flow_cell;
mod investment;
mod park;
mod progress;
mod report_data;
mod report_object;
mod scope;
mod section;
mod stock;
mod subscription;
mod target;
mod target_by_province;
mod target_pace;
mod vintage;
mod vintage_target;

pub use change::{FigureChange, ReportChanges};
pub use report_object::Report;
pub use subscription::ReportSubscription;

pub(crate) use drill_down::StockDay;
pub(crate) use scope::{Coverage, ReportPlace};
pub(crate) use section::{CellData, CellKey, Rates, ReportContext, Section, SectionPlan};

use report_object::{ReportRequest, reports};
use scope::{begun_year, days_of};

/// The queries of reports.
#[derive(Default)]
pub struct ReportQuery;

/// The maximum number of years in one query.
const MAX_YEARS: usize = 50;

#[Object]
impl ReportQuery {
    /// The report of an Iranian year. All figures are computed from the events of the register; none is entered. By
    /// default it counts units in parks only, whereas `units` returns all units.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The Iranian year, 1304 to 1502, for example 1399. It must have begun.")] year: i32,
        #[graphql(
            desc = "The last day that counts, a day of the year and not in the future (default: today or the last \
            day of the year, whichever is earlier)."
        )]
        as_of: Option<Date>,
        #[graphql(
            desc = "The moment of knowledge, not in the future (default: now). Events, corrections and revisions of \
            targets count if they were recorded by then, so the figures for a past moment do not change. Names, \
            places, rates and methodologies are those known now."
        )]
        known_at: Option<DateTime>,
        #[graphql(
            desc = "Only this province (ISO 3166-2 code of 2020, for example `IR-09`). Not together with `park`."
        )]
        province: Option<String>,
        #[graphql(desc = "Only this park, by its code, for example `TOUS`. Not together with `province`.")]
        park: Option<String>,
        #[graphql(
            desc = "The units that count (default: units in parks).",
            default_with = "Some(Population::InParks)"
        )]
        population: Option<Population>,
    ) -> Result<Report> {
        let scope = scope(ctx, province, park, population).await?;
        let today = ctx.today()?;
        let year = begun_year("year", year, today)?;
        let years = vec![(year, days_of(year, as_of, today)?)];
        let known_at = moment(ctx, known_at).await?;
        let mut reports = reports(ctx, ReportRequest { scope, years, known_at }).await?;
        reports.pop().ok_or_else(|| "no report".into())
    }

    /// The reports of several Iranian years at the same moment of knowledge, in the order of `years`. Each ends today
    /// or on the last day of its year, whichever is earlier. By default they count units in parks only.
    async fn reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The Iranian years, 1304 to 1502, at most 50. They must have begun.")] years: Vec<
            i32,
        >,
        #[graphql(desc = "The moment of knowledge, not in the future (default: now).")] known_at: Option<
            DateTime,
        >,
        #[graphql(
            desc = "Only this province (ISO 3166-2 code of 2020, for example `IR-09`). Not together with `park`."
        )]
        province: Option<String>,
        #[graphql(desc = "Only this park, by its code, for example `TOUS`. Not together with `province`.")]
        park: Option<String>,
        #[graphql(
            desc = "The units that count (default: units in parks).",
            default_with = "Some(Population::InParks)"
        )]
        population: Option<Population>,
    ) -> Result<Vec<Report>> {
        let scope = scope(ctx, province, park, population).await?;
        if years.len() > MAX_YEARS {
            let request = years.len();
            return Err(bad_input("years", message!("too-many-given", found = request, most = MAX_YEARS)));
        }
        let today = ctx.today()?;
        let days = |number| {
            let year = begun_year("years", number, today)?;
            Ok((year, days_of(year, None, today)?))
        };
        let years = years.into_iter().map(days).collect::<Result<Vec<_>>>()?;
        let known_at = moment(ctx, known_at).await?;
        reports(ctx, ReportRequest { scope, years, known_at }).await
    }

    /// The differences in the report of a year between two moments of knowledge: corrections, events that were recorded
    /// late, revisions of targets.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn report_changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The Iranian year, 1304 to 1502, for example 1399. It must have begun.")] year: i32,
        #[graphql(
            desc = "The last day that counts, a day of the year and not in the future (default: today or the last \
            day of the year, whichever is earlier)."
        )]
        as_of: Option<Date>,
        #[graphql(desc = "The first moment of knowledge, not in the future.")] from: DateTime,
        #[graphql(
            desc = "The second moment of knowledge, not before the first and not in the future (default: now)."
        )]
        to: Option<DateTime>,
        #[graphql(
            desc = "Only this province (ISO 3166-2 code of 2020, for example `IR-09`). Not together with `park`."
        )]
        province: Option<String>,
        #[graphql(desc = "Only this park, by its code, for example `TOUS`. Not together with `province`.")]
        park: Option<String>,
        #[graphql(
            desc = "The units that count (default: units in parks).",
            default_with = "Some(Population::InParks)"
        )]
        population: Option<Population>,
    ) -> Result<ReportChanges> {
        let scope = scope(ctx, province, park, population).await?;
        let today = ctx.today()?;
        let year = begun_year("year", year, today)?;
        let days = days_of(year, as_of, today)?;
        let from = past_moment(ctx, "from", from).await?;
        let to = match to {
            Some(to) => Some(past_moment(ctx, "to", to).await?),
            None => None,
        };
        if to.is_some_and(|to| to < from) {
            return Err(bad_input("to", message!("moments-out-of-order")));
        }
        ReportChanges::read(ctx, scope, (year, days), (from, to)).await
    }
}

async fn scope(
    ctx: &Context<'_>,
    province: Option<String>,
    park: Option<String>,
    population: Option<Population>,
) -> Result<Coverage> {
    let population = population.unwrap_or(Population::InParks);
    Coverage::parse(ctx, province.as_deref(), park.as_deref(), population.into()).await
}

/// The moment of knowledge that the argument `knownAt` names; none for now.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument.
pub(crate) async fn moment(ctx: &Context<'_>, known_at: Option<DateTime>) -> Result<Option<Moment>> {
    match known_at {
        Some(moment) => Ok(Some(past_moment(ctx, "knownAt", moment).await?)),
        None => Ok(None),
    }
}

/// Converts a count to an `Int`.
fn int(count: i64) -> Result<i32> {
    i32::try_from(count).map_err(internal)
}
