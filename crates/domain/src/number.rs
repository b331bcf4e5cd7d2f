//! The numbers of the register and their ranges.

use rust_decimal::Decimal;
use shahrak_messages::{Argument, Explain, Message, explained_errors, message};

/// Why a number cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Below 0 or above the maximum.
    Range {
        /// The number that was given.
        found: String,
        /// The maximum.
        most: i64,
        /// What the number measures.
        measured: Measured,
    },
    /// More than two decimals.
    Decimals(String),
}

/// What a number measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    /// An amount of money
    Rials,
    /// A number of persons
    Persons,
    /// A percentage
    Percent,
}

/// An amount of whole rials, 0 to 10^18.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rial(i64);

/// A number of persons, 0 to 10^7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Jobs(i32);

/// Percent of the nominal capacity, 0 to 200 with at most two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Capacity(Decimal);

/// Percent of physical progress, 0 to 100 with at most two decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Progress(Decimal);

/// The maximum of an amount in rials.
const MOST_RIALS: i64 = 1_000_000_000_000_000_000;
/// The maximum number of persons.
const MOST_PERSONS: i32 = 10_000_000;

impl Explain for NumberError {
    fn message(&self) -> Message {
        match self {
            NumberError::Range { found, most, measured } => message!(
                "measured-out-of-range",
                number = Argument::number(found),
                most = *most,
                measure = measured.message(),
            ),
            NumberError::Decimals(found) => {
                message!("more-than-two-decimals", number = Argument::number(found))
            }
        }
    }
}

explained_errors!(NumberError);

impl Explain for Measured {
    fn message(&self) -> Message {
        match self {
            Measured::Rials => message!("measure-rials"),
            Measured::Persons => message!("measure-persons"),
            Measured::Percent => message!("measure-percent"),
        }
    }
}

impl Rial {
    /// The amount.
    ///
    /// # Errors
    /// [`NumberError::Range`] below 0 and above 10^18.
    pub fn new(amount: i128) -> Result<Rial, NumberError> {
        match i64::try_from(amount) {
            Ok(rials @ 0..=MOST_RIALS) => Ok(Rial(rials)),
            _ => Err(range(amount, MOST_RIALS, Measured::Rials)),
        }
    }

    /// Whole rials.
    pub fn get(self) -> i64 {
        self.0
    }
}

impl Jobs {
    /// The number of persons.
    ///
    /// # Errors
    /// [`NumberError::Range`] below 0 and above 10^7.
    pub fn new(persons: i64) -> Result<Jobs, NumberError> {
        match i32::try_from(persons) {
            Ok(jobs @ 0..=MOST_PERSONS) => Ok(Jobs(jobs)),
            _ => Err(range(persons, MOST_PERSONS.into(), Measured::Persons)),
        }
    }

    /// Persons.
    pub fn get(self) -> i32 {
        self.0
    }
}

impl Capacity {
    /// The share of the nominal capacity in percent.
    ///
    /// # Errors
    /// [`NumberError`] outside 0–200 and with more than two decimals.
    pub fn new(percent: Decimal) -> Result<Capacity, NumberError> {
        bounded(percent, 200).map(Capacity)
    }

    /// Percent.
    pub fn get(self) -> Decimal {
        self.0
    }
}

impl Progress {
    /// The physical progress in percent.
    ///
    /// # Errors
    /// [`NumberError`] outside 0–100 and with more than two decimals.
    pub fn new(percent: Decimal) -> Result<Progress, NumberError> {
        bounded(percent, 100).map(Progress)
    }

    /// Percent.
    pub fn get(self) -> Decimal {
        self.0
    }
}

fn bounded(percent: Decimal, most: i64) -> Result<Decimal, NumberError> {
    if percent < Decimal::ZERO || percent > Decimal::from(most) {
        return Err(range(percent, most, Measured::Percent));
    }
    let percent = percent.normalize();
    if percent.scale() > 2 {
        return Err(NumberError::Decimals(percent.to_string()));
    }
    Ok(percent)
}

fn range(found: impl ToString, most: i64, measured: Measured) -> NumberError {
    NumberError::Range { found: found.to_string(), most, measured }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn amounts_of_rials_have_bounds() {
        for amount in [0, 1, 10_i128.pow(18)] {
            assert_eq!(Rial::new(amount).map(|rials| i128::from(rials.get())), Ok(amount));
        }
        for amount in [-1, 10_i128.pow(18) + 1, i128::from(i64::MAX) + 1, i128::MIN, i128::MAX] {
            let message = Rial::new(amount).map_err(|error| error.message().to_string());
            assert_eq!(message, Err(format!("{amount} is out of range; use 0 to 1000000000000000000 rials")));
        }
    }

    #[test]
    fn numbers_of_persons_have_bounds() {
        for persons in [0, 10_000_000] {
            assert_eq!(Jobs::new(persons).map(|jobs| i64::from(jobs.get())), Ok(persons));
        }
        for persons in [-1, 10_000_001, i64::MIN, i64::MAX] {
            assert!(Jobs::new(persons).is_err());
        }
    }

    #[test]
    fn percentages_have_bounds_and_two_decimals() {
        #[track_caller]
        fn check(percent: &str, capacity: Option<&str>, progress: Option<&str>) {
            let percent: Decimal = percent.parse().unwrap();
            assert_eq!(Capacity::new(percent).ok().map(|found| found.get().to_string()).as_deref(), capacity);
            assert_eq!(Progress::new(percent).ok().map(|found| found.get().to_string()).as_deref(), progress);
        }
        check("0", Some("0"), Some("0"));
        check("-0.00", Some("0"), Some("0"));
        check("0.01", Some("0.01"), Some("0.01"));
        check("50.50", Some("50.5"), Some("50.5"));
        check("99.990000", Some("99.99"), Some("99.99"));
        check("100", Some("100"), Some("100"));
        check("100.01", Some("100.01"), None);
        check("200.00", Some("200"), None);
        check("200.01", None, None);
        check("-0.01", None, None);
        check("33.333", None, None);
        check("0.0000000000000000000000000001", None, None);
        check("79228162514264337593543950335", None, None);
    }

    #[test]
    fn an_error_says_what_would_be_right() {
        let message =
            |percent: &str| Progress::new(percent.parse().unwrap()).unwrap_err().message().to_string();
        assert_eq!(message("101"), "101 is out of range; use 0 to 100 percent");
        assert_eq!(message("33.333"), "33.333 has more than two decimals");
    }
}
