//! Yearly targets: what was promised, and every revision of it.

use std::collections::HashMap;

use async_graphql::{Context, Enum, ID, InputObject, Object, Result};

use shahrak_domain::target::Revision;
use shahrak_persistence::snapshot::Reference;
use shahrak_persistence::target::{self as stored, StoredTarget};

use crate::graphql::closed_set::ExecutingBody;
use crate::graphql::context::{Ask, failure};
use crate::graphql::defaulted::Defaulted;
use crate::graphql::node::{self, Kind};
use crate::graphql::page::{Listing, PageArgs, listing};
use crate::graphql::population::Population;
use crate::graphql::province::Province;
use crate::graphql::scalar::{Calendar, Date, DateTime, Decimal};
use crate::graphql::scope::province_and_country;
use crate::graphql::total::Total;
use crate::graphql::year::Year;

mod mutation;

pub use mutation::TargetMutation;

/// What can be asked about targets.
#[derive(Default)]
pub struct TargetQuery;

#[Object]
impl TargetQuery {
    /// Yearly targets, by year, scope (the country first) and the order in which they were set.
    async fn targets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that satisfy all of this.")] filter: Option<TargetFilter>,
    ) -> Result<Listing<Target, Total>> {
        let filter = filter.unwrap_or_default().stored(&*ctx.reference()?)?;
        let page = PageArgs { first, after, last, before }.request(ORDER, &stored::BY_YEAR)?;
        let page = stored::list(ctx.db()?, &filter, &page).await.map_err(failure)?;
        let count = Total::new(move |db| async move { stored::count(&db, &filter).await.map_err(failure) });
        Ok(listing(ORDER, page, count, Target))
    }

    /// A yearly target; null where there is none with this id.
    async fn target(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its global id.")] id: ID,
    ) -> Result<Option<Target>> {
        match node::decode(&id) {
            Some((Kind::Target, key)) => {
                Ok(Target::by_key(ctx, std::slice::from_ref(&key)).await?.remove(&key))
            }
            _ => Ok(None),
        }
    }
}

const ORDER: &str = "target.year";

/// Which targets a list shows: those that satisfy all that is given.
#[derive(InputObject, Default)]
pub struct TargetFilter {
    /// Of this Iranian year.
    pub year: Option<i32>,
    /// Of exactly this scope: `IR` for the country, or a province by ISO 3166-2 code of 2020, `IR-09`.
    pub scope: Option<String>,
    /// Of exactly this province, by ISO 3166-2 code of 2020: `IR-09`.
    #[graphql(deprecation = "Use `scope`, which takes the code of a province or `IR`.")]
    pub province: Option<String>,
    /// True: only those of the country; false: only those of provinces.
    #[graphql(deprecation = "Use `scope`: `IR` is the country.")]
    pub national: Option<bool>,
    /// Of this metric.
    pub metric: Option<Metric>,
}

impl TargetFilter {
    fn stored(&self, reference: &Reference) -> Result<stored::TargetFilter> {
        let (scope, province) = (self.scope.as_deref(), self.province.as_deref());
        let (province, national) = province_and_country(reference, scope, province, self.national)?;
        Ok(stored::TargetFilter { year: self.year, province, national, metric: self.metric.map(Into::into) })
    }
}

/// What a yearly target promises.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::metric::Metric")]
pub enum Metric {
    /// Units that reach operation. Met from below.
    UnitsCommissioned,
    /// Persons at work in units that reach operation. Met from below.
    JobsCommissioned,
    /// Rials invested in units that reach operation. Met from below.
    InvestmentCommissioned,
    /// Idle units that produce again. Met from below.
    UnitsRevived,
    /// Persons at work in units that produce again. Met from below.
    JobsRevived,
    /// Units helped to a higher capacity. Met from below.
    UnitsCapacityRaised,
    /// Units renewed. Met from below.
    UnitsRenovated,
    /// Share of operating units that are inactive or semi-active, in percent. A ceiling: met from above.
    ShareInactiveOrSemiActive,
}

/// A yearly target.
#[derive(Clone)]
pub struct Target(pub StoredTarget);

/// What was promised for a year. A revision is added, never overwritten.
#[Object]
impl Target {
    /// Global id.
    pub(crate) async fn id(&self) -> ID {
        node::encode(Kind::Target, self.0.id)
    }

    /// The Iranian year for which it was promised.
    async fn year(&self, ctx: &Context<'_>) -> Result<Year> {
        Ok(Year::new(ctx.reference()?, self.0.target.year))
    }

    /// What was promised.
    async fn metric(&self) -> Metric {
        self.0.target.metric.into()
    }

    /// `IR` for the country, or the ISO 3166-2 code of the province for which it was promised.
    async fn scope(&self) -> &str {
        self.0.target.scope.code()
    }

    /// The province for which it was promised; null for the whole country.
    async fn province(&self, ctx: &Context<'_>) -> Result<Option<Province>> {
        let reference = ctx.reference()?;
        Ok(self.0.province_id.and_then(|id| Province::new(reference, id)))
    }

    /// Which units count.
    async fn population(&self) -> Population {
        self.0.target.population.into()
    }

    /// Whose promise it is: only what this body carried out counts. Null where all counts.
    async fn body(&self) -> Option<ExecutingBody> {
        self.0.target.body.map(Into::into)
    }

    /// How many versions of it are shown: a revision names the number that its sender has read.
    async fn version(&self) -> i32 {
        i32::try_from(self.0.target.revisions.len()).unwrap_or(i32::MAX)
    }

    /// The first version, by day of decision.
    async fn original(&self) -> Option<TargetRevision> {
        self.0.target.original().cloned().map(TargetRevision)
    }

    /// The version in force on a day: the last one decided by then; null where none was.
    async fn in_force(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The day; today if left out.")] on: Option<Date>,
    ) -> Result<Option<TargetRevision>> {
        let day = on.map_or_else(|| ctx.today(), |date| Ok(date.0))?;
        Ok(self.0.target.in_force(day).cloned().map(TargetRevision))
    }

    /// All versions, by day of decision.
    async fn revisions(&self) -> Vec<TargetRevision> {
        self.0.target.revisions.iter().cloned().map(TargetRevision).collect()
    }
}

impl Target {
    /// The targets with these keys of global ids.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, Target>> {
        let found = stored::find_all(ctx.db()?, node::numbers(keys)).await.map_err(failure)?;
        Ok(found.into_iter().map(|stored| (stored.id.to_string(), Target(stored))).collect())
    }
}

/// A version of a target.
pub struct TargetRevision(pub Revision);

/// One version of a yearly target: a decision. It is never changed; a later one may follow.
#[Object]
impl TargetRevision {
    /// The value: units, persons, rials, or percent of a share, as the metric says.
    async fn value(&self) -> Decimal {
        Decimal(self.0.value)
    }

    /// Day of the decision.
    async fn decided_on(
        &self,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Date {
        Date::new(self.0.decided_on, calendar)
    }

    /// Why it was decided; null where not known.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// Where it was read; null where not known.
    async fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }

    /// The moment at which it was recorded here.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.0.recorded_at)
    }
}
