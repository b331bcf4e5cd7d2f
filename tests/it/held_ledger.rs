//! While a transaction holds the ledger, only those who append to it wait.

use std::time::Duration;

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::events::{event, file};
use shahrak_tests::register::Register;
use sqlx::{Connection, Executor, PgConnection};
use tokio::join;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

/// The time limit, on a busy machine, for what does not wait.
const SOON: Duration = Duration::from_secs(4);

/// A job counts as interrupted after this time without a heartbeat.
const LEASE: Duration = Duration::from_secs(16);

const READERS: usize = 24;
const UNITS: &str = "code,province,name_en\nU1,IR-09,One\nU2,IR-09,Two\n";
const REPORT: &str = "query ($knownAt: DateTime) { report(year: 1398, population: ALL, knownAt: $knownAt) {
    knownAt commissioned { units } } }";
const VISIT: &str = "mutation { unitVisit(input: { unit: \"U1\", occurredOn: \"1401-01-01\" }) {
    userErrors { code } } }";

/// A register with one commissioning.
async fn register() -> Register {
    let register = Register::new().await;
    let events = file(&[event("e1", "U1", "commissioned", "2019-05-01")]);
    register.import(&[("units.csv", UNITS), ("events.csv", &events)]).await;
    register
}

/// Holds the ledger as a recording transaction does, until it is dropped.
async fn held(register: &Register) -> PgConnection {
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    connection.execute("BEGIN; SELECT ledger_open()").await.unwrap();
    connection
}

/// An answer that must come while the ledger is held.
async fn soon<T>(answer: impl Future<Output = T>) -> T {
    timeout(SOON, answer).await.expect("nobody waits for the ledger")
}

#[tokio::test]
async fn readers_of_an_answered_moment_do_not_wait() {
    let register = register().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let answered = register.ask(REPORT, json!({})).await;
    let mut holder = held(&register).await;

    let body = json!({ "query": REPORT, "variables": { "knownAt": answered["report"]["knownAt"] } });
    let mut readers = JoinSet::new();
    for _ in 0..READERS {
        let request = register.to_post("/graphql").json(&body);
        readers.spawn(async move { request.send().await.unwrap().json::<Value>().await.unwrap() });
    }
    assert_eq!(soon(register.get("/readyz")).await.status(), 200);
    let viewer = soon(register.ask_as(&officer, "{ viewer { role } }", json!({}))).await;
    assert_eq!(viewer["viewer"]["role"], "NATIONAL_OFFICER");
    for answer in soon(readers.join_all()).await {
        assert_eq!(answer, json!({ "data": answered }));
    }
    // The present can be read too, as it was when the ledger was opened.
    assert_eq!(soon(register.ask(REPORT, json!({}))).await["report"]["commissioned"]["units"], 1);

    let visit = register.answer_as(&officer, VISIT, json!({}));
    tokio::pin!(visit);
    assert!(timeout(Duration::from_millis(300), &mut visit).await.is_err(), "a record waits its turn");
    holder.execute("COMMIT").await.unwrap();
    assert_eq!(soon(visit).await["data"]["unitVisit"]["userErrors"], json!([]));
}

#[tokio::test]
async fn an_import_outlives_a_long_wait() {
    let register = register().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let mut holder = held(&register).await;

    let events = file(&[event("e2", "U2", "commissioned", "2019-06-01")]);
    let request = register.to_post("/imports?as=events").bearer_auth(&officer);
    let request = request.header("content-type", "text/csv").body(events);
    let begun: Value = request.send().await.unwrap().json().await.unwrap();
    let place = format!("/imports/{}", begun["import"]["id"].as_str().unwrap());
    sleep(LEASE).await;
    let waiting: Value = register.get_as(&officer, &place).await.json().await.unwrap();
    assert_eq!(waiting["import"]["state"], "RUNNING", "{waiting}");
    holder.execute("COMMIT").await.unwrap();

    let began = Instant::now();
    loop {
        let import: Value = register.get_as(&officer, &place).await.json().await.unwrap();
        match import["import"]["state"].as_str() {
            Some("RUNNING") if began.elapsed() < SOON => sleep(Duration::from_millis(50)).await,
            state => break assert_eq!(state, Some("DONE"), "{import}"),
        }
    }
    assert_eq!(register.ask(REPORT, json!({})).await["report"]["commissioned"]["units"], 2);
}

/// A record whose code somebody else is writing waits without a connection, and is refused in the end. No change waits for a row
/// with the ledger open.
#[tokio::test]
async fn a_code_that_is_being_written_holds_nobody_else_up() {
    let register = register().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let mut writer = PgConnection::connect(register.database_url()).await.unwrap();
    // As an import writes it, before it opens the ledger.
    writer
        .execute(
            "BEGIN; INSERT INTO unit_event (position, unit_id, province_id, code, kind, occurred_on, place, recorded_at,
                 recorded_by, recorder_role)
             SELECT position + 1000, unit_id, province_id, 'mine', kind, occurred_on, position + 1000, recorded_at,
                 recorded_by, recorder_role
             FROM unit_event WHERE code = 'e1'",
        )
        .await
        .unwrap();

    let visit = "mutation { unitVisit(input: { event: \"mine\", unit: \"U1\", occurredOn: \"1401-01-01\" }) {
        userErrors { code } } }";
    let others = async {
        for _ in 0..5 {
            let other = soon(register.ask_as(&officer, VISIT, json!({}))).await;
            assert_eq!(other["unitVisit"]["userErrors"], json!([]));
        }
    };
    let (refused, ()) = join!(register.answer_as(&officer, visit, json!({})), others);

    assert_eq!(refused["errors"][0]["extensions"]["code"], "UNAVAILABLE", "{refused}");
}
