//! Groups by naive loops over the records.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::EventKind;
use shahrak_domain::year::IranianYear;

use crate::recomputation::generate::{Unit, World};
use crate::recomputation::naive::{self, Facts};

/// An entry.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// The text of each key, by its name.
    pub keys: BTreeMap<&'static str, Vec<String>>,
    pub jobs: Option<i128>,
    pub investment: Option<i128>,
    /// Hundredths of a percent.
    pub capacity: Option<i128>,
}

/// The effective events of a unit by the knowledge of a moment, as entries.
pub fn events(unit: &Unit, known: usize) -> Vec<(Facts, Entry)> {
    let entry = |facts: &Facts| {
        let mut keys = place(unit);
        let year = IranianYear::of(facts.day).unwrap();
        let month = year.months().find(|month| facts.day <= month.ends_on()).unwrap();
        let first_of_quarter = year.months().nth(usize::from(month.number - 1) / 3 * 3).unwrap();
        keys.insert("KIND", vec![facts.kind.code().to_uppercase()]);
        keys.insert("YEAR", vec![year.to_string()]);
        keys.insert("QUARTER", vec![first_of_quarter.starts_on().to_string()]);
        keys.insert("MONTH", vec![month.starts_on().to_string()]);
        let reasons: &[&str] = if facts.kind == EventKind::Idled { &["MARKET", "ENERGY"] } else { &[] };
        keys.insert("REASON", reasons.iter().map(|&reason| reason.to_owned()).collect());
        Entry {
            keys,
            jobs: facts.jobs.map(i128::from),
            investment: facts.irr.map(i128::from),
            capacity: facts.capacity.map(i128::from),
        }
    };
    let effective = naive::effective(&unit.records, known).into_iter();
    effective.map(|facts| (facts.clone(), entry(facts))).collect()
}

/// A unit at the end of a day, as an entry.
pub fn unit(world: &World, unit: &Unit, known: usize, day: Day) -> Entry {
    let state = naive::state(&world.bands, &unit.records, known, day);
    let mut keys = place(unit);
    keys.insert("STATUS", state.iter().map(|state| state.status.code().to_uppercase()).collect());
    let commissioned = naive::effective(&unit.records, known)
        .into_iter()
        .find(|facts| facts.kind == EventKind::Commissioned && facts.day <= day);
    Entry {
        keys,
        jobs: state.as_ref().and_then(|state| state.jobs).map(i128::from),
        investment: commissioned.and_then(|facts| facts.irr).map(i128::from),
        capacity: state.and_then(|state| state.capacity).map(i128::from),
    }
}

fn place(unit: &Unit) -> BTreeMap<&'static str, Vec<String>> {
    let sector = unit.sector.map(|sector| sector.code().to_uppercase());
    let in_park = |name: &str| unit.park.iter().map(|_| name.to_owned()).collect();
    BTreeMap::from([
        ("PROVINCE", vec![unit.province.to_owned()]),
        ("PARK", unit.park.iter().map(|&park| park.to_owned()).collect()),
        ("PARK_KIND", in_park("INDUSTRIAL_PARK")),
        ("OWNERSHIP", in_park("STATE")),
        ("SECTOR", sector.into_iter().collect()),
    ])
}

/// The groups of entries in the order of their keys, unknown last, as they must be answered.
pub fn groups(entries: &[Entry], keys: &[&'static str], asked: &str) -> Vec<Value> {
    let mut groups: BTreeMap<Vec<(bool, String)>, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        let mut of_entry = vec![Vec::new()];
        for key in keys {
            let texts = &entry.keys[key];
            let unknown = [(true, String::new())];
            let known: Vec<_> = texts.iter().map(|text| (false, text.clone())).collect();
            let values = if known.is_empty() { &unknown[..] } else { &known[..] };
            let longer = |group: &Vec<_>| {
                values
                    .iter()
                    .map(|value| [&group[..], std::slice::from_ref(value)].concat())
                    .collect::<Vec<_>>()
            };
            of_entry = of_entry.iter().flat_map(longer).collect();
        }
        for group in of_entry {
            groups.entry(group).or_default().push(entry);
        }
    }
    let keyed = |group: &[(bool, String)]| {
        group
            .iter()
            .map(|(unknown, text)| if *unknown { Value::Null } else { json!(text) })
            .collect::<Value>()
    };
    groups
        .iter()
        .map(|(group, entries)| json!({ "keys": keyed(group), "numbers": numbers(entries, asked) }))
        .collect()
}

/// The numbers of entries that are asked for, as they must be answered.
pub fn numbers(entries: &[&Entry], asked: &str) -> Value {
    let of =
        |value: fn(&Entry) -> Option<i128>| entries.iter().copied().filter_map(value).collect::<Vec<_>>();
    let jobs = of(|entry| entry.jobs);
    let (investment, capacity) = (of(|entry| entry.investment), of(|entry| entry.capacity));
    let number = |value: i128| json!(i64::try_from(value).unwrap());
    let text = |value: i128| json!(value.to_string());
    let percent = |hundredths: i128| json!((hundredths as f64 / 100.0).to_string());
    let mut numbers = json!({
        "count": entries.len(),
        "jobs": measured(&jobs, 1.0, number),
        "investment": measured(&investment, 1.0, text),
        "capacity": measured(&capacity, 100.0, percent),
    });
    let asked = |name: &str| asked.split_whitespace().any(|word| word == name);
    numbers.as_object_mut().unwrap().retain(|measure, figures| {
        if let Some(figures) = figures.as_object_mut() {
            figures.retain(|figure, _| asked(figure));
        }
        asked(measure)
    });
    numbers
}

fn measured(values: &[i128], parts: f64, write: impl Fn(i128) -> Value) -> Value {
    let sum: i128 = values.iter().sum();
    // The average as a number: it is compared to 1e-9 of its size.
    let average = (!values.is_empty()).then(|| sum as f64 / values.len() as f64 / parts);
    json!({
        "sum": write(sum),
        "known": values.len(),
        "avg": average,
        "min": values.iter().min().map(|least| write(*least)),
        "max": values.iter().max().map(|greatest| write(*greatest)),
    })
}
