//! The places of figures in a series, and which of them it uses, as tables of cases.

use super::*;
use crate::comparison::stated_tests::stated;
use crate::testing::{day, moment};

/// A figure: code, population, measure, value, first and last day (`-`: none), day of the announcement (`-`: unknown).
fn figure(text: &str) -> (Figure, Option<Day>) {
    let words: Vec<&str> = text.split(' ').collect();
    let [code, population, measure, value, from, to, announced_on] = words[..] else { panic!("{text}") };
    let known = |text: &str| (text != "-").then(|| day(text));
    let number = stated(value);
    let figure = Figure {
        code: code.to_owned(),
        speaker: None,
        organisation: None,
        scope: "IR".to_owned(),
        population: crate::code::Coded::parse(population).unwrap(),
        metric: "units_revived".to_owned(),
        measure: crate::code::Coded::parse(measure).unwrap(),
        hedge: None,
        low: number.low,
        high: number.high,
        unit: "units".to_owned(),
        period_from: known(from),
        period_to: known(to),
        quote: None,
        note: None,
    };
    (figure, known(announced_on))
}

#[test]
fn a_figure_stands_in_the_month_or_year_that_holds_its_period() {
    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let month = |month: IranianMonth| format!("{}/{}", month.year, month.number);
        let found = point(&figure(text).0).map(|point| match point {
            Point::Year(year) => year.to_string(),
            Point::Month(it) => month(it),
            Point::Both(it) => format!("{} and its year", month(it)),
        });
        assert_eq!(found.as_deref(), expected, "{text}");
    }
    check("f in_parks flow 1 1399-01-01 1399-12-30 -", Some("1399"));
    check("f in_parks flow 1 1399-01-01 1399-11-08 -", Some("1399"));
    check("f in_parks flow 1 1399-05-20 1399-06-02 -", Some("1399"));
    check("f in_parks flow 1 1399-05-01 1399-05-31 -", Some("1399/5"));
    check("f in_parks flow 1 1399-05-07 1399-05-07 -", Some("1399/5"));
    check("f in_parks flow 1 1398-12-29 1399-01-01 -", None);
    check("f in_parks flow 1 - 1399-12-30 -", None);
    check("f in_parks flow 1 1399-01-01 - -", None);
    check("f in_parks target 1 1399-01-01 1399-12-30 -", Some("1399"));
    check("f in_parks stock 1 - 1399-11-08 -", Some("1399/11 and its year"));
    check("f in_parks share 1 1398-01-01 1399-11-08 -", Some("1399/11 and its year"));
}

#[test]
fn one_of_several_figures_is_used() {
    /// A figure with `+` or `!` before its code is marked as used or as not used, later than those before it.
    #[track_caller]
    fn check(texts: &[&str], expected: Option<&str>) {
        check_in_force(texts, None, expected);
    }
    #[track_caller]
    fn check_in_force(texts: &[&str], in_force: Option<i64>, expected: Option<&str>) {
        let mark = |used| Mark { used, reason: "why".to_owned(), recorded_at: moment(0) };
        let (accepted, rejected) = (mark(true), mark(false));
        let figures: Vec<_> =
            texts.iter().map(|text| (figure(text.trim_start_matches(['+', '!'])), *text)).collect();
        let candidates: Vec<Candidate<'_>> = (0..)
            .zip(&figures)
            .map(|(place, ((figure, announced_on), text))| {
                let mark = match text.as_bytes()[0] {
                    b'+' => Some((place, &accepted)),
                    b'!' => Some((place, &rejected)),
                    _ => None,
                };
                Candidate { figure, announced_on: *announced_on, mark }
            })
            .collect();
        let found = used(&candidates, in_force.map(Decimal::from));
        assert_eq!(found.map(|figure| &*figure.code), expected, "{texts:?}");
    }
    let whole = "whole in_parks flow 1557 1399-01-01 1399-12-30 1400-05-22";
    let later = "later in_parks flow 1560 1399-01-01 1399-12-30 1400-06-01";
    let undated = "undated in_parks flow 1570 1399-01-01 1399-12-30 -";
    let part = "part in_parks flow 1170 1399-01-01 1399-11-08 1400-06-02";
    let vague = "vague unspecified flow 1500 1399-01-01 1399-12-30 1400-06-02";
    check(&[], None);
    check(&[part], Some("part"));
    check(&[part, whole], Some("whole"));
    check(&[whole, later, undated], Some("later"));
    check(&[whole, vague], Some("whole"));
    check(&[part, vague], Some("vague"));
    check(&[undated, "alone in_parks flow 3 1399-01-01 1399-12-30 -"], Some("alone"));
    let marked = |text: &str| format!("+{text}");
    let rejected = |text: &str| format!("!{text}");
    check(&[whole, later, &marked(part)], Some("part"));
    check(&[&marked(whole), &marked(part), later], Some("part"));
    check(&[whole, &rejected(later)], Some("whole"));
    check(&[&rejected(whole)], None);
    let (spring, autumn) = (
        "spring in_parks stock 8 - 1399-01-20 1399-09-01",
        "autumn unspecified stock 9 - 1399-08-01 1399-08-02",
    );
    check(&[spring, autumn], Some("autumn"));
    // Targets: the one in force, otherwise the latest announced.
    let first = "first unspecified target 1500 1399-01-01 1399-12-30 1399-04-07";
    let revision = "revision unspecified target 2000 1399-01-01 1399-12-30 1399-08-11";
    let stale = "stale in_parks target 1500 1399-01-01 1399-12-30 1399-08-11";
    let undated = "undated in_parks target 2000 1399-01-01 1399-12-30 -";
    let original = "told unspecified target 1500 1399-01-01 1399-12-30 1399-11-08";
    let revised = "told-anew unspecified target 2000 1399-01-01 1399-12-30 1399-11-08";
    let month = "month in_parks target 2000 1399-11-01 1399-11-30 1399-11-08";
    check(&[first, revision], Some("revision"));
    check(&[first, stale, undated], Some("stale"));
    check(&[original, revised, undated, stale], Some("told-anew"));
    check(&[revised, month], Some("told-anew"));
    check_in_force(&[first, revision, stale, undated], Some(2000), Some("revision"));
    check_in_force(&[first, stale, undated], Some(2000), Some("undated"));
    check_in_force(&[first, revision, stale, undated], Some(1500), Some("stale"));
    check_in_force(&[first, revision], Some(1800), Some("revision"));
    check_in_force(&[&marked(first), revision], Some(2000), Some("first"));
    check_in_force(&[whole, later], Some(1557), Some("later"));
}

#[test]
fn a_series_lists_the_populations_that_may_be_meant() {
    use AnnouncedPopulation::{InAndOutsideParks, InParks, Nationwide, Unspecified};
    assert_eq!(announced_populations(Population::InParks), [InParks, Unspecified]);
    assert_eq!(announced_populations(Population::All), [InAndOutsideParks, Nationwide, Unspecified]);
    assert_eq!(announced_populations(Population::OutsideParks), []);
}
