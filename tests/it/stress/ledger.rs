//! The ledger as read from the feed, compared with the derived data of the register.

use std::collections::HashMap;

use serde_json::{Value, json};
use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::{EventKind, Facts};
use shahrak_domain::ledger::{self, Position, Record, Says};
use shahrak_domain::methodology::Methodologies;
use shahrak_domain::moment::Moment;
use shahrak_domain::number::{Capacity, Jobs, Progress, Rial};
use shahrak_tests::register::Register;

use super::act::UNIT;
use crate::recomputation::generate::World;
use crate::recomputation::naive;

const FEED: &str = "query($after: String) { feed(after: $after, first: 100) {
    nodes { code recordedAt unit { code } replaces { code } voids { code }
        event { kind occurredOn investment jobs capacity progress } }
    pageInfo { endCursor hasNextPage } } }";

/// A record as in the feed.
pub struct Told {
    /// The code of its unit, and its own.
    pub name: [String; 2],
    /// When it was recorded.
    pub recorded_at: Moment,
    record: Value,
}

/// All records, in the order of the feed.
pub async fn read(register: &Register) -> Vec<Told> {
    let (mut records, mut after) = (Vec::new(), Value::Null);
    loop {
        let mut page = register.ask(FEED, json!({ "after": after })).await["feed"].take();
        records.extend(page["nodes"].as_array_mut().unwrap().iter_mut().map(|node| Told::new(node.take())));
        if page["pageInfo"]["hasNextPage"] == false {
            return records;
        }
        after = page["pageInfo"]["endCursor"].take();
    }
}

impl Told {
    fn new(record: Value) -> Told {
        let name = [&record["unit"]["code"], &record["code"]].map(text);
        Told { name, recorded_at: text(&record["recordedAt"]).parse().unwrap(), record }
    }

    fn corrects(&self) -> Option<&str> {
        let of = |field: &str| self.record[field]["code"].as_str();
        of("voids").or(of("replaces"))
    }
}

/// Converts the feed for the naive recomputation. A record counts from the first moment at which it was known.
pub fn fill(world: &mut World, told: &[Told], moments: &[String]) {
    let moments: Vec<Moment> = moments.iter().map(|moment| moment.parse().unwrap()).collect();
    for unit in &mut world.units {
        unit.records.clear();
        let mut indices: HashMap<&str, usize> = HashMap::new();
        for (position, record) in told.iter().enumerate().filter(|(_, record)| record.name[0] == unit.code) {
            let corrects = record.corrects().map(|code| indices[code]);
            let says = match facts(&record.record["event"]) {
                None => naive::Says::Void(corrects.unwrap()),
                Some(facts) => naive::Says::Happened { facts: plain(&facts), replaces: corrects },
            };
            let known = moments.iter().position(|moment| record.recorded_at <= *moment).unwrap();
            indices.insert(&record.name[1], unit.records.len());
            unit.records.push(naive::Record { code: record.name[1].clone(), known, position, says });
        }
    }
}

/// The sectors of units as they are now.
pub async fn read_sectors(register: &Register, world: &mut World) {
    let query = "query($code: String!) { unit(code: $code) { sector } }";
    for unit in &mut world.units {
        let found = register.ask(query, json!({ "code": unit.code })).await;
        let sector = found["unit"]["sector"].as_str();
        unit.sector = sector.map(|sector| Sector::parse(&sector.to_lowercase()).unwrap());
    }
}

/// Checks the history of each unit with the domain at each moment of recording; the last state is the stored one.
pub async fn check_units(register: &Register, world: &World, told: &[Told], methodologies: &Methodologies) {
    let query = format!("query($code: String!) {{ unit(code: $code) {{ {UNIT} }} }}");
    for unit in &world.units {
        let records = records(told, &unit.code);
        for end in 1..=records.len() {
            let whole = records.get(end).is_none_or(|next| next.recorded_at > records[end - 1].recorded_at);
            if whole && let Err(error) = ledger::history(&records[..end], methodologies) {
                panic!("unit {} after {end} records: {error:?}", unit.code);
            }
        }
        let steps = ledger::history(&records, methodologies).unwrap();
        let state = steps.last().map(|step| step.after);
        let percent = |number: Option<String>| number.map(|number| number.parse::<f64>().unwrap());
        let found = register.ask(&query, json!({ "code": unit.code })).await["unit"].take();
        let found_percent = |field: &str| percent(found[field].as_str().map(str::to_owned));
        assert_eq!(
            (&found["status"], &found["statusSince"], &found["jobs"], &found["lastConfirmedOn"]),
            (
                &json!(state.map(|state| state.status.code().to_uppercase())),
                &json!(state.map(|state| state.status_since.to_string())),
                &json!(state.and_then(|state| state.jobs).map(|jobs| jobs.get())),
                &json!(state.map(|state| state.last_confirmed_on.to_string())),
            ),
            "unit {}",
            unit.code
        );
        let capacity = state.and_then(|state| state.capacity).map(|capacity| capacity.get().to_string());
        let progress = state.and_then(|state| state.progress).map(|progress| progress.get().to_string());
        assert_eq!(
            (found_percent("capacity"), found_percent("progress")),
            (percent(capacity), percent(progress)),
            "unit {}",
            unit.code
        );
    }
}

/// The records of a unit as values of the domain.
fn records(told: &[Told], unit: &str) -> Vec<Record> {
    let mut positions: HashMap<&str, Position> = HashMap::new();
    let mut records = Vec::new();
    for (position, record) in (1..).zip(told).filter(|(_, record)| record.name[0] == unit) {
        let corrects = record.corrects().map(|code| positions[code]);
        let says = match facts(&record.record["event"]) {
            None => Says::Void(corrects.unwrap()),
            Some(facts) => Says::Happened { facts, replaces: corrects },
        };
        positions.insert(&record.name[1], position);
        records.push(Record { position, recorded_at: record.recorded_at, says });
    }
    records
}

/// The facts of an event that states and reports depend on.
fn facts(event: &Value) -> Option<Facts> {
    let kind = EventKind::parse(&event["kind"].as_str()?.to_lowercase()).unwrap();
    let number = |field: &str| event[field].as_str();
    Some(Facts {
        investment: number("investment").map(|irr| Rial::new(irr.parse().unwrap()).unwrap()),
        jobs: event["jobs"].as_i64().map(|jobs| Jobs::new(jobs).unwrap()),
        capacity: number("capacity").map(|capacity| Capacity::new(capacity.parse().unwrap()).unwrap()),
        progress: number("progress").map(|progress| Progress::new(progress.parse().unwrap()).unwrap()),
        ..Facts::new(kind, Day::parse(&text(&event["occurredOn"])).unwrap())
    })
}

fn plain(facts: &Facts) -> naive::Facts {
    let percent = |capacity: Capacity| capacity.get().to_string().parse::<f64>().unwrap();
    naive::Facts {
        kind: facts.kind,
        day: facts.occurred_on,
        irr: facts.investment.map(|irr| irr.get()),
        jobs: facts.jobs.map(|jobs| jobs.get()),
        capacity: facts.capacity.map(|capacity| (percent(capacity) * 100.0).round() as u32),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
