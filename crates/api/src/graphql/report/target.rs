//! Targets of a report: what was promised and what was achieved (rule R8).

use async_graphql::{Context, Object, Result, SimpleObject};
use rust_decimal::prelude::ToPrimitive;

use shahrak_domain::achievement::Achieved;
use shahrak_domain::announcement;
use shahrak_domain::code::Coded;
use shahrak_domain::event::Body;
use shahrak_domain::metric::{self, Counts};
use shahrak_domain::population;
use shahrak_domain::report::Days;
use shahrak_domain::yearly_target::pace::{Pace, PaceObstacle, Projection, Schedule, ScheduleStatus};
use shahrak_domain::yearly_target::{Revision, Target as Promise};
use shahrak_persistence::announcement::Figure as Announced;
use shahrak_persistence::body_achievement::Achievement;
use shahrak_persistence::yearly_target::StoredTarget;

use super::progress::YearTargets;
use super::scope::{Coverage, ReportPlace};
use super::section::Section;
use super::target_pace::{TargetProjection, TargetSchedule};
use crate::graphql::announced_metric::AnnouncedMetric;
use crate::graphql::announcement::Figure;
use crate::graphql::common::enums::{ExecutingBody, Population};
use crate::graphql::common::scalar::Decimal;
use crate::graphql::yearly_target::{Target, TargetMetric, TargetRevision};

/// A target and its achievement.
#[derive(Clone)]
pub struct TargetProgress {
    stored: StoredTarget,
    of: YearTargets,
    achieved: Option<Achieved>,
}

/// A yearly target, as known at the report's moment of knowledge, and three separate answers about it: what the
/// register supports (`achieved` and what follows from it), what was announced, and whether it is early or late. It counts
/// its own population, whatever the population of the report.
#[Object]
impl TargetProgress {
    /// The target with its revisions, as known at the report's moment of knowledge.
    async fn target(&self) -> Target {
        Target(self.stored.clone())
    }

    /// The metric of the target.
    #[graphql(
        deprecation = "Use `announcedMetric { code }`: the code by which figures and files name the metric."
    )]
    async fn metric(&self) -> TargetMetric {
        self.promise().metric.into()
    }

    /// The metric of the target in the vocabulary that announced figures use as well.
    async fn announced_metric(&self) -> Option<AnnouncedMetric> {
        AnnouncedMetric::of_target(&self.of.shared.view.reference, self.promise().metric)
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

    /// What is missing to the value in force, in its unit: value − `achieved`; for a share, `achieved` − value. 0 or less
    /// if the target has been met. Null without one of them.
    async fn gap(&self) -> Option<Decimal> {
        let ceiling = self.promise().metric.ceiling();
        Some(Decimal(self.achieved?.gap(self.in_force_revision()?.value, ceiling)))
    }

    /// Whether what the register supports is early or late against the value in force.
    async fn schedule(&self) -> TargetSchedule {
        TargetSchedule::new(self.scheduled())
    }

    /// What will be achieved by the end of the year if the pace so far stays: an estimate.
    async fn projection(&self) -> TargetProjection {
        let (metric, in_force, pace) = (self.promise().metric, self.in_force_revision(), self.pace());
        let projection = Projection::of(metric, in_force, self.achieved_value(), pace);
        TargetProjection::new(projection, pace, in_force.cloned())
    }

    /// What was announced last about the progress of the target; null if nothing was. The announced figure has the metric,
    /// unit, scope and population of the target, counts from the first day of the year, and ends by the last day of the
    /// report; of several, the one whose period ends last, then the one announced last. It was recorded by the moment of
    /// knowledge. Null for the target of one body, because figures do not say which body did the work.
    async fn announced(&self, ctx: &Context<'_>) -> Result<Option<AnnouncedProgress>> {
        let announced = self.of.shared.announced(ctx).await?;
        let vocabulary = &self.of.shared.view.reference.vocabulary;
        let states = |(row, _): &&(Announced, Figure)| {
            self.promise().is_stated_by(&row.figure, vocabulary, self.of.period.to)
        };
        let place = |(row, _): &&(Announced, Figure)| {
            (row.figure.period_to, row.announcement.source.announced_on, row.figure.code.clone())
        };
        let last = announced.iter().filter(states).max_by_key(place);
        Ok(last.map(|(row, figure)| AnnouncedProgress {
            figure: figure.clone(),
            stated: row.figure.clone(),
            target: self.clone(),
        }))
    }
}

/// What was announced about the progress of a target.
pub struct AnnouncedProgress {
    figure: Figure,
    stated: announcement::Figure,
    target: TargetProgress,
}

/// What was announced about the progress of a target. The register neither changes nor believes it.
#[Object]
impl AnnouncedProgress {
    /// The announced figure.
    async fn figure(&self) -> &Figure {
        &self.figure
    }

    /// The stated number, of a range the lower one, divided by the values of the target, as fractions that are not rounded.
    async fn progress(&self) -> TargetFractions {
        let fraction = |revision: &Revision| self.stated.low.checked_div(revision.value)?.to_f64();
        TargetFractions {
            of_original: self.target.promise().original().and_then(fraction),
            of_in_force: self.target.in_force_revision().and_then(fraction),
        }
    }

    /// Whether the stated number, of a range the lower one, is early or late against the value in force, by the last day of
    /// the period that it states.
    async fn schedule(&self) -> TargetSchedule {
        let promise = self.target.promise();
        let day = self.stated.period_to.unwrap_or(self.target.of.period.to);
        let (pace, in_force) = (Pace::of(promise.year, day), self.target.in_force_revision());
        TargetSchedule::new(Schedule::of(promise.metric, in_force, Some(self.stated.low), pace))
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

/// The key of a target among those of a report: `targets.UNITS_REVIVED.IN_PARKS`.
pub fn name(promise: &Promise) -> String {
    let codes = [Some(promise.metric.code()), Some(promise.population.code()), promise.body.map(Coded::code)];
    let codes: Vec<String> = codes.into_iter().flatten().map(str::to_uppercase).collect();
    format!("targets.{}", codes.join("."))
}

impl TargetProgress {
    /// The key of the target among those of the report.
    pub fn name(&self) -> String {
        name(self.promise())
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

    /// The achieved fraction of the value in force.
    pub fn fraction_in_force(&self) -> Option<rust_decimal::Decimal> {
        self.achieved?.fraction(self.value_in_force()?)
    }

    /// Whether it is behind its schedule.
    pub fn is_behind(&self) -> bool {
        self.scheduled().is_ok_and(|schedule| schedule.status == ScheduleStatus::Behind)
    }

    /// Metric, population and body.
    pub fn kind(&self) -> (metric::TargetMetric, population::Population, Option<Body>) {
        (self.promise().metric, self.promise().population, self.promise().body)
    }

    fn scheduled(&self) -> std::result::Result<Schedule, PaceObstacle> {
        let (metric, in_force) = (self.promise().metric, self.in_force_revision());
        Schedule::of(metric, in_force, self.achieved_value(), self.pace())
    }

    fn pace(&self) -> Pace {
        Pace::of(self.promise().year, self.of.period.to)
    }

    fn promise(&self) -> &Promise {
        &self.stored.target
    }

    fn in_force_revision(&self) -> Option<&Revision> {
        self.promise().in_force(self.of.period.to)
    }

    /// A target with its achievement at a place of which the section read all populations; `of_bodies` has the achievements
    /// of bodies there.
    pub fn of(
        of: &YearTargets,
        section: &Section,
        place: ReportPlace,
        stored: &StoredTarget,
        of_bodies: &[Achievement],
    ) -> TargetProgress {
        let achieved = achieved(&stored.target, section, (place, of.period), of_bodies);
        TargetProgress { achieved, stored: stored.clone(), of: of.clone() }
    }
}

fn achieved(
    target: &Promise,
    section: &Section,
    (place, period): (ReportPlace, Days),
    of_bodies: &[Achievement],
) -> Option<Achieved> {
    let Some(body) = target.body else {
        let scope = Coverage { place, population: target.population };
        return Achieved::of(target.metric, &section.figures(scope, None), period);
    };
    let there = |of: &&Achievement| match place {
        ReportPlace::Province(id) => of.province_id == id,
        _ => true,
    };
    let count = |kind, value: fn(&Achievement) -> i128| {
        let counted = of_bodies.iter().filter(there);
        let counted =
            counted.filter(|of| of.body == body && of.kind == kind && of.counts_in(target.population));
        Some(Achieved::count(counted.map(value).sum()))
    };
    match target.metric.counts() {
        Counts::Events(kind) => count(kind, |of| of.events.into()),
        Counts::Jobs(kind) => count(kind, |of| of.jobs.into()),
        Counts::Investment(kind) => count(kind, |of| of.investment),
        Counts::IdleShare => None,
    }
}
