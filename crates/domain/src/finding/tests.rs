use expect_test::expect;
use shahrak_messages::Language;

use super::*;
use crate::announcement::{AnnouncedPopulation, DateBasis, Measure};
use crate::code::Coded;
use crate::comparison::stated_tests::stated;
use crate::metric::TargetMetric;
use crate::money::RateKind;
use crate::population::{Population, Scope};
use crate::testing::{day, moment};
use crate::vocabulary::tests::{announced, rows, shipped, some};
use crate::year::IranianYear;
use crate::yearly_target::Revision;

/// The bundled rates.
fn rates() -> Vec<Rate> {
    rows(include_str!("../../../../data/rates.csv"))
        .map(|row| Rate {
            kind: RateKind::parse(&row["kind"]).unwrap(),
            valid_from: day(&row["valid_from"]),
            valid_to: some(&row, "valid_to").map(|text| day(&text)),
            irr_per_usd: row["irr_per_usd"].parse().unwrap(),
            source: None,
        })
        .collect()
}

/// The bundled target: revivals of 1399.
fn target() -> Target {
    let revisions = rows(include_str!("../../../../data/targets.csv")).map(|row| Revision {
        value: row["value"].parse().unwrap(),
        baseline: None,
        decided_on: day(&row["decided_on"]),
        reason: None,
        source: None,
        recorded_at: moment(0),
    });
    Target {
        year: IranianYear::new(1399).unwrap(),
        metric: TargetMetric::UnitsRevived,
        scope: Scope::Country,
        population: Population::InParks,
        body: None,
        revisions: revisions.collect(),
    }
}

#[test]
fn the_announcements_that_ship_have_these_findings() {
    let (all, vocabulary, rates, targets) = (announced(), shipped(), rates(), [target()]);
    let mut sources: Vec<&Source> = Vec::new();
    for (_, source) in &all {
        if !sources.iter().any(|it| it.same_announcement(source)) {
            sources.push(source);
        }
    }
    let mut lines = String::new();
    for source in sources {
        let (here, others): (Vec<_>, Vec<_>) = all.iter().partition(|(_, it)| it.same_announcement(source));
        let figures = |said: Vec<&'_ (Figure, Source)>| -> Vec<Figure> {
            said.into_iter().map(|(figure, _)| figure.clone()).collect()
        };
        let (here, others) = (figures(here), figures(others));
        let others: Vec<&Figure> = others.iter().collect();
        let context =
            FindingContext { vocabulary: &vocabulary, rates: &rates, targets: &targets, others: &others };
        for finding in findings(&here.iter().collect::<Vec<_>>(), source, &context) {
            let message = finding.message();
            lines += &format!("{}: {message}\n{}\n", finding.kind.code(), message.text(Language::Persian));
        }
    }
    expect![[r#"
        slip_by_ten: a020 and a019 imply 420021 rials per dollar, but the rate was 42000: one of them is wrong by the factor 10
        از a020 و a019 هر دلار ۴۲۰۰۲۱ ریال به دست می‌آید، ولی نرخ ۴۲۰۰۰ ریال بود: یکی از آن دو ۱۰ برابر اشتباه است
        superseded_target: a111 says 51 %, which is 767 (a106) of the superseded target 1500; of the target in force, 2000, it is 38.35 %
        a111 می‌گوید ۵۱ درصد، که ۷۶۷ (a106) از هدف پیشین ۱۵۰۰ است؛ از هدف جاری ۲۰۰۰ برابر ۳۸٫۳۵ درصد می‌شود
        percentage: a167 says 23 %, but 400 of 1600 (a162, a166) is 25 %
        a167 می‌گوید ۲۳ درصد، ولی ۴۰۰ از ۱۶۰۰ (a162، a166) برابر ۲۵ درصد است
        other_rate: a191 and a190 imply 282087.45 rials per dollar; the known rate was 42000
        از a191 و a190 هر دلار ۲۸۲۰۸۷٫۴۵ ریال به دست می‌آید؛ نرخ ثبت‌شده ۴۲۰۰۰ ریال بود
        other_rate: a383 and a382 imply 232889.91 rials per dollar; the known rate was 42000
        از a383 و a382 هر دلار ۲۳۲۸۸۹٫۹۱ ریال به دست می‌آید؛ نرخ ثبت‌شده ۴۲۰۰۰ ریال بود
        superseded_target: a439 says 55 %, which is 819 (a118) of the superseded target 1500; of the target in force, 2000, it is 40.95 %
        a439 می‌گوید ۵۵ درصد، که ۸۱۹ (a118) از هدف پیشین ۱۵۰۰ است؛ از هدف جاری ۲۰۰۰ برابر ۴۰٫۹۵ درصد می‌شود
    "#]]
    .assert_eq(&lines);
}

/// A figure of 1399 in parks of the country: its code, metric, measure, unit and value, such as
/// `f1 units_revived flow units about 30`. A metric may end in `@` and a scope.
fn figure(text: &str) -> Figure {
    let words: Vec<&str> = text.splitn(5, ' ').collect();
    let (metric, scope) = words[1].split_once('@').unwrap_or((words[1], "IR"));
    let stated = stated(words[4]);
    Figure {
        code: words[0].to_owned(),
        speaker: None,
        organisation: None,
        scope: scope.to_owned(),
        population: AnnouncedPopulation::InParks,
        metric: metric.to_owned(),
        measure: Measure::parse(words[2]).unwrap(),
        hedge: stated.hedge,
        low: stated.low,
        high: stated.high,
        unit: words[3].to_owned(),
        period_from: Some(day("1399-01-01")),
        period_to: Some(day("1399-07-30")),
        quote: None,
        note: None,
    }
}

/// Checks figures, separated by `;` and announced on a day, against the bundled data.
#[track_caller]
fn check(announced_on: &str, text: &str, expected: &[&str]) {
    let figures: Vec<Figure> = text.split(';').map(str::trim).map(figure).collect();
    check_figures(announced_on, &figures, expected);
}

#[track_caller]
fn check_figures(announced_on: &str, figures: &[Figure], expected: &[&str]) {
    let (vocabulary, rates, targets) = (shipped(), rates(), [target()]);
    let context = FindingContext { vocabulary: &vocabulary, rates: &rates, targets: &targets, others: &[] };
    let announced_on = Some(day(announced_on));
    let source = Source { announced_on, date_basis: DateBasis::Stated, address: "a page".to_owned() };
    let figures: Vec<&Figure> = figures.iter().collect();
    let found = findings(&figures, &source, &context);
    let line = |it: &Finding<'_>| {
        let codes: Vec<&str> = it.figures.iter().map(|figure| &*figure.code).collect();
        format!("{} {}", it.kind.code(), codes.join(" "))
    };
    assert_eq!(found.iter().map(line).collect::<Vec<_>>(), expected);
}

#[test]
fn dollars_are_the_rials_at_a_rate_in_force() {
    #[track_caller]
    fn of(rials: &str, dollars: &str, expected: &[&str]) {
        let money = |code: &str, unit: &str, value: &str| {
            format!("{code} investment_commissioned flow {unit} {value}")
        };
        check(
            "1399-08-01",
            &format!("{}; {}", money("r", "IRR", rials), money("d", "USD", dollars)),
            expected,
        );
    }
    of("150000000000000", "about 3570000000", &[]);
    of("150000000000000", "357000000", &["slip_by_ten d r"]);
    of("150000000000000", "35700000000", &["slip_by_ten d r"]);
    of("150000000000000", "3570000", &["slip_by_ten d r"]);
    of("50770000000000", "218000000", &["other_rate d r"]);
    // Rounded down and called “nearly”.
    of("335770000000000", "nearly 7990000000", &[]);
    of("35000000000000", "over 833000000", &[]);
    of("0", "1", &["other_rate d r"]);
    of("1", "0", &[]);
    // Two days after the last rate that is known, the sum of a period within it.
    let money =
        "r investment_commissioned flow IRR 150000000000000; d investment_commissioned flow USD 357000000";
    check("1403-01-01", money, &["slip_by_ten d r"]);
    // No rate is known for these days.
    let mut figures: Vec<Figure> = money.split("; ").map(figure).collect();
    for figure in &mut figures {
        (figure.period_from, figure.period_to) = (Some(day("1402-01-01")), Some(day("1402-12-29")));
    }
    check_figures("1403-01-01", &figures, &[]);
    // Another period is another amount.
    figures[0].period_to = Some(day("1402-11-30"));
    check_figures("1399-08-01", &figures, &[]);
}

#[test]
fn a_percentage_is_what_its_part_and_whole_give() {
    let on = "1399-08-01";
    let parts = "a units_active stock units 33800; t units_total stock units 43650;";
    check(on, &format!("{parts} s share_active share percent nearly 78"), &[]);
    check(on, &format!("{parts} s share_active share percent 77"), &[]);
    check(on, &format!("{parts} s share_active share percent 78"), &["percentage s a t"]);
    check(on, &format!("{parts} s share_active@IR-09 share percent 78"), &[]);
    // A part or a whole with a hedge may be what the hedge admits.
    let over = "a units_active stock units 33800; t units_total stock units over 40000;";
    check(on, &format!("{over} s share_active share percent 78"), &[]);
    check(on, &format!("{over} s share_active share percent 84.5"), &[]);
    check(on, &format!("{over} s share_active share percent 86"), &["percentage s a t"]);
    check(on, &format!("{over} s share_active share percent 66"), &["percentage s a t"]);
    let about = "a units_active stock units about 33800; t units_total stock units 43650;";
    check(on, &format!("{about} s share_active share percent 80"), &[]);
    check(on, &format!("{about} s share_active share percent 83"), &["percentage s a t"]);
    let up_to = "a units_active stock units up_to 33800; t units_total stock units 43650;";
    check(on, &format!("{up_to} s share_active share percent 50"), &[]);
    check(on, &format!("{up_to} s share_active share percent 79"), &["percentage s a t"]);
    check(on, "a units_active stock units 33800; s share_active share percent 78", &[]);
    check(
        on,
        "a units_active stock units 0; t units_total stock units 0; s share_active share percent 1",
        &[],
    );
    let targeted = "p units_revived@IR-09 flow units 400; t units_revived@IR-09 target units 1600;";
    let achieved = "s units_revived_target_achieved@IR-09 share percent";
    check(on, &format!("{targeted} {achieved} 25"), &[]);
    check(on, &format!("{targeted} {achieved} about 23"), &["percentage s p t"]);
}

#[test]
fn a_percentage_refers_to_the_target_in_force() {
    let part = "p units_revived flow units 819; s units_revived_target_achieved share percent";
    check("1399-08-10", &format!("{part} 55"), &[]);
    check("1399-08-11", &format!("{part} 55"), &["superseded_target s p"]);
    check("1399-08-11", &format!("{part} 41"), &[]);
    let nearly = "p units_revived flow units nearly 900; s units_revived_target_achieved share percent";
    check("1399-08-11", &format!("{nearly} 42"), &[]);
    check("1399-08-11", &format!("{nearly} 55"), &["superseded_target s p"]);
    // Neither revision gives it, and the announcement names no target.
    check("1399-08-11", &format!("{part} 60"), &[]);
    check("1399-08-11", &format!("t units_revived target units 1500; {part} 60"), &["percentage s p t"]);
    check("1399-08-11", &format!("t units_revived target units 1500; {part} 55"), &["superseded_target s p"]);
}

#[test]
fn parts_are_their_whole_or_less() {
    let on = "1399-08-01";
    let owners = "s units_commissioned_state flow units 1307; p units_commissioned_private flow units 796;";
    check(on, &format!("{owners} w units_commissioned flow units 2103"), &[]);
    check(on, &format!("{owners} w units_commissioned flow units over 2100"), &[]);
    check(on, &format!("{owners} w units_commissioned flow units 2104"), &["parts_and_whole w s p"]);
    check(on, &format!("{owners} w units_commissioned flow units 2100"), &[]);
    check(on, "s units_commissioned_state flow units 1307; w units_commissioned flow units 2104", &[]);
    check(
        on,
        "s units_commissioned_state flow units 2200; w units_commissioned flow units 2104",
        &["parts_above_whole w s"],
    );
    check(on, &format!("{} w units_commissioned flow units 2104", owners.replace("796", "about 796")), &[]);
    let programmes = "r units_revived flow units 1811; c units_capacity_raised flow units 3267;";
    check(on, &format!("{programmes} w units_revived_or_capacity_raised flow units 5078"), &[]);
    check(
        on,
        &format!("{programmes} w units_revived_or_capacity_raised flow units 5087"),
        &["parts_and_whole w r c"],
    );
    // Two of the eight sectors.
    let sectors = "m units_revived_metal flow units 352; c units_revived_chemical flow units 388;";
    check(on, &format!("{sectors} w units_revived flow units 1563"), &[]);
    check(on, &format!("{sectors} w units_revived flow units 563"), &["parts_above_whole w c m"]);
    let provinces = "a units_revived@IR-09 flow units 60; b units_revived@IR-23 flow units 51;";
    check(on, &format!("{provinces} w units_revived flow units 767"), &[]);
    check(on, &format!("{provinces} w units_revived flow units 105"), &["parts_above_whole w a b"]);
    check(on, &format!("{provinces} w units_revived target units 105"), &[]);
}

#[test]
fn parks_are_a_part_of_all() {
    #[track_caller]
    fn of(in_parks: &str, all: &str, population: AnnouncedPopulation, expected: &[&str]) {
        let part = figure(&format!("p units_revived flow units {in_parks}"));
        let whole = Figure { population, ..figure(&format!("w units_revived flow units {all}")) };
        check_figures("1399-08-01", &[part, whole], expected);
    }
    of("1557", "1500", AnnouncedPopulation::Nationwide, &["parts_above_whole w p"]);
    of("1557", "1600", AnnouncedPopulation::InAndOutsideParks, &[]);
    of("1557", "1500", AnnouncedPopulation::Unspecified, &[]);
    of("1557", "1500", AnnouncedPopulation::Smes, &[]);
}
