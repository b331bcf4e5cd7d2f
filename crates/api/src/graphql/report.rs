//! Reports: the figures of a year as of a day, as known at a moment, for a scope and a population (rules R1 to R12).

use async_graphql::{Context, Object, Result};

use shahrak_domain::moment::Moment;

use crate::error_code::internal;
use crate::graphql::context::{Ask, bad_input};
use crate::graphql::moment::past_moment;
use crate::graphql::population::Population;
use crate::graphql::scalar::{Date, DateTime};

mod breakdown;
mod change;
mod drill;
mod figure;
mod flow;
mod follow;
mod head;
mod investment;
mod park;
mod scope;
mod section;
mod shared;
mod stock;
mod target;

pub use change::ReportChanges;
pub use follow::ReportSubscription;
pub use head::Report;

use head::{Asked, reports};
use scope::{Scope, begun_year, days_of};

/// What can be asked about the figures of years.
#[derive(Default)]
pub struct ReportQuery;

/// How many years can be asked for at once.
const MAX_YEARS: usize = 50;

#[Object]
impl ReportQuery {
    /// The figures of an Iranian year, computed from the register: never typed in. They count units in parks by default;
    /// `units` lists all units, in parks and outside.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The Iranian year, 1304 to 1502, which has begun: 1399.")] year: i32,
        #[graphql(
            desc = "The last day that counts, a day of the year and not in the future. Unless told it is \
            today or the last day of the year, whichever is earlier."
        )]
        as_of: Option<Date>,
        #[graphql(
            desc = "By the knowledge of this moment, not in the future: events, corrections and revisions of \
            targets count if they were recorded by then. The answer for a past moment never changes. Now unless told. \
            Names, places, rates and methodologies are taken as they are now."
        )]
        known_at: Option<DateTime>,
        #[graphql(
            desc = "Only of this province, by ISO 3166-2 code of 2020: `IR-09`. Not together with `park`."
        )]
        province: Option<String>,
        #[graphql(desc = "Only of this park, by its code: `TOUS`. Not together with `province`.")]
        park: Option<String>,
        #[graphql(
            desc = "Which units count: by default those in parks, while lists of units and events hold all.",
            default_with = "Some(Population::InParks)"
        )]
        population: Option<Population>,
    ) -> Result<Report> {
        let scope = scope(ctx, province, park, population).await?;
        let today = ctx.today()?;
        let year = begun_year("year", year, today)?;
        let years = vec![(year, days_of(year, as_of, today)?)];
        let known_at = moment(ctx, known_at).await?;
        let mut reports = reports(ctx, Asked { scope, years, known_at }).await?;
        reports.pop().ok_or_else(|| "no report".into())
    }

    /// The figures of several Iranian years, of units in parks by default, each up to today or its last day, whichever is earlier, by the same
    /// knowledge and in the order asked for.
    async fn reports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The Iranian years, 1304 to 1502, which have begun; at most 50.")] years: Vec<i32>,
        #[graphql(desc = "By the knowledge of this moment, not in the future. Now unless told.")]
        known_at: Option<DateTime>,
        #[graphql(
            desc = "Only of this province, by ISO 3166-2 code of 2020: `IR-09`. Not together with `park`."
        )]
        province: Option<String>,
        #[graphql(desc = "Only of this park, by its code: `TOUS`. Not together with `province`.")]
        park: Option<String>,
        #[graphql(
            desc = "Which units count: by default those in parks, while lists of units and events hold all.",
            default_with = "Some(Population::InParks)"
        )]
        population: Option<Population>,
    ) -> Result<Vec<Report>> {
        let scope = scope(ctx, province, park, population).await?;
        if years.len() > MAX_YEARS {
            let asked = years.len();
            return Err(bad_input(
                "years",
                format!("{asked} are too many; up to {MAX_YEARS} can be asked for at once"),
            ));
        }
        let today = ctx.today()?;
        let days = |number| {
            let year = begun_year("years", number, today)?;
            Ok((year, days_of(year, None, today)?))
        };
        let years = years.into_iter().map(days).collect::<Result<Vec<_>>>()?;
        let known_at = moment(ctx, known_at).await?;
        reports(ctx, Asked { scope, years, known_at }).await
    }

    /// What changed in the report of a year between two moments of knowledge: corrections, events recorded late,
    /// revisions of targets.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn report_changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The Iranian year, 1304 to 1502, which has begun: 1399.")] year: i32,
        #[graphql(
            desc = "The last day that counts, a day of the year and not in the future. Unless told it is \
            today or the last day of the year, whichever is earlier."
        )]
        as_of: Option<Date>,
        #[graphql(desc = "The first moment of knowledge.")] from: DateTime,
        #[graphql(
            desc = "The second moment of knowledge, not before the first and not in the future. Now unless told."
        )]
        to: Option<DateTime>,
        #[graphql(
            desc = "Only of this province, by ISO 3166-2 code of 2020: `IR-09`. Not together with `park`."
        )]
        province: Option<String>,
        #[graphql(desc = "Only of this park, by its code: `TOUS`. Not together with `province`.")]
        park: Option<String>,
        #[graphql(
            desc = "Which units count: by default those in parks, while lists of units and events hold all.",
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
            return Err(bad_input("to", "the second moment is before the first; exchange them"));
        }
        ReportChanges::read(ctx, scope, (year, days), (from, to)).await
    }
}

async fn scope(
    ctx: &Context<'_>,
    province: Option<String>,
    park: Option<String>,
    population: Option<Population>,
) -> Result<Scope> {
    let population = population.unwrap_or(Population::InParks);
    Scope::parse(ctx, province.as_deref(), park.as_deref(), population.into()).await
}

async fn moment(ctx: &Context<'_>, known_at: Option<DateTime>) -> Result<Option<Moment>> {
    match known_at {
        Some(moment) => Ok(Some(past_moment(ctx, "knownAt", moment).await?)),
        None => Ok(None),
    }
}

/// A count as an answer holds it.
fn int(count: i64) -> Result<i32> {
    i32::try_from(count).map_err(internal)
}
