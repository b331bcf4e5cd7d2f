//! Concurrent writers on two servers, several of them on the same units.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use shahrak_domain::activity::Sector;
use shahrak_domain::actor::RoleName;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_tests::events;
use shahrak_tests::register::Register;
use tokio::time::{Instant, sleep};

use super::act::Act;
use crate::recomputation::generate::{PARKS, Unit, World, idea};
use crate::recomputation::naive::{self, Bands, Record, Says};
use crate::recomputation::random::Random;
use crate::recomputation::{TODAY, files};

/// Half of all changes concern this number of units.
const CROWDED: usize = 4;
/// The time limit.
const PATIENCE: Duration = Duration::from_secs(20);

/// The writers, and the answers that they received.
pub struct Writers<'a> {
    servers: [&'a Register; 2],
    bands: Bands,
    units: Vec<Place>,
    until: Instant,
    /// The number of answers that ends the run.
    enough: usize,
    answered: AtomicUsize,
    told: Mutex<Answers>,
    ended: AtomicBool,
}

/// A unit, and its acknowledged records in the order in which the writers learned of them.
struct Place {
    code: String,
    province: &'static str,
    known: Mutex<Vec<Record>>,
}

/// The answers.
#[derive(Default)]
pub struct Answers {
    /// The records that were acknowledged: unit and code.
    pub recorded: Vec<[String; 2]>,
    /// The number of changes of the facts of a unit or a park.
    pub updated: BTreeMap<(&'static str, String), i64>,
    /// The numbers of accepted changes, by mutation.
    pub made: BTreeMap<&'static str, usize>,
    /// The numbers of refused changes, by code.
    pub refused: BTreeMap<String, usize>,
    /// Changes with a key, the token that sent them, and the answer.
    pub keyed: Vec<(Act, String, Value)>,
}

/// A writer.
struct Writer {
    token: String,
    /// The province of the officer; none for the whole country.
    province: Option<&'static str>,
    number: usize,
    acts: usize,
    random: Random,
}

impl<'a> Writers<'a> {
    /// Writers for the units of a world, until there are enough answers or time is up.
    pub fn new(servers: [&'a Register; 2], world: &World, enough: usize) -> Writers<'a> {
        let place =
            |unit: &Unit| Place { code: unit.code.clone(), province: unit.province, known: Mutex::default() };
        let units = world.units.iter().map(place).collect();
        Writers {
            servers,
            bands: world.bands.clone(),
            units,
            until: Instant::now() + PATIENCE,
            enough,
            answered: AtomicUsize::new(0),
            told: Mutex::default(),
            ended: AtomicBool::new(false),
        }
    }

    /// Runs this number of writers, and one that imports now and then.
    pub async fn write(&self, writers: usize, seed: u64) {
        let writing = (0..writers).map(async |number| {
            let province = [None, Some("IR-09"), None, Some("IR-23")][number % 4];
            let role = province.map_or(RoleName::NationalOfficer, |_| RoleName::ProvincialOfficer);
            let provinces: Vec<&str> = province.into_iter().collect();
            let token = self.servers[0].token_of(&format!("Officer {number}"), role, &provinces).await;
            let random = Random::new(seed ^ (1 + number as u64));
            let mut writer = Writer { token, province, number, acts: 0, random };
            while self.goes_on() {
                self.act(&mut writer).await;
            }
        });
        let importing = async {
            let mut random = Random::new(seed ^ 0xff);
            let mut number = 0;
            while self.goes_on() {
                sleep(Duration::from_millis(700)).await;
                self.import(&mut random, number).await;
                number += 1;
            }
        };
        tokio::join!(join_all(writing), importing);
        self.ended.store(true, Ordering::SeqCst);
    }

    fn goes_on(&self) -> bool {
        Instant::now() < self.until && self.answered.load(Ordering::SeqCst) < self.enough
    }

    /// Whether all writers have ended.
    pub fn ended(&self) -> bool {
        self.ended.load(Ordering::SeqCst)
    }

    /// The answers so far.
    pub fn answers(self) -> Answers {
        self.told.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    async fn act(&self, writer: &mut Writer) {
        writer.acts += 1;
        if writer.random.percent(4) {
            return self.update(writer).await;
        }
        let (number, acts) = (writer.number, writer.acts);
        let random = &mut writer.random;
        let place = self.place(random, writer.province);
        let Some((says, known)) = self.think(random, place) else { return };
        let corrects = !matches!(says, Says::Happened { replaces: None, .. });
        let code = (corrects || random.percent(50)).then(|| format!("w{number}.{acts}"));
        let mut act = Act::new(&place.code, &known, &says, code.as_deref());
        let dry_run = corrects && random.percent(10);
        if dry_run {
            act.input["dryRun"] = true.into();
        }
        let server = self.servers[number % 2];
        let answer = match !dry_run && random.percent(20) {
            false => send(server, &writer.token, &act).await,
            // Two clients of one owner send the same change to both servers at the same time.
            true => {
                act = act.with_key(&format!("{number}.{acts}"));
                self.send_twice(writer, &act).await
            }
        };
        self.answered.fetch_add(1, Ordering::SeqCst);
        self.hear(place, &act, says, code, &answer, dry_run);
    }

    /// Sends a change with a key to both servers. It is made at most once; a server that refuses it leaves the key free, and
    /// the other may have found the unit in another state.
    async fn send_twice(&self, writer: &Writer, act: &Act) -> Value {
        let answers = join_all(self.servers.map(|server| send(server, &writer.token, act))).await;
        let mut made = answers.iter().filter(|answer| answer["userErrors"] == json!([]));
        let Some(first) = made.next() else { return answers[0].clone() };
        assert!(made.all(|answer| answer == first), "{act:?}");
        self.told().keyed.push((act.clone(), writer.token.clone(), first.clone()));
        first.clone()
    }

    /// Changes the facts of a unit or a park as they were read before, unless somebody else was faster.
    async fn update(&self, writer: &mut Writer) {
        let server = self.servers[writer.number % 2];
        let random = &mut writer.random;
        let owner = format!("{}.{}", writer.number, writer.acts);
        let (name, input, thing) = match random.percent(70) {
            true => {
                let unit = self.place(random, writer.province).code.clone();
                let sector = random.pick(Sector::ALL).code().to_uppercase();
                ("unitUpdate", json!({ "code": unit, "owner": owner, "sector": sector }), "unit")
            }
            false => {
                let mine: Vec<_> = PARKS
                    .iter()
                    .filter(|(_, place)| writer.province.is_none_or(|code| code == *place))
                    .collect();
                (
                    "parkUpdate",
                    json!({ "code": mine[random.below(mine.len().min(2))].0, "county": owner }),
                    "park",
                )
            }
        };
        let code = input["code"].clone();
        let mut act = Act { name, input };
        act.input["expectedVersion"] = version(server, thing, &code).await.into();
        let answer = send(server, &writer.token, &act).await;
        self.answered.fetch_add(1, Ordering::SeqCst);
        let mut told = self.told();
        let mistakes = answer["userErrors"].as_array().unwrap();
        match mistakes.first() {
            Some(mistake) => {
                assert_eq!(
                    (mistakes.len(), &mistake["code"]),
                    (1, &json!("STALE_VERSION")),
                    "{act:?}: {answer}"
                );
                *told.refused.entry("STALE_VERSION".to_owned()).or_default() += 1;
            }
            None => {
                *told.made.entry(act.name).or_default() += 1;
                *told.updated.entry((thing, code.as_str().unwrap().to_owned())).or_default() += 1;
            }
        }
    }

    /// A random unit; every second one is a crowded unit.
    fn place(&self, random: &mut Random, province: Option<&str>) -> &Place {
        let crowded = random.percent(50);
        let mine = self.units.iter().filter(|unit| province.is_none_or(|code| code == unit.province));
        let mine: Vec<&Place> = mine.collect();
        mine[random.below(if crowded { CROWDED.min(mine.len()) } else { mine.len() })]
    }

    /// A record for a unit, mostly one that is allowed by what is known of the unit.
    fn think(&self, random: &mut Random, place: &Place) -> Option<(Says, Vec<Record>)> {
        let mut known = place.known.lock().unwrap().clone();
        let today = Day::parse(TODAY).unwrap();
        for _ in 0..8 {
            let says = idea(random, &known, 0, today);
            if random.percent(4) {
                return Some((says, known));
            }
            known.push(record(&known, String::new(), says));
            let legal = naive::legal(&self.bands, &known, 0);
            let says = known.pop().unwrap().says;
            if legal {
                return Some((says, known));
            }
        }
        None
    }

    /// Stores the answer.
    fn hear(
        &self,
        place: &Place,
        act: &Act,
        says: Says,
        code: Option<String>,
        answer: &Value,
        dry_run: bool,
    ) {
        let mut told = self.told();
        let mistakes = answer["userErrors"].as_array().unwrap();
        for mistake in mistakes {
            *told.refused.entry(mistake["code"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        if !mistakes.is_empty() {
            assert_eq!(answer["unit"], Value::Null, "{act:?}: {answer}");
            return;
        }
        assert_eq!(answer["unit"]["code"], place.code, "{act:?}: {answer}");
        *told.made.entry(if dry_run { "dry run" } else { act.name }).or_default() += 1;
        if dry_run {
            assert_eq!(answer["events"], json!([]), "{act:?}: {answer}");
            return;
        }
        let code = code.unwrap_or_else(|| answer["event"]["code"].as_str().unwrap().to_owned());
        told.recorded.push([place.code.clone(), code.clone()]);
        drop(told);
        let mut known = place.known.lock().unwrap();
        let record = record(&known, code, says);
        known.push(record);
    }

    /// Imports records of some units.
    async fn import(&self, random: &mut Random, number: usize) {
        let mut lines = Vec::new();
        let mut said = Vec::new();
        for part in 0..3 {
            let place = &self.units[random.below(self.units.len())];
            let Some((says, known)) = self.think(random, place) else { continue };
            if said.iter().any(|(other, ..): &(&Place, Says, String)| other.code == place.code) {
                continue;
            }
            let code = format!("i{number}.{part}");
            lines.push(files::event_of(&place.code, &code, &says, &known));
            said.push((place, says, code));
        }
        let report = self.servers[number % 2].try_import(&[("events.csv", &events::file(&lines))]).await;
        if !report.committed {
            *self.told().refused.entry("an import".to_owned()).or_default() += 1;
            return;
        }
        *self.told().made.entry("import").or_default() += 1;
        for (place, says, code) in said {
            self.told().recorded.push([place.code.clone(), code.clone()]);
            let mut known = place.known.lock().unwrap();
            let record = record(&known, code, says);
            known.push(record);
        }
    }

    fn told(&self) -> MutexGuard<'_, Answers> {
        self.told.lock().unwrap()
    }
}

/// Sends a change, which may be refused. On a slow machine others may hold a lock for longer than a request waits: then
/// nothing has changed, and it is sent again.
pub async fn send(server: &Register, token: &str, act: &Act) -> Value {
    let body = json!({ "query": act.query(), "variables": { "input": act.input } });
    for _ in 0..10 {
        let response = server.to_post("/graphql").bearer_auth(token).json(&body).send().await.unwrap();
        let status = response.status();
        let mut answer: Value = response.json().await.unwrap();
        assert!([200, 503].contains(&status.as_u16()), "{act:?}: {answer:#}");
        let Some(errors) = answer.get("errors") else { return answer["data"]["act"].take() };
        assert_eq!(errors[0]["extensions"]["code"], "UNAVAILABLE", "{act:?}: {answer:#}");
        eprintln!("{}: {}", act.name, errors[0]["message"]);
    }
    panic!("{act:?} never had its turn");
}

/// The version of a unit or a park.
pub async fn version(server: &Register, thing: &str, code: &Value) -> i64 {
    let query = format!("query($code: String!) {{ {thing}(code: $code) {{ version }} }}");
    server.ask(&query, json!({ "code": code })).await[thing]["version"].as_i64().unwrap()
}

/// The next record of a unit.
fn record(known: &[Record], code: String, says: Says) -> Record {
    Record { code, known: 0, position: usize::MAX / 2 + known.len(), says }
}
