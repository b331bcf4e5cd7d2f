//! What a year comes to if its pace stays.

use rust_decimal::Decimal;

use super::{Pace, PaceObstacle, YearProgress, scaled};
use crate::metric::TargetMetric;
use crate::yearly_target::Revision;

/// How a projection was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// What was counted by the day × days of the year ÷ days passed
    PaceToDate,
    /// The baseline and the change since then × days of the way ÷ days passed, from 0 to 100 percent
    PaceSinceBaseline,
}

/// An estimate of the value at the end of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Projection {
    /// The value, not rounded.
    pub value: Decimal,
    /// The method.
    pub method: Method,
}

impl Projection {
    /// The projection of what was achieved by a day; `revision` is the one in force.
    ///
    /// # Errors
    /// [`PaceObstacle`], except [`PaceObstacle::NotInForce`].
    pub fn of(
        metric: TargetMetric,
        revision: Option<&Revision>,
        achieved: Option<Decimal>,
        pace: Pace,
    ) -> Result<Projection, PaceObstacle> {
        if !pace.begun() {
            return Err(PaceObstacle::YearNotBegun);
        }
        let achieved = achieved.ok_or(PaceObstacle::NotComputed)?;
        if pace.complete() {
            return Err(PaceObstacle::YearComplete);
        }
        let YearProgress { from, elapsed, days } = pace.way(metric, revision)?;
        if elapsed == 0 {
            // The baseline is of this day: nothing has changed since.
            return Err(PaceObstacle::NoBaseline);
        }
        let change = scaled(achieved - from, days, elapsed).ok_or(PaceObstacle::NotComputed)?;
        Ok(match metric.ceiling() {
            true => Projection {
                value: (from + change).clamp(Decimal::ZERO, Decimal::ONE_HUNDRED),
                method: Method::PaceSinceBaseline,
            },
            false => Projection { value: change, method: Method::PaceToDate },
        })
    }
}
