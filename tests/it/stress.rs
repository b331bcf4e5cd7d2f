//! Many concurrent writers leave a valid and complete ledger and correct reports.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use shahrak_persistence::methodology;
use shahrak_tests::register::Register;
use sqlx::{Connection, PgConnection};
use tokio::time::{Instant, sleep};

use crate::recomputation::generate::World;
use crate::recomputation::question::Question;
use crate::recomputation::random::Random;
use crate::recomputation::{drill, files, seed};

pub mod act;
pub mod ledger;
mod writers;

use writers::{Answers, Writers, send, version};

/// The number of answers that end the test.
const ANSWERS: usize = 400;
const WRITERS: usize = 32;
const UNITS: usize = 36;

#[tokio::test]
async fn thirty_two_who_write_at_once_leave_a_legal_and_complete_ledger_and_true_reports() {
    let seed = seed();
    eprintln!("SHAHRAK_TEST_SEED={seed}");
    let register = Register::new().await;
    let other = register.beside().await;
    let mut world = World::new(seed, UNITS);
    files::import_first(&register, &world, &[]).await;

    let writers = Writers::new([&register, &other], &world, ANSWERS);
    let begun = Instant::now();
    let ((), noted, paged) =
        tokio::join!(writers.write(WRITERS, seed), note(&register, &writers), page_through(&other, &writers));
    let time = begun.elapsed();
    let answers = writers.answers();
    tell(&answers, time);

    let told = ledger::read(&register).await;
    everything_acknowledged_is_there_once(&answers, &told);
    assert_eq!(paged, told.iter().map(|record| record.name.clone()).collect::<Vec<_>>(), "paged meanwhile");
    let moves = answers.made.get("unitUpdate").copied().unwrap_or_default();
    positions_follow_each_other(&register, told.len(), moves).await;
    each_update_was_made_once(&other, &answers).await;
    repeated_changes_are_answered_as_at_first(&other, &answers).await;

    let mut moments: Vec<String> = noted.iter().map(|(moment, _)| moment.clone()).collect();
    moments.push(known_now(&register).await);
    ledger::fill(&mut world, &told, &moments);
    ledger::read_sectors(&register, &mut world).await;
    let methodologies = methodology::all(&register.register.db).await.unwrap();
    ledger::check_units(&register, &world, &told, &methodologies).await;
    for (moment, report) in &noted {
        assert_eq!(&known_at(&other, moment).await, report, "the knowledge of {moment} has changed");
    }
    let mut random = Random::new(seed ^ 1);
    for number in 0..40 {
        let question = Question::random(&mut random, moments.len());
        let server = [&register, &other][number % 2];
        if let Err(difference) = question.check(server, &world, &moments).await {
            panic!("SHAHRAK_TEST_SEED={seed}, {question:?}: {difference}");
        }
    }
    drill::check_units(&mut random, &register, &world, &moments).await;
}

/// Prints the numbers of changes.
fn tell(answers: &Answers, time: Duration) {
    let made: usize = answers.made.values().sum();
    let refused: usize = answers.refused.values().sum();
    let second = (made + refused) as f64 / time.as_secs_f64();
    eprintln!(
        "{WRITERS} writers, two servers: {second:.0} mutations a second, {made} made {:?}, {refused} refused {:?}",
        answers.made, answers.refused
    );
    assert!(made > 50 && answers.made.len() > 5, "too little happened");
}

fn everything_acknowledged_is_there_once(answers: &Answers, told: &[ledger::Told]) {
    let acknowledged: BTreeSet<&[String; 2]> = answers.recorded.iter().collect();
    assert_eq!(acknowledged.len(), answers.recorded.len(), "a record was acknowledged as two");
    let recorded: BTreeSet<&[String; 2]> = told.iter().map(|record| &record.name).collect();
    assert_eq!(recorded.len(), told.len(), "a record is there twice");
    let lost: Vec<_> = acknowledged.difference(&recorded).collect();
    let unknown: Vec<_> = recorded.difference(&acknowledged).collect();
    assert!(lost.is_empty() && unknown.is_empty(), "lost {lost:?}, never acknowledged {unknown:?}");
}

/// A unit that moves to another sector takes a position at which nothing is recorded; all others have a record.
async fn positions_follow_each_other(register: &Register, records: usize, moves: usize) {
    let sql = "SELECT ARRAY[count(*), min(position), max(position), (SELECT position FROM ledger_head),
            (SELECT count(*) FROM (
                SELECT recorded_at < lag(recorded_at) OVER (ORDER BY position) AS back FROM unit_event) AS e WHERE back)]
        FROM unit_event";
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    let found: Vec<i64> = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
    let (records, moves) = (i64::try_from(records).unwrap(), i64::try_from(moves).unwrap());
    let [count, first, last, head, back] = found[..] else { panic!("{found:?}") };
    assert_eq!([count, first, back], [records, 1, 0]);
    assert!(
        (records..=records + moves).contains(&last) && (last..=records + moves).contains(&head),
        "{found:?}"
    );
}

async fn each_update_was_made_once(server: &Register, answers: &Answers) {
    assert!(!answers.updated.is_empty(), "too few updates");
    for ((thing, code), updates) in &answers.updated {
        assert_eq!(version(server, thing, &json!(code)).await, 1 + updates, "{thing} {code}");
    }
}

async fn repeated_changes_are_answered_as_at_first(server: &Register, answers: &Answers) {
    assert!(answers.keyed.len() > 5, "too few keys");
    for (act, token, answer) in answers.keyed.iter().rev().take(40) {
        assert_eq!(&send(server, token, act).await, answer, "{act:?}");
    }
}

/// Collects moments of knowledge, each with the answer at that time.
async fn note(register: &Register, writers: &Writers<'_>) -> Vec<(String, Value)> {
    let mut noted = Vec::new();
    while !writers.ended() {
        sleep(Duration::from_secs(1)).await;
        let moment = known_now(register).await;
        let report = known_at(register, &moment).await;
        noted.push((moment, report));
    }
    noted
}

async fn known_now(register: &Register) -> String {
    let data = register.ask("{ report(year: 1400) { knownAt } }", json!({})).await;
    data["report"]["knownAt"].as_str().unwrap().to_owned()
}

async fn known_at(register: &Register, moment: &str) -> Value {
    let flows = "units jobs investment { irr }";
    let query = format!(
        "query($knownAt: DateTime) {{ report(year: 1403, knownAt: $knownAt, population: ALL) {{
            commissioned {{ {flows} }} revived {{ {flows} }} stock {{ planned active inactive closed jobs }} }} }}"
    );
    register.ask(&query, json!({ "knownAt": moment })).await
}

/// Reads page after page until all writers have ended and no page is left.
async fn page_through(register: &Register, writers: &Writers<'_>) -> Vec<[String; 2]> {
    let query = "query($after: String) { feed(after: $after, first: 30) {
        nodes { code unit { code } } pageInfo { endCursor } } }";
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let ended = writers.ended();
        let mut page = register.ask(query, json!({ "after": after })).await["feed"].take();
        let nodes = page["nodes"].as_array().unwrap();
        let name =
            |node: &Value| [&node["unit"]["code"], &node["code"]].map(|it| it.as_str().unwrap().to_owned());
        seen.extend(nodes.iter().map(name));
        if nodes.is_empty() && ended {
            return seen;
        }
        sleep(Duration::from_millis(20)).await;
        after = page["pageInfo"]["endCursor"].take();
    }
}
