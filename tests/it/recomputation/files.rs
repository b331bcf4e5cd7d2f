//! A random register as files to import.

use shahrak_domain::code::Coded;
use shahrak_domain::event::EventKind::{Idled, LandAssigned, ProgressReported};
use shahrak_tests::events::{Event, file};
use shahrak_tests::register::Register;

use super::compare::NIMA;
use super::generate::{PARKS, Unit, World};
use super::naive::{self, Says};

/// Imports what was recorded at a moment; with the first import all that it needs and all that came before.
pub async fn import(register: &Register, world: &World, moments: &[String], moment: usize) {
    let events = events(world, moments, moment);
    if moment > 2 {
        register.import(&[("events.csv", &events)]).await;
        return;
    }
    let parks: String = PARKS
        .iter()
        .map(|(park, province)| format!("{park},{province},Park {park},industrial_park,state,2000-01-01\n"))
        .collect();
    let parks = format!("code,province,name_en,kind,ownership,approved_on\n{parks}");
    let unit = |unit: &Unit| {
        let (park, sector) = (unit.park.unwrap_or_default(), unit.sector.map_or("", Coded::code));
        format!("{},{park},{},Unit {},{sector}\n", unit.code, unit.province, unit.code)
    };
    let units: String = world.units.iter().map(unit).collect();
    let units = format!("code,park,province,name_en,sector\n{units}");
    let rates: String = NIMA
        .iter()
        .map(|(from, to, tenths)| format!("nima,{from},{to},{}.{}\n", tenths / 10, tenths % 10))
        .collect();
    let rates = format!("kind,valid_from,valid_to,irr_per_usd\n{rates}");
    let methodologies =
        format!("code,valid_from,idle_below,semi_active_below\nstricter,{},20,60\n", naive::STRICTER_FROM);
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

/// `events.csv` of what was recorded at a moment, and with the first import before it.
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
    let code_of = |index: usize| unit.records[index].code.clone();
    let line = Event {
        event: record.code.clone(),
        unit: unit.code.clone(),
        recorded_at: restored,
        ..Event::default()
    };
    match &record.says {
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
