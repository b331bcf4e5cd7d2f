//! Iranian years and their months.

use std::fmt;
use std::ops::RangeInclusive;

use shahrak_messages::{Explain, Message, explained_errors, message};

use crate::day::Day;

/// An Iranian year of the register, 1304 to 1502.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IranianYear(i32);

/// A month of an Iranian year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IranianMonth {
    /// Its year.
    pub year: IranianYear,
    /// 1 (Farvardin) to 12 (Esfand)
    pub number: u8,
}

/// A year outside the years of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearError(pub i64);

impl Explain for YearError {
    fn message(&self) -> Message {
        message!("year-out-of-range", year = self.0)
    }
}

explained_errors!(YearError);

impl Explain for IranianMonth {
    fn message(&self) -> Message {
        Message::new(format!("month-{}", self.number), [])
    }
}

impl IranianYear {
    /// The years of the register. The Iranian calendar has been official since 1304. Its arithmetic is known up to
    /// 1502.
    pub const RANGE: RangeInclusive<i32> = 1304..=1502;

    /// The year with this number.
    ///
    /// # Errors
    /// [`YearError`] outside 1304–1502.
    pub fn new(number: i32) -> Result<IranianYear, YearError> {
        if !Self::RANGE.contains(&number) {
            return Err(YearError(number.into()));
        }
        Ok(IranianYear(number))
    }

    /// The year of a day.
    ///
    /// # Errors
    /// [`YearError`] outside 1304–1502.
    pub fn of(day: Day) -> Result<IranianYear, YearError> {
        IranianYear::new(day.iranian().year)
    }

    /// The number: 1399.
    pub fn number(self) -> i32 {
        self.0
    }

    /// 1 Farvardin.
    pub fn starts_on(self) -> Day {
        Day::from_iranian(self.0, 1, 1).unwrap_or(Day::FIRST)
    }

    /// The last of Esfand.
    pub fn ends_on(self) -> Day {
        Day::from_iranian(self.0, 12, 30).or_else(|| Day::from_iranian(self.0, 12, 29)).unwrap_or(Day::LAST)
    }

    /// Whether Esfand has 30 days.
    pub fn leap(self) -> bool {
        Day::from_iranian(self.0, 12, 30).is_some()
    }

    /// Whether the day lies in the year.
    pub fn contains(self, day: Day) -> bool {
        (self.starts_on()..=self.ends_on()).contains(&day)
    }

    /// The twelve months.
    pub fn months(self) -> impl Iterator<Item = IranianMonth> {
        (1..=12).map(move |number| IranianMonth { year: self, number })
    }
}

impl fmt::Display for IranianYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl IranianMonth {
    /// First day of the month.
    pub fn starts_on(self) -> Day {
        Day::from_iranian(self.year.0, self.number, 1).unwrap_or(Day::FIRST)
    }

    /// Last day of the month.
    pub fn ends_on(self) -> Day {
        if self.number == 12 {
            return self.year.ends_on();
        }
        Day::from_iranian(self.year.0, self.number + 1, 1).map_or(Day::LAST, Day::previous)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
