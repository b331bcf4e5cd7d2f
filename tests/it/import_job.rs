//! Imports over HTTP: jobs are followed and cancelled, and never leave partial data.

use std::fs;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use shahrak::imports::Settings;
use shahrak_domain::actor::RoleName;
use shahrak_tests::events::{event, file};
use shahrak_tests::postgres::Database;
use shahrak_tests::register::Register;
use sqlx::{Connection, Executor, PgConnection};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

mod provinces;

const UNITS: &str = "code,province,name_en\nU1,IR-09,One\nU2,IR-23,Two\n";
const NUMBERS: &str = "{ units { totalCount } events { totalCount } }";
const IMPORT: &str = "query($id: ID!) { import(id: $id) { id state dryRun committed requestId faultId
    startedBy { name role provinces { code } } startedAt endedAt progress { of done size }
    files { name kind bytes read added changed unchanged refused }
    refusals(first: 2) { totalCount pageInfo { hasNextPage endCursor } nodes { file line column cell code value message } }
    warnings(first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { file line column cell message } } } }";

#[tokio::test]
async fn files_are_imported_and_reported() {
    let register = Register::new().await;
    let officer = register.token_of("O. Fficer", RoleName::ProvincialOfficer, &["IR-09", "IR-23"]).await;
    let events = file(&[event("e1", "U1", "commissioned", "2021-05-01")]);
    let form = form(&[("events", "all of 1400.csv", &events), ("files", "units.csv", UNITS)]);

    let request = register.to_post("/imports").bearer_auth(&officer).header("x-request-id", "r-1");
    let response = request.header(CONTENT_TYPE, FORM).body(form).send().await.unwrap();
    assert_eq!(response.status(), 202);
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
    assert_eq!(outline, [json!("DONE"), json!(false), json!(true), json!("r-1"), Value::Null]);
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
    let audit = "{ auditEntries(filter: { requestId: \"r-1\" }) { nodes { who via act } totalCount } }";
    let entries = register.ask_as(&auditor, audit, json!({})).await;
    assert_eq!(
        entries["auditEntries"]["nodes"][0],
        json!({ "who": "O. Fficer", "via": "IMPORT", "act": "import" })
    );
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

    let wrong = "code,province,name_en\nU 1,IR-09,One\nU2,IR-31,Two\nU3,Tehran,Three\nU4,IR-09,Four\n";
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

#[tokio::test]
async fn the_first_sheet_of_a_workbook_is_imported() {
    let register = Register::new().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let send = async |body: Vec<u8>| {
        let request =
            register.to_post("/imports?as=units").bearer_auth(&officer).header(CONTENT_TYPE, WORKBOOK);
        let response = request.body(body).send().await.unwrap();
        assert_eq!(response.status(), 202);
        ended(&register, &officer, &response.json().await.unwrap()).await
    };

    let wrong = send(workbook(&format!("{UNITS}\nU3,IR-31,Three\n"))).await;
    let refusal = &wrong["refusals"]["nodes"][0];
    assert_eq!((&refusal["line"], &refusal["code"]), (&json!(5), &json!("OLD_PROVINCE_CODE")));
    assert_eq!((&refusal["file"], &refusal["cell"]), (&json!("units.xlsx"), &json!("Sheet1!B5")));

    let damaged = send(workbook(UNITS)[..1000].to_vec()).await;
    assert_eq!(damaged["refusals"]["nodes"][0]["code"], "MALFORMED");

    let done = send(workbook(UNITS)).await;
    assert_eq!((&done["state"], &done["files"][0]["added"]), (&json!("DONE"), &json!(2)));
}

#[tokio::test]
async fn sheets_that_are_not_read_are_named_by_every_door() {
    let register = Register::new().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, code) in [("lists", "L1"), ("1399", "U1"), ("1400", "U2"), ("empty", "")] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (row, line) in (0..).zip(["code,province,name_en", &format!("{code},IR-09,One")]) {
            for (column, cell) in (0..).zip(line.split(',')).filter(|_| !code.is_empty()) {
                sheet.write(row, column, cell).unwrap();
            }
        }
    }
    workbook.worksheet_from_index(0).unwrap().set_hidden(true);
    workbook.worksheet_from_index(1).unwrap().set_active(true).set_first_tab(true);
    let request = register.to_post("/imports?as=units").bearer_auth(&officer).header(CONTENT_TYPE, WORKBOOK);
    let response = request.body(workbook.save_to_buffer().unwrap()).send().await.unwrap();
    let done = ended(&register, &officer, &response.json().await.unwrap()).await;

    assert_eq!((&done["state"], &done["files"][0]["added"]), (&json!("DONE"), &json!(1)), "{done:#}");
    let unit =
        register.ask("{ one: unit(code: \"U1\") { code } other: unit(code: \"U2\") { code } }", json!({}));
    assert_eq!(unit.await, json!({ "one": { "code": "U1" }, "other": null }));
    let warnings = &done["warnings"];
    assert_eq!((&warnings["totalCount"], &warnings["pageInfo"]["hasNextPage"]), (&json!(2), &json!(true)));
    let first = &warnings["nodes"][0];
    assert_eq!((&first["file"], &first["cell"]), (&json!("units.xlsx"), &Value::Null));
    assert!(first["message"].as_str().unwrap().contains("“lists” is not read: hidden"), "{first}");

    let address = format!("/imports/{}", done["id"].as_str().unwrap());
    let whole: Value = register.get_as(&officer, &address).await.json().await.unwrap();
    let second = &whole["import"]["warnings"][1];
    assert!(second["message"].as_str().unwrap().contains("“1400” is not read: only the first"), "{second}");
    assert!(second["messageFa"].as_str().unwrap().contains("برگهٔ «1400» خوانده نشد"), "{second}");
    assert_eq!(whole["import"]["warningsLeftOut"], 0);

    let after = &warnings["pageInfo"]["endCursor"];
    let query = "query($id: ID!, $after: String) { import(id: $id) { warnings(after: $after) {
        nodes { message } pageInfo { hasNextPage } } } }";
    let body = json!({ "query": query, "variables": { "id": done["id"], "after": after } });
    let request = register.to_post("/graphql").bearer_auth(&officer).header("accept-language", "fa");
    let rest: Value = request.json(&body).send().await.unwrap().json().await.unwrap();
    let rest = &rest["data"]["import"]["warnings"];
    assert_eq!(
        (rest["nodes"].as_array().unwrap().len(), &rest["pageInfo"]["hasNextPage"]),
        (1, &json!(false))
    );
    assert_eq!(rest["nodes"][0]["message"], second["messageFa"]);
}

#[tokio::test]
async fn who_sends_is_judged_before_what_is_sent() {
    let directory = tempfile::tempdir().unwrap();
    let settings = Settings { upload_dir: Some(directory.path().to_owned()), body_bytes: 300, jobs: 2 };
    let register = Register::importing(Database::shipped().await, settings).await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let auditor = register.token(RoleName::Auditor, &[]).await;
    let check =
        async |token: Option<&str>, path: &str, media: &str, body: String, status: u16, code: &str| {
            let request = register.to_post(path).header(CONTENT_TYPE, media).body(body.clone());
            let request = if let Some(token) = token { request.bearer_auth(token) } else { request };
            let response = request.send().await.unwrap();
            let found = response.status().as_u16();
            let answer: Value = response.json().await.unwrap();
            assert_eq!(
                (found, &answer["errors"][0]["extensions"]["code"]),
                (status, &json!(code)),
                "{path} {media} {body}: {answer}"
            );
        };
    let (units, as_units, csv) = (UNITS.to_owned(), "/imports?as=units", "text/csv");
    let long = || UNITS.repeat(7);

    check(None, as_units, csv, long(), 401, "UNAUTHENTICATED").await;
    check(Some("shahrak_wrong"), as_units, csv, units.clone(), 401, "UNAUTHENTICATED").await;
    check(Some(&auditor), "/imports?as=nothing", csv, long(), 403, "FORBIDDEN").await;
    let known = Some(officer.as_str());
    check(known, "/imports", csv, units.clone(), 400, "BAD_USER_INPUT").await;
    check(known, "/imports?as=unit", csv, units.clone(), 400, "BAD_USER_INPUT").await;
    check(known, "/imports?as=units&dry=true", csv, units.clone(), 400, "BAD_USER_INPUT").await;
    check(known, as_units, "application/json", units.clone(), 415, "BAD_REQUEST").await;
    check(known, as_units, "text/csv; charset=windows-1256", units.clone(), 415, "BAD_REQUEST").await;
    check(known, as_units, csv, long(), 413, "BAD_REQUEST").await;
    check(known, "/imports", FORM, form(&[]), 400, "BAD_USER_INPUT").await;
    check(known, "/imports", FORM, form(&[("file", "unit.csv", "x")]), 400, "BAD_USER_INPUT").await;
    check(known, "/imports", FORM, "--other\r\n".to_owned(), 400, "BAD_REQUEST").await;
    check(known, "/imports?as=units", FORM, form(&[]), 400, "BAD_USER_INPUT").await;

    assert_eq!(without_length(&register, &officer, &long()).await, "HTTP/1.1 413 Payload Too Large");
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 0);
    let imports = register.ask_as(&officer, "{ imports { totalCount } }", json!({})).await;
    assert_eq!(imports, json!({ "imports": { "totalCount": 0 } }));
}

#[tokio::test]
async fn imports_are_their_senders_and_those_of_the_whole_country() {
    let register = Register::new().await;
    let own = register.token_of("own", RoleName::ProvincialOfficer, &["IR-09"]).await;
    let same = register.token_of("same", RoleName::ProvincialOfficer, &["IR-09"]).await;
    let national = register.token(RoleName::NationalOfficer, &[]).await;
    let auditor = register.token(RoleName::Auditor, &[]).await;
    let begun = csv(&register, &own, "units", "", "code,province,name_en\nU1,IR-09,One\n").await;
    let id = &ended(&register, &own, &begun).await["id"];
    let place = format!("/imports/{}", id.as_str().unwrap());
    let asked =
        "query($id: ID!) { import(id: $id) { id } node(id: $id) { id } imports { totalCount nodes { id } } }";

    for token in [&own, &national, &auditor] {
        let seen = register.ask_as(token, asked, json!({ "id": id })).await;
        let one = json!({ "totalCount": 1, "nodes": [{ "id": id }] });
        assert_eq!(seen, json!({ "import": { "id": id }, "node": { "id": id }, "imports": one }));
        assert_eq!(register.get_as(token, &place).await.status(), 200);
    }
    let seen = register.ask_as(&same, asked, json!({ "id": id })).await;
    let none = json!({ "totalCount": 0, "nodes": [] });
    assert_eq!(seen, json!({ "import": null, "node": null, "imports": none }));
    assert_eq!(register.get_as(&same, &place).await.status(), 404);
    assert_eq!(register.get(&place).await.status(), 401);
    for query in ["{ imports { totalCount } }", "{ import(id: \"x\") { id } }"] {
        assert_eq!(register.refusal(query, json!({})).await.0, "UNAUTHENTICATED");
    }
    assert_eq!(cancel(&register, &same, id).await["userErrors"][0]["code"], "UNKNOWN_IMPORT");
    assert_eq!(cancel(&register, &own, id).await["userErrors"][0]["code"], "IMPORT_ENDED");
    assert_eq!(register.refusal_as(&auditor, CANCEL, json!({ "id": id })).await.0, "FORBIDDEN");
}

#[tokio::test]
async fn an_import_is_followed_and_cancelled_from_another_server() {
    let database = Arc::new(Database::shipped().await);
    let first = Register::importing(database.clone(), Settings::default()).await;
    let second = Register::importing(database, Settings::default()).await;
    let officer = first.token_of("one", RoleName::NationalOfficer, &[]).await;
    let other = first.token_of("another", RoleName::ProvincialOfficer, &["IR-09"]).await;
    // Everything but the landing is done while nobody may write units.
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

const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const FORM: &str = "multipart/form-data; boundary=frontier";
const CANCEL: &str = "mutation($id: ID!) { importCancel(input: { id: $id }) { import { id } userErrors { code field message } } }";

/// A workbook with the same cells.
fn workbook(csv: &str) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(csv.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write(row, column, cell).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
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

/// Sends a body in chunks, without its length, and returns the status line of the response.
async fn without_length(register: &Register, token: &str, body: &str) -> String {
    let url = register.get("/healthz").await.url().clone();
    let mut stream = TcpStream::connect((url.host_str().unwrap(), url.port().unwrap())).await.unwrap();
    let head = format!(
        "POST /imports?as=units HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {token}\r\n\
         content-type: text/csv\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    let chunks = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
    stream.write_all((head + &chunks).as_bytes()).await.unwrap();
    let mut answer = vec![0; 4_096];
    let read = stream.read(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer[..read]).lines().next().unwrap_or_default().to_owned()
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
