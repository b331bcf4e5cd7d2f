//! Jobs are followed and cancelled, and end with their session or their server.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use shahrak::imports::Settings;
use shahrak_domain::actor::RoleName;
use shahrak_tests::import;
use shahrak_tests::postgres::Database;
use shahrak_tests::register::{Register, now};
use sqlx::{Connection, Executor, PgConnection};
use tokio::task::yield_now;
use tokio::time::sleep;

use super::{NUMBERS, UNITS, cancel, csv, ended, look, until};

#[tokio::test]
async fn an_import_is_followed_and_cancelled_from_another_server() {
    let database = Arc::new(Database::shipped().await);
    let first = Register::importing(database.clone(), Settings::default()).await;
    let second = Register::importing(database, Settings::default()).await;
    let officer = first.token_of("one", RoleName::NationalOfficer, &[]).await;
    let other = first.token_of("another", RoleName::ProvincialOfficer, &["IR-09"]).await;
    // Everything but the writing is done while nobody may write units.
    let mut writer = PgConnection::connect(first.database_url()).await.unwrap();
    writer.execute("BEGIN; LOCK TABLE unit IN EXCLUSIVE MODE").await.unwrap();

    let begun = csv(&first, &officer, "units", "", UNITS).await;
    let id = &begun["import"]["id"];
    until(&second, &officer, id, "RUNNING").await;
    sleep(Duration::from_millis(1_500)).await;
    let running = look(&second, &officer, id).await;
    assert_eq!(running["progress"], json!({ "of": "units.csv", "done": UNITS.len(), "size": UNITS.len() }));
    let refused = first.to_post("/imports?as=units").bearer_auth(&officer).header(CONTENT_TYPE, "text/csv");
    assert_eq!(refused.body(UNITS).send().await.unwrap().status(), 429);
    let waits = csv(&second, &other, "units", "", "code,province,name_en\nU9,IR-09,Nine\n").await;
    sleep(Duration::from_millis(1_500)).await;
    assert_eq!(look(&first, &other, &waits["import"]["id"]).await["state"], "RUNNING");

    let query = "subscription($id: ID!) { importChanged(id: $id) { state } }";
    let body = json!({ "query": query, "variables": { "id": id } });
    let request = second.to_post("/graphql").header("accept", "text/event-stream");
    let request = request.bearer_auth(&officer).json(&body);
    let followed = tokio::spawn(async move { request.send().await.unwrap().text().await.unwrap() });
    sleep(Duration::from_millis(1_500)).await;
    assert_eq!(cancel(&second, &officer, id).await["userErrors"], json!([]));
    let auditor = first.token(RoleName::Auditor, &[]).await;
    let audit = "{ auditEntries(filter: { act: \"importCancel\" }) { nodes { thing via after } } }";
    let entry = json!({ "thing": "IMPORT", "via": "API", "after": { "cancelled": true } });
    assert_eq!(first.ask_as(&auditor, audit, json!({})).await["auditEntries"]["nodes"], json!([entry]));
    let cancelled = until(&second, &officer, id, "CANCELLED").await;
    assert!(!cancelled["endedAt"].is_null() && cancelled["progress"].is_null(), "{cancelled}");
    assert_eq!(cancel(&second, &officer, id).await["userErrors"][0]["code"], "IMPORT_ENDED");
    let states: Vec<String> = followed
        .await
        .unwrap()
        .lines()
        .filter_map(|line| line.strip_prefix("data: {").map(|rest| format!("{{{rest}")))
        .map(|data| {
            serde_json::from_str::<Value>(&data).unwrap()["data"]["importChanged"]["state"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    assert_eq!(states, ["RUNNING", "CANCELLED"]);

    writer.execute("COMMIT").await.unwrap();
    assert_eq!(until(&first, &other, &waits["import"]["id"], "DONE").await["committed"], true);
    assert_eq!(first.ask(NUMBERS, json!({})).await["units"]["totalCount"], 1);
}

#[tokio::test]
async fn an_import_lives_as_long_as_its_session() {
    let register = Register::new().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let mut writer = PgConnection::connect(register.database_url()).await.unwrap();
    writer.execute("BEGIN; LOCK TABLE unit IN EXCLUSIVE MODE").await.unwrap();
    let begun = csv(&register, &officer, "units", "", UNITS).await;
    let id = &begun["import"]["id"];
    until(&register, &officer, id, "RUNNING").await;

    // Its heartbeat has stopped, but its session is still open.
    let mut clock = PgConnection::connect(register.database_url()).await.unwrap();
    clock.execute("UPDATE import_job SET alive_at = alive_at - interval '16 seconds'").await.unwrap();
    assert_eq!(look(&register, &officer, id).await["state"], "RUNNING");
    writer.execute("COMMIT").await.unwrap();
    assert_eq!(ended(&register, &officer, &begun).await["state"], "DONE");
}

#[tokio::test]
async fn an_import_whose_server_has_died_is_interrupted() {
    let register = Register::new().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let done = csv(&register, &officer, "units", "", UNITS).await;
    assert_eq!(ended(&register, &officer, &done).await["state"], "DONE");

    // The state after a server was killed while the import ran.
    let mut killed = PgConnection::connect(register.database_url()).await.unwrap();
    let left = "UPDATE import_job SET state = 'running', ended_at = NULL, report = NULL,
        alive_at = alive_at - interval '16 seconds'";
    killed.execute(left).await.unwrap();

    let id = &done["import"]["id"];
    let after = look(&register, &officer, id).await;
    assert_eq!((&after["state"], &after["committed"]), (&json!("INTERRUPTED"), &json!(false)));
}

/// The heartbeat of an import runs on the same thread: lines that are refused wait for nothing, and let it have its turn.
#[tokio::test]
async fn other_tasks_have_their_turn_while_lines_are_refused() {
    let database = Database::shipped().await;
    let lines: String = (0..10_000).map(|line| format!("U {line},IR-99,\n")).collect();
    let text = format!("code,province,name_en\n{lines}");
    let files = [("units.csv", &*text)];
    let turns = AtomicUsize::new(0);
    let mut seen = Vec::new();
    let others = async {
        loop {
            turns.fetch_add(1, Ordering::Relaxed);
            yield_now().await;
        }
    };

    let mut progress = |_: shahrak_import::ProgressReport<'_>| seen.push(turns.load(Ordering::Relaxed));
    let report = tokio::select! {
        biased;
        report = import::with_progress(database.url(), now(), &files, &mut progress) => report,
        () = others => unreachable!("it does not end"),
    };

    assert_eq!((report.committed, report.files[0].refused), (false, 10_000));
    // What is reported before the first line may come at once.
    seen.dedup();
    assert!(seen.len() > 5 && seen.is_sorted(), "{seen:?}");
}
