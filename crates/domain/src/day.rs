//! Days: stored as Gregorian dates, read and written in both calendars.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use icu_calendar::{Date, cal::Persian, types::RataDie};
use shahrak_messages::{Argument, Explain, Message, explained_errors, message};

use crate::text;

/// The calendar in which a day is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Calendar {
    /// `2021-01-27`
    #[default]
    Gregorian,
    /// `1399-11-08`: the solar calendar of Iran
    Iranian,
}

/// A day, without a time and a place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

/// A day in the Iranian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IranianDate {
    /// 1 is the year that began in March 622.
    pub year: i32,
    /// 1 (Farvardin) to 12 (Esfand)
    pub month: u8,
    /// 1 to 31
    pub day: u8,
}

/// A text that is not a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayError {
    /// Not of the form year-month-day.
    Form(String),
    /// No such day in that month of that year.
    Absent(String, Calendar),
    /// Outside the days of the register.
    Outside(Day),
}

/// Years below this one are Iranian, all others Gregorian.
const FIRST_GREGORIAN_YEAR: i32 = 1700;

impl Explain for DayError {
    fn message(&self) -> Message {
        match self {
            DayError::Form(found) => message!("not-a-day", found),
            DayError::Absent(found, Calendar::Gregorian) => message!("no-such-gregorian-day", found),
            DayError::Absent(found, Calendar::Iranian) => message!("no-such-iranian-day", found),
            DayError::Outside(day) => message!("day-out-of-range", day = *day),
        }
    }
}

explained_errors!(DayError);

impl Day {
    /// First day of the register: 1304-01-01. The solar calendar has been official in Iran since then.
    pub const FIRST: Day = Day(date(1925, 3, 21));
    /// Last day of the register: the last day of 1502.
    pub const LAST: Day = Day(date(2124, 3, 19));

    /// A Gregorian date as a day.
    pub const fn new(date: NaiveDate) -> Day {
        Day(date)
    }

    /// The Gregorian date.
    pub const fn date(self) -> NaiveDate {
        self.0
    }

    /// The day with this date in the Iranian calendar, if it exists. The calendar has no year before 1.
    pub fn from_iranian(year: i32, month: u8, day: u8) -> Option<Day> {
        if year < 1 {
            return None;
        }
        let fixed = Date::try_new_persian(year, month, day).ok()?.to_rata_die();
        let days = i32::try_from(fixed.to_i64_date()).ok()?;
        NaiveDate::from_num_days_from_ce_opt(days).map(Day)
    }

    /// The day in the Iranian calendar.
    pub fn iranian(self) -> IranianDate {
        // Both libraries number days from 1 January of the year 1.
        let date = Date::from_rata_die(RataDie::new(self.0.num_days_from_ce().into()), Persian);
        IranianDate {
            year: date.year().extended_year(),
            month: date.month().ordinal,
            day: date.day_of_month().0,
        }
    }

    /// Parses a day: `2021-01-27`, `1399-11-08` or `1399/11/08`, with Latin, Persian or Arabic digits.
    ///
    /// # Errors
    /// [`DayError::Form`] and [`DayError::Absent`] say what would be right.
    pub fn parse(text: &str) -> Result<Day, DayError> {
        let latin = text::latin_digits(text.trim());
        let (year, month, day) = parts(&latin).ok_or_else(|| DayError::Form(text.to_owned()))?;
        if year < FIRST_GREGORIAN_YEAR {
            return Day::from_iranian(year, month, day)
                .ok_or_else(|| DayError::Absent(text.to_owned(), Calendar::Iranian));
        }
        NaiveDate::from_ymd_opt(year, month.into(), day.into())
            .map(Day)
            .ok_or_else(|| DayError::Absent(text.to_owned(), Calendar::Gregorian))
    }

    /// The same day, if it is within the days of the register.
    ///
    /// # Errors
    /// [`DayError::Outside`] names the bounds.
    pub fn in_register(self) -> Result<Day, DayError> {
        if self < Day::FIRST || self > Day::LAST {
            return Err(DayError::Outside(self));
        }
        Ok(self)
    }

    /// Writes the day in a calendar so that it is read back as the same day.
    ///
    /// Therefore days before 1700 are always written in the Iranian calendar, and days from the Iranian year 1700 on in
    /// the Gregorian one.
    pub fn write(self, calendar: Calendar) -> String {
        let iranian = self.iranian();
        let gregorian = self.0.year() >= FIRST_GREGORIAN_YEAR
            && (calendar == Calendar::Gregorian || iranian.year >= FIRST_GREGORIAN_YEAR);
        if gregorian {
            return format!("{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day());
        }
        format!("{:04}-{:02}-{:02}", iranian.year, iranian.month, iranian.day)
    }

    /// The day after.
    pub fn next(self) -> Day {
        Day(self.0.succ_opt().unwrap_or(NaiveDate::MAX))
    }

    /// The day before.
    pub fn previous(self) -> Day {
        Day(self.0.pred_opt().unwrap_or(NaiveDate::MIN))
    }
}

impl From<Day> for Argument {
    fn from(day: Day) -> Argument {
        day.0.into()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.write(Calendar::Gregorian))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Year, month and day of `1399-11-08` or `1399/11/08`: the year with four digits, the others with one or two.
fn parts(text: &str) -> Option<(i32, u8, u8)> {
    let separator = if text.contains('/') { '/' } else { '-' };
    let mut parts = text.split(separator);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || year.len() != 4 || ![year, month, day].into_iter().all(digits) {
        return None;
    }
    if ![month, day].iter().all(|part| (1..=2).contains(&part.len())) {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
