//! Methodologies: the thresholds that decide from a capacity whether a unit is active (rule L3).

use rust_decimal::Decimal;
use shahrak_messages::{Explain, Message, message};

use crate::day::Day;
use crate::number::Capacity;
use crate::parse::{Parsed, decimal};
use crate::status::Status;

mod adopt;

pub use adopt::{Broken, MethodologyError, stands};

/// Two thresholds and the first day on which they are in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Methodology {
    /// Its code.
    pub code: String,
    /// First day on which it is in force, until the next one begins.
    pub valid_from: Day,
    /// Below this percentage of nominal capacity a unit is inactive.
    pub idle_below: Decimal,
    /// Below this percentage a unit that is not inactive is semi-active.
    pub semi_active_below: Decimal,
    /// Source of the thresholds.
    pub source: Option<String>,
}

/// All methodologies, by their first day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Methodologies(Vec<Methodology>);

/// Thresholds out of range or order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThresholdError;

impl Explain for ThresholdError {
    fn message(&self) -> Message {
        message!("thresholds-out-of-range")
    }
}

impl Methodology {
    /// Parses a threshold.
    ///
    /// # Errors
    /// The text is not a percentage.
    pub fn threshold(text: &str) -> Parsed<Decimal> {
        Ok(Capacity::new(decimal(text)?)?.get())
    }

    /// The status that the thresholds give to a capacity.
    pub fn status(&self, capacity: Capacity) -> Status {
        if capacity.get() < self.idle_below {
            Status::Inactive
        } else if capacity.get() < self.semi_active_below {
            Status::SemiActive
        } else {
            Status::Active
        }
    }

    /// Checks the range and the order of the thresholds.
    ///
    /// # Errors
    /// [`ThresholdError`].
    pub fn check(&self) -> Result<(), ThresholdError> {
        let percent = |value: Decimal| Capacity::new(value).is_ok();
        if percent(self.idle_below)
            && percent(self.semi_active_below)
            && self.idle_below <= self.semi_active_below
        {
            return Ok(());
        }
        Err(ThresholdError)
    }
}

impl Methodologies {
    /// The methodologies, in any order.
    pub fn new(mut all: Vec<Methodology>) -> Methodologies {
        all.sort_by_key(|methodology| methodology.valid_from);
        Methodologies(all)
    }

    /// The one in force on a day; none before the first begins.
    pub fn in_force(&self, day: Day) -> Option<&Methodology> {
        self.0.iter().rev().find(|methodology| methodology.valid_from <= day)
    }

    /// These and another one.
    #[must_use]
    pub fn with(&self, other: Methodology) -> Methodologies {
        Methodologies::new(self.0.iter().cloned().chain([other]).collect())
    }

    /// All of them, by their first day.
    pub fn all(&self) -> &[Methodology] {
        &self.0
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::testing::{capacity, day, methodologies};

    fn thresholds(idle_below: &str, semi_active_below: &str) -> Methodology {
        Methodology {
            code: "test".to_owned(),
            valid_from: day("1399-01-01"),
            idle_below: idle_below.parse().unwrap(),
            semi_active_below: semi_active_below.parse().unwrap(),
            source: None,
        }
    }

    #[test]
    fn a_methodology_is_in_force_until_the_next_one_begins() {
        #[track_caller]
        fn check(on: &str, expected: Option<&str>) {
            let methodologies = methodologies();
            assert_eq!(
                methodologies.in_force(day(on)).map(|methodology| methodology.code.as_str()),
                expected
            );
        }
        check("0622-03-21", None);
        check("0622-03-22", Some("default"));
        check("1399-12-30", Some("default"));
        check("1400-01-01", Some("strict"));
        check("1502-12-29", Some("strict"));
        assert_eq!(Methodologies::default().in_force(day("1399-01-01")), None);
    }

    #[test]
    fn a_capacity_at_a_threshold_is_above_it() {
        #[track_caller]
        fn check(methodology: &Methodology, hundredths: i64, expected: Status) {
            assert_eq!(methodology.status(capacity(hundredths)), expected, "{hundredths}");
        }
        let default = thresholds("10", "50");
        check(&default, 0, Status::Inactive);
        check(&default, 999, Status::Inactive);
        check(&default, 1_000, Status::SemiActive);
        check(&default, 4_999, Status::SemiActive);
        check(&default, 5_000, Status::Active);
        check(&default, 20_000, Status::Active);
        // Equal thresholds leave nothing between.
        check(&thresholds("10", "10"), 999, Status::Inactive);
        check(&thresholds("10", "10"), 1_000, Status::Active);
        check(&thresholds("0", "0"), 0, Status::Active);
    }

    #[test]
    fn thresholds_are_percentages_in_order() {
        #[track_caller]
        fn check(idle_below: &str, semi_active_below: &str, fits: bool) {
            assert_eq!(thresholds(idle_below, semi_active_below).check().is_ok(), fits);
        }
        check("10", "50", true);
        check("0", "0", true);
        check("200", "200", true);
        check("12.25", "33.33", true);
        check("50", "10", false);
        check("-1", "50", false);
        check("10", "200.01", false);
        check("10.001", "50", false);
    }
}
