//! A random register as files to import.

use shahrak_domain::code::Coded;
use shahrak_domain::event::EventKind::{Idled, LandAssigned, ProgressReported};
use shahrak_tests::events::{Event, file};
use shahrak_tests::register::Register;

use super::compare::NIMA;
use super::generate::{PARKS, STRICTER_FROM, STRICTEST_FROM, Unit, World};
use super::naive::{self, Says};

/// The content of a later import, besides events.
#[derive(Default)]
pub struct News {
    /// The indices of units with another sector.
    pub moved: Vec<usize>,
    /// Whether the strictest thresholds are adopted.
    pub adopted: bool,
}

/// Imports the records of a moment after that of the first import, and what else is new.
pub async fn import(register: &Register, world: &World, moments: &[String], moment: usize, news: &News) {
    let moved = units(news.moved.iter().map(|index| &world.units[*index]));
    let events = events(world, moments, moment);
    let methodologies = methodologies("strictest", STRICTEST_FROM, "20,80");
    let mut files = vec![("units.csv", moved.as_str()), ("events.csv", events.as_str())];
    if news.adopted {
        files.push(("methodologies.csv", &methodologies));
    }
    register.import(&files).await;
}

/// Imports the records of the moment of the first import and of all earlier ones, with everything that they need.
pub async fn import_first(register: &Register, world: &World, moments: &[String]) {
    let events = events(world, moments, 2);
    let parks: String = PARKS
        .iter()
        .map(|(park, province)| format!("{park},{province},Park {park},industrial_park,state,2000-01-01\n"))
        .collect();
    let parks = format!("code,province,name_en,kind,ownership,approved_on\n{parks}");
    let units = units(world.units.iter());
    let rates: String = NIMA
        .iter()
        .map(|(from, to, tenths)| format!("nima,{from},{to},{}.{}\n", tenths / 10, tenths % 10))
        .collect();
    let rates = format!("kind,valid_from,valid_to,irr_per_usd\n{rates}");
    let methodologies = methodologies("stricter", STRICTER_FROM, "20,60");
    register
        .import(&[
            ("rates.csv", &rates),
            ("methodologies.csv", &methodologies),
            ("parks.csv", &parks),
            ("units.csv", &units),
            ("events.csv", &events),
        ])
        .await;
}

fn methodologies(code: &str, from: &str, percents: &str) -> String {
    format!("code,valid_from,idle_below,semi_active_below\n{code},{from},{percents}\n")
}

fn units<'a>(units: impl Iterator<Item = &'a Unit>) -> String {
    let unit = |unit: &Unit| {
        let (park, sector) = (unit.park.unwrap_or_default(), unit.sector.map_or("", Coded::code));
        format!("{},{park},{},Unit {},{sector}\n", unit.code, unit.province, unit.code)
    };
    let lines: String = units.map(unit).collect();
    format!("code,park,province,name_en,sector\n{lines}")
}

/// `events.csv` with the records of a moment; for the first import, also of all earlier ones.
fn events(world: &World, moments: &[String], moment: usize) -> String {
    let mut lines = Vec::new();
    for unit in &world.units {
        for record in &unit.records {
            if record.known == moment || (moment == 2 && record.known < 2) {
                lines.push((record.position, line(unit, record, moments)));
            }
        }
    }
    lines.sort_by_key(|(position, _)| *position);
    file(&lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>())
}

fn line(unit: &Unit, record: &naive::Record, moments: &[String]) -> Event {
    let restored = moments.get(record.known).filter(|_| record.known < 2).cloned().unwrap_or_default();
    Event { recorded_at: restored, ..event_of(&unit.code, &record.code, &record.says, &unit.records) }
}

/// The last of these records of a unit as a line, with a code.
pub fn event_of(unit: &str, code: &str, says: &Says, records: &[naive::Record]) -> Event {
    let code_of = |index: usize| records[index].code.clone();
    let line = Event { event: code.to_owned(), unit: unit.to_owned(), ..Event::default() };
    match says {
        Says::Void(of) => Event { voids: code_of(*of), note: "recorded by mistake".to_owned(), ..line },
        Says::Happened { facts, replaces } => {
            let when = |kind, text: &str| if facts.kind == kind { text.to_owned() } else { String::new() };
            Event {
                kind: facts.kind.code().to_owned(),
                occurred_on: facts.day.to_string(),
                investment_irr: facts.irr.map_or_else(String::new, |irr| irr.to_string()),
                jobs: facts.jobs.map_or_else(String::new, |jobs| jobs.to_string()),
                capacity_percent: facts
                    .capacity
                    .map_or_else(String::new, |capacity| format!("{}.{:02}", capacity / 100, capacity % 100)),
                progress_percent: when(ProgressReported, "61.5"),
                area_m2: when(LandAssigned, "4000"),
                reasons: when(Idled, "market;energy"),
                replaces: replaces.map_or_else(String::new, code_of),
                ..line
            }
        }
    }
}
