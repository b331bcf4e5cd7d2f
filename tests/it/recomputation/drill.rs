//! Drill-down: the events and units that figures count.

use serde_json::{Value, json};
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::state::Status;
use shahrak_tests::register::Register;

use super::compare::{self, FLOWS, INVESTMENT};
use super::generate::World;
use super::naive::{self, Figures};
use super::question::Question;
use super::random::Random;
use crate::json_diff::diff;

/// The page size.
const PAGE: usize = 100;

const KINDS: [(&str, EventKind); 8] = [
    ("permitted", EventKind::PermitIssued),
    ("commissioned", EventKind::Commissioned),
    ("revived", EventKind::Revived),
    ("capacityRaised", EventKind::CapacityRaised),
    ("renovated", EventKind::Renovated),
    ("idled", EventKind::Idled),
    ("closed", EventKind::Closed),
    ("cancelled", EventKind::Cancelled),
];

/// Follows every flow of a report to its events and every status of its stocks to its units; asks for the flows of
/// another period too.
pub async fn check(
    question: &Question,
    register: &Register,
    world: &World,
    moments: &[String],
) -> Result<(), String> {
    let (from, to) = question.days();
    let known = question.known.unwrap_or(moments.len() - 1);
    // Some days before the report's, across the turn of the year.
    let start = Day::new(from.date() - chrono::Days::new(100));
    let mut variables = question.variables(moments);
    variables["from"] = json!(start.to_string());
    variables["to"] = json!(to.to_string());
    let mut answer = register.ask(&query(), variables).await;

    let mut expected = serde_json::Map::new();
    for (field, kind) in KINDS {
        expected.insert(field.to_owned(), events(question, world, known, kind, (from, to)));
    }
    expected.insert("stock".to_owned(), units(question, world, known, to));
    expected.insert("previousYearEnd".to_owned(), units(question, world, known, from.previous()));
    let mut flows = Figures::default();
    let counted = world.units.iter().filter(|unit| question.counts(unit));
    counted.for_each(|unit| flows.add(&world.bands, &unit.records, known, start, to));
    expected.insert("flows".to_owned(), compare::flows(&flows));
    diff(&answer["report"].take(), &expected.into(), "report")
}

fn query() -> String {
    let events = format!("events(first: {PAGE}) {{ totalCount nodes {{ occurredOn }} }}");
    let kinds: String = KINDS.iter().map(|(field, _)| format!("{field} {{ {events} }} ")).collect();
    let status = |status: &Status| {
        let name = status.code().to_uppercase();
        format!(
            "{name}: units(first: {PAGE}, status: [{name}]) {{ totalCount nodes {{ code status jobs }} }} "
        )
    };
    let units: String = Status::ALL.iter().map(status).collect();
    let flows = FLOWS.replace("...I", INVESTMENT);
    format!(
        "query($year: Int!, $asOf: Date, $knownAt: DateTime, $province: String, $park: String,
            $population: Population, $from: Date!, $to: Date!) {{
            report(year: $year, asOf: $asOf, knownAt: $knownAt, province: $province, park: $park,
                population: $population) {{
                {kinds} stock {{ {units} }} previousYearEnd {{ {units} }}
                flows(from: $from, to: $to) {{ {flows} }}
            }}
        }}"
    )
}

/// The events of a kind: their number, and the days of the first of them.
fn events(
    question: &Question,
    world: &World,
    known: usize,
    kind: EventKind,
    (from, to): (Day, Day),
) -> Value {
    let mut days: Vec<Day> = Vec::new();
    for unit in world.units.iter().filter(|unit| question.counts(unit)) {
        let events = naive::effective(&unit.records, known).into_iter().filter(|facts| facts.kind == kind);
        days.extend(events.map(|facts| facts.day).filter(|day| from <= *day && *day <= to));
    }
    days.sort_unstable();
    let nodes = days.iter().take(PAGE).map(|day| json!({ "occurredOn": day.to_string() }));
    json!({ "events": { "totalCount": days.len(), "nodes": nodes.collect::<Value>() } })
}

/// The units of each status at the end of a day: their number, and the first of them by code.
fn units(question: &Question, world: &World, known: usize, day: Day) -> Value {
    let mut of_status = serde_json::Map::new();
    for status in Status::ALL {
        let name = status.code().to_uppercase();
        let mut nodes = Vec::new();
        for unit in world.units.iter().filter(|unit| question.counts(unit)) {
            let state =
                naive::state(&world.bands, &unit.records, known, day).filter(|state| state.status == *status);
            nodes.extend(state.map(|state| (unit.code.clone(), state.jobs)));
        }
        nodes.sort_unstable();
        let first = nodes.iter().take(PAGE);
        let first = first.map(|(code, jobs)| json!({ "code": code, "status": name, "jobs": jobs }));
        let answer = json!({ "totalCount": nodes.len(), "nodes": first.collect::<Value>() });
        of_status.insert(name, answer);
    }
    of_status.into()
}

const UNIT: &str = "query($code: String!, $asOf: Date, $knownAt: DateTime) {
    unit(code: $code, asOf: $asOf, knownAt: $knownAt) { status statusSince jobs capacity lastConfirmedOn } }";

/// Queries single units as of some days and as known at some moments, and all units as they are now.
pub async fn check_units(random: &mut Random, register: &Register, world: &World, moments: &[String]) {
    let today = Day::parse(super::TODAY).unwrap();
    for number in 0..200 {
        let unit = &world.units[number % world.units.len()];
        let plain = random.percent(40);
        let known = if plain { moments.len() - 1 } else { random.below(moments.len()) };
        let day =
            Day::new(today.date() - chrono::Days::new(if plain { 0 } else { random.below(4_000) as u64 }));
        let variables = match plain {
            true => json!({ "code": unit.code }),
            false => json!({ "code": unit.code, "asOf": day.to_string(), "knownAt": moments[known] }),
        };
        let answer = register.ask(UNIT, variables.clone()).await;
        let state = naive::state(&world.bands, &unit.records, known, day);
        let percent = |hundredths: u32| f64::from(hundredths) / 100.0;
        let state = state.as_ref();
        let expected = json!({
            "status": state.map(|state| state.status.code().to_uppercase()),
            "statusSince": state.map(|state| state.since.to_string()),
            "jobs": state.and_then(|state| state.jobs),
            "capacity": state.and_then(|state| state.capacity).map(|capacity| percent(capacity).to_string()),
            "lastConfirmedOn": state.map(|state| state.last.to_string()),
        });
        assert_eq!(answer["unit"], expected, "{variables}");
    }
}
