//! Targets of a report: what was promised and what was achieved (rule R8).

use std::sync::Arc;

use async_graphql::{Object, SimpleObject};

use shahrak_domain::achievement::Achieved;
use shahrak_domain::code::Coded;
use shahrak_domain::metric::Counts;
use shahrak_domain::report::Days;
use shahrak_domain::target::{Revision, Target as Promise};
use shahrak_persistence::body_achievement::Achievement;
use shahrak_persistence::yearly_target::StoredTarget;

use super::scope::Scope;
use super::section::{ReportContext, Section};
use crate::graphql::support::enums::{ExecutingBody, Population};
use crate::graphql::support::scalar::Decimal;
use crate::graphql::yearly_target::{Metric, Target, TargetRevision};

/// A target and its achievement.
pub struct TargetProgress {
    stored: StoredTarget,
    period: Days,
    achieved: Option<Achieved>,
}

/// A yearly target with exactly the scope of the report, as known at its moment of knowledge, and what was achieved by
/// the last day of the report. It counts its own population, whatever the population of the report.
#[Object]
impl TargetProgress {
    /// The target with its revisions, as known at the report's moment of knowledge.
    async fn target(&self) -> Target {
        Target(self.stored.clone())
    }

    /// The metric of the target.
    async fn metric(&self) -> Metric {
        self.promise().metric.into()
    }

    /// The units that count for the target.
    async fn population(&self) -> Population {
        self.promise().population.into()
    }

    /// The body that is responsible: only events that name this body count. Null if all count.
    async fn body(&self) -> Option<ExecutingBody> {
        self.promise().body.map(Into::into)
    }

    /// The first revision by day of decision.
    async fn original(&self) -> Option<TargetRevision> {
        self.promise().original().cloned().map(TargetRevision)
    }

    /// The last revision decided by the last day of the report; null if there was none.
    async fn in_force(&self) -> Option<TargetRevision> {
        self.in_force_revision().cloned().map(TargetRevision)
    }

    /// All revisions, ordered by day of decision, including those decided after the last day of the report.
    async fn revisions(&self) -> Vec<TargetRevision> {
        self.promise().revisions.iter().cloned().map(TargetRevision).collect()
    }

    /// What was achieved by the last day of the report, in the unit of the values: units, persons, rials, or percent
    /// (not rounded). Null for a share if no unit operates, and for the share of one body, because the register does
    /// not know the units of a body.
    async fn achieved(&self) -> Option<Decimal> {
        self.achieved.map(|achieved| Decimal(achieved.value()))
    }

    /// `achieved` divided by the values, as fractions that are not rounded. For a share, 1 or less means that the
    /// target is met.
    async fn progress(&self) -> TargetFractions {
        let fraction = |revision: &Revision| self.achieved?.progress(revision.value);
        TargetFractions {
            of_original: self.promise().original().and_then(fraction),
            of_in_force: self.in_force_revision().and_then(fraction),
        }
    }

    /// Whether the target has been met: at least the value; for a share, at most the value.
    async fn met(&self) -> TargetMet {
        let ceiling = self.promise().metric.ceiling();
        let met = |revision: &Revision| self.achieved?.met(revision.value, ceiling);
        TargetMet {
            of_original: self.promise().original().and_then(met),
            of_in_force: self.in_force_revision().and_then(met),
        }
    }
}

/// The achieved fractions of the two revisions that count.
#[derive(SimpleObject)]
pub struct TargetFractions {
    /// Fraction of the original value: 0.25 is a quarter. Null if the value is 0 or `achieved` is null.
    pub of_original: Option<f64>,
    /// Fraction of the value in force. Null if there is none, if it is 0, or if `achieved` is null.
    pub of_in_force: Option<f64>,
}

/// Whether a target is met, against the two revisions that count.
#[derive(SimpleObject)]
pub struct TargetMet {
    /// Whether the original value has been reached. Null if it is 0 or `achieved` is null.
    pub of_original: Option<bool>,
    /// Whether the value in force has been reached. Null if there is none, if it is 0, or if `achieved` is null.
    pub of_in_force: Option<bool>,
}

impl TargetProgress {
    /// The key of the target among those of the report.
    pub fn name(&self) -> String {
        let (promise, body) = (self.promise(), self.promise().body);
        let codes = [Some(promise.metric.code()), Some(promise.population.code()), body.map(Coded::code)];
        let codes: Vec<String> = codes.into_iter().flatten().map(str::to_uppercase).collect();
        format!("targets.{}", codes.join("."))
    }

    /// The original value.
    pub fn original_value(&self) -> Option<rust_decimal::Decimal> {
        self.promise().original().map(|revision| revision.value)
    }

    /// The value in force.
    pub fn value_in_force(&self) -> Option<rust_decimal::Decimal> {
        self.in_force_revision().map(|revision| revision.value)
    }

    /// The achieved value.
    pub fn achieved_value(&self) -> Option<rust_decimal::Decimal> {
        self.achieved.map(|achieved| achieved.value())
    }

    fn promise(&self) -> &Promise {
        &self.stored.target
    }

    fn in_force_revision(&self) -> Option<&Revision> {
        self.promise().in_force(self.period.to)
    }

    /// A target with its achievement in a period that the section planned for all populations; `of_bodies` has the
    /// achievements of bodies in that period.
    pub fn of(
        view: &Arc<ReportContext>,
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
    view: &Arc<ReportContext>,
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
