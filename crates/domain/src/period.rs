//! Covers a span of days with whole years, whole months and single days, so that their stored sums can be added up.

use crate::day::Day;
use crate::year::{IranianMonth, IranianYear};

/// The length of the period of a stored sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// One day
    Day,
    /// One month of the Iranian calendar
    Month,
    /// One Iranian year
    Year,
}

/// A run of consecutive periods of one level, given by the first days of its first and its last period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The level of the periods.
    pub level: Level,
    /// First day of the first period.
    pub first: Day,
    /// First day of the last period.
    pub last: Day,
}

impl Level {
    /// First day of the period of this level that contains the day.
    pub fn start(self, day: Day) -> Day {
        let date = day.iranian();
        let month = match self {
            Level::Day => return day,
            Level::Month => date.month,
            Level::Year => 1,
        };
        Day::from_iranian(date.year, month, 1).unwrap_or(day)
    }
}

/// Runs of the longest periods that fit, in order, which together are exactly the days `from..=to`: at most days,
/// months, years, months, days. Empty if `to` is before `from`.
pub fn cover(from: Day, to: Day) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut rest = Some(from).filter(|day| *day <= to);
    while let Some(day) = rest {
        let (level, end) = widest(day, to);
        match runs.last_mut() {
            Some(run) if run.level == level => run.last = day,
            _ => runs.push(Run { level, first: day, last: day }),
        }
        rest = (end < to).then(|| end.next());
    }
    runs
}

/// The longest period that begins on the day and ends by `to`, and its last day.
fn widest(day: Day, to: Day) -> (Level, Day) {
    let date = day.iranian();
    let Ok(year) = IranianYear::new(date.year) else { return (Level::Day, day) };
    if date.day != 1 {
        return (Level::Day, day);
    }
    if date.month == 1 && year.ends_on() <= to {
        return (Level::Year, year.ends_on());
    }
    let month = IranianMonth { year, number: date.month };
    if month.ends_on() <= to {
        return (Level::Month, month.ends_on());
    }
    (Level::Day, day)
}

#[cfg(test)]
mod tests;
