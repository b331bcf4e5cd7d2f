//! The pace of a target: how much of its way a year has passed by a day, and what follows from it (rule R8).

use rust_decimal::Decimal;

use super::Revision;
use crate::day::Day;
use crate::metric::TargetMetric;
use crate::year::IranianYear;

mod projection;
mod schedule;

pub use projection::{Method, Projection};
pub use schedule::{Schedule, ScheduleStatus};

/// The days of an Iranian year that have passed by the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    year: IranianYear,
    as_of: Day,
}

/// Why nothing can be said about the pace of a target, in the order in which reasons apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PaceObstacle {
    /// The year has not begun
    YearNotBegun,
    /// No revision is in force
    NotInForce,
    /// What was achieved cannot be computed
    NotComputed,
    /// The year is complete, so that there is nothing left to project
    YearComplete,
    /// A share has no pace without a value from which it starts
    NoBaseline,
}

impl Pace {
    /// The pace of a year by the end of a day, which may be before or after the year.
    pub fn of(year: IranianYear, as_of: Day) -> Pace {
        Pace { year, as_of: as_of.min(year.ends_on()) }
    }

    /// The number of days that have passed; 0 before the year.
    pub fn elapsed(self) -> u32 {
        days(self.before(), self.as_of)
    }

    /// The number of days of the year: 365 or 366.
    pub fn days(self) -> u32 {
        days(self.before(), self.year.ends_on())
    }

    /// Whether the last day of the year has passed.
    pub fn complete(self) -> bool {
        self.as_of == self.year.ends_on()
    }

    fn begun(self) -> bool {
        self.as_of >= self.year.starts_on()
    }

    /// The last day before the year.
    fn before(self) -> Day {
        self.year.starts_on().previous()
    }

    /// Where the way to a target begins: its first value, and the number of days that have passed and that there are.
    /// What is counted begins with 0 before the first day of the year. A share begins with its baseline, before the
    /// first day of the year or on the day of the baseline, whichever is later.
    fn way(self, metric: TargetMetric, revision: Option<&Revision>) -> Result<YearProgress, PaceObstacle> {
        if !metric.ceiling() {
            return Ok(YearProgress { from: Decimal::ZERO, elapsed: self.elapsed(), days: self.days() });
        }
        let baseline = revision.and_then(|revision| revision.baseline.as_ref());
        let baseline = baseline.ok_or(PaceObstacle::NoBaseline)?;
        let start = baseline.on.max(self.before());
        let (elapsed, days) = (days(start, self.as_of), days(start, self.year.ends_on()));
        Ok(YearProgress { from: baseline.value, elapsed, days })
    }
}

/// The way from a first value to the end of the year.
struct YearProgress {
    from: Decimal,
    elapsed: u32,
    days: u32,
}

/// The number of days after one day up to another one.
fn days(after: Day, until: Day) -> u32 {
    u32::try_from((until.date() - after.date()).num_days()).unwrap_or_default()
}

/// `number × of ÷ by`, multiplied first, so that it is exact where the quotient is. None if it exceeds a decimal.
fn scaled(number: Decimal, of: u32, by: u32) -> Option<Decimal> {
    number.checked_mul(of.into())?.checked_div(by.into())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
