//! The differences of a report between two moments: figures and records (rule R12).

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shahrak_domain::day::Day;
use shahrak_tests::register::Register;

use super::compare;
use super::generate::World;
use super::naive::{Facts, Figures, Record, Says};
use super::question::Question;
use super::random::Random;
use crate::json_diff::diff;

/// The page size of records.
const PAGE: usize = 100;

const QUERY: &str = "query($year: Int!, $asOf: Date, $from: DateTime!, $to: DateTime, $province: String,
    $park: String, $population: Population) {
    reportChanges(year: $year, asOf: $asOf, from: $from, to: $to, province: $province, park: $park,
        population: $population) {
        figures { figure before after difference }
        records(first: 100) { totalCount nodes { code
            event { occurredOn unit { code } } replaces { occurredOn } voids { occurredOn unit { code } } } }
    } }";

/// Queries the changes between two random moments, and compares every figure and record of the answer.
pub async fn check(
    question: &Question,
    random: &mut Random,
    register: &Register,
    world: &World,
    moments: &[String],
) -> Result<(), String> {
    let (one, other) = (random.below(moments.len()), random.below(moments.len()));
    let (from, to) = (one.min(other), one.max(other));
    let mut variables = question.variables(moments);
    variables["from"] = json!(moments[from]);
    variables["to"] = json!(moments[to]);
    let mut answer = register.ask(QUERY, variables).await["reportChanges"].take();

    let (before, after) = (figures(question, world, from), figures(question, world, to));
    let differ = |figure: &&String| !equal(before[*figure].as_deref(), after[*figure].as_deref(), 0.0);
    let expected: Vec<&String> = after.keys().filter(differ).collect();
    let found = told(&answer["figures"]);
    if !found.keys().eq(expected.iter().copied()) {
        return Err(format!("from {from} to {to} {:?} differ, not {expected:?}", found.keys()));
    }
    for (figure, found) in found {
        check_figure(&found, before[&figure].as_deref(), after[&figure].as_deref())?;
    }
    diff(&answer["records"].take(), &records(question, world, (from, to)), "records")
}

/// The figures of the answer by their paths. Those of targets are left to tests of their own.
fn told(figures: &Value) -> BTreeMap<String, Value> {
    let named = figures.as_array().unwrap().iter();
    let named = named.map(|figure| (figure["figure"].as_str().unwrap().to_owned(), figure.clone()));
    named.filter(|(figure, _)| !figure.starts_with("targets.")).collect()
}

fn check_figure(found: &Value, before: Option<&str>, after: Option<&str>) -> Result<(), String> {
    let difference = before.zip(after).map(|(before, after)| less(after, before));
    // A difference is as exact as its operands.
    let size = [before, after].map(|value| value.map_or(0.0, |value| value.parse::<f64>().unwrap().abs()));
    let size = size[0].max(size[1]);
    for (field, expected) in [("before", before), ("after", after), ("difference", difference.as_deref())] {
        if !equal(found[field].as_str(), expected, size) {
            return Err(format!("{field} of {found} is not {expected:?}"));
        }
    }
    Ok(())
}

/// One number less another: whole ones exactly, cents and shares as closely as they are compared.
fn less(one: &str, other: &str) -> String {
    match (one.parse::<i128>(), other.parse::<i128>()) {
        (Ok(one), Ok(other)) => (one - other).to_string(),
        _ => (one.parse::<f64>().unwrap() - other.parse::<f64>().unwrap()).to_string(),
    }
}

/// Whether two numbers are the same: whole ones exactly, others to a cent of a million millions, of the larger one or of
/// `size`.
pub fn equal(one: Option<&str>, other: Option<&str>, size: f64) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return one.is_none() && other.is_none() };
    match (one.parse::<i128>(), other.parse::<i128>()) {
        (Ok(one), Ok(other)) => one == other,
        _ => {
            let (one, other) = (one.parse::<f64>().unwrap(), other.parse::<f64>().unwrap());
            (one - other).abs() <= 1e-9_f64.max(one.abs().max(size) * 1e-13)
        }
    }
}

/// The figures of a report by their paths, as known at a moment.
pub fn figures(question: &Question, world: &World, known: usize) -> BTreeMap<String, Option<String>> {
    let (from, to) = question.days();
    let mut figures = Figures::default();
    let counted = world.units.iter().filter(|unit| question.counts(unit));
    counted.for_each(|unit| figures.add(&world.bands, &unit.records, known, from, to));
    let stocks = json!({ "stock": compare::stock(&figures.after), "previousYearEnd": compare::stock(&figures.before) });
    let mut by_path = BTreeMap::new();
    flatten("", &compare::joined(compare::flows(&figures), stocks), &mut by_path);
    by_path
}

pub fn flatten(path: &str, value: &Value, into: &mut BTreeMap<String, Option<String>>) {
    if let Value::Object(fields) = value {
        // Dollars are by the official rate, and a missing rate is no figure.
        let named = fields.iter().filter(|(name, _)| !name.starts_with("nima") && *name != "usdMissing");
        named.for_each(|(name, value)| flatten(&format!("{path}.{name}"), value, into));
        return;
    }
    let text = match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    };
    into.insert(path.trim_start_matches('.').to_owned(), text);
}

/// The records made after one moment and not after another that concern days up to the report's last.
fn records(question: &Question, world: &World, (from, to): (usize, usize)) -> Value {
    let (_, last) = question.days();
    let mut nodes = Vec::new();
    for unit in world.units.iter().filter(|unit| question.counts(unit)) {
        let new = unit.records.iter().filter(|record| from < record.known && record.known <= to);
        for record in new {
            let corrected = record.corrects().and_then(|of| unit.records[of].facts());
            let days = [record.facts(), corrected].into_iter().flatten().map(|facts| facts.day);
            if days.min().is_some_and(|day| day <= last) {
                nodes.push((record.position, node(&unit.code, record, corrected)));
            }
        }
    }
    nodes.sort_by_key(|(position, _)| *position);
    let first = nodes.iter().take(PAGE).map(|(_, node)| node.clone());
    json!({ "totalCount": nodes.len(), "nodes": first.collect::<Value>() })
}

fn node(unit: &str, record: &Record, corrected: Option<&Facts>) -> Value {
    let day = |facts: Option<&Facts>| facts.map(|facts: &Facts| facts.day).as_ref().map(Day::to_string);
    let of_unit =
        |facts: Option<&Facts>| facts.map(|_| json!({ "occurredOn": day(facts), "unit": { "code": unit } }));
    let (replaces, voids) = match &record.says {
        Says::Happened { .. } => (corrected, None),
        Says::Void(_) => (None, corrected),
    };
    json!({
        "code": record.code,
        "event": of_unit(record.facts()),
        "replaces": replaces.map(|_| json!({ "occurredOn": day(replaces) })),
        "voids": of_unit(voids),
    })
}
