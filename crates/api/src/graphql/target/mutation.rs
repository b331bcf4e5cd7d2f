//! Changes: targets are set and revised.

use async_graphql::{Context, ID, InputObject, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::change::Change;
use shahrak_domain::metric;
use shahrak_domain::policy::Action;
use shahrak_domain::population::{self, Scope};
use shahrak_domain::province::Province;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::target::{self, Revision, TargetError};
use shahrak_domain::violation::{Violation, Violations};
use shahrak_domain::written;
use shahrak_persistence::target::{self as stored, Row, TargetId};
use shahrak_persistence::tx::Tx;

use super::{Metric, Target};
use crate::graphql::closed_set::ExecutingBody;
use crate::graphql::context::{Ask, failure};
use crate::graphql::node::{self, Kind};
use crate::graphql::payload::payload;
use crate::graphql::perform::{Failure, Outcome, idempotency_key, perform};
use crate::graphql::persian;
use crate::graphql::population::Population;
use crate::graphql::stale::{stale, unless_stale};
use crate::graphql::user_error::{Mistake, in_the_way};
use crate::graphql::written::{Date, Decimal};

/// A target that was not set yet, and its first version.
#[derive(InputObject, Clone, Debug)]
pub struct TargetSetInput {
    /// The Iranian year for which it is promised.
    year: i32,
    /// What is promised.
    metric: Metric,
    /// `IR` for the country, or the province by ISO 3166-2 code of 2020: `IR-09`.
    scope: String,
    /// Which units count; those in parks if left out.
    population: Option<Population>,
    /// Whose promise it is: only what this body carries out counts. Left out, all counts.
    body: Option<ExecutingBody>,
    /// The value: units, persons, rials, or percent of a share, as the metric says.
    value: Decimal,
    /// Day of the decision, not in the future.
    decided_on: Date,
    /// Why it was decided.
    reason: Option<String>,
    /// Where it was read.
    source: Option<String>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

/// A decision that changes a target.
#[derive(InputObject, Clone, Debug)]
pub struct TargetReviseInput {
    /// The value from now on: units, persons, rials, or percent of a share, as the metric says.
    value: Decimal,
    /// Day of the decision, not in the future; one on which the target was not decided yet.
    decided_on: Date,
    /// Why it was decided.
    reason: Option<String>,
    /// Where it was read.
    source: Option<String>,
    /// Global id of the target.
    target: ID,
    /// The version of the target that you have read: if somebody else has revised it since, the revision is refused.
    expected_version: Option<i32>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

payload! {
    /// What came of setting a target.
    TargetSetPayload {
        /// The target; null if it was refused.
        target: Target
    }
}

payload! {
    /// What came of revising a target.
    TargetRevisePayload {
        /// The target after it; as it is now where the version is stale, null if it was refused for another reason.
        target: Target
    }
}

/// What can be changed of targets.
#[derive(Default)]
pub struct TargetMutation;

#[Object]
impl TargetMutation {
    /// Sets a yearly target.
    async fn target_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: TargetSetInput,
    ) -> Option<Result<TargetSetPayload>> {
        Some(
            async {
                Ok(match set(ctx, &input).await? {
                    Ok(row) => TargetSetPayload::new(Some(show(row)?), Vec::new()),
                    Err(mistakes) => TargetSetPayload::new(None, mistakes),
                })
            }
            .await,
        )
    }

    /// Adds a version to a yearly target; the versions before it stay. Where it is recorded already, nothing changes.
    async fn target_revise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: TargetReviseInput,
    ) -> Option<Result<TargetRevisePayload>> {
        Some(
            async {
                Ok(match revise(ctx, &input).await? {
                    Ok(row) => TargetRevisePayload::new(Some(show(row)?), Vec::new()),
                    Err(mistakes) => {
                        let there = in_the_way(&mistakes)?.map(show).transpose()?;
                        TargetRevisePayload::new(there, mistakes)
                    }
                })
            }
            .await,
        )
    }
}

async fn set(ctx: &Context<'_>, input: &TargetSetInput) -> Result<Outcome<Row>> {
    perform(ctx, "targetSet", input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        ctx.officer(Action::Announce)?;
        let mut violations = Violations::new();
        let target = input.target(&mut violations, &ctx.reference()?.provinces);
        let first = input.first().read(ctx, &mut violations, Some(input.metric.into()))?;
        if let Some(target) = &target {
            violations.take(target::Target::set(stored::is_set(tx, target).await?));
        }
        let (target, first) = violations.settle(target.zip(first))?;
        let row = stored::add(tx, &target, &first, &act.actor).await?;
        // Somebody else may have set it just now.
        row.ok_or_else(|| Mistake::of(TargetError::AlreadySet.into(), &["input"]).into())
    })
    .await
}

async fn revise(ctx: &Context<'_>, input: &TargetReviseInput) -> Result<Outcome<Row>> {
    perform(ctx, "targetRevise", input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        ctx.officer(Action::Announce)?;
        let row = match number(&input.target) {
            Some(id) => stored::lock(tx, id).await?,
            None => None,
        };
        let Some(row) = row else { return Err(input.of_unknown(ctx)?) };
        let target = row.clone().into_target()?.target;
        let mut violations = Violations::new();
        let revision = input.decision().read(ctx, &mut violations, Some(target.metric))?;
        let change = revision.as_ref().and_then(|revision| violations.take(target.revise(revision)));
        let stale = input.stale(&target).map(|stale| stale.beside(&row)).transpose()?;
        let (revision, change) = unless_stale(stale, violations.settle(revision.zip(change)))?;
        match change {
            Change::Keep => Ok(row),
            _ => Ok(stored::add_revision(tx, row, &revision, &act.actor).await?),
        }
    })
    .await
}

/// What a version of a target states.
struct Stated<'a> {
    value: &'a Decimal,
    decided_on: &'a Date,
    reason: Option<&'a str>,
    source: Option<&'a str>,
}

impl Stated<'_> {
    /// The version; none where its value or its day cannot be read. Where the metric is not known, neither is what would be
    /// right as a value.
    fn read(
        &self,
        ctx: &Context<'_>,
        violations: &mut Violations,
        metric: Option<metric::Metric>,
    ) -> Result<Option<Revision>> {
        let (today, recorded_at) = (ctx.today()?, ctx.now()?);
        let value = violations.required("value", self.value, |text| target::Target::value(text, metric));
        let decided_on =
            violations.required("decided_on", self.decided_on, |text| written::past_day(text, today));
        let reason = violations.optional("reason", self.reason, written::prose);
        let source = violations.optional("source", self.source, written::prose);
        let revision = |(value, decided_on)| Revision { value, decided_on, reason, source, recorded_at };
        Ok(value.zip(decided_on).map(revision))
    }
}

impl TargetSetInput {
    /// What tells the target from others.
    fn target(&self, violations: &mut Violations, provinces: &[Province]) -> Option<target::Target> {
        let year = violations.required("year", &self.year.to_string(), written::year);
        let scope = violations.required("scope", &self.scope, |text| Scope::parse(text, provinces));
        Some(target::Target {
            year: year?,
            metric: self.metric.into(),
            scope: scope?,
            population: self.population.map_or(population::Population::InParks, Into::into),
            body: self.body.map(Into::into),
            revisions: Vec::new(),
        })
    }

    fn first(&self) -> Stated<'_> {
        let (reason, source) = (self.reason.as_deref(), self.source.as_deref());
        Stated { value: &self.value, decided_on: &self.decided_on, reason, source }
    }
}

impl TargetReviseInput {
    fn decision(&self) -> Stated<'_> {
        let (reason, source) = (self.reason.as_deref(), self.source.as_deref());
        Stated { value: &self.value, decided_on: &self.decided_on, reason, source }
    }

    /// What is wrong where somebody else has revised the target since its sender read it.
    fn stale(&self, target: &target::Target) -> Option<Mistake> {
        let latest = target.revisions.last();
        let text = |of: fn(&Revision) -> Option<String>| latest.and_then(of);
        let version = i32::try_from(target.revisions.len()).unwrap_or(i32::MAX);
        let stated = [
            ("value", Some(&*self.value), text(|it| Some(it.value.to_string()))),
            ("decided_on", Some(&*self.decided_on), text(|it| Some(it.decided_on.to_string()))),
            ("reason", self.reason.as_deref(), text(|it| it.reason.clone())),
            ("source", self.source.as_deref(), text(|it| it.source.clone())),
        ];
        stale(self.expected_version, version, stated)
    }

    /// All that is wrong with a revision of a target that is not there.
    fn of_unknown(&self, ctx: &Context<'_>) -> Result<Failure> {
        let mut violations = Violations::new();
        let id = self.target.as_str();
        let english = format!("no target has the id “{id:.64}”; take one from targets");
        let persian = persian::refusal(RefusalCode::UnknownTarget, Some(id));
        violations.add(Violation::new(RefusalCode::UnknownTarget, english, persian).at("target"));
        self.decision().read(ctx, &mut violations, None)?;
        Ok(violations.into())
    }
}

/// The number of the target with this global id.
fn number(id: &ID) -> Option<TargetId> {
    match node::decode(id) {
        Some((Kind::Target, key)) => node::numbers(&[key]).pop(),
        _ => None,
    }
}

/// The target and its versions as they stood after the change.
fn show(row: Row) -> Result<Target> {
    Ok(Target(row.into_target().map_err(failure)?))
}
