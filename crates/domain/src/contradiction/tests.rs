use shahrak_messages::Language;

use super::*;
use crate::announcement::DateBasis;
use crate::metric::TargetMetric;
use crate::population::{Population, Scope};
use crate::testing::{day, moment};
use crate::vocabulary::tests::{announced, shipped};
use crate::yearly_target::Revision;

/// The contradictions among figures, a line each: `a147 a156 certain same_organisation`.
fn found(figures: &[(Figure, Source)], targets: &[Target]) -> Vec<String> {
    let statements: Vec<Statement<'_>> =
        figures.iter().map(|(figure, source)| Statement { figure, source }).collect();
    let vocabulary = shipped();
    let line = |it: &Contradiction<'_>| {
        let (one, other) = (&it.one.figure.code, &it.other.figure.code);
        format!("{one} {other} {} {}", it.confidence.code(), it.relation.code())
    };
    contradictions(&statements, &vocabulary, targets).iter().map(line).collect()
}

/// A figure of the year 1399: its code, population, measure and value, such as `f1 in_parks flow over 30`.
fn figure(text: &str) -> (Figure, Source) {
    let words: Vec<&str> = text.splitn(4, ' ').collect();
    let stated = crate::comparison::stated_tests::stated(words[3]);
    let figure = Figure {
        code: words[0].to_owned(),
        speaker: None,
        organisation: None,
        scope: "IR".to_owned(),
        population: AnnouncedPopulation::parse(words[1]).unwrap(),
        metric: "units_revived".to_owned(),
        measure: Measure::parse(words[2]).unwrap(),
        hedge: stated.hedge,
        low: stated.low,
        high: stated.high,
        unit: "units".to_owned(),
        period_from: Some(day("1399-01-01")),
        period_to: Some(day("1399-12-30")),
        quote: None,
        note: None,
    };
    (figure, Source { announced_on: None, date_basis: DateBasis::Unknown, address: "a page".to_owned() })
}

/// The second figure changed in some way.
fn second(text: &str, change: impl FnOnce(&mut Figure)) -> (Figure, Source) {
    let (mut figure, source) = figure(text);
    change(&mut figure);
    (figure, source)
}

#[test]
fn figures_of_one_subject_contradict_each_other_if_no_number_is_in_both() {
    #[track_caller]
    fn check(one: &str, other: (Figure, Source), expected: Option<&str>) {
        let lines = found(&[figure(one), other], &[]);
        let expected: Vec<String> =
            expected.iter().map(|rest| format!("a b {rest} other_organisation")).collect();
        assert_eq!(lines, expected);
    }
    let certain = Some("certain");
    check("a in_parks flow 1185", figure("b in_parks flow 1444"), certain);
    check("a in_parks flow over 1185", figure("b in_parks flow 1444"), None);
    check("a in_parks flow 1500", figure("b in_parks flow 1460"), None);
    check("a in_parks flow 1185", figure("b unspecified flow 1444"), Some("possible"));
    check("a unspecified flow 1185", figure("b unspecified flow 1444"), Some("possible"));
    check("a nationwide flow 1185", figure("b in_and_outside_parks flow 1444"), certain);
    check("a in_parks flow 1185", figure("b nationwide flow 1444"), None);
    check("a in_parks flow 1185", figure("b smes flow 1444"), None);
    check("a in_parks flow 1185", figure("b in_parks target 1444"), None);
    let other = "b in_parks flow 1444";
    check("a in_parks flow 1185", second(other, |it| it.scope = "IR-09".to_owned()), None);
    check("a in_parks flow 1185", second(other, |it| it.unit = "permits".to_owned()), None);
    check("a in_parks flow 1185", second(other, |it| it.metric = "units_closed".to_owned()), None);
    check("a in_parks flow 1185", second(other, |it| it.period_to = None), None);
    check("a in_parks flow 1185", second(other, |it| it.period_from = None), None);
    check("a in_parks flow 1185", second(other, |it| it.period_to = Some(day("1399-12-29"))), None);
    // An alias is the same metric.
    let alias = |(mut figure, source): (Figure, Source), metric: &str| {
        figure.metric = metric.to_owned();
        (figure, source)
    };
    let (one, other) = (figure("a in_parks stock 43650"), figure("b in_parks stock 44432"));
    let pair = [alias(one, "units_total"), alias(other, "units_commissioned_cumulative")];
    assert_eq!(found(&pair, &[]), ["a b certain other_organisation"]);
}

#[test]
fn stocks_and_shares_contradict_each_other_within_31_days() {
    #[track_caller]
    fn check(measure: &str, last: &str, expected: bool) {
        let one = figure(&format!("a in_parks {measure} 10"));
        let other = second(&format!("b in_parks {measure} 21"), |it| {
            (it.period_from, it.period_to) = (None, Some(day(last)));
        });
        assert_eq!(!found(&[one, other], &[]).is_empty(), expected, "{measure} {last}");
    }
    check("stock", "1400-01-31", true);
    check("stock", "1400-02-01", false);
    check("stock", "1399-11-29", true);
    check("stock", "1399-11-28", false);
    check("share", "1400-01-31", true);
    check("flow", "1399-12-30", false);
}

#[test]
fn a_target_and_its_revision_are_no_contradiction() {
    let revision = |value: i64| Revision {
        value: value.into(),
        baseline: None,
        decided_on: day("1399-01-01"),
        reason: None,
        source: None,
        recorded_at: moment(0),
    };
    let target = |values: &[i64]| Target {
        year: IranianYear::new(1399).unwrap(),
        metric: TargetMetric::UnitsRevived,
        scope: Scope::Country,
        population: Population::InParks,
        body: None,
        revisions: values.iter().map(|value| revision(*value)).collect(),
    };
    let pair = [figure("a in_parks target 1510"), figure("b in_parks target 1990")];
    assert!(found(&pair, &[target(&[1_510, 1_990])]).is_empty());
    assert_eq!(found(&pair, &[target(&[1_510, 1_980])]).len(), 1);
    assert_eq!(found(&pair, &[]).len(), 1);
    let flows = [figure("a in_parks flow 1510"), figure("b in_parks flow 1990")];
    assert_eq!(found(&flows, &[target(&[1_510, 1_990])]).len(), 1);
}

#[test]
fn the_contradictions_that_ship_are_those_of_the_page() {
    let page = include_str!("../../../../docs/contradictions.md");
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        (cells.len() > 4 && cells[1].starts_with('a')).then(|| cells[1..4].join(" "))
    };
    let mut expected: Vec<String> = page.lines().filter_map(row).collect();
    let mut lines = found(&announced(), &[]);
    for line in &mut lines {
        *line = line.rsplit_once(' ').unwrap().0.to_owned();
    }
    lines.sort();
    expected.sort();
    assert_eq!(lines, expected);
    assert_eq!(lines.len(), 11);
}

#[test]
fn a_contradiction_says_why() {
    let pair = [figure("a unspecified flow 1185"), figure("b smes flow over 1444")];
    let statements: Vec<Statement<'_>> =
        pair.iter().map(|(figure, source)| Statement { figure, source }).collect();
    let (vocabulary, none) = (shipped(), []);
    let found = contradictions(&statements, &vocabulary, &none);
    assert_eq!(
        found[0].message().to_string(),
        "a says “1185”, which admits [1184.5, 1185.5); b says “over 1444”, which admits [1444, 14440); \
         no number is in both, if they count the same units"
    );
    assert_eq!(
        found[0].message().text(Language::Persian),
        "a می‌گوید «۱۱۸۵» که با ۱۱۸۴٫۵ تا کمتر از ۱۱۸۵٫۵ سازگار است؛ b می‌گوید «بیش از ۱۴۴۴» که با ۱۴۴۴ تا کمتر از \
         ۱۴۴۴۰ سازگار است؛ اگر هر دو همان واحدها را بشمارند، هیچ عددی در هر دو نیست"
    );
}
