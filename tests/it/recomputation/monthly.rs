//! What changed between two moments, by province and month: applied to the older state, it gives the newer one (rule R12).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use shahrak_domain::code::Coded;
use shahrak_domain::report::status_name;
use shahrak_domain::state::Status;
use shahrak_domain::year::{IranianMonth, IranianYear};
use shahrak_tests::register::Register;

use super::changes::flatten;
use super::compare;
use super::generate::{Unit, World};
use super::naive::{Figures, Stock};
use super::random::Random;

const QUERY: &str = "query($since: DateTime!, $until: DateTime, $province: String, $population: Population,
    $orderBy: MonthlyChangeOrder, $after: String) {
    monthlyChanges(since: $since, until: $until, province: $province, population: $population, orderBy: $orderBy,
        first: 100, after: $after) {
        pageInfo { hasNextPage endCursor }
        nodes { province { code } year { number } month { number } changedAt
            figures { figure before after difference } } } }";

/// The numbers that are not 0, by province and month.
type State = BTreeMap<(String, i32, i32), BTreeMap<String, i128>>;

/// Asks for the changes between two random moments, and applies them.
pub async fn check(
    random: &mut Random,
    register: &Register,
    world: &World,
    moments: &[String],
) -> Result<(), String> {
    let (one, other) = (random.below(moments.len()), random.below(moments.len()));
    let (from, to) = (one.min(other), one.max(other));
    let province = random.pick(&[None, None, Some("IR-09"), Some("IR-23")]);
    let population = random.pick(&["IN_PARKS", "OUTSIDE_PARKS", "ALL"]);
    let variables = json!({
        "since": moments[from], "until": moments[to], "province": province, "population": population,
        "orderBy": random.pick(&["PLACE", "LATEST_FIRST"]),
    });
    let counts = |unit: &Unit| {
        province.is_none_or(|province| unit.province == province)
            && match population {
                "IN_PARKS" => unit.park.is_some(),
                "OUTSIDE_PARKS" => unit.park.is_none(),
                _ => true,
            }
    };
    let mut state = known(world, counts, from);
    let newer = known(world, counts, to);
    for month in all(register, variables.clone()).await {
        apply(&mut state, &month)?;
    }
    state.retain(|_, numbers| !numbers.is_empty());
    if state != newer {
        return Err(format!("{variables}: {state:?} is not {newer:?}"));
    }
    Ok(())
}

async fn all(register: &Register, mut variables: Value) -> Vec<Value> {
    let mut all = Vec::new();
    loop {
        let answer = register.ask(QUERY, variables.clone()).await["monthlyChanges"].take();
        all.extend(answer["nodes"].as_array().cloned().unwrap_or_default());
        if answer["pageInfo"]["hasNextPage"] == false {
            return all;
        }
        variables["after"] = answer["pageInfo"]["endCursor"].clone();
    }
}

fn apply(state: &mut State, month: &Value) -> Result<(), String> {
    let number = |value: &Value| i32::try_from(value["number"].as_i64().unwrap()).unwrap();
    let province = month["province"]["code"].as_str().unwrap().to_owned();
    let numbers = state.entry((province, number(&month["year"]), number(&month["month"]))).or_default();
    let figures = month["figures"].as_array().unwrap();
    if figures.is_empty() {
        return Err(format!("nothing changed in {month}"));
    }
    for figure in figures {
        let value = |name: &str| figure[name].as_str().unwrap().parse::<i128>().unwrap();
        let name = figure["figure"].as_str().unwrap().to_owned();
        let number = numbers.entry(name.clone()).or_default();
        if *number != value("before") || value("difference") == 0 {
            return Err(format!("{number} before {month}"));
        }
        *number += value("difference");
        if *number != value("after") {
            return Err(format!("{number} after {month}"));
        }
        if *number == 0 {
            numbers.remove(&name);
        }
    }
    Ok(())
}

/// The numbers of all months as known at a moment.
fn known(world: &World, counts: impl Fn(&Unit) -> bool, known: usize) -> State {
    let mut months: BTreeMap<(String, i32, i32), Figures> = BTreeMap::new();
    for unit in world.units.iter().filter(|unit| counts(unit)) {
        let days = unit.records.iter().filter_map(|record| record.facts()).map(|facts| facts.day.iranian());
        let of_unit: BTreeSet<(i32, u8)> = days.map(|date| (date.year, date.month)).collect();
        for (year, number) in of_unit {
            let month = IranianMonth { year: IranianYear::new(year).unwrap(), number };
            let figures = months.entry((unit.province.to_owned(), year, number.into())).or_default();
            figures.add(&world.bands, &unit.records, known, month.starts_on(), month.ends_on());
        }
    }
    let numbers = |(place, figures): (_, Figures)| (place, numbers(&figures));
    months.into_iter().map(numbers).filter(|(_, numbers)| !numbers.is_empty()).collect()
}

fn numbers(figures: &Figures) -> BTreeMap<String, i128> {
    let mut by_path = BTreeMap::new();
    flatten("", &compare::flows(figures), &mut by_path);
    let whole = by_path.into_iter().filter(|(name, _)| name.rsplit('.').next() != Some("usd"));
    let mut numbers: BTreeMap<String, i128> =
        whole.map(|(name, value)| (name, value.unwrap().parse().unwrap())).collect();
    let (before, after) = (&figures.before, &figures.after);
    let mut change = |name: &str, of: &dyn Fn(&Stock) -> i64| {
        numbers.insert(format!("stockChange.{name}"), (of(after) - of(before)).into());
    };
    for status in Status::ALL {
        change(&status_name(*status), &|stock| stock.of(*status));
    }
    change("jobs", &|stock| stock.jobs);
    change("jobsUnknown", &|stock| stock.jobs_unknown);
    numbers.retain(|_, number| *number != 0);
    numbers
}
