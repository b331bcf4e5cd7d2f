//! Other changes continue while imports wait for one another.

use std::time::Duration;

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::events::{Event, event, file};
use shahrak_tests::import;
use shahrak_tests::paused::PausedImport;
use shahrak_tests::register::{Register, now};
use sqlx::{Connection, Executor, PgConnection};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

const UNITS: &str = "code,province,name_en\nU1,IR-09,One\n";
const VISIT: &str = "mutation($key: String) { unitVisit(input: { unit: \"U1\", occurredOn: \"1400-01-01\",
    idempotencyKey: $key }) { userErrors { code } } }";
const UPDATE: &str = "mutation($key: String) { unitUpdate(input: { code: \"U1\", idempotencyKey: $key }) { userErrors { code } } }";
const CREATE: &str = "mutation { tokenCreate(input: { name: \"New\", role: AUDITOR }) { token { id } } }";
const REVOKE: &str = "mutation($id: ID!) { tokenRevoke(input: { id: $id }) { token { revokedAt } } }";

/// Changes of the kinds that the mixed import has lines of.
const OTHERS: [(&str, &str); 2] = [
    (
        "targetSet",
        "mutation { targetSet(input: { year: 1401, scope: \"IR\", metric: UNITS_COMMISSIONED, value: \"5\", decidedOn: \"2022-03-21\" }) {
            userErrors { code message } } }",
    ),
    (
        "rateRecord",
        "mutation { rateRecord(input: { kind: OFFICIAL, validFrom: \"2102-01-01\", validTo: \"2102-01-02\", irrPerUsd: \"7\", source: \"somebody\" }) {
            userErrors { code message } } }",
    ),
];

/// More than the server has connections for changes.
const WAITING: usize = 20;
/// More lines than are written while the ledger is open.
const MANY: usize = 400;

fn units() -> String {
    let lines = (0..MANY).map(|unit| format!("U{unit},IR-09,Unit {unit}\n"));
    format!("code,province,name_en\n{}", lines.collect::<String>())
}

#[tokio::test]
async fn no_change_waits_for_imports_that_land() {
    let register = Register::new().await;
    register.import(&[("units.csv", UNITS)]).await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let mut landing = PgConnection::connect(register.database_url()).await.unwrap();
    landing.execute("SELECT pg_advisory_lock(1399, 3)").await.unwrap();

    let changes = async {
        for (name, query) in [("unitVisit", VISIT), ("unitUpdate", UPDATE)] {
            let answer = register.ask_as(&administrator, query, json!({ "key": name })).await;
            // Nothing is known of the unit that could be visited.
            let mistakes =
                if name == "unitVisit" { json!([{ "code": "EVENT_NOT_ALLOWED" }]) } else { json!([]) };
            assert_eq!(answer[name]["userErrors"], mistakes, "{answer}");
        }
        let made = register.ask_as(&administrator, CREATE, json!({})).await;
        let id = &made["tokenCreate"]["token"]["id"];
        let revoked = register.ask_as(&administrator, REVOKE, json!({ "id": id })).await;
        assert!(!revoked["tokenRevoke"]["token"]["revokedAt"].is_null(), "{revoked}");
    };
    timeout(Duration::from_secs(3), changes).await.expect("nobody is waited for");
}

/// A server that starts compares a digest, and waits for nobody.
#[tokio::test]
async fn a_server_starts_while_others_load_and_import() {
    let register = Register::new().await;
    let mut others = PgConnection::connect(register.database_url()).await.unwrap();
    others.execute("SELECT pg_advisory_lock(1399, 3), pg_advisory_lock(1399, 13)").await.unwrap();
    others.execute("BEGIN; LOCK TABLE park, unit, unit_event, target IN EXCLUSIVE MODE").await.unwrap();

    let start = async {
        shahrak_migrations::migrate(register.database_url()).await.unwrap();
        assert!(import::ship(register.database_url(), now()).await.is_none(), "it is loaded already");
        register.beside().await.ask("{ report(year: 1400) { knownAt } }", json!({})).await;
    };
    timeout(Duration::from_secs(5), start).await.expect("nobody is waited for");
}

/// A change that waits for an import returns its connection: there are fewer connections than waiting changes.
#[tokio::test]
async fn changes_that_wait_leave_the_connections_to_others() {
    let register = Register::new().await;
    register.import(&[("units.csv", "code,province,name_en\nU1,IR-09,One\nU2,IR-09,Two\n")]).await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let another = register.token(RoleName::Administrator, &[]).await;
    let mut import = PgConnection::connect(register.database_url()).await.unwrap();
    import.execute("BEGIN; SELECT FROM unit WHERE code = 'U1' FOR NO KEY UPDATE").await.unwrap();

    let update = |unit: &str| {
        format!("mutation {{ unitUpdate(input: {{ code: \"{unit}\" }}) {{ userErrors {{ code }} }} }}")
    };
    let mut waiting = JoinSet::new();
    for _ in 0..WAITING {
        let request =
            register.to_post("/graphql").bearer_auth(&officer).json(&json!({ "query": update("U1") }));
        waiting.spawn(async move { request.send().await.unwrap().json::<Value>().await.unwrap() });
    }
    sleep(Duration::from_millis(300)).await;
    let others = async {
        for _ in 0..5 {
            let answer = register.ask_as(&another, &update("U2"), json!({})).await;
            assert_eq!(answer["unitUpdate"]["userErrors"], json!([]));
        }
    };
    timeout(Duration::from_secs(5), others).await.expect("others do not wait");
    import.execute("COMMIT").await.unwrap();
    for answer in waiting.join_all().await {
        assert_eq!(answer["data"]["unitUpdate"]["userErrors"], json!([]), "{answer}");
    }
}

/// An import of many kinds of lines holds what they concern only at its very end.
#[tokio::test]
async fn changes_of_other_kinds_continue_while_a_mixed_import_is_written() {
    let register = Register::new().await;
    register.import(&[("units.csv", &units())]).await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let mut landing = PgConnection::connect(register.database_url()).await.unwrap();
    landing.execute("SELECT pg_advisory_lock(1399, 3)").await.unwrap();
    let permits: Vec<Event> =
        (0..MANY).map(|unit| event("p", &format!("U{unit}"), "permit_issued", "2021-01-01")).collect();
    let targets = "year,metric,scope,value,decided_on\n1400,units_commissioned,IR,10,2021-03-21\n";
    let rates = "kind,valid_from,valid_to,irr_per_usd,source\nofficial,2101-01-01,2101-01-02,5,somebody\n";
    let files = [("events.csv", &*file(&permits)), ("targets.csv", targets), ("rates.csv", rates)];
    let import = PausedImport::begin(register.database_url(), &files).await;
    let import = tokio::spawn(import.finish());
    let waits = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 3 AND NOT granted";
    while landing.fetch_optional(waits).await.unwrap().is_none() {
        sleep(Duration::from_millis(20)).await;
    }

    let changes = async {
        for (name, mutation) in OTHERS {
            let answer = register.ask_as(&administrator, mutation, json!({})).await;
            assert_eq!(answer[name]["userErrors"], json!([]), "{answer}");
        }
    };
    timeout(Duration::from_secs(5), changes).await.expect("nobody is waited for");
    landing.execute("SELECT pg_advisory_unlock(1399, 3)").await.unwrap();
    let report = import.await.unwrap();
    assert!(report.committed, "{report}");
}
