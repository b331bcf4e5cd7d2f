//! The pace of a target: its schedule, and a projection to the end of the year (rule R8).

use async_graphql::{Enum, Object, SimpleObject};
use rust_decimal::prelude::ToPrimitive;

use shahrak_domain::yearly_target::Revision;
use shahrak_domain::yearly_target::pace::{Pace, PaceObstacle, Projection, Schedule};

use crate::graphql::common::scalar::Decimal;

/// Whether a target is early or late against an even pace.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::yearly_target::pace::ScheduleStatus")]
pub enum ScheduleStatus {
    /// Better than expected.
    Ahead,
    /// As expected: within 5 % of what was to be done by the day, or less than one unit, person or rial away; on the last
    /// day of the year, exactly.
    On,
    /// Worse than expected.
    Behind,
}

/// How a projection was made.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::yearly_target::pace::Method")]
pub enum ProjectionMethod {
    /// What was achieved by the day × days of the year ÷ days passed.
    PaceToDate,
    /// For a share: the baseline, and its change by the day × days of the way ÷ days passed; at least 0 and at most 100
    /// percent. The way begins before the first day of the year, or on the day of the baseline, whichever is later.
    PaceSinceBaseline,
}

/// Why there is no schedule or no projection. If several reasons apply, the first one is given.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "PaceObstacle")]
pub enum PaceReason {
    /// The year has not begun.
    YearNotBegun,
    /// No revision is in force.
    NotInForce,
    /// What was achieved is not known.
    NotComputed,
    /// The year is complete: what was achieved is the result of the year, and there is nothing left to project.
    YearComplete,
    /// A share has no pace without a baseline from an earlier day.
    NoBaseline,
}

/// A target on its schedule: what an even pace through the days of the Iranian year expects by the day, and whether the
/// target is early or late.
#[derive(SimpleObject)]
pub struct TargetSchedule {
    /// What is expected by the day, in the unit of the values, not rounded: value in force × days passed ÷ days of the
    /// year; for a share, on an even way from the baseline. Null if there is a `reason`.
    expected: Option<Decimal>,
    /// Whether it is early or late. Null if there is a `reason`.
    status: Option<ScheduleStatus>,
    /// Why there is no schedule; null if there is one.
    reason: Option<PaceReason>,
}

impl TargetSchedule {
    /// The schedule in the form of the schema.
    pub fn new(schedule: Result<Schedule, PaceObstacle>) -> TargetSchedule {
        match schedule {
            Ok(Schedule { expected, status }) => TargetSchedule {
                expected: Some(Decimal(expected)),
                status: Some(status.into()),
                reason: None,
            },
            Err(reason) => TargetSchedule { expected: None, status: None, reason: Some(reason.into()) },
        }
    }
}

/// An estimate of what a target comes to by the end of its year.
pub struct TargetProjection {
    projection: Result<Projection, PaceObstacle>,
    pace: Pace,
    in_force: Option<Revision>,
}

impl TargetProjection {
    /// A projection, and the revision in force.
    pub fn new(
        projection: Result<Projection, PaceObstacle>,
        pace: Pace,
        in_force: Option<Revision>,
    ) -> TargetProjection {
        TargetProjection { projection, pace, in_force }
    }
}

/// A projection: an estimate of what will be achieved by the end of the year if the pace so far stays. It is not a figure
/// of the register.
#[Object]
impl TargetProjection {
    /// The projected value, in the unit of the target's values, not rounded. Null if there is a `reason`.
    async fn value(&self) -> Option<Decimal> {
        self.projection.ok().map(|projection| Decimal(projection.value))
    }

    /// The projected value divided by the value in force, as a fraction. Null without one of them, and if the value in force
    /// is 0.
    async fn of_in_force(&self) -> Option<f64> {
        let value = self.in_force.as_ref()?.value;
        self.projection.ok()?.value.checked_div(value)?.to_f64()
    }

    /// How the value was projected. Null if there is a `reason`.
    async fn method(&self) -> Option<ProjectionMethod> {
        self.projection.ok().map(|projection| projection.method.into())
    }

    /// Why there is no projection; null if there is one.
    async fn reason(&self) -> Option<PaceReason> {
        self.projection.err().map(Into::into)
    }

    /// The number of days of the year that have passed by the last day of the report. The fewer, the less a projection says.
    async fn elapsed_days(&self) -> u32 {
        self.pace.elapsed()
    }

    /// The number of days of the year: 365 or 366.
    async fn days_of_year(&self) -> u32 {
        self.pace.days()
    }
}
