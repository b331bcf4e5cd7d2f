use chrono::Days;

use super::*;
use crate::testing::day;
use crate::year::IranianYear;

/// The 33-year rule, corrected where the equinox departs from it: an implementation of its own, for comparison.
fn leap(year: i32) -> bool {
    match year {
        1502 => false,
        1503 => true,
        _ => [1, 5, 9, 13, 17, 22, 26, 30].contains(&(year % 33)),
    }
}

/// Every day of the register, Gregorian and Iranian, counted back and forth from 1399-01-01.
fn days() -> impl Iterator<Item = (NaiveDate, IranianDate)> {
    let length = |year| if leap(year) { 366 } else { 365 };
    let before: u64 = (1304..1399).map(length).sum();
    let first = date(2020, 3, 20) - Days::new(before);
    let iranian = (1304..=1502).flat_map(|year| {
        (1..=12_u8).flat_map(move |month| {
            let last = match month {
                1..=6 => 31,
                12 if !leap(year) => 29,
                _ => 30,
            };
            (1..=last).map(move |day| IranianDate { year, month, day })
        })
    });
    first.iter_days().zip(iranian)
}

#[test]
fn every_day_agrees_with_the_rule_of_33_years() {
    for (date, iranian) in days() {
        let day = Day::new(date);
        assert_eq!(day.iranian(), iranian, "{date}");
        assert_eq!(Day::from_iranian(iranian.year, iranian.month, iranian.day), Some(day), "{iranian:?}");
    }
}

#[test]
fn every_day_is_read_back_as_it_is_written() {
    for (date, iranian) in days() {
        let day = Day::new(date);
        assert_eq!(day.write(Calendar::Gregorian), date.to_string());
        let written = format!("{:04}-{:02}-{:02}", iranian.year, iranian.month, iranian.day);
        assert_eq!(day.write(Calendar::Iranian), written);
        assert_eq!(Day::parse(&written), Ok(day));
        assert_eq!(Day::parse(&day.to_string()), Ok(day));
        assert_eq!(day.in_register(), Ok(day));
    }
}

#[test]
fn days_outside_the_register_are_read_back_as_they_are_written() {
    let mut day = day("0001-01-01");
    while day < Day::new(date(2900, 1, 1)) {
        for calendar in [Calendar::Gregorian, Calendar::Iranian] {
            assert_eq!(Day::parse(&day.write(calendar)), Ok(day));
        }
        day = Day::new(day.date() + Days::new(13));
    }
}

#[test]
fn the_register_speaks_of_1304_to_1502() {
    let (first, last) = (days().next().unwrap(), days().last().unwrap());
    assert_eq!((Day::FIRST.date(), Day::FIRST.iranian()), first);
    assert_eq!((Day::LAST.date(), Day::LAST.iranian()), last);
    let bounds = format!(
        "{} to {} ({} to {})",
        Day::FIRST.write(Calendar::Iranian),
        Day::LAST.write(Calendar::Iranian),
        Day::FIRST,
        Day::LAST,
    );
    for outside in [Day::FIRST.previous(), Day::LAST.next()] {
        let error = outside.in_register().unwrap_err();
        assert_eq!(error, DayError::Outside(outside));
        assert!(error.message().to_string().ends_with(&bounds), "{error:?} names {bounds}");
        assert!(IranianYear::of(outside).is_err());
    }
}

#[test]
fn leap_years_at_the_end_of_the_register_are_the_corrected_ones() {
    assert_eq!(Day::from_iranian(1502, 12, 30), None);
    assert!(Day::from_iranian(1503, 12, 30).is_some());
}

#[test]
fn days_are_read_in_both_calendars() {
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let day = Day::parse(text).unwrap_or_else(|error| panic!("{error}"));
        let written = format!("{} {}", day.write(Calendar::Gregorian), day.write(Calendar::Iranian));
        assert_eq!(written, expected);
    }
    check("2021-01-27", "2021-01-27 1399-11-08");
    check("1399-11-08", "2021-01-27 1399-11-08");
    check("1399/11/08", "2021-01-27 1399-11-08");
    check("1399/11/8", "2021-01-27 1399-11-08");
    check("1399-1-1", "2020-03-20 1399-01-01");
    check("2021/1/27", "2021-01-27 1399-11-08");
    check(" 1399-11-08\t", "2021-01-27 1399-11-08");
    check("۱۳۹۹/۱۱/۰۸", "2021-01-27 1399-11-08");
    check("١٣٩٩-١١-٠٨", "2021-01-27 1399-11-08");
    check("۲۰۲۱-۰۱-۲۷", "2021-01-27 1399-11-08");
    check("1399-12-30", "2021-03-20 1399-12-30");
    check("1403-12-30", "2025-03-20 1403-12-30");
    check("2024-02-29", "2024-02-29 1402-12-10");
    check("1399-06-31", "2020-09-21 1399-06-31");
    // A year below 1700 is Iranian, and is written so that it is read back.
    check("0622-03-22", "0622-03-22 0622-03-22");
    check("0001-01-01", "0001-01-01 0001-01-01");
    check("1699-01-01", "2320-03-21 1699-01-01");
    check("1700-01-01", "1700-01-01 1078-10-12");
    check("9999-12-31", "9999-12-31 9999-12-31");
}

#[test]
fn what_is_no_day_is_refused() {
    #[track_caller]
    fn check(text: &str, expected: DayError) {
        assert_eq!(Day::parse(text), Err(expected));
    }
    let forms = [
        "",
        "-",
        "--",
        "/",
        "//",
        "1399",
        "1399-11",
        "1399-11-08-01",
        "1399-11/08",
        "1399/11-08",
        "99-11-08",
        "11399-11-08",
        "1399--8",
        "1399-011-08",
        "1399-11-008",
        "-399-11-08",
        "+399-11-08",
        "1399-+1-08",
        "1399-11-08T00:00:00Z",
        "1399 11 08",
        "1399.11.08",
        "27-01-2021",
        "08/11/1399",
        "امروز",
        "1399-11-۸x",
        "१३९९-११-०८",
        "1399−11−08",
        "\u{0}",
        "99999999999999999999-01-01",
    ];
    for text in forms {
        check(text, DayError::Form(text.to_owned()));
    }
    let iranian = [
        "1400-12-30",
        "1502-12-30",
        "1399-12-31",
        "1399-07-31",
        "1399-13-01",
        "1399-00-01",
        "1399-01-00",
        "1399-01-32",
        "1399-99-99",
        "0000-01-01",
    ];
    for text in iranian {
        check(text, DayError::Absent(text.to_owned(), Calendar::Iranian));
    }
    for text in ["2021-02-29", "1900-02-29", "2021-04-31", "2021-13-01", "2021-00-10", "2021-01-00"] {
        check(text, DayError::Absent(text.to_owned(), Calendar::Gregorian));
    }
}

#[test]
fn the_ends_of_time_do_not_panic() {
    for end in [NaiveDate::MIN, NaiveDate::MAX] {
        let day = Day::new(end);
        let neighbours = day.previous() <= day && day <= day.next();
        assert!(neighbours && !day.to_string().is_empty() && !day.write(Calendar::Iranian).is_empty());
        assert!(day.in_register().is_err() && day.iranian().month <= 12);
    }
    for year in [i32::MIN, -1, 0, 10_000, i32::MAX] {
        assert_eq!(Day::from_iranian(year, 1, 1), None);
    }
}
