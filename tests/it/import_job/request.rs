//! Requests of imports: who may send and read them, and what is refused before a file is read.

use std::fs;

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use shahrak::imports::Settings;
use shahrak_domain::actor::RoleName;
use shahrak_tests::postgres::Database;
use shahrak_tests::register::Register;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{CANCEL, FORM, UNITS, cancel, csv, ended, form};

#[tokio::test]
async fn the_sender_is_checked_before_the_content() {
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
    check(known, as_units, "text/csv; charset=iso-8859-1", units.clone(), 415, "BAD_REQUEST").await;
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
async fn imports_are_read_by_their_senders_and_roles_of_the_whole_country() {
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
