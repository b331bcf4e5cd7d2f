//! Methodologies: the thresholds by which a capacity says whether a unit is active (rule L3).

use rust_decimal::Decimal;

use crate::day::Day;
use crate::number::Capacity;
use crate::state::Status;

/// Thresholds and the first day on which they are in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Methodology {
    /// Its name in files.
    pub code: String,
    /// First day in force; it stays in force until the next one begins.
    pub valid_from: Day,
    /// Below this percentage of nominal capacity a unit is inactive.
    pub idle_below: Decimal,
    /// Below this percentage a unit that is not inactive is semi-active.
    pub semi_active_below: Decimal,
    /// Where the thresholds come from.
    pub source: Option<String>,
}

/// All methodologies, by their first day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Methodologies(Vec<Methodology>);

/// Thresholds that do not order the statuses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("thresholds are percentages of 0 to 200, and semi_active_below is not below idle_below")]
pub struct ThresholdError;

impl Methodology {
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

    /// Whether the thresholds order the statuses.
    ///
    /// # Errors
    /// [`ThresholdError`] says what thresholds are.
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

    /// All of them, by their first day.
    pub fn all(&self) -> &[Methodology] {
        &self.0
    }
}
