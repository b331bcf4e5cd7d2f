use proptest::prelude::*;

use super::*;
use crate::testing::day;

/// Last day of the period that begins on a day.
fn end(level: Level, start: Day) -> Day {
    let mut last = start;
    while level.start(last.next()) == start {
        last = last.next();
    }
    last
}

#[track_caller]
fn check(from: &str, to: &str, expected: &str) {
    let runs = cover(day(from), day(to));
    let written = |day: Day| day.write(crate::day::Calendar::Iranian);
    let words: Vec<String> = runs
        .iter()
        .map(|run| format!("{:?} {} {}", run.level, written(run.first), written(run.last)))
        .collect();
    assert_eq!(words.join(", "), expected);
}

#[test]
fn periods_are_covered_by_the_widest_that_fit() {
    check("1399-01-01", "1399-12-30", "Year 1399-01-01 1399-01-01");
    check("1399-01-01", "1399-11-08", "Month 1399-01-01 1399-10-01, Day 1399-11-01 1399-11-08");
    check("1398-12-29", "1399-01-31", "Day 1398-12-29 1398-12-29, Month 1399-01-01 1399-01-01");
    check("1398-05-05", "1398-06-10", "Day 1398-05-05 1398-06-10");
    check("1398-12-29", "1398-12-29", "Day 1398-12-29 1398-12-29");
    check("1399-01-02", "1399-01-01", "");
    check(
        "1390-12-05",
        "1395-02-10",
        "Day 1390-12-05 1390-12-29, Year 1391-01-01 1394-01-01, Month 1395-01-01 1395-01-01, Day 1395-02-01 1395-02-10",
    );
    check(
        "1390-10-05",
        "1395-02-10",
        "Day 1390-10-05 1390-10-30, Month 1390-11-01 1390-12-01, Year 1391-01-01 1394-01-01, \
         Month 1395-01-01 1395-01-01, Day 1395-02-01 1395-02-10",
    );
    check("1304-01-01", "1502-12-29", "Year 1304-01-01 1502-01-01");
    // Days of which the register does not speak are covered too, one by one.
    check("1303-12-29", "1304-01-31", "Day 1303-12-29 1303-12-29, Month 1304-01-01 1304-01-01");
}

#[test]
fn the_end_of_time_is_covered() {
    let last = Day::new(chrono::NaiveDate::MAX);
    assert_eq!(cover(last.previous(), last).len(), 1);
}

proptest! {
    #[test]
    fn runs_are_exactly_the_days(first in 0_u64..73_000, length in -2_i64..73_000) {
        let from = Day::new(Day::FIRST.date() + chrono::Days::new(first));
        let to = Day::new(from.date() + chrono::Duration::days(length)).min(Day::LAST);
        let runs = cover(from, to);
        prop_assert!(runs.len() <= 5);
        prop_assert_eq!(runs.is_empty(), to < from);
        let mut next = from;
        for run in &runs {
            prop_assert_eq!(run.first, next);
            prop_assert!(run.first <= run.last);
            prop_assert_eq!(run.level.start(run.first), run.first);
            prop_assert_eq!(run.level.start(run.last), run.last);
            next = end(run.level, run.last).next();
        }
        prop_assert!(runs.is_empty() || next == to.next());
        prop_assert!(runs.windows(2).all(|pair| pair[0].level != pair[1].level));
    }
}
