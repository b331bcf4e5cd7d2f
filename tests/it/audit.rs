//! The audit trail: who may read it, and that nobody can change it.

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::events::{Event, event, file};
use shahrak_tests::register::Register;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

mod entry;
mod list;
mod table;

const PARKS: &str = "code,province,name_en,kind,ownership,approved_on,land_total_ha\n\
    TOUS,IR-09,Tous,industrial_park,state,1989-05-10,120.50\n\
    REY,IR-23,Rey,industrial_zone,state,1995-05-10,\n";
const INFRASTRUCTURE: &str = "park,line,capacity,unit,in_service_since\nTOUS,water,40,l/s,1990-01-01\n";
const UNITS: &str = "code,park,province,name_en,sector\nA1,TOUS,,One,food\nC1,,IR-23,Two,\n";

const LIST: &str =
    "query($first: Int, $after: String, $last: Int, $filter: AuditFilter, $descending: Boolean) {
    auditEntries(first: $first, after: $after, last: $last, filter: $filter, descending: $descending) {
        totalCount pageInfo { endCursor hasNextPage }
        nodes { id at who role organisation via requestId act thing key province { code } park { code }
            unit { code park { code } } before after } } }";

/// A register with two parks, two units and the events of one of them, and the token of an auditor.
async fn filled() -> (Register, String) {
    let register = Register::new().await;
    let auditor = register.token(RoleName::Auditor, &[]).await;
    let events = file(&[
        Event { jobs: "12".to_owned(), ..event("e1", "A1", "commissioned", "2019-05-01") },
        Event {
            capacity_percent: "60.50".to_owned(),
            ..event("e2", "A1", "capacity_reported", "2020-02-01")
        },
    ]);
    let files = [
        ("parks.csv", PARKS),
        ("infrastructure.csv", INFRASTRUCTURE),
        ("units.csv", UNITS),
        ("events.csv", events.as_str()),
    ];
    register.import(&files).await;
    (register, auditor)
}

/// The entries that satisfy a filter, oldest first.
async fn entries(register: &Register, auditor: &str, filter: Value) -> Vec<Value> {
    let variables = json!({ "first": 100, "filter": filter, "descending": false });
    let mut data = register.ask_as(auditor, LIST, variables).await;
    serde_json::from_value(data["auditEntries"]["nodes"].take()).unwrap()
}

/// The objects of entries: kind and key.
fn keys(entries: &[Value]) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    entries.iter().map(|entry| format!("{} {}", text(&entry["thing"]), text(&entry["key"]))).collect()
}

#[tokio::test]
async fn only_auditors_and_administrators_read_it() {
    let (register, auditor) = filled().await;
    let query = "{ auditEntries(first: 1) { nodes { id } } }";
    let id = register.ask_as(&auditor, query, json!({})).await["auditEntries"]["nodes"][0]["id"].clone();
    let node = format!("{{ node(id: {id}) {{ id }} }}");
    for query in [query, "{ auditEntries { totalCount } }", &node] {
        assert_eq!(register.refusal(query, json!({})).await.0, "UNAUTHENTICATED", "{query}");
        for (role, provinces) in
            [(RoleName::ProvincialOfficer, ["IR-09"].as_slice()), (RoleName::NationalOfficer, &[])]
        {
            let token = register.token(role, provinces).await;
            let refusal = register.refusal_as(&token, query, json!({})).await;
            assert_eq!(refusal.0, "FORBIDDEN", "{role:?} {query}");
        }
        let administrator = register.token(RoleName::Administrator, &[]).await;
        register.ask_as(&administrator, query, json!({})).await;
    }
    assert_eq!(register.ask_as(&auditor, &node, json!({})).await, json!({ "node": { "id": id } }));
}

#[tokio::test]
async fn the_database_refuses_to_change_or_delete_an_entry() {
    let (register, _) = filled().await;
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    let mut check = async |sql: &str| {
        let error = connection.execute(AssertSqlSafe(sql.to_owned())).await.expect_err(sql);
        let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
        assert_eq!(code, "23001", "{sql}: {error}");
    };
    check("UPDATE audit_entry SET who = 'other'").await;
    check("DELETE FROM audit_entry").await;
    check("TRUNCATE audit_entry").await;
    // TRUNCATE would create no entries.
    check("TRUNCATE park CASCADE").await;
    check("TRUNCATE access_token").await;
}
