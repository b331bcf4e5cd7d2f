//! A span of days covered with whole years, whole months and single days, so that sums kept for these can be added up.

use crate::day::Day;
use crate::year::{IranianMonth, IranianYear};

/// How wide one kept sum is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// One day
    Day,
    /// One month of the Iranian calendar
    Month,
    /// One Iranian year
    Year,
}

/// A run of neighbouring periods of one level, named by the first days of the first and the last of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// How wide each period is.
    pub level: Level,
    /// First day of the first period.
    pub first: Day,
    /// First day of the last period.
    pub last: Day,
}

impl Level {
    /// First day of the period of this level that the day lies in.
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

/// Runs of the widest periods that fit, in order, which together are exactly the days `from..=to`:
/// days, months, years, months, days at most, and nothing if `to` is before `from`.
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

/// The widest period that begins on the day and ends by `to`, and its last day.
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
