//! Yearly targets and their revisions (rule R8).

use rust_decimal::Decimal;

use crate::day::Day;
use crate::event::Body;
use crate::metric::Metric;
use crate::moment::Moment;
use crate::population::{Population, Scope};
use crate::year::IranianYear;

/// What was promised for a year. A revision is added, never overwritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The year.
    pub year: IranianYear,
    /// What was promised.
    pub metric: Metric,
    /// The country or a province.
    pub scope: Scope,
    /// Which units count.
    pub population: Population,
    /// Whose promise it is; none stands for all bodies.
    pub body: Option<Body>,
    /// Its revisions by day of decision, then place; the first is the original.
    pub revisions: Vec<Revision>,
}

/// One version of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The value: persons, units, rials, or percent of a share.
    pub value: Decimal,
    /// Day of the decision.
    pub decided_on: Day,
    /// Why it was decided.
    pub reason: Option<String>,
    /// Where it was read.
    pub source: Option<String>,
    /// When it was recorded.
    pub recorded_at: Moment,
}

impl Target {
    /// The first version.
    pub fn original(&self) -> Option<&Revision> {
        self.revisions.first()
    }

    /// The version in force on a day: the last one decided by then.
    pub fn in_force(&self, day: Day) -> Option<&Revision> {
        self.revisions.iter().rev().find(|revision| revision.decided_on <= day)
    }
}
