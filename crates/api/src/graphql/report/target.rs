//! Targets of a report: what was promised beside what was achieved (rule R8).

use std::sync::Arc;

use async_graphql::{Object, SimpleObject};

use shahrak_domain::achievement::Achieved;
use shahrak_domain::code::Coded;
use shahrak_domain::metric::Counts;
use shahrak_domain::report::Days;
use shahrak_domain::target::{Revision, Target as Promise};
use shahrak_persistence::body::Achievement;
use shahrak_persistence::target::StoredTarget;

use super::scope::Scope;
use super::section::{Section, View};
use crate::graphql::closed_set::ExecutingBody;
use crate::graphql::population::Population;
use crate::graphql::scalar::Decimal;
use crate::graphql::target::{Metric, Target, TargetRevision};

/// A target and what was achieved of it.
pub struct TargetProgress {
    stored: StoredTarget,
    period: Days,
    achieved: Option<Achieved>,
}

/// A yearly target of exactly the report's scope, as known at the report's moment, beside what was achieved by the
/// day as of which the report is. It counts the units of its own population, whatever that of the report.
#[Object]
impl TargetProgress {
    /// The target, with its revisions as known at the report's moment.
    async fn target(&self) -> Target {
        Target(self.stored.clone())
    }

    /// What was promised.
    async fn metric(&self) -> Metric {
        self.promise().metric.into()
    }

    /// Which units count.
    async fn population(&self) -> Population {
        self.promise().population.into()
    }

    /// Whose promise it is: only events that name this body count. Null where all count.
    async fn body(&self) -> Option<ExecutingBody> {
        self.promise().body.map(Into::into)
    }

    /// The first version, by day of decision.
    async fn original(&self) -> Option<TargetRevision> {
        self.promise().original().cloned().map(TargetRevision)
    }

    /// The last version decided by the day as of which the report is; null where none was.
    async fn in_force(&self) -> Option<TargetRevision> {
        self.in_force_revision().cloned().map(TargetRevision)
    }

    /// All versions, by day of decision, also those decided after that day.
    async fn revisions(&self) -> Vec<TargetRevision> {
        self.promise().revisions.iter().cloned().map(TargetRevision).collect()
    }

    /// What was achieved by that day, in the unit of the values: units, persons, rials, or percent (not rounded).
    /// Null for a share where no unit operates, and for a share of one body, whose units the register does not know.
    async fn achieved(&self) -> Option<Decimal> {
        self.achieved.map(|achieved| Decimal(achieved.value()))
    }

    /// `achieved` divided by the values, as fractions, not rounded; of a share the share divided by its ceiling.
    async fn progress(&self) -> TargetFractions {
        let fraction = |revision: &Revision| self.achieved?.progress(revision.value);
        TargetFractions {
            of_original: self.promise().original().and_then(fraction),
            of_in_force: self.in_force_revision().and_then(fraction),
        }
    }

    /// Whether the values are reached: from below, or from above where the metric is a share of idleness.
    async fn met(&self) -> TargetMet {
        let ceiling = self.promise().metric.ceiling();
        let met = |revision: &Revision| self.achieved?.met(revision.value, ceiling);
        TargetMet {
            of_original: self.promise().original().and_then(met),
            of_in_force: self.in_force_revision().and_then(met),
        }
    }
}

/// How much of a target was achieved, against both versions that count.
#[derive(SimpleObject)]
pub struct TargetFractions {
    /// Of the original value, a fraction: 0.25 is a quarter. Null where the value is 0 or nothing can be said.
    pub of_original: Option<f64>,
    /// Of the value in force; null where none is, where it is 0, or where nothing can be said.
    pub of_in_force: Option<f64>,
}

/// Whether a target is met, against both versions that count.
#[derive(SimpleObject)]
pub struct TargetMet {
    /// Whether the original value is reached; null where it is 0 or nothing can be said.
    pub of_original: Option<bool>,
    /// Whether the value in force is reached; null where none is, where it is 0, or where nothing can be said.
    pub of_in_force: Option<bool>,
}

impl TargetProgress {
    /// What tells it from the other targets of the report.
    pub fn name(&self) -> String {
        let (promise, body) = (self.promise(), self.promise().body);
        let codes = [Some(promise.metric.code()), Some(promise.population.code()), body.map(Coded::code)];
        let codes: Vec<String> = codes.into_iter().flatten().map(str::to_uppercase).collect();
        format!("targets.{}", codes.join("."))
    }

    /// The first value.
    pub fn original_value(&self) -> Option<rust_decimal::Decimal> {
        self.promise().original().map(|revision| revision.value)
    }

    /// The value in force.
    pub fn value_in_force(&self) -> Option<rust_decimal::Decimal> {
        self.in_force_revision().map(|revision| revision.value)
    }

    /// What was achieved.
    pub fn achieved_value(&self) -> Option<rust_decimal::Decimal> {
        self.achieved.map(|achieved| achieved.value())
    }

    fn promise(&self) -> &Promise {
        &self.stored.target
    }

    fn in_force_revision(&self) -> Option<&Revision> {
        self.promise().in_force(self.period.to)
    }

    /// A target with what was achieved of it within a period that the section planned for all populations; what
    /// bodies achieved within it is `of_bodies`.
    pub fn of(
        view: &Arc<View>,
        section: &Arc<Section>,
        period: Days,
        stored: &StoredTarget,
        of_bodies: &[Achievement],
    ) -> TargetProgress {
        let achieved = achieved(&stored.target, view, section, period, of_bodies);
        TargetProgress { achieved, stored: stored.clone(), period }
    }
}

fn achieved(
    target: &Promise,
    view: &Arc<View>,
    section: &Arc<Section>,
    period: Days,
    of_bodies: &[Achievement],
) -> Option<Achieved> {
    let Some(body) = target.body else {
        let scope = Scope { population: target.population, ..view.scope };
        return Achieved::of(target.metric, &section.figures(scope, None), period);
    };
    let count = |kind, value: fn(&Achievement) -> i128| {
        let counted = of_bodies
            .iter()
            .filter(|of| of.body == body && of.kind == kind && of.counts_in(target.population));
        Some(Achieved::count(counted.map(value).sum()))
    };
    match target.metric.counts() {
        Counts::Events(kind) => count(kind, |of| of.events.into()),
        Counts::Jobs(kind) => count(kind, |of| of.jobs.into()),
        Counts::Investment(kind) => count(kind, |of| of.investment),
        Counts::IdleShare => None,
    }
}
