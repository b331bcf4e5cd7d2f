//! Mutations and imports are equivalent: they accept the same changes and lead to the same register.

use std::collections::BTreeSet;

use chrono::Days;
use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_persistence::fold::{Sizes, fold};
use shahrak_tests::events::{Event, file};
use shahrak_tests::import::dry_run;
use shahrak_tests::register::{Register, now};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::recomputation::generate::{World, idea};
use crate::recomputation::naive::{self, Record, Says};
use crate::recomputation::question::Question;
use crate::recomputation::random::Random;
use crate::recomputation::{TODAY, files, seed};
use crate::stress::act::Act;
use crate::stress::ledger;

const UNITS: usize = 16;
const ACTS: usize = 70;

#[tokio::test]
async fn the_same_acts_through_the_api_and_through_one_file_come_to_the_same() {
    let seed = seed();
    eprintln!("SHAHRAK_TEST_SEED={seed}");
    let mut world = World::new(seed, UNITS);
    let (by_api, by_file) = (Register::new().await, Register::new().await);
    for register in [&by_api, &by_file] {
        files::import_first(register, &world, &[]).await;
    }

    let lines = act(&by_api, &mut world, seed).await;
    by_file.import(&[("events.csv", &file(&lines))]).await;

    for register in [&by_api, &by_file] {
        fold(register.database_url(), &Sizes::default()).await.unwrap();
    }
    for (what, sql) in KEPT {
        assert_eq!(rows(&by_file, sql).await, rows(&by_api, sql).await, "SHAHRAK_TEST_SEED={seed}, {what}");
    }
    let told = ledger::read(&by_api).await;
    let mut random = Random::new(seed ^ 1);
    let now_of = async |register: &Register| {
        let data = register.ask("{ report(year: 1400) { knownAt } }", json!({})).await;
        data["report"]["knownAt"].as_str().unwrap().to_owned()
    };
    let (api_now, file_now) = (now_of(&by_api).await, now_of(&by_file).await);
    ledger::fill(&mut world, &told, std::slice::from_ref(&api_now));
    for _ in 0..15 {
        let question = Question::random(&mut random, 1);
        for (register, now) in [(&by_api, &api_now), (&by_file, &file_now)] {
            if let Err(difference) = question.check(register, &world, std::slice::from_ref(now)).await {
                panic!("SHAHRAK_TEST_SEED={seed}, {question:?}: {difference}");
            }
        }
    }
}

/// The recorded events and their effects, by present knowledge.
const KEPT: [(&str, &str); 4] = [
    (
        "events",
        "SELECT to_jsonb(e) - '{unit_id,recorded_at,recorded_by,recorder_role,recorder_organisation}'::text[]
            || jsonb_build_object('unit', u.code)
         FROM unit_event AS e JOIN unit AS u ON u.id = e.unit_id ORDER BY position",
    ),
    ("units", "SELECT to_jsonb(u) - '{id,version,park_id}'::text[] FROM unit AS u ORDER BY code"),
    (
        "runs of status",
        "SELECT jsonb_build_array(u.code, s.status, s.from_on, s.until_on)
         FROM unit_span AS s JOIN unit AS u ON u.id = s.unit_id WHERE known_until = 'infinity'
         ORDER BY u.code, s.from_on, s.until_on, s.status",
    ),
    (
        "sums",
        "SELECT to_jsonb(t) FROM tally AS t
         WHERE (events, jobs, jobs_unknown, investment, investment_unknown, stock_jobs, stock_jobs_unknown)
            IS DISTINCT FROM (0, 0, 0, 0, 0, 0, 0)
         ORDER BY area, outside, level, starts_on, sector, kind, from_status, to_status",
    ),
];

async fn rows(register: &Register, sql: &str) -> Vec<Value> {
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_all(&mut connection).await.unwrap()
}

/// Sends acts through the API, allowed ones and others, each after a dry run of its line as a file. Returns the lines of
/// the accepted ones.
async fn act(register: &Register, world: &mut World, seed: u64) -> Vec<Event> {
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let mut random = Random::new(seed ^ 2);
    let (mut taken, mut refused) = (Vec::new(), 0);
    for number in 0..ACTS {
        let unit = &mut world.units[random.below(UNITS)];
        let several = if random.percent(25) { 1 + random.below(3) } else { 1 };
        let said = think(&mut random, &world.bands, &unit.records, several);
        let new: Vec<(String, Says)> =
            said.into_iter().enumerate().map(|(part, says)| (format!("a{number}.{part}"), says)).collect();
        let lines: Vec<Event> =
            new.iter().map(|(code, says)| files::event_of(&unit.code, code, says, &unit.records)).collect();
        let act = together(&unit.code, &unit.records, &new);

        let tried = dry_run(register.database_url(), now(), &[("events.csv", &file(&lines))]).await;
        let answer = register.ask_as(&officer, &act.query(), json!({ "input": act.input })).await;

        let mistakes = answer["act"]["userErrors"].as_array().unwrap().iter();
        let mistakes: BTreeSet<String> = mistakes.map(|it| it["code"].as_str().unwrap().to_owned()).collect();
        let refusals = tried.refusals.iter().map(|refusal| refusal.code.code().to_uppercase());
        assert_eq!(mistakes, refusals.collect(), "SHAHRAK_TEST_SEED={seed}, {act:?}: {tried}");
        if !mistakes.is_empty() {
            refused += 1;
            continue;
        }
        taken.extend(lines);
        for (code, says) in new {
            let record = record(&unit.records, code, says);
            unit.records.push(record);
        }
    }
    eprintln!("{} records were taken, {refused} acts refused", taken.len());
    assert!(taken.len() > ACTS / 3 && refused > 3, "{} taken, {refused} refused", taken.len());
    taken
}

/// The next records of a unit, in the order in which a correction reads them; most are allowed.
fn think(random: &mut Random, bands: &naive::Bands, known: &[Record], several: usize) -> Vec<Says> {
    let today = Day::parse(TODAY).unwrap();
    let mut said = Vec::new();
    for _ in 0..8 {
        said = (0..several).map(|_| idea(random, known, 0, today)).collect();
        if random.percent(3)
            && let Says::Happened { facts, .. } = &mut said[0]
        {
            facts.day = Day::new(today.date() + Days::new(1));
        }
        said.sort_by_key(|says| match says {
            Says::Happened { replaces: Some(_), .. } => 0,
            Says::Void(_) => 1,
            Says::Happened { replaces: None, .. } => 2,
        });
        let mut after = known.to_vec();
        for says in &said {
            let record = record(&after, String::new(), says.clone());
            after.push(record);
        }
        if naive::legal(bands, &after, 0) || random.percent(10) {
            break;
        }
    }
    said
}

/// One mutation for one record, one correction for several.
fn together(unit: &str, known: &[Record], new: &[(String, Says)]) -> Act {
    if let [(code, says)] = new {
        return Act::new(unit, known, says, Some(code));
    }
    let mut input = json!({ "unit": unit, "replace": [], "void": [], "record": [] });
    for (code, says) in new {
        let mut one = Act::new(unit, known, says, Some(code)).input;
        let list = ["replace", "void"].into_iter().find(|list| one.get(list).is_some());
        let item = match list {
            Some(list) => one[list][0].take(),
            None => {
                let Says::Happened { facts, .. } = says else { unreachable!("a void is in its list") };
                one.as_object_mut().unwrap().remove("unit");
                one["kind"] = facts.kind.code().to_uppercase().into();
                one
            }
        };
        input[list.unwrap_or("record")].as_array_mut().unwrap().push(item);
    }
    Act { name: "unitCorrect", input }
}

fn record(known: &[Record], code: String, says: Says) -> Record {
    Record { code, known: 0, position: usize::MAX / 2 + known.len(), says }
}
