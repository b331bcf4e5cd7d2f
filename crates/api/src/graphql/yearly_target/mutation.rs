//! Mutations of targets: they are set and revised.

use async_graphql::{Context, ID, InputObject, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::change::Change;
use shahrak_domain::day::Day;
use shahrak_domain::metric;
use shahrak_domain::parse;
use shahrak_domain::policy::Action;
use shahrak_domain::population::{self, Scope};
use shahrak_domain::province::Province;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::{Violation, Violations};
use shahrak_domain::yearly_target::{self as target, Baseline, Revision, TargetError};
use shahrak_messages::message;
use shahrak_persistence::tx::Tx;
use shahrak_persistence::yearly_target::{self as stored, Row, TargetId};

use super::{Target, TargetMetric};
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::enums::{ExecutingBody, Population};
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::mutation::{self, MutationError, MutationOutcome, idempotency_key};
use crate::graphql::common::payload::payload;
use crate::graphql::common::stale::{stale, unless_stale};
use crate::graphql::common::unparsed::{Date, Decimal};
use crate::graphql::common::user_error::InputError;

/// A new target and its first revision.
#[derive(InputObject, Clone, Debug)]
pub struct TargetSetInput {
    /// The Iranian year of the target.
    year: i32,
    /// The metric of the target.
    metric: TargetMetric,
    /// `IR` for the country, or the ISO 3166-2 code of 2020 of a province, for example `IR-09`.
    scope: String,
    /// The units that count (default `IN_PARKS`).
    population: Option<Population>,
    /// The body that is responsible: only events that it carries out count. If omitted, all count.
    body: Option<ExecutingBody>,
    /// The value in the unit of the metric: units, persons, rials, or percent for a share.
    value: Decimal,
    /// The day of the decision, not in the future.
    decided_on: Date,
    /// The reason for the decision.
    reason: Option<String>,
    /// Source of the target.
    source: Option<String>,
    /// What the target starts from: the last known value of the metric, together with its day.
    baseline_value: Option<Decimal>,
    /// The day of the baseline, not after the decision; for what is counted over a period, the last day of that period.
    baseline_on: Option<Date>,
    /// Source of the baseline.
    baseline_source: Option<String>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

/// A new revision of a target.
#[derive(InputObject, Clone, Debug)]
pub struct TargetReviseInput {
    /// The new value in the unit of the metric: units, persons, rials, or percent for a share.
    value: Decimal,
    /// The day of the decision, not in the future. The target must have no other revision decided on this day.
    decided_on: Date,
    /// The reason for the decision.
    reason: Option<String>,
    /// Source of the revision.
    source: Option<String>,
    /// What the target starts from by this decision: the last known value of the metric, together with its day.
    baseline_value: Option<Decimal>,
    /// The day of the baseline, not after the decision; for what is counted over a period, the last day of that period.
    baseline_on: Option<Date>,
    /// Source of the baseline.
    baseline_source: Option<String>,
    /// Global id of the target.
    target: ID,
    /// The version of the target that you have read. If the target has been revised since, the change is refused.
    expected_version: Option<i32>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

payload! {
    /// The result of setting a target.
    TargetSetPayload {
        /// The target; null if the change was refused.
        target: Target
    }
}

payload! {
    /// The result of revising a target.
    TargetRevisePayload {
        /// The target after the change; the current target if `expectedVersion` is stale; null if the change was
        /// refused for another reason.
        target: Target
    }
}

/// The mutations of targets.
#[derive(Default)]
pub struct TargetMutation;

#[Object]
impl TargetMutation {
    /// Sets a yearly target.
    async fn target_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: TargetSetInput,
    ) -> Option<Result<TargetSetPayload>> {
        let outcome = set(ctx, &input).await;
        Some(TargetSetPayload::of(outcome, async |row| show(row)).await)
    }

    /// Adds a revision to a yearly target; earlier revisions stay. If it is already recorded with the same values,
    /// nothing changes.
    async fn target_revise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: TargetReviseInput,
    ) -> Option<Result<TargetRevisePayload>> {
        let outcome = revise(ctx, &input).await;
        Some(TargetRevisePayload::of(outcome, async |row| show(row)).await)
    }
}

async fn set(ctx: &Context<'_>, input: &TargetSetInput) -> Result<MutationOutcome<Row>> {
    mutation::run(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        ctx.authorized(Action::Announce)?;
        let mut violations = Violations::new();
        let target = input.target(&mut violations, &ctx.reference()?.provinces);
        let first = input.first().read(ctx, &mut violations, Some(input.metric.into()))?;
        if let Some(target) = &target {
            violations.take(target::Target::set(stored::is_set(tx, target).await?));
        }
        let (target, first) = violations.settle(target.zip(first))?;
        let row = stored::add(tx, &target, &first, &act.actor).await?;
        // Somebody else may have set it just now.
        row.ok_or_else(|| InputError::of(TargetError::AlreadySet.into(), &["input"]).into())
    })
    .await
}

async fn revise(ctx: &Context<'_>, input: &TargetReviseInput) -> Result<MutationOutcome<Row>> {
    mutation::run(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        ctx.authorized(Action::Announce)?;
        let row = match number(&input.target) {
            Some(id) => stored::lock(tx, id).await?,
            None => None,
        };
        let Some(row) = row else { return Err(input.of_unknown(ctx)?) };
        let target = row.clone().into_target()?.target;
        let mut violations = Violations::new();
        let revision = input.decision().read(ctx, &mut violations, Some(target.metric))?;
        let change = revision.as_ref().and_then(|revision| violations.take(target.revise(revision)));
        let stale = input.stale(&target).map(|stale| stale.with_current(&row)).transpose()?;
        let (revision, change) = unless_stale(stale, violations.settle(revision.zip(change)))?;
        match change {
            Change::Keep => Ok(row),
            _ => Ok(stored::add_revision(tx, row, &revision, &act.actor).await?),
        }
    })
    .await
}

/// The values of a revision in an input.
struct RevisionInput<'a> {
    value: &'a Decimal,
    decided_on: &'a Date,
    reason: Option<&'a str>,
    source: Option<&'a str>,
    baseline_value: Option<&'a Decimal>,
    baseline_on: Option<&'a Date>,
    baseline_source: Option<&'a str>,
}

impl RevisionInput<'_> {
    /// The revision; none if its value or its day cannot be parsed. If the metric is not known, the value is not
    /// checked.
    fn read(
        &self,
        ctx: &Context<'_>,
        violations: &mut Violations,
        metric: Option<metric::TargetMetric>,
    ) -> Result<Option<Revision>> {
        let (today, recorded_at) = (ctx.today()?, ctx.now()?);
        let value = violations.required("value", self.value, |text| target::Target::value(text, metric));
        let decided_on =
            violations.required("decided_on", self.decided_on, |text| parse::past_day(text, today));
        let reason = violations.optional("reason", self.reason, parse::prose);
        let source = violations.optional("source", self.source, parse::prose);
        let baseline = self.baseline(today, violations, metric, decided_on);
        let revision =
            |(value, decided_on)| Revision { value, baseline, decided_on, reason, source, recorded_at };
        Ok(value.zip(decided_on).map(revision))
    }

    fn baseline(
        &self,
        today: Day,
        violations: &mut Violations,
        metric: Option<metric::TargetMetric>,
        decided_on: Option<Day>,
    ) -> Option<Baseline> {
        let value = self.baseline_value.map(|value| &**value);
        let value = violations.optional("baseline_value", value, |text| target::Target::value(text, metric));
        let on = self.baseline_on.map(|on| &**on);
        let on = violations.optional("baseline_on", on, |text| parse::past_day(text, today));
        let source = violations.optional("baseline_source", self.baseline_source, parse::prose);
        violations.take(Baseline::of(value, on, source, decided_on)).flatten()
    }
}

impl TargetSetInput {
    /// The key of the target.
    fn target(&self, violations: &mut Violations, provinces: &[Province]) -> Option<target::Target> {
        let year = violations.required("year", &self.year.to_string(), parse::year);
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

    fn first(&self) -> RevisionInput<'_> {
        let (reason, source) = (self.reason.as_deref(), self.source.as_deref());
        RevisionInput {
            value: &self.value,
            decided_on: &self.decided_on,
            reason,
            source,
            baseline_value: self.baseline_value.as_ref(),
            baseline_on: self.baseline_on.as_ref(),
            baseline_source: self.baseline_source.as_deref(),
        }
    }
}

impl TargetReviseInput {
    fn decision(&self) -> RevisionInput<'_> {
        let (reason, source) = (self.reason.as_deref(), self.source.as_deref());
        RevisionInput {
            value: &self.value,
            decided_on: &self.decided_on,
            reason,
            source,
            baseline_value: self.baseline_value.as_ref(),
            baseline_on: self.baseline_on.as_ref(),
            baseline_source: self.baseline_source.as_deref(),
        }
    }

    /// The user error if the target has been revised since its sender read it.
    fn stale(&self, target: &target::Target) -> Option<InputError> {
        let latest = target.revisions.last();
        let text = |of: fn(&Revision) -> Option<String>| latest.and_then(of);
        let baseline =
            |of: fn(&Baseline) -> Option<String>| latest.and_then(|it| it.baseline.as_ref()).and_then(of);
        let version = i32::try_from(target.revisions.len()).unwrap_or(i32::MAX);
        let stated = [
            ("value", Some(&*self.value), text(|it| Some(it.value.to_string()))),
            ("decided_on", Some(&*self.decided_on), text(|it| Some(it.decided_on.to_string()))),
            ("reason", self.reason.as_deref(), text(|it| it.reason.clone())),
            ("source", self.source.as_deref(), text(|it| it.source.clone())),
            ("baseline_value", self.baseline_value.as_deref(), baseline(|it| Some(it.value.to_string()))),
            ("baseline_on", self.baseline_on.as_deref(), baseline(|it| Some(it.on.to_string()))),
            ("baseline_source", self.baseline_source.as_deref(), baseline(|it| it.source.clone())),
        ];
        stale(self.expected_version, version, stated)
    }

    /// All errors of a revision of a target that does not exist.
    fn of_unknown(&self, ctx: &Context<'_>) -> Result<MutationError> {
        let mut violations = Violations::new();
        let id = self.target.as_str();
        let id = id.chars().take(64).collect::<String>();
        violations
            .add(Violation::new(RefusalCode::UnknownTarget, message!("unknown-target", id)).at("target"));
        self.decision().read(ctx, &mut violations, None)?;
        Ok(violations.into())
    }
}

/// The database id of the target with this global id.
fn number(id: &ID) -> Option<TargetId> {
    match global_id::decode(id) {
        Some((NodeKind::Target, key)) => global_id::numbers(&[key]).pop(),
        _ => None,
    }
}

/// The target and its revisions as they were after the change.
fn show(row: Row) -> Result<Option<Target>> {
    Ok(Some(Target(row.into_target().map_err(failure)?)))
}
