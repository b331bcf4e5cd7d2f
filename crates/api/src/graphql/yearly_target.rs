//! Yearly targets with all their revisions.

use std::collections::HashMap;

use async_graphql::{Context, Enum, ID, InputObject, Object, Result};

use shahrak_domain::yearly_target::{Baseline, Revision};
use shahrak_persistence::reference_cache::Reference;
use shahrak_persistence::yearly_target::{self as stored, StoredTarget};

use crate::graphql::announced_metric::AnnouncedMetric;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::enums::{ExecutingBody, Population};
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::scalar::{Calendar, Date, DateTime, Decimal};
use crate::graphql::common::scope::province_and_country;
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::province::Province;
use crate::graphql::year::Year;

mod mutation;

pub use mutation::TargetMutation;

/// The queries of targets.
#[derive(Default)]
pub struct TargetQuery;

#[Object]
impl TargetQuery {
    /// Yearly targets, ordered by year, scope (the country first) and the order in which they were set.
    async fn targets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Returns the items that satisfy all conditions.")] filter: Option<TargetFilter>,
    ) -> Result<Connection<Target>> {
        let filter = filter.unwrap_or_default().stored(&*ctx.reference()?)?;
        let page = PageArgs { first, after, last, before }.request(ORDER, &stored::BY_YEAR)?;
        let page = stored::list(ctx.db()?, &filter, &page).await.map_err(failure)?;
        let count =
            TotalCount::new(move |db| async move { stored::count(&db, &filter).await.map_err(failure) });
        Ok(connection(ORDER, page, count, Target))
    }

    /// The yearly target with this global id; null if there is none.
    async fn target(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id.")] id: ID,
    ) -> Result<Option<Target>> {
        match global_id::decode(&id) {
            Some((NodeKind::Target, key)) => {
                Ok(Target::by_key(ctx, std::slice::from_ref(&key)).await?.remove(&key))
            }
            _ => Ok(None),
        }
    }
}

const ORDER: &str = "target.year";

/// Conditions on targets. A target must satisfy all conditions that are given.
#[derive(InputObject, Default)]
pub struct TargetFilter {
    /// Targets for this Iranian year.
    pub year: Option<i32>,
    /// Targets of exactly this scope: `IR` for the country, or the ISO 3166-2 code of 2020 of a province (`IR-09`).
    pub scope: Option<String>,
    /// Targets of exactly this province (ISO 3166-2 code of 2020, for example `IR-09`).
    #[graphql(deprecation = "Use `scope`, which takes the code of a province or `IR`.")]
    pub province: Option<String>,
    /// True: only targets of the whole country. False: only targets of provinces.
    #[graphql(deprecation = "Use `scope`: `IR` is the country.")]
    pub national: Option<bool>,
    /// Targets of this metric.
    pub metric: Option<TargetMetric>,
}

impl TargetFilter {
    /// The filter for the database.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the unknown value.
    pub fn stored(&self, reference: &Reference) -> Result<stored::TargetFilter> {
        let (scope, province) = (self.scope.as_deref(), self.province.as_deref());
        let (province, national) = province_and_country(reference, scope, province, self.national)?;
        Ok(stored::TargetFilter { year: self.year, province, national, metric: self.metric.map(Into::into) })
    }
}

/// What a yearly target measures.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(name = "Metric", remote = "shahrak_domain::metric::TargetMetric")]
pub enum TargetMetric {
    /// Number of units that reach operation. Met by at least the value.
    UnitsCommissioned,
    /// Persons at work in units that reach operation. Met by at least the value.
    JobsCommissioned,
    /// Rials invested in units that reach operation. Met by at least the value.
    InvestmentCommissioned,
    /// Number of revivals of idle units. Met by at least the value.
    UnitsRevived,
    /// Persons at work in revived units. Met by at least the value.
    JobsRevived,
    /// Number of units helped to a higher capacity. Met by at least the value.
    UnitsCapacityRaised,
    /// Number of renovations. Met by at least the value.
    UnitsRenovated,
    /// Share of inactive and semi-active units in all operating units, in percent. Met by at most the value.
    ShareInactiveOrSemiActive,
}

/// A yearly target.
#[derive(Clone)]
pub struct Target(pub StoredTarget);

/// What has been promised for a year. A revision is added; earlier ones stay.
#[Object]
impl Target {
    /// Global id.
    pub(crate) async fn id(&self) -> ID {
        global_id::encode(NodeKind::Target, self.0.id)
    }

    /// The Iranian year of the target.
    async fn year(&self, ctx: &Context<'_>) -> Result<Year> {
        Ok(Year::new(ctx.reference()?, self.0.target.year))
    }

    /// The metric of the target.
    #[graphql(
        deprecation = "Use `announcedMetric { code }`: the code by which figures and files name the metric."
    )]
    async fn metric(&self) -> TargetMetric {
        self.0.target.metric.into()
    }

    /// The metric of the target in the vocabulary that announced figures use as well.
    async fn announced_metric(&self, ctx: &Context<'_>) -> Result<Option<AnnouncedMetric>> {
        Ok(AnnouncedMetric::of_target(&*ctx.reference()?, self.0.target.metric))
    }

    /// `IR` for the country, or the ISO 3166-2 code of the province for which it was promised.
    async fn scope(&self) -> &str {
        self.0.target.scope.code()
    }

    /// The province of the target; null for the whole country.
    async fn province(&self, ctx: &Context<'_>) -> Result<Option<Province>> {
        let reference = ctx.reference()?;
        Ok(self.0.province_id.and_then(|id| Province::new(reference, id)))
    }

    /// The units that count.
    async fn population(&self) -> Population {
        self.0.target.population.into()
    }

    /// The body that is responsible: only events that it carried out count. Null if all count.
    async fn body(&self) -> Option<ExecutingBody> {
        self.0.target.body.map(Into::into)
    }

    /// The number of revisions shown. A new revision states the version that its sender has read.
    async fn version(&self) -> i32 {
        i32::try_from(self.0.target.revisions.len()).unwrap_or(i32::MAX)
    }

    /// The first revision by day of decision.
    async fn original(&self) -> Option<TargetRevision> {
        self.0.target.original().cloned().map(TargetRevision)
    }

    /// The revision in force on a day: the last one decided by then; null if there was none.
    async fn in_force(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The day (default: today).")] on: Option<Date>,
    ) -> Result<Option<TargetRevision>> {
        let day = on.map_or_else(|| ctx.today(), |date| Ok(date.0))?;
        Ok(self.0.target.in_force(day).cloned().map(TargetRevision))
    }

    /// All revisions, ordered by day of decision.
    async fn revisions(&self) -> Vec<TargetRevision> {
        self.0.target.revisions.iter().cloned().map(TargetRevision).collect()
    }
}

impl Target {
    /// The targets with these keys of global ids.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, Target>> {
        let found = stored::find_all(ctx.db()?, global_id::numbers(keys)).await.map_err(failure)?;
        Ok(found.into_iter().map(|stored| (stored.id.to_string(), Target(stored))).collect())
    }
}

/// A revision of a target.
#[derive(Clone)]
pub struct TargetRevision(pub Revision);

/// One version of a yearly target, as decided on a day. It is never changed; a later one may follow.
#[Object]
impl TargetRevision {
    /// The value in the unit of the metric: units, persons, rials, or percent for a share.
    async fn value(&self) -> Decimal {
        Decimal(self.0.value)
    }

    /// What the target starts from, as was known when it was decided; null if not known.
    async fn baseline(&self) -> Option<TargetBaseline> {
        self.0.baseline.clone().map(TargetBaseline)
    }

    /// The day of the decision.
    async fn decided_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.0.decided_on, calendar)
    }

    /// The reason for the decision; null if not known.
    async fn reason(&self) -> Option<&str> {
        self.0.reason.as_deref()
    }

    /// Source of the revision; null if not known.
    async fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }

    /// The moment at which the revision was recorded in this register.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.0.recorded_at)
    }
}

/// What a target starts from.
pub struct TargetBaseline(Baseline);

/// The last known value of a target's metric when it was decided. For a share, the way to the target begins there.
#[Object]
impl TargetBaseline {
    /// The value in the unit of the metric: units, persons, rials, or percent for a share.
    async fn value(&self) -> Decimal {
        Decimal(self.0.value)
    }

    /// The day of the value; for what is counted over a period, the last day of that period.
    async fn on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.0.on, calendar)
    }

    /// Source of the value; null if not known.
    async fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }
}
