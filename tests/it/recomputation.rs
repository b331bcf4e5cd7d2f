//! Reports of a random register beside what plain loops over its records find.

use serde_json::{Value, json};
use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::year::IranianYear;
use shahrak_tests::events::{Event, file};
use shahrak_tests::register::Register;
use sqlx::{Connection, Executor, PgConnection};
use uuid::Uuid;

use crate::same::same;

mod compare;
mod generate;
mod naive;
mod random;

use compare::{FLOWS, INVESTMENT, NIMA, STOCK};
use generate::{PARKS, Unit, World};
use naive::{Figures, Says};
use random::Random;

/// The day of the register's fixed now.
const TODAY: &str = "2026-11-22";

#[tokio::test]
async fn every_figure_of_a_report_is_what_a_naive_recomputation_finds() {
    let seed = seed();
    let (register, world, moments) = recorded(seed, 300, 5).await;

    let mut random = Random::new(seed ^ 1);
    for _ in 0..150 {
        let question = Question::random(&mut random, moments.len());
        if let Err(difference) = question.check(&register, &world, &moments).await {
            panic!("SHAHRAK_TEST_SEED={seed}, {question:?}: {difference}");
        }
    }
}

#[tokio::test]
async fn a_wrong_sum_would_be_found() {
    let (register, world, moments) = recorded(1, 60, 1).await;
    let question =
        Question { year: 1400, as_of: None, known: None, scope: Scope::Country, population: "ALL" };
    question.check(&register, &world, &moments).await.unwrap();

    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    let wrong = "UPDATE tally SET stock_jobs = stock_jobs + 1 WHERE ctid = (
        SELECT ctid FROM tally WHERE area = 0 AND level = 'y' AND sector = 0 LIMIT 1)";
    assert_eq!(connection.execute(wrong).await.unwrap().rows_affected(), 1);

    assert!(question.check(&register, &world, &moments).await.is_err());
}

/// A register with the histories of so many units, recorded at several moments, the last of them by so many imports.
async fn recorded(seed: u64, units: usize, imports: usize) -> (Register, World, Vec<String>) {
    println!("SHAHRAK_TEST_SEED={seed}");
    let register = Register::new().await;
    let mut world = World::new(seed, units);
    // The first import restores two moments of the past.
    let mut moments = vec!["2025-01-01T00:00:00Z".to_owned(), "2025-09-01T12:00:00Z".to_owned()];
    world.record(0, 100, 6, Day::parse("2024-12-31").unwrap());
    world.record(1, 80, 4, Day::parse("2025-08-31").unwrap());
    for moment in 2..2 + imports {
        world.record(moment, if moment == 2 { 90 } else { 40 }, 4, Day::parse(TODAY).unwrap());
        import(&register, &world, &moments, moment).await;
        let data = register.ask("{ report(year: 1399) { knownAt } }", json!({})).await;
        moments.push(data["report"]["knownAt"].as_str().unwrap().to_owned());
    }
    (register, world, moments)
}

fn seed() -> u64 {
    let given = std::env::var("SHAHRAK_TEST_SEED").ok();
    given.map_or_else(|| u64::from(Uuid::new_v4().as_fields().0), |seed| seed.parse().unwrap())
}

/// Imports what was recorded at a moment; with the first import all that it needs and all that came before.
async fn import(register: &Register, world: &World, moments: &[String], moment: usize) {
    let events = events(world, moments, moment);
    if moment > 2 {
        return register.import(&[("events.csv", &events)]).await;
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
            use shahrak_domain::event::EventKind::{Idled, LandAssigned, ProgressReported};
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

/// A report that is asked for.
#[derive(Debug)]
struct Question {
    year: i32,
    as_of: Option<Day>,
    /// The number of a moment; none for now.
    known: Option<usize>,
    scope: Scope,
    population: &'static str,
}

#[derive(Clone, Copy, Debug)]
enum Scope {
    Country,
    Province(&'static str),
    Park(&'static str),
}

impl Question {
    fn random(random: &mut Random, moments: usize) -> Question {
        use Scope::{Country, Park, Province};
        let scopes = [
            Country,
            Country,
            Province("IR-09"),
            Province("IR-23"),
            Province("IR-17"),
            Province("IR-05"),
            Park("P1"),
            Park("P4"),
            Park("P7"),
        ];
        let scope = random.pick(&scopes);
        let populations: &[&str] = match scope {
            Park(_) => &["IN_PARKS", "ALL"],
            Country | Province(_) => &["IN_PARKS", "OUTSIDE_PARKS", "ALL"],
        };
        let year = 1391 + i32::try_from(random.below(15)).unwrap();
        let bounds = IranianYear::new(year).unwrap();
        let days = (last_day(bounds).date() - bounds.starts_on().date()).num_days();
        let later = chrono::Days::new(random.below(usize::try_from(days).unwrap() + 1) as u64);
        let as_of = random.percent(60).then(|| Day::new(bounds.starts_on().date() + later));
        let known = random.percent(75).then(|| random.below(moments));
        Question { year, as_of, known, scope, population: random.pick(populations) }
    }

    /// Asks, and compares every figure of the answer.
    async fn check(&self, register: &Register, world: &World, moments: &[String]) -> Result<(), String> {
        let (province, park) = match self.scope {
            Scope::Country => (None, None),
            Scope::Province(code) => (Some(code), None),
            Scope::Park(code) => (None, Some(code)),
        };
        let variables = json!({
            "year": self.year, "asOf": self.as_of.map(|day| day.to_string()),
            "knownAt": self.known.map(|known| &moments[known]), "province": province, "park": park,
            "population": self.population, "country": matches!(self.scope, Scope::Country),
        });
        let mut answer = register.ask(&query(), variables).await;
        let mut report = answer["report"].take();
        report["transitions"] = compare::sorted(&report["transitions"]);
        report["bySector"] = compare::sorted(&report["bySector"]);
        same(&report, &self.expected(world, moments.len()), "report")
    }

    fn expected(&self, world: &World, moments: usize) -> Value {
        let year = IranianYear::new(self.year).unwrap();
        let as_of = self.as_of.unwrap_or(last_day(year));
        let known = self.known.unwrap_or(moments - 1);
        let figures = |counts: &dyn Fn(&Unit) -> bool, from: Day, to: Day| {
            let mut figures = Figures::default();
            let units = world.units.iter().filter(|unit| self.counts(unit) && counts(unit));
            units.for_each(|unit| figures.add(&unit.records, known, from, to));
            figures
        };
        let cell = |counts: &dyn Fn(&Unit) -> bool| {
            let figures = figures(counts, year.starts_on(), as_of);
            compare::joined(compare::flows(&figures), json!({ "stock": compare::stock(&figures.after) }))
        };
        let months = year.months().filter(|month| month.starts_on() <= as_of).map(|month| {
            let to = month.ends_on().min(as_of);
            let flows = compare::flows(&figures(&|_| true, month.starts_on(), to));
            compare::joined(flows, json!({ "month": { "number": month.number }, "to": to.to_string() }))
        });
        let sectors = Sector::ALL.iter().copied().map(Some).chain([None]).map(|sector| {
            let name = sector.map(|sector| sector.code().to_uppercase());
            compare::joined(cell(&|unit| unit.sector == sector), json!({ "sector": name }))
        });
        let all = figures(&|_| true, year.starts_on(), as_of);
        let report = json!({
            "asOf": as_of.to_string(),
            "previousYearEnd": compare::stock(&all.before),
            "transitions": compare::transitions(&all),
            "months": months.collect::<Value>(),
            "bySector": compare::sorted(&sectors.collect()),
        });
        let report = compare::joined(report, cell(&|_| true));
        if !matches!(self.scope, Scope::Country) {
            return report;
        }
        let provinces = (0..31).map(|number| {
            let code = format!("IR-{number:02}");
            compare::joined(cell(&|unit| unit.province == code), json!({ "province": { "code": code } }))
        });
        compare::joined(report, json!({ "byProvince": provinces.collect::<Value>() }))
    }

    fn counts(&self, unit: &Unit) -> bool {
        let here = match self.scope {
            Scope::Country => true,
            Scope::Province(code) => unit.province == code,
            Scope::Park(code) => unit.park == Some(code),
        };
        here && match self.population {
            "IN_PARKS" => unit.park.is_some(),
            "OUTSIDE_PARKS" => unit.park.is_none(),
            _ => true,
        }
    }
}

/// The last day of a year, or today.
fn last_day(year: IranianYear) -> Day {
    year.ends_on().min(Day::parse(TODAY).unwrap())
}

fn query() -> String {
    let flows = FLOWS.replace("...I", INVESTMENT);
    format!(
        "query($year: Int!, $asOf: Date, $knownAt: DateTime, $province: String, $park: String,
            $population: Population, $country: Boolean!) {{
            report(year: $year, asOf: $asOf, knownAt: $knownAt, province: $province, park: $park,
                population: $population) {{
                asOf {flows} stock {{ {STOCK} }} previousYearEnd {{ {STOCK} }} transitions {{ from to units }}
                months {{ month {{ number }} to {flows} }}
                bySector {{ sector stock {{ {STOCK} }} {flows} }}
                byProvince @include(if: $country) {{ province {{ code }} stock {{ {STOCK} }} {flows} }}
            }}
        }}"
    )
}
