//! Imports over HTTP: jobs are followed and cancelled, and never leave partial data.

use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::events::{event, file};
use shahrak_tests::register::Register;
use tokio::time::{Instant, sleep};

mod lifetime;
mod provinces;
mod request;
mod workbook;

const UNITS: &str = "code,province,name_en\nU1,IR-09,One\nU2,IR-23,Two\n";
const NUMBERS: &str = "{ units { totalCount } events { totalCount } }";
const IMPORT: &str = "query($id: ID!) { import(id: $id) { id state dryRun committed requestId faultId
    startedBy { name role provinces { code } } startedAt endedAt progress { of done size }
    files { name kind bytes read added changed unchanged refused }
    refusals(first: 2) { totalCount pageInfo { hasNextPage endCursor } nodes { file line column cell code value message } }
    warnings(first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { file line column cell message } } } }";
const UNITS_OF_ONE: &str = "code,province,name_en\nV1,IR-09,One\n";
const FORM: &str = "multipart/form-data; boundary=frontier";
const CANCEL: &str = "mutation($id: ID!) { importCancel(input: { id: $id }) { import { id } userErrors { code field message } } }";

#[tokio::test]
async fn files_are_imported_and_reported() {
    let register = Register::new().await;
    let officer = register.token_of("O. Fficer", RoleName::ProvincialOfficer, &["IR-09", "IR-23"]).await;
    let events = file(&[event("e1", "U1", "commissioned", "2021-05-01")]);
    let form = form(&[("events", "all of 1400.csv", &events), ("files", "units.csv", UNITS)]);

    let request = register.to_post("/imports").bearer_auth(&officer).header("x-request-id", "r-1");
    let response = request.header(CONTENT_TYPE, FORM).body(form).send().await.unwrap();
    assert_eq!(response.status(), 202);
    // The server gives the id: a client could claim any.
    let request_id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
    assert_ne!(request_id, "r-1");
    let place = response.headers()["location"].to_str().unwrap().to_owned();
    let begun: Value = response.json().await.unwrap();
    assert_eq!(begun["import"]["state"], "WAITING");
    assert_eq!(place, format!("/imports/{}", begun["import"]["id"].as_str().unwrap()));
    let ended = ended(&register, &officer, &begun).await;

    assert_eq!(
        ended["files"],
        json!([
            { "name": "units.csv", "kind": "UNITS", "bytes": UNITS.len(), "read": 2, "added": 2, "changed": 0, "unchanged": 0, "refused": 0 },
            { "name": "all of 1400.csv", "kind": "EVENTS", "bytes": events.len(), "read": 1, "added": 1, "changed": 0, "unchanged": 0, "refused": 0 },
        ])
    );
    let outline = ["state", "dryRun", "committed", "requestId", "faultId"].map(|name| ended[name].clone());
    assert_eq!(outline, [json!("DONE"), json!(false), json!(true), json!(request_id), Value::Null]);
    let sender = json!({ "name": "O. Fficer", "role": "PROVINCIAL_OFFICER",
        "provinces": [{ "code": "IR-09" }, { "code": "IR-23" }] });
    assert_eq!(ended["startedBy"], sender);
    assert_eq!(
        register.ask(NUMBERS, json!({})).await,
        json!({ "units": { "totalCount": 2 }, "events": { "totalCount": 1 } })
    );

    let plain: Value = register.get_as(&officer, &place).await.json().await.unwrap();
    assert_eq!(plain["import"]["files"], ended["files"]);
    assert_eq!(plain["import"]["state"], "DONE");
    let auditor = register.token(RoleName::Auditor, &[]).await;
    let audit = "query ($id: String!) { auditEntries(filter: { requestId: $id }) { nodes { who via act } totalCount } }";
    let entries = register.ask_as(&auditor, audit, json!({ "id": request_id })).await;
    assert_eq!(
        entries["auditEntries"]["nodes"][0],
        json!({ "who": "O. Fficer", "via": "IMPORT", "act": "import" })
    );
}

#[tokio::test]
async fn tokens_that_share_a_name_share_neither_imports_nor_keys() {
    let register = Register::new().await;
    let mut officers = Vec::new();
    for _ in 0..2 {
        officers.push(register.token_of("O. Fficer", RoleName::ProvincialOfficer, &["IR-09"]).await);
    }
    let [one, other] = [&officers[0], &officers[1]];
    let begun = csv(&register, one, "units", "", UNITS_OF_ONE).await;
    ended(&register, one, &begun).await;
    assert_eq!(look(&register, other, &begun["import"]["id"]).await, Value::Null);

    let add =
        "mutation ($code: String!) { unitRegister(input: { code: $code, province: \"IR-09\", nameEn: \"One\",
        idempotencyKey: \"k\" }) { unit { code } userErrors { code } } }";
    for (token, code) in [(one, "K1"), (other, "K2")] {
        let added = register.ask_as(token, add, json!({ "code": code })).await;
        assert_eq!(added["unitRegister"], json!({ "unit": { "code": code }, "userErrors": [] }));
    }
}

#[tokio::test]
async fn a_dry_run_and_refused_lines_record_nothing() {
    let register = Register::new().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;

    let tried =
        ended(&register, &officer, &csv(&register, &officer, "units", "dryRun=true&", UNITS).await).await;
    assert_eq!(
        (&tried["state"], &tried["committed"], &tried["files"][0]["added"]),
        (&json!("DONE"), &json!(false), &json!(2))
    );

    let wrong = "code,province,name_en\nU 1,IR-09,One\nU2,IR-31,Two\nU3,Theran,Three\nU4,IR-09,Four\n";
    let refused = ended(&register, &officer, &csv(&register, &officer, "units", "", wrong).await).await;
    assert_eq!((&refused["state"], &refused["committed"]), (&json!("REFUSED"), &json!(false)));
    assert_eq!(refused["files"][0]["read"], 4);
    let listed = &refused["refusals"];
    assert_eq!((&listed["totalCount"], &listed["pageInfo"]["hasNextPage"]), (&json!(3), &json!(true)));
    let second = &listed["nodes"][1];
    assert_eq!(
        ["file", "line", "column", "code", "value"].map(|name| second[name].clone()),
        [json!("units.csv"), json!(3), json!("province"), json!("OLD_PROVINCE_CODE"), json!("IR-31")]
    );
    let rest = "query($id: ID!, $after: String) { import(id: $id) { refusals(after: $after) {
        pageInfo { hasNextPage hasPreviousPage } nodes { line } } } }";
    let variables = json!({ "id": refused["id"], "after": listed["pageInfo"]["endCursor"] });
    let rest = register.ask_as(&officer, rest, variables).await;
    assert_eq!(
        rest["import"]["refusals"],
        json!({ "nodes": [{ "line": 4 }],
        "pageInfo": { "hasNextPage": false, "hasPreviousPage": true } })
    );
    let numbers = register.ask(NUMBERS, json!({})).await;
    assert_eq!(numbers["units"]["totalCount"], 0);
}

/// The body of a form: fields, the names of their files, and the contents.
fn form(fields: &[(&str, &str, &str)]) -> String {
    let part = |(field, file, content): &(&str, &str, &str)| {
        format!(
            "--frontier\r\ncontent-disposition: form-data; name=\"{field}\"; filename=\"{file}\"\r\n\
             content-type: text/csv\r\n\r\n{content}\r\n"
        )
    };
    fields.iter().map(part).chain(["--frontier--\r\n".to_owned()]).collect()
}

/// Sends one file, and returns the response.
async fn csv(register: &Register, token: &str, kind: &str, query: &str, content: &str) -> Value {
    let request = register.to_post(&format!("/imports?{query}as={kind}")).bearer_auth(token);
    let response = request.header(CONTENT_TYPE, "text/csv").body(content.to_owned()).send().await.unwrap();
    assert_eq!(response.status(), 202, "{kind}: {content}");
    response.json().await.unwrap()
}

async fn cancel(register: &Register, token: &str, id: &Value) -> Value {
    register.ask_as(token, CANCEL, json!({ "id": id })).await["importCancel"].take()
}

async fn look(register: &Register, token: &str, id: &Value) -> Value {
    register.ask_as(token, IMPORT, json!({ "id": id })).await["import"].take()
}

/// Waits until an import has a state.
async fn until(register: &Register, token: &str, id: &Value, state: &str) -> Value {
    let patience = Instant::now() + Duration::from_secs(20);
    loop {
        let import = look(register, token, id).await;
        if import["state"] == state {
            return import;
        }
        assert!(Instant::now() < patience, "{state} is waited for: {import:#}");
        sleep(Duration::from_millis(50)).await;
    }
}

/// Waits until an import has ended.
async fn ended(register: &Register, token: &str, begun: &Value) -> Value {
    let patience = Instant::now() + Duration::from_secs(20);
    loop {
        let import = look(register, token, &begun["import"]["id"]).await;
        if !import["endedAt"].is_null() {
            return import;
        }
        assert!(Instant::now() < patience, "an end is waited for: {import:#}");
        sleep(Duration::from_millis(50)).await;
    }
}
