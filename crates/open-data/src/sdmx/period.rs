//! The period of a request: which Iranian years it asks for. A year counts if it begins within the period.

use shahrak_domain::day::Day;
use shahrak_domain::text::latin_digits;
use shahrak_domain::year::IranianYear;
use shahrak_messages::{Explain, Message, explained_errors, message};

/// A period; without a bound it is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day on which a year may begin.
    pub from: Option<Day>,
    /// The last such day.
    pub to: Option<Day>,
}

/// A text that is not a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotATime(pub String);

impl Period {
    /// The period from the beginning of a time: `startPeriod`.
    ///
    /// # Errors
    /// [`NotATime`].
    pub fn starting(self, text: &str) -> Result<Period, NotATime> {
        let (first, _) = days(text)?;
        Ok(Period { from: self.from.max(Some(first)), ..self })
    }

    /// The period to the end of a time: `endPeriod`.
    ///
    /// # Errors
    /// [`NotATime`].
    pub fn ending(self, text: &str) -> Result<Period, NotATime> {
        let (_, last) = days(text)?;
        Ok(Period { to: Some(self.to.map_or(last, |to| to.min(last))), ..self })
    }

    /// The period within a filter of `TIME_PERIOD`: `ge:2020+le:2021`, or a single time.
    ///
    /// # Errors
    /// [`NotATime`].
    pub fn filter(self, text: &str) -> Result<Period, NotATime> {
        text.split(['+', ' ']).try_fold(self, |period, condition| match condition.split_once(':') {
            Some(("ge", time)) => period.starting(time),
            Some(("le", time)) => period.ending(time),
            Some(("eq", time)) => period.starting(time)?.ending(time),
            None => period.starting(condition)?.ending(condition),
            Some(_) => Err(NotATime(condition.to_owned())),
        })
    }

    /// Whether the year counts.
    pub fn has(self, year: IranianYear) -> bool {
        let begins = year.starts_on();
        self.from.is_none_or(|from| from <= begins) && self.to.is_none_or(|to| begins <= to)
    }
}

/// The first and the last day of a time: a year, a month, a day, or an Iranian year as the data write it. Years below 1700
/// are Iranian.
fn days(text: &str) -> Result<(Day, Day), NotATime> {
    let wrong = || NotATime(text.to_owned());
    let latin = latin_digits(text.trim());
    let (time, length) = latin.split_once('/').map_or((&*latin, None), |(time, length)| (time, Some(length)));
    let time = time.split_once('T').map_or(time, |(day, _)| day);
    let day = |text: String| Day::parse(&text).map_err(|_| wrong());
    if let Some(length) = length {
        let first = day(time.to_owned())?;
        let year = IranianYear::of(first).ok().filter(|year| length == "P1Y" && year.starts_on() == first);
        return Ok((first, year.ok_or_else(wrong)?.ends_on()));
    }
    match time.split('-').count() {
        1 => {
            let first = day(format!("{time}-01-01"))?;
            match IranianYear::of(first).ok().filter(|year| year.starts_on() == first) {
                Some(year) => Ok((first, year.ends_on())),
                None => Ok((first, day(format!("{time}-12-31"))?)),
            }
        }
        2 => {
            let first = day(format!("{time}-01"))?;
            let last = (28..=31).rev().find_map(|last| Day::parse(&format!("{time}-{last}")).ok());
            Ok((first, last.ok_or_else(wrong)?))
        }
        _ => day(time.to_owned()).map(|day| (day, day)),
    }
}

impl Explain for NotATime {
    fn message(&self) -> Message {
        message!("sdmx-not-a-time", found = &self.0)
    }
}

explained_errors!(NotATime);

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_year_a_month_or_a_day_of_either_calendar() {
        let check = |text, expected: &str| {
            let found =
                days(text).map_or_else(|error| error.to_string(), |(first, last)| format!("{first} {last}"));
            assert_eq!(found, expected, "{text}");
        };
        check("2020", "2020-01-01 2020-12-31");
        check("1399", "2020-03-20 2021-03-20");
        check("۱۳۹۹", "2020-03-20 2021-03-20");
        check("2020-02", "2020-02-01 2020-02-29");
        check("1399-12", "2021-02-19 2021-03-20");
        check("2020-03-20", "2020-03-20 2020-03-20");
        check("2020-03-20T00:00:00Z", "2020-03-20 2020-03-20");
        check("2020-03-20/P1Y", "2020-03-20 2021-03-20");
        let wrong = "is not a time; use a year, a month or a day of either calendar, such as 2020, 1399-07, 2020-03-20 or \
                     2020-03-20/P1Y";
        for text in ["", "x", "2020-13", "2020-W10", "2020-Q1", "2020-03-20/P1M", "2020-01-01/P1Y"] {
            check(text, &format!("“{text}” {wrong}"));
        }
    }

    #[test]
    fn a_year_counts_if_it_begins_within_the_period() {
        let years = |period: Period| -> Vec<i32> {
            let years = (1396..=1402).filter_map(|number| IranianYear::new(number).ok());
            years.filter(|year| period.has(*year)).map(IranianYear::number).collect()
        };
        let open = Period::default();
        assert_eq!(years(open.starting("2020").unwrap().ending("2020").unwrap()), [1399]);
        assert_eq!(years(open.starting("1398").unwrap().ending("1400").unwrap()), [1398, 1399, 1400]);
        assert_eq!(years(open.filter("ge:2019+le:2021-03-20").unwrap()), [1398, 1399]);
        assert_eq!(years(open.filter("2020-03-20/P1Y").unwrap()), [1399]);
        assert_eq!(years(open.ending("1397").unwrap()), [1396, 1397]);
        assert!(open.filter("gt:2019").is_err());
    }
}
