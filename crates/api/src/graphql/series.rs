//! Series: announced, promised and computed by Iranian year and month (rule R19).

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, Enum, Object, Result, SimpleObject};

use shahrak_domain::announcement::Measure;
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Scope as Named;
use shahrak_domain::vocabulary::Metric;
use shahrak_domain::year::IranianYear;
use shahrak_domain::yearly_target::Revision;
use shahrak_messages::{Explain, message};
use shahrak_persistence::ledger::moments;
use shahrak_persistence::reference_cache::Reference;

use crate::graphql::announced_metric::AnnouncedMetric;
use crate::graphql::announcement::Figure;
use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::common::enums::Population;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date, DateTime, Decimal};
use crate::graphql::common::scope::Scope;
use crate::graphql::comparison::NotComputableReason;
use crate::graphql::province::Province;
use crate::graphql::report::moment;
use crate::graphql::year::Year;
use crate::graphql::yearly_target::TargetRevision;

mod read;

/// The query of series.
#[derive(Default)]
pub struct SeriesQuery;

/// The maximum number of years.
const MOST_YEARS: i32 = 100;
/// The number of years if the first one is not given.
pub(crate) const USUAL_YEARS: i32 = 15;

#[Object]
impl SeriesQuery {
    /// What was announced, promised and computed of a metric, by Iranian year and month: one answer, ready for a chart (rule
    /// R19). It takes a few statements, however many years and figures there are.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn series(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code or alias of a metric, for example `units_revived`. `metrics` lists them.")]
        metric: String,
        #[graphql(
            desc = "`IR` for the country, or the ISO 3166-2 code of 2020 of a province, for example `IR-09`.",
            default_with = "String::from(\"IR\")"
        )]
        scope: String,
        #[graphql(
            desc = "The units that count (default: units in parks).",
            default_with = "Some(Population::InParks)"
        )]
        population: Option<Population>,
        #[graphql(desc = "First Iranian year, 1304 or later (default: 14 years before the last).")]
        from: Option<i32>,
        #[graphql(
            desc = "Last Iranian year, 1502 or earlier; at most 100 years (default: the year of the day of the series)."
        )]
        to: Option<i32>,
        #[graphql(
            desc = "The day of the series, not in the future (default: today). Announcements after it, decisions after it \
            and what happened after it are left out."
        )]
        as_of: Option<Date>,
        #[graphql(
            desc = "The moment of knowledge, not in the future (default: now): of figures, their corrections and marks, of \
            revisions of targets, and of events."
        )]
        known_at: Option<DateTime>,
        #[graphql(
            desc = "Whether `months` has every month that has begun, not only those for which a figure was announced.",
            default
        )]
        every_month: bool,
    ) -> Result<Series> {
        let reference = ctx.reference()?;
        let Some(metric) = reference.vocabulary.get(&metric).cloned() else {
            let nearest = reference.vocabulary.find(&metric).err();
            let why = nearest.map_or_else(|| message!("not-a-metric", found = metric), |it| it.message());
            return Err(bad_input("metric", why));
        };
        let today = ctx.today()?;
        let as_of = as_of.map_or(today, |Date(day, _)| day);
        if as_of > today {
            return Err(bad_input("asOf", message!("day-in-future", day = as_of, today)));
        }
        let question = SeriesQuestion {
            scope: match Scope::argument(&reference, "scope", &scope)? {
                Scope::Country => Named::Country,
                Scope::Province(_) => Named::Province(scope),
            },
            metric,
            population: population.unwrap_or(Population::InParks).into(),
            years: years(from, to, as_of)?,
            every_month,
            as_of,
            known_at: match moment(ctx, known_at).await? {
                Some(moment) => moment,
                None => moments::present(ctx.db()?).await.map_err(failure)?,
            },
        };
        read::series(ctx, reference, question).await
    }
}

/// What is asked for.
struct SeriesQuestion {
    metric: Metric,
    scope: Named,
    population: shahrak_domain::population::Population,
    years: Vec<IranianYear>,
    every_month: bool,
    as_of: Day,
    known_at: Moment,
}

/// The years from one to another, by default the last ones before the day of the series.
fn years(from: Option<i32>, to: Option<i32>, as_of: Day) -> Result<Vec<IranianYear>> {
    let present = || IranianYear::of(as_of).map(IranianYear::number);
    let to = to.map_or_else(|| present().map_err(|error| bad_input("to", error.message())), Ok)?;
    let from = from.unwrap_or(to - USUAL_YEARS + 1);
    let year =
        |argument, number| IranianYear::new(number).map_err(|error| bad_input(argument, error.message()));
    let (first, last) = (year("from", from)?, year("to", to)?);
    if last < first || to - from >= MOST_YEARS {
        return Err(bad_input("to", message!("series-years", from, most = MOST_YEARS)));
    }
    Ok((from..=to).filter_map(|number| IranianYear::new(number).ok()).collect())
}

/// What was announced, promised and computed of a metric, by year.
pub struct Series {
    asked: SeriesQuestion,
    reference: Arc<Reference>,
    years: Vec<SeriesYear>,
}

/// What was announced, promised and computed of a metric.
#[Object]
impl Series {
    /// The metric.
    async fn metric(&self) -> AnnouncedMetric {
        AnnouncedMetric(self.asked.metric.clone())
    }

    /// `IR` for the country, or the ISO 3166-2 code of the province.
    async fn scope(&self) -> &str {
        self.asked.scope.code()
    }

    /// The province; null for the country.
    async fn province(&self) -> Option<Province> {
        Province::new(self.reference.clone(), self.reference.province_id(self.asked.scope.code())?)
    }

    /// The units that count.
    async fn population(&self) -> Population {
        self.asked.population.into()
    }

    /// The day of the series.
    async fn as_of(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.asked.as_of, calendar)
    }

    /// The moment of knowledge. Ask for this moment again to get the same series.
    async fn known_at(&self) -> DateTime {
        DateTime(self.asked.known_at)
    }

    /// The years, in order.
    async fn years(&self) -> &[SeriesYear] {
        &self.years
    }
}

/// A year of a series.
pub struct SeriesYear {
    reference: Arc<Reference>,
    year: IranianYear,
    announced: Vec<SeriesFigure>,
    promised: Vec<SeriesFigure>,
    revisions: Vec<Revision>,
    as_of: Day,
    computed: Computed,
    months: Vec<SeriesMonth>,
}

/// What was announced, promised and computed for an Iranian year.
#[Object]
impl SeriesYear {
    /// The year.
    async fn year(&self) -> Year {
        Year::new(self.reference.clone(), self.year)
    }

    /// The announced figures of the year, ordered by the last day of their period, the day of the announcement (unknown
    /// days first), and code: flows over periods within the year that are longer than a month; stocks and shares of its
    /// days. They are as stated, with hedges and ranges.
    async fn announced(&self) -> &[SeriesFigure] {
        &self.announced
    }

    /// The announced targets of the year, in the same order.
    async fn announced_targets(&self) -> &[SeriesFigure] {
        &self.promised
    }

    /// The first revision of the target of the register, whatever the executing body; null if there is no target.
    async fn original_target(&self) -> Option<TargetRevision> {
        self.revisions.first().cloned().map(TargetRevision)
    }

    /// The revision in force at the end of the year, or on the day of the series if that is earlier; null if there was none.
    async fn target_in_force(&self) -> Option<TargetRevision> {
        let day = self.as_of.min(self.year.ends_on());
        self.revisions.iter().rev().find(|revision| revision.decided_on <= day).cloned().map(TargetRevision)
    }

    /// The computed value of the year so far, in the unit of the metric; shares in percent. Null if there is none.
    async fn computed(&self) -> Option<Decimal> {
        self.computed.value.ok().map(Decimal)
    }

    /// Why there is no computed value; null if there is one.
    async fn reason(&self) -> Option<NotComputableReason> {
        self.computed.value.err().map(Into::into)
    }

    /// The last day that the computed value counts: the last day of the year, or the day of the series.
    async fn computed_to(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.computed.to, calendar)
    }

    /// The months of the year for which a figure was announced, in order; all that have begun with `everyMonth`.
    async fn months(&self) -> &[SeriesMonth] {
        &self.months
    }
}

/// A month of a series.
pub struct SeriesMonth {
    number: i32,
    announced: Vec<SeriesFigure>,
    computed: Computed,
}

/// What was announced and computed for a month.
#[Object]
impl SeriesMonth {
    /// The number of the month, 1 to 12.
    async fn month(&self) -> i32 {
        self.number
    }

    /// The announced figures of the month, in the order of those of the year: flows over periods within the month; stocks
    /// and shares of its days.
    async fn announced(&self) -> &[SeriesFigure] {
        &self.announced
    }

    /// The computed value of the month so far, in the unit of the metric; shares in percent. Null if there is none.
    async fn computed(&self) -> Option<Decimal> {
        self.computed.value.ok().map(Decimal)
    }

    /// Why there is no computed value; null if there is one.
    async fn reason(&self) -> Option<NotComputableReason> {
        self.computed.value.err().map(Into::into)
    }

    /// The last day that the computed value counts: the last day of the month, or the day of the series.
    async fn computed_to(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.computed.to, calendar)
    }
}

/// A computed value and its last day.
#[derive(Clone, Copy)]
struct Computed {
    value: std::result::Result<rust_decimal::Decimal, shahrak_domain::comparison::Obstacle>,
    to: Day,
}

/// Why a series uses a figure for a year or a month.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeriesChoice {
    /// A national officer marked it.
    Marked,
    /// Of all figures it covers the longest part of the year or month (of stocks and shares: it is of the latest day); among
    /// equals, it states the population, then it was announced last, then it has the first code. Of targets, it states the
    /// target in force, then it was announced last.
    Rule,
}

/// An announced figure of a series.
#[derive(SimpleObject, Clone)]
pub struct SeriesFigure {
    /// The figure as stated.
    figure: Figure,
    /// Why the series uses the figure for this year or month; null if it uses another one.
    used: Option<SeriesChoice>,
}

/// The figures of one point of a series, by what they measure.
type Points<K> = HashMap<(K, Measure), Vec<SeriesFigure>>;
