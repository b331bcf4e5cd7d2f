//! Whether a target is early or late.

use rust_decimal::Decimal;

use super::{Pace, PaceObstacle, YearProgress, scaled};
use crate::metric::TargetMetric;
use crate::yearly_target::Revision;

/// Whether a target is early or late against an even pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScheduleStatus {
    /// Better than expected
    Ahead,
    /// As expected
    On,
    /// Worse than expected
    Behind,
}

/// What an even pace expects by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The expected value, not rounded.
    pub expected: Decimal,
    /// The achieved value.
    pub status: ScheduleStatus,
}

impl Schedule {
    /// The schedule of a target with a revision in force, and what was achieved by the day.
    ///
    /// # Errors
    /// [`PaceObstacle`], except [`PaceObstacle::YearComplete`].
    pub fn of(
        metric: TargetMetric,
        revision: Option<&Revision>,
        achieved: Option<Decimal>,
        pace: Pace,
    ) -> Result<Schedule, PaceObstacle> {
        if !pace.begun() {
            return Err(PaceObstacle::YearNotBegun);
        }
        let in_force = revision.ok_or(PaceObstacle::NotInForce)?;
        let achieved = achieved.ok_or(PaceObstacle::NotComputed)?;
        let YearProgress { from, elapsed, days } = pace.way(metric, revision)?;
        let change = match days {
            // The baseline is of the last day of the year.
            0 => Some(in_force.value - from),
            days => scaled(in_force.value - from, elapsed, days),
        };
        let change = change.ok_or(PaceObstacle::NotComputed)?;
        let expected = from + change;
        let tolerance = if pace.complete() { Decimal::ZERO } else { change.abs() * five_percent() };
        let lead = if metric.ceiling() { expected - achieved } else { achieved - expected };
        // Part of a unit, a person or a rial can be neither early nor late.
        let whole = !metric.ceiling() && !pace.complete() && lead.abs() < Decimal::ONE;
        let status = match lead {
            lead if lead.abs() <= tolerance || whole => ScheduleStatus::On,
            lead if lead.is_sign_positive() => ScheduleStatus::Ahead,
            _ => ScheduleStatus::Behind,
        };
        Ok(Schedule { expected, status })
    }
}

fn five_percent() -> Decimal {
    Decimal::new(5, 2)
}
