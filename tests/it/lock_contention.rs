//! Other changes continue while imports wait for one another.

use std::time::Duration;

use serde_json::json;
use shahrak_domain::actor::RoleName;
use shahrak_tests::register::Register;
use sqlx::{Connection, Executor, PgConnection};
use tokio::time::timeout;

const UNITS: &str = "code,province,name_en\nU1,IR-09,One\n";
const VISIT: &str = "mutation($key: String) { unitVisit(input: { unit: \"U1\", occurredOn: \"1400-01-01\",
    idempotencyKey: $key }) { userErrors { code } } }";
const UPDATE: &str = "mutation($key: String) { unitUpdate(input: { code: \"U1\", idempotencyKey: $key }) { userErrors { code } } }";
const CREATE: &str = "mutation { tokenCreate(input: { name: \"New\", role: AUDITOR }) { token { id } } }";
const REVOKE: &str = "mutation($id: ID!) { tokenRevoke(input: { id: $id }) { token { revokedAt } } }";

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
