use std::collections::HashSet;

use shahrak_messages::Language;

use super::*;
use crate::announcement::{AnnouncedPopulation, DateBasis, Figure, Hedge, Source};
use crate::change::Change;
use crate::code::Coded;
use crate::day::Day;

/// The bundled metrics.
pub(crate) fn shipped() -> Vocabulary {
    let file = include_str!("../../../../data/metrics.csv");
    Vocabulary::new(rows(file).map(|row| Metric::parse(|column| &row[column]).unwrap()).collect()).unwrap()
}

/// The bundled figures, each with its source.
pub(crate) fn announced() -> Vec<(Figure, Source)> {
    figures(include_str!("../../../../data/announcements.csv"))
}

/// The figures of a file, each with its source.
pub(crate) fn figures(file: &str) -> Vec<(Figure, Source)> {
    rows(file).map(|row| (figure(&row), source(&row))).collect()
}

/// A line of a file: its cells by column.
pub(crate) type Row = HashMap<String, String>;

/// The lines of a file.
pub(crate) fn rows(file: &str) -> impl Iterator<Item = Row> {
    let rows = csv::Reader::from_reader(file.as_bytes()).into_deserialize::<Row>();
    rows.map(Result::unwrap).collect::<Vec<_>>().into_iter()
}

/// The text of a cell, unless it is empty.
pub(crate) fn some(row: &Row, column: &str) -> Option<String> {
    Some(row[column].clone()).filter(|text| !text.is_empty())
}

fn figure(row: &Row) -> Figure {
    let day = |column| some(row, column).map(|text| Day::parse(&text).unwrap());
    Figure {
        code: row["id"].clone(),
        speaker: some(row, "speaker"),
        organisation: some(row, "organisation"),
        scope: row["scope"].clone(),
        population: AnnouncedPopulation::parse(&row["population"]).unwrap(),
        metric: row["metric"].clone(),
        measure: Measure::parse(&row["measure"]).unwrap(),
        hedge: some(row, "qualifier").map(|code| Hedge::parse(&code).unwrap()),
        low: row["value_low"].parse().unwrap(),
        high: row["value_high"].parse().unwrap(),
        unit: row["unit"].clone(),
        period_from: day("period_from"),
        period_to: day("period_to"),
        quote: some(row, "quote"),
        note: some(row, "note"),
    }
}

fn source(row: &Row) -> Source {
    Source {
        announced_on: some(row, "announced_on").map(|text| Day::parse(&text).unwrap()),
        date_basis: DateBasis::parse(&row["date_basis"]).unwrap(),
        address: row["source"].clone(),
    }
}

#[test]
fn every_figure_that_ships_has_a_metric_of_its_unit_and_measure() {
    let vocabulary = shipped();
    let mut codes = HashSet::new();
    for (figure, _) in announced() {
        let metric = vocabulary.find(&figure.metric).unwrap();
        codes.insert(figure.metric.clone());
        // Two oddities of the sources: contracts that reached operation, and supply stated as a stock.
        let odd = ["a011", "a334", "a335"].contains(&&*figure.code);
        let fits = metric.is_stated_in(&figure.unit) && metric.may_be(figure.measure);
        assert!(fits || odd, "{} {}", figure.code, figure.metric);
    }
    assert_eq!(codes.len(), 126);
}

#[test]
fn a_metric_has_one_meaning_in_both_languages() {
    let vocabulary = shipped();
    let mut meanings = HashSet::new();
    for metric in vocabulary.all() {
        assert!(Figure::metric(&metric.code).is_ok());
        assert!(metric.name.fa.is_some() && metric.meaning.fa.is_some(), "{}", metric.code);
        assert!(meanings.insert(&metric.meaning.en), "{}", metric.code);
    }
}

#[test]
fn everything_that_the_register_computes_is_a_metric() {
    let vocabulary = shipped();
    for computation in Computation::ALL {
        let whole = |metric: &&Metric| metric.computation == Some(*computation) && metric.only.is_none();
        assert_eq!(vocabulary.all().iter().filter(whole).count(), 1, "{computation:?}");
    }
}

#[test]
fn near_duplicates_are_one_metric() {
    let vocabulary = shipped();
    #[track_caller]
    fn check(vocabulary: &Vocabulary, codes: &[&str]) {
        let found: HashSet<&str> = codes.iter().map(|code| &*vocabulary.find(code).unwrap().code).collect();
        assert_eq!(found, HashSet::from([codes[0]]));
    }
    check(
        &vocabulary,
        &["share_idle_lack_of_liquidity", "share_idle_lack_of_money", "share_lacking_liquidity"],
    );
    check(&vocabulary, &["units_operating", "units_total", "units_commissioned_cumulative"]);
    check(&vocabulary, &["parks_operating", "parks_active"]);
    check(&vocabulary, &["units_revived_food", "units_revived_food_pharmaceutical"]);
    assert_ne!(vocabulary.find("parks_total").unwrap().code, "parks_operating");
}

#[test]
fn an_unknown_code_is_answered_with_the_nearest_ones() {
    let vocabulary = shipped();
    #[track_caller]
    fn check(vocabulary: &Vocabulary, code: &str, nearest: &[&str]) {
        let error = vocabulary.find(code).unwrap_err();
        assert_eq!(error.nearest, nearest, "{code}");
    }
    check(
        &vocabulary,
        "units_comissioned",
        &["units_commissioned", "units_commissioned_state", "units_commissioned_private"],
    );
    check(&vocabulary, "employement", &["employment", "employment_potential"]);
    check(&vocabulary, "x", &[]);
    let error = vocabulary.find("employement").unwrap_err();
    assert_eq!(
        error.to_string(),
        "“employement” is not a metric of the vocabulary; did you mean employment, employment_potential?"
    );
    assert!(error.message().text(Language::Persian).contains("employment یا employment_potential"));
}

#[test]
fn codes_are_unique_and_refer_to_metrics() {
    let named = |code: &str| Metric {
        code: code.to_owned(),
        name: Name::default(),
        meaning: Name::default(),
        measure: Measure::Flow,
        unit: "units".to_owned(),
        direction: Direction::Floor,
        computation: None,
        only: None,
        part_of: Vec::new(),
        quotient: None,
        aliases: Vec::new(),
    };
    let new = |metrics: Vec<Metric>| Vocabulary::new(metrics).map(|_| ());
    assert_eq!(new(vec![named("a"), named("b")]), Ok(()));
    assert_eq!(new(vec![named("a"), named("a")]), Err(vec![VocabularyError::Taken("a".to_owned())]));
    let alias = Metric { aliases: vec!["a".to_owned()], ..named("b") };
    assert_eq!(new(vec![named("a"), alias]), Err(vec![VocabularyError::Taken("a".to_owned())]));
    let part = Metric { part_of: vec![PartOf::parse("c:sector").unwrap()], ..named("b") };
    let unknown = VocabularyError::Unknown { code: "b".to_owned(), to: "c".to_owned() };
    assert_eq!(new(vec![named("a"), part]), Err(vec![unknown]));
    let stock = Metric { computation: Some(Computation::UnitsActive), ..named("b") };
    assert_eq!(new(vec![stock]), Err(vec![VocabularyError::OtherMeasure("b".to_owned())]));
}

#[test]
fn relations_are_read_as_they_are_written() {
    for text in ["units_revived:sector", "units_operating:status"] {
        assert_eq!(PartOf::parse(text).unwrap().to_string(), text);
    }
    for text in ["units_inactive/units_operating", "units_revived/target"] {
        assert_eq!(Quotient::parse(text).unwrap().to_string(), text);
    }
    for text in ["sector:metal", "ownership:state"] {
        assert_eq!(Only::parse(text).unwrap().to_string(), text);
    }
    assert!(PartOf::parse("units_revived").is_err() && PartOf::parse("units_revived:x").is_err());
    assert!(Quotient::parse("units_revived").is_err());
    assert!(Only::parse("metal").is_err() && Only::parse("kind:state").is_err());
}

#[test]
fn a_metric_is_written_as_it_is_read() {
    for metric in shipped().all() {
        let cells = metric.cells();
        let cell = |column: &str| &*cells[Metric::COLUMNS.iter().position(|known| *known == column).unwrap()];
        assert_eq!(Metric::parse(cell).as_ref(), Ok(metric));
    }
}

#[test]
fn a_metric_is_defined_beside_the_others() {
    let vocabulary = shipped();
    let exports = vocabulary.get("exports").unwrap();
    let check = |change: fn(&mut Metric), expected: Result<Change, Vec<VocabularyError>>| {
        let mut metric = exports.clone();
        change(&mut metric);
        assert_eq!(metric.define(vocabulary.get(&metric.code), vocabulary.all()), expected);
    };
    check(|_| (), Ok(Change::Keep));
    check(|it| it.unit = "tonnes".to_owned(), Ok(Change::Replace));
    check(|it| it.code = "exports_of_steel".to_owned(), Ok(Change::Add));
    let taken = |code: &str| Err(vec![VocabularyError::Taken(code.to_owned())]);
    check(|it| it.aliases = vec!["units_total".to_owned()], taken("units_total"));
    check(|it| (it.code, it.aliases) = ("units_total".to_owned(), Vec::new()), taken("units_total"));
    let unknown = |it: &mut Metric| {
        it.part_of = vec![PartOf { whole: "no_such".to_owned(), division: Division::Sector }];
    };
    let to = "no_such".to_owned();
    check(unknown, Err(vec![VocabularyError::Unknown { code: "exports".to_owned(), to }]));
}
