//! The vintages of figures compared with naive recomputations at all moments (rule R17).

use serde_json::{Value, json};
use shahrak_domain::report::{FlowMeasure, ReportFigure, StockMeasure};
use shahrak_tests::register::Register;

use super::changes::{equal, figures};
use super::generate::World;
use super::question::Question;
use super::random::Random;

const QUERY: &str = "query($year: Int!, $asOf: Date, $knownAt: DateTime, $province: String, $park: String,
    $population: Population, $figure: String!, $first: Int, $after: String, $last: Int, $before: String) {
    report(year: $year, asOf: $asOf, knownAt: $knownAt, province: $province, park: $park, population: $population) {
        vintages(figure: $figure, first: $first, after: $after, last: $last, before: $before) {
            pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
            initial { knownAt value } latest { knownAt value }
            nodes { knownAt before value difference records(first: 100) { totalCount nodes { recordedAt } } }
        } } }";

/// Asks for the vintages of a random figure, page by page from either end, and compares them with the values at all
/// moments.
pub async fn check(
    question: &Question,
    random: &mut Random,
    register: &Register,
    world: &World,
    moments: &[String],
) -> Result<(), String> {
    let all: Vec<ReportFigure> = ReportFigure::all().collect();
    let figure = random.pick(&all);
    let path = figure.path();
    let found = pages(question, register, moments, &path, random.percent(50)).await?;
    let known = question.known.unwrap_or(moments.len() - 1);

    let mut value = empty(figure);
    let mut vintages = found.iter();
    for moment in 0..=known {
        let now = figures(question, world, moment)[&path].clone();
        if equal(now.as_deref(), value.as_deref(), 0.0) {
            continue;
        }
        let vintage = vintages.next().ok_or_else(|| format!("{path} changed at {moment} to {now:?}"))?;
        let text = |name: &str| vintage[name].as_str().map(str::to_owned);
        let same =
            |name: &str, expected: &Option<String>| equal(text(name).as_deref(), expected.as_deref(), 0.0);
        let at = text("knownAt").unwrap_or_default();
        let began = moment.checked_sub(1).map_or("", |before| &moments[before]);
        if !(began < at.as_str() && at.as_str() <= moments[moment].as_str()) {
            return Err(format!("{path} changed at {moment}, not at {at}"));
        }
        if !same("value", &now) || !same("before", &value) {
            return Err(format!("{path} changed at {moment} from {value:?} to {now:?}, not {vintage}"));
        }
        records(vintage, &at)?;
        value = now;
    }
    vintages.next().map_or(Ok(()), |more| Err(format!("{path} did not change: {more}")))
}

/// Each vintage has records, all of its moment.
fn records(vintage: &Value, at: &str) -> Result<(), String> {
    let records = vintage["records"]["nodes"].as_array().ok_or("no records")?;
    let total = vintage["records"]["totalCount"].as_u64().unwrap_or_default();
    let of_moment = records.iter().all(|record| record["recordedAt"] == at);
    if records.is_empty() || !of_moment || records.len() as u64 != total.min(100) {
        return Err(format!("the records behind {vintage}"));
    }
    Ok(())
}

/// The figure of an empty register.
fn empty(figure: ReportFigure) -> Option<String> {
    match figure {
        ReportFigure::Stock(_, StockMeasure::IdleShare) => None,
        ReportFigure::Flow(_, FlowMeasure::Usd) => Some("0.00".to_owned()),
        ReportFigure::Flow(..) | ReportFigure::Stock(..) => Some("0".to_owned()),
    }
}

/// All vintages, by pages of two, which agree with both ends.
async fn pages(
    question: &Question,
    register: &Register,
    moments: &[String],
    path: &str,
    from_end: bool,
) -> Result<Vec<Value>, String> {
    let mut variables = question.variables(moments);
    variables["figure"] = json!(path);
    variables[if from_end { "last" } else { "first" }] = json!(2);
    let mut all: Vec<Value> = Vec::new();
    loop {
        let answer = register.ask(QUERY, variables.clone()).await["report"]["vintages"].take();
        let nodes = answer["nodes"].as_array().cloned().unwrap_or_default();
        let info = &answer["pageInfo"];
        if from_end {
            all.splice(0..0, nodes);
            variables["before"] = info["startCursor"].clone();
        } else {
            all.extend(nodes);
            variables["after"] = info["endCursor"].clone();
        }
        if info[if from_end { "hasPreviousPage" } else { "hasNextPage" }] == false {
            for (end, vintage) in [("initial", all.first()), ("latest", all.last())] {
                let expected = vintage.map(|it| json!({ "knownAt": it["knownAt"], "value": it["value"] }));
                if answer[end] != json!(expected) {
                    return Err(format!("{end} {} of {all:?}", answer[end]));
                }
            }
            return Ok(all);
        }
    }
}
