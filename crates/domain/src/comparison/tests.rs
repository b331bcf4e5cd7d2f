use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::stated_tests::stated;
use super::*;
use crate::announcement::{AnnouncedPopulation, Figure, Measure};
use crate::code::Coded;
use crate::day::Day;
use crate::event::{EventKind, Facts};
use crate::ledger::{self, Record, Says};
use crate::money::{Rate, RateKind};
use crate::number::{Capacity, Jobs, Progress, Rial};
use crate::population::Scope;
use crate::report::{Days, Figures, Sum};
use crate::tally;
use crate::testing::{day, methodologies, moment};
use crate::vocabulary::Vocabulary;
use crate::vocabulary::tests::{Row, announced, figures, rows, shipped, some};

#[test]
fn a_stated_number_agrees_with_what_its_hedge_and_precision_admit() {
    #[track_caller]
    fn check(text: &str, computed: &str, agrees: bool) {
        let value = Ok(computed.parse().unwrap());
        let answer = Answer { population: Population::InParks, value };
        let verdict = Comparison::of(&stated(text), &[answer]).verdict();
        assert_eq!(verdict == Verdict::Agrees, agrees, "{text} beside {computed}");
    }
    check("19400", "19446", true);
    check("19400", "19450", false);
    check("19400", "19350", true);
    check("19400", "19349", false);
    check("1160", "1167", false);
    check("1160", "1164", true);
    check("about 1160", "1167", true);
    check("about 1160", "1218", true);
    check("about 1160", "1219", false);
    check("about 2", "2", true);
    check("about 10", "14.9", true);
    check("over 20000", "20000", true);
    check("over 20000", "19999", false);
    check("over 20000", "30000", true);
    check("over 20000", "30001", false);
    check("over 19446", "21390", true);
    check("nearly 78", "77.43", true);
    check("nearly 78", "78.01", false);
    check("nearly 900000", "800000", true);
    check("up_to 30", "0", true);
    check("up_to 30", "30", true);
    check("up_to 30", "30.1", false);
    check("range 22-24", "21.5", true);
    check("range 22-24", "24.5", false);
    check("about 22-24", "25", true);
    check("18.7", "18.65", true);
    check("18.7", "18.75", false);
    check("18.7", "18.649999", false);
    check("0", "0", true);
    check("0", "0.5", false);
    check("150000000000000", "149999999999999", true);
}

#[test]
fn an_unspecified_population_agrees_if_either_does() {
    use Population::{All, InParks};
    let answers = |in_parks: Result<i64, Obstacle>, all: Result<i64, Obstacle>| {
        [(InParks, in_parks), (All, all)]
            .map(|(population, value)| Answer { population, value: value.map(Decimal::from) })
    };
    #[track_caller]
    fn check(
        answers: [Answer; 2],
        verdict: Verdict,
        population: Option<Population>,
        difference: Option<i64>,
    ) {
        let found = Comparison::of(&stated("3"), &answers);
        let shown = match found {
            Comparison::Computed { population, difference, .. } => (Some(population), Some(difference)),
            Comparison::NotComputable(_) => (None, None),
        };
        assert_eq!((found.verdict(), shown), (verdict, (population, difference.map(Decimal::from))));
    }
    check(answers(Ok(3), Ok(3)), Verdict::Agrees, Some(InParks), Some(0));
    check(answers(Ok(2), Ok(3)), Verdict::Agrees, Some(All), Some(0));
    check(answers(Ok(2), Ok(5)), Verdict::Differs, Some(InParks), Some(-1));
    check(answers(Ok(3), Err(Obstacle::Rate)), Verdict::Agrees, Some(InParks), Some(0));
    check(answers(Ok(2), Err(Obstacle::Rate)), Verdict::NotComputable, None, None);
    check(answers(Err(Obstacle::NoRecords), Err(Obstacle::NoRecords)), Verdict::NotComputable, None, None);
    assert_eq!(
        Comparison::of(&stated("3"), &answers(Err(Obstacle::NoRecords), Err(Obstacle::Rate))).obstacle(),
        Some(Obstacle::Rate)
    );
}

#[test]
fn the_first_obstacle_is_the_reason() {
    let vocabulary = shipped();
    #[track_caller]
    fn check(vocabulary: &Vocabulary, change: impl FnOnce(&mut Figure), obstacle: Option<Obstacle>) {
        let (mut figure, _) = announced().into_iter().find(|(figure, _)| figure.code == "a120").unwrap();
        change(&mut figure);
        let asked = Question::of(&figure, vocabulary, &[], day("2021-02-01"));
        assert_eq!(asked.err(), obstacle);
    }
    check(&vocabulary, |_| (), None);
    check(&vocabulary, |it| it.metric = "exports".to_owned(), Some(Obstacle::Metric));
    check(&vocabulary, |it| it.metric = "no_metric".to_owned(), Some(Obstacle::Metric));
    // The register computes what happened, not what was promised.
    check(&vocabulary, |it| it.measure = Measure::Target, Some(Obstacle::Metric));
    check(&vocabulary, |it| it.unit = "contracts".to_owned(), Some(Obstacle::Metric));
    check(&vocabulary, |it| it.population = AnnouncedPopulation::Smes, Some(Obstacle::Population));
    check(&vocabulary, |it| it.scope = "Khorramdasht".to_owned(), Some(Obstacle::Scope));
    check(&vocabulary, |it| it.period_from = None, Some(Obstacle::Period));
    check(&vocabulary, |it| it.period_to = None, Some(Obstacle::Period));
    check(&vocabulary, |it| it.period_to = Some(day("2021-02-02")), Some(Obstacle::Period));
    let all = |it: &mut Figure| {
        (it.population, it.scope) = (AnnouncedPopulation::Smes, String::new());
        it.period_to = None;
    };
    check(&vocabulary, all, Some(Obstacle::Population));
}

/// The verdicts of the acceptance register.
#[test]
fn the_verdicts_of_the_acceptance_register_come_out() {
    let (vocabulary, register) = (shipped(), Register::acceptance());
    let expected: BTreeMap<String, Value> =
        serde_json::from_str(include_str!("../../../../tests/acceptance/comparison/comparison.json"))
            .unwrap();
    let figures = figures(include_str!("../../../../tests/acceptance/comparison/announcements.csv"));
    assert_eq!(figures.len(), 18);
    for (figure, _) in &figures {
        let found = register.compare(figure, &vocabulary);
        let expected = &expected[&figure.code]["comparison"];
        assert_eq!(with_words(found, expected), *expected, "{}", figure.code);
    }
}

/// The comparison as JSON; a share of a sixth in the words of the expected answer.
fn with_words(comparison: Comparison, expected: &Value) -> Value {
    let name = |code: &str| code.to_uppercase();
    let (computed, population) = match comparison {
        Comparison::Computed { computed, population, .. } => (Some(computed), Some(name(population.code()))),
        Comparison::NotComputable(_) => (None, None),
    };
    let sixth = computed.is_some_and(|value| value.to_string().starts_with("16.6666"));
    let computed =
        if sixth { expected["computed"].clone() } else { json!(computed.map(|it| it.to_string())) };
    json!({
        "computed": computed,
        "population": population,
        "verdict": name(comparison.verdict().code()),
        "reason": comparison.obstacle().map(|obstacle| name(obstacle.code())),
    })
}

/// The sums of the acceptance register, in parks and outside.
struct Register {
    in_parks: Figures,
    outside: Figures,
    rates: Vec<Rate>,
}

impl Register {
    fn acceptance() -> Register {
        let events = include_str!("../../../../tests/acceptance/register/events.csv");
        let units = include_str!("../../../../tests/acceptance/register/units.csv");
        let in_park: BTreeMap<String, bool> =
            rows(units).map(|row| (row["code"].clone(), some(&row, "park").is_some())).collect();
        let mut by_unit: BTreeMap<String, Vec<Row>> = BTreeMap::new();
        for row in rows(events) {
            by_unit.entry(row["unit"].clone()).or_default().push(row);
        }
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        for (unit, rows) in by_unit {
            if in_park[&unit] { &mut inside } else { &mut outside }.extend(sums(&rows));
        }
        let rate = Rate {
            kind: RateKind::Official,
            valid_from: day("2018-04-10"),
            valid_to: Some(day("2022-03-20")),
            irr_per_usd: 42_000.into(),
            source: None,
        };
        Register { in_parks: Figures(inside), outside: Figures(outside), rates: vec![rate] }
    }

    fn compare(&self, figure: &Figure, vocabulary: &Vocabulary) -> Comparison {
        let question = match Question::of(figure, vocabulary, &[], day("2021-02-01")) {
            Ok(question) => question,
            Err(obstacle) => return Comparison::NotComputable(obstacle),
        };
        assert_eq!(question.scope, Scope::Country);
        let all = Figures::together([&self.in_parks, &self.outside]);
        let records = all.0.iter().any(|sum| question.asked.days().hold(&sum.days));
        let answer = |population: &Population| {
            let sums = if *population == Population::All { &all } else { &self.in_parks };
            let value = question.answer(sums, &self.rates).unwrap();
            Answer { population: *population, value: if records { value } else { Err(Obstacle::NoRecords) } }
        };
        let answers: Vec<Answer> = question.populations.iter().map(answer).collect();
        Comparison::of(&StatedNumber::of(figure), &answers)
    }
}

/// What the events of one unit add to the sums.
fn sums(rows: &[Row]) -> Vec<Sum> {
    let position = |code: &String| code[1..].parse().unwrap();
    let record = |row: &Row| Record {
        position: position(&row["event"]),
        recorded_at: moment(0),
        says: Says::Happened {
            facts: facts(row),
            replaces: some(row, "replaces").map(|code| position(&code)),
        },
    };
    let records: Vec<Record> = rows.iter().map(record).collect();
    let steps = ledger::history(&records, &methodologies()).unwrap();
    tally::counts(&steps).iter().map(sum).collect()
}

fn facts(row: &Row) -> Facts {
    let number = |column| some(row, column).map(|text| text.parse::<i64>().unwrap());
    let mut facts =
        Facts::new(EventKind::parse(&row["kind"]).unwrap(), Day::parse(&row["occurred_on"]).unwrap());
    facts.investment = number("investment_irr").map(|irr| Rial::new(irr.into()).unwrap());
    facts.jobs = number("jobs").map(|jobs| Jobs::new(jobs).unwrap());
    facts.capacity = number("capacity_percent").map(|percent| Capacity::new(percent.into()).unwrap());
    facts.progress = number("progress_percent").map(|percent| Progress::new(percent.into()).unwrap());
    facts
}

fn sum(count: &tally::Count) -> Sum {
    Sum {
        days: Days { from: count.occurred_on, to: count.occurred_on },
        kind: count.kind,
        from: count.from,
        to: count.to,
        events: 1,
        jobs: count.jobs.unwrap_or_default().into(),
        jobs_unknown: count.jobs.is_none().into(),
        investment: count.investment.unwrap_or_default().into(),
        investment_unknown: count.investment.is_none().into(),
        stock_jobs: count.stock_jobs.into(),
        stock_jobs_unknown: count.stock_jobs_unknown.into(),
    }
}
