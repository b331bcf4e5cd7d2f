//! Yearly targets and their revisions (rule R8).

use rust_decimal::Decimal;

use crate::day::Day;
use crate::event::Body;
use crate::metric::TargetMetric;
use crate::moment::Moment;
use crate::population::{Population, Scope};
use crate::year::IranianYear;

mod announced;
mod baseline;
pub mod pace;
pub mod rank;
mod revise;

pub use baseline::Baseline;
pub use revise::TargetError;

/// What has been promised for a year. A revision is added; earlier ones stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The year.
    pub year: IranianYear,
    /// The metric.
    pub metric: TargetMetric,
    /// The country or a province.
    pub scope: Scope,
    /// The units that count.
    pub population: Population,
    /// The body that is responsible; none for all bodies.
    pub body: Option<Body>,
    /// Its revisions by day of decision, then place; the first is the original.
    pub revisions: Vec<Revision>,
}

/// A revision of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// The value: persons, units, rials, or percent of a share.
    pub value: Decimal,
    /// What it starts from, if known.
    pub baseline: Option<Baseline>,
    /// Day of the decision.
    pub decided_on: Day,
    /// The reason for the decision.
    pub reason: Option<String>,
    /// Source of the revision.
    pub source: Option<String>,
    /// When it was recorded.
    pub recorded_at: Moment,
}

impl Target {
    /// The first revision.
    pub fn original(&self) -> Option<&Revision> {
        self.revisions.first()
    }

    /// The revision in force on a day: the last one decided by then.
    pub fn in_force(&self, day: Day) -> Option<&Revision> {
        self.revisions.iter().rev().find(|revision| revision.decided_on <= day)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::testing::{day, moment};

    #[test]
    fn the_last_revision_decided_by_a_day_is_in_force() {
        let revision = |value: i64, decided_on: &str| Revision {
            value: value.into(),
            baseline: None,
            decided_on: day(decided_on),
            reason: None,
            source: None,
            recorded_at: moment(0),
        };
        let target = Target {
            year: IranianYear::new(1399).unwrap(),
            metric: TargetMetric::UnitsRevived,
            scope: Scope::Country,
            population: Population::InParks,
            body: None,
            revisions: vec![
                revision(1_500, "1399-01-01"),
                revision(2_000, "1399-08-11"),
                revision(1_900, "1399-08-11"),
            ],
        };
        let in_force = |on| target.in_force(day(on)).map(|revision| revision.value.to_string());
        assert_eq!(in_force("1398-12-29"), None);
        assert_eq!(in_force("1399-01-01").as_deref(), Some("1500"));
        assert_eq!(in_force("1399-08-10").as_deref(), Some("1500"));
        assert_eq!(in_force("1399-08-11").as_deref(), Some("1900"));
        assert_eq!(target.original().map(|revision| revision.value), Some(1_500.into()));
    }
}
