//! Exports over HTTP: lists, reports, and whole registers that are imported again.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use expect_test::expect;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use shahrak_demo::Demo;
use shahrak_domain::actor::RoleName;
use shahrak_domain::import::ImportReport;
use shahrak_tests::events::{Event, event, file, void};
use shahrak_tests::import;
use shahrak_tests::register::Register;
use zip::ZipArchive;

use crate::acceptance::restored_register;

mod access;
mod list;
mod report;
mod round_trip;

/// The files of a register as a reader with a token gets them, or a citizen.
async fn register_files(register: &Register, token: Option<&str>, query: &str) -> BTreeMap<String, Vec<u8>> {
    let path = format!("/exports/register.zip?{query}");
    let response = match token {
        Some(token) => register.get_as(token, &path).await,
        None => register.get(&path).await,
    };
    let bytes = found(response).await.bytes().await.unwrap();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files = BTreeMap::new();
    for place in 0..archive.len() {
        let mut file = archive.by_index(place).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        files.insert(file.name().unwrap().into_owned(), content);
    }
    files
}

/// Imports files into an empty register. Moments of recording are those of the database's clock, so it is later now than in
/// other tests.
async fn imported(files: &BTreeMap<String, Vec<u8>>) -> (Register, ImportReport) {
    let register = Register::new().await;
    let report = try_import(&register, files).await;
    assert!(report.committed, "{report}");
    (register, report)
}

async fn try_import(register: &Register, files: &BTreeMap<String, Vec<u8>>) -> ImportReport {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        std::fs::write(path, content).unwrap();
    }
    let later = "2100-01-01T00:00:00Z".parse().unwrap();
    import::try_import_folder(register.database_url(), later, folder.path()).await
}

/// The text of an export.
async fn text(register: &Register, path: &str) -> String {
    found(register.get(path).await).await.text().await.unwrap()
}

async fn found(response: Response) -> Response {
    let status = response.status();
    if status == StatusCode::OK {
        return response;
    }
    panic!("{status}: {}", response.text().await.unwrap())
}

/// The message of the only error of a response with this status.
async fn refused(register: &Register, path: &str, status: u16) -> String {
    let response = register.get(path).await;
    assert_eq!(response.status().as_u16(), status, "{path}");
    let body: Value = response.json().await.unwrap();
    body["errors"][0]["message"].as_str().unwrap().to_owned()
}

fn header(response: &Response, name: &str) -> String {
    response.headers().get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}
