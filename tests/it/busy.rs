//! While an import has the register, changes of it wait and are told so; what is beside it goes on.

use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::register::Register;
use sqlx::{Connection, Executor, PgConnection};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

const UNITS: &str = "code,province,name_en\nU1,IR-09,One\n";
const VISIT: &str = "mutation($key: String) { unitVisit(input: { unit: \"U1\", occurredOn: \"1400-01-01\",
    idempotencyKey: $key }) { userErrors { code } } }";
const UPDATE: &str = "mutation($key: String) { unitUpdate(input: { code: \"U1\", idempotencyKey: $key }) { userErrors { code } } }";
const CREATE: &str = "mutation { tokenCreate(input: { name: \"New\", role: AUDITOR }) { token { id } } }";
const REVOKE: &str = "mutation($id: ID!) { tokenRevoke(input: { id: $id }) { token { revokedAt } } }";
const CANCEL: &str = "mutation($id: ID!) { importCancel(input: { id: $id }) { import { id } } }";

#[tokio::test]
async fn tokens_and_imports_do_not_wait_where_changes_of_the_register_do() {
    let register = Register::new().await;
    register.import(&[("units.csv", UNITS)]).await;
    let administrator = register.token(RoleName::Administrator, &[]).await;
    let mut import = PgConnection::connect(register.database_url()).await.unwrap();
    import.execute("SELECT pg_advisory_lock(1399, 3)").await.unwrap();

    let mut waiting = JoinSet::new();
    for number in 0..10 {
        let query = if number % 2 == 0 { VISIT } else { UPDATE };
        let request = register.to_post("/graphql").bearer_auth(&administrator);
        let request = request.json(&json!({ "query": query, "variables": { "key": number.to_string() } }));
        waiting.spawn(async move { request.send().await.unwrap().json::<Value>().await.unwrap() });
    }
    sleep(Duration::from_millis(300)).await;
    let beside = async {
        let made = register.ask_as(&administrator, CREATE, json!({})).await;
        let id = &made["tokenCreate"]["token"]["id"];
        let revoked = register.ask_as(&administrator, REVOKE, json!({ "id": id })).await;
        assert!(!revoked["tokenRevoke"]["token"]["revokedAt"].is_null(), "{revoked}");
        let request = register.to_post("/imports?as=units").bearer_auth(&administrator);
        let request = request.header(CONTENT_TYPE, "text/csv").body(UNITS);
        let sent: Value = request.send().await.unwrap().json().await.unwrap();
        let id = &sent["import"]["id"];
        let cancelled = register.ask_as(&administrator, CANCEL, json!({ "id": id })).await;
        assert_eq!(cancelled["importCancel"]["import"]["id"], *id);
    };
    timeout(Duration::from_secs(3), beside).await.expect("nobody is waited for");

    while let Some(answer) = waiting.join_next().await {
        let answer = answer.unwrap();
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], "UNAVAILABLE", "{answer}");
        assert!(error["message"].as_str().unwrap().contains("an import is under way"), "{answer}");
    }
    import.execute("SELECT pg_advisory_unlock(1399, 3)").await.unwrap();
    let visited = register.ask_as(&administrator, VISIT, json!({ "key": "0" })).await;
    // It is judged now: nothing is known of the unit that could be visited.
    assert_eq!(visited["unitVisit"]["userErrors"], json!([{ "code": "EVENT_NOT_ALLOWED" }]));
}
