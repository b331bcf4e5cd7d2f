//! Files as people write them: separators, encodings, headers and values in either language. What is read is read, what is
//! not is refused in one sentence, and the report says how it was understood. Every file is also sent over HTTP.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use expect_test::{Expect, expect};
use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_domain::code::Coded;
use shahrak_domain::import::ImportReport;
use shahrak_tests::register::Register;
use tokio::time::sleep;

use crate::acceptance::register_of_the_acceptance;

/// Imports a folder of `tests/spreadsheets` over HTTP without recording it, then from the disk: both report the same.
async fn check(folder: &str, expected: Expect) {
    let register = register_of_the_acceptance().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("spreadsheets").join(folder);

    let sent = sent(&register, &folder).await;
    let report = register.try_import_folder(&folder).await;

    let shown = shown(&report);
    assert_eq!(sent, shown, "over HTTP");
    expected.assert_eq(&shown);
}

fn shown(report: &ImportReport) -> String {
    let files = report.files.iter().map(|file| {
        format!("{} {}: {} added, {} refused\n", file.name, file.kind.code(), file.added, file.refused)
    });
    let refusals = report.refusals.iter().map(|refusal| {
        format!("{} {} {}: {}\n", refusal.file, refusal.line.unwrap_or_default(), refusal.code.code(), refusal.message)
    });
    let warnings = report.warnings.iter().map(|warning| {
        format!("{} {}: {}\n", warning.file, warning.line.unwrap_or_default(), warning.message)
    });
    files.chain(refusals).chain(warnings).collect()
}

/// The report of a dry run over HTTP, in the same form.
async fn sent(register: &Register, folder: &Path) -> String {
    let officer = register.token(RoleName::Administrator, &[]).await;
    let request = register.to_post("/imports?dryRun=true").bearer_auth(&officer);
    let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=frontier");
    let response = request.body(form(folder)).send().await.unwrap();
    assert_eq!(response.status(), 202, "{}", response.text().await.unwrap());
    let place = response.headers()["location"].to_str().unwrap().to_owned();
    let mut import = Value::Null;
    for _ in 0..200 {
        let whole: Value = register.get_as(&officer, &place).await.json().await.unwrap();
        import = whole["import"].clone();
        if !import["endedAt"].is_null() {
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    let each = |name: &str| import[name].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let line = |value: &Value| value["line"].as_u64().unwrap_or_default();
    let files = each("files").into_iter().map(|file| {
        let kind = text(&file["kind"]).to_lowercase();
        format!("{} {kind}: {} added, {} refused\n", text(&file["name"]), file["added"], file["refused"])
    });
    let refusals = each("refusals").into_iter().map(|it| {
        format!("{} {} {}: {}\n", text(&it["file"]), line(&it), text(&it["code"]), text(&it["message"]))
    });
    let warnings = each("warnings")
        .into_iter()
        .map(|it| format!("{} {}: {}\n", text(&it["file"]), line(&it), text(&it["message"])));
    files.chain(refusals).chain(warnings).collect()
}

/// The body of a form with the files of a folder.
fn form(folder: &Path) -> Vec<u8> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut body = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let head = format!("content-disposition: form-data; name=\"files\"; filename=\"{name}\"");
        body.extend(format!("--frontier\r\n{head}\r\n\r\n").into_bytes());
        body.extend(fs::read(&file).unwrap());
        body.extend(b"\r\n");
    }
    body.extend(b"--frontier--\r\n");
    body
}

#[tokio::test]
async fn separators_do_not_matter() {
    check("stated-separator", expect![[r#""#]]).await;
    check("semicolons", expect![[r#""#]]).await;
    check("quoted-semicolons", expect![[r#""#]]).await;
    check("tabs", expect![[r#""#]]).await;
    check("comma-in-header", expect![[r#""#]]).await;
}

#[tokio::test]
async fn encodings_do_not_matter() {
    check("utf-16", expect![[r#""#]]).await;
    check("utf-16-mark", expect![[r#""#]]).await;
    check("utf-16-big-endian", expect![[r#""#]]).await;
    check("windows-1256", expect![[r#""#]]).await;
}

#[tokio::test]
async fn ends_of_lines_and_empty_cells_do_not_matter() {
    check("carriage-returns", expect![[r#""#]]).await;
    check("line-feeds-and-returns", expect![[r#""#]]).await;
    check("trailing-cells", expect![[r#""#]]).await;
    check("direction-marks", expect![[r#""#]]).await;
    check("title-row", expect![[r#""#]]).await;
}

#[tokio::test]
async fn headers_and_values_are_read_by_their_labels() {
    check("persian-header", expect![[r#""#]]).await;
    check("header-marks", expect![[r#""#]]).await;
    check("english-labels", expect![[r#""#]]).await;
    check("persian-labels", expect![[r#""#]]).await;
    check("thousands", expect![[r#""#]]).await;
}

#[tokio::test]
async fn what_is_unclear_is_refused_with_what_would_be_right() {
    check("ambiguous", expect![[r#""#]]).await;
    check("old-province-code", expect![[r#""#]]).await;
    check("header-mistakes", expect![[r#""#]]).await;
}

#[tokio::test]
async fn what_is_no_spreadsheet_is_refused_in_one_sentence() {
    check("web-page", expect![[r#""#]]).await;
    check("password", expect![[r#""#]]).await;
}

#[tokio::test]
async fn a_file_is_known_by_its_columns_and_an_example_is_not_read() {
    check("by-columns", expect![[r#""#]]).await;
    check("example-row", expect![[r#""#]]).await;
}

#[tokio::test]
async fn sheets_of_workbooks_by_other_programs_are_read() {
    check("written-by/openpyxl", expect![[r#""#]]).await;
    check("written-by/xlsxwriter", expect![[r#""#]]).await;
}

#[tokio::test]
async fn templates_are_filled_in_and_imported() {
    let register = Register::new().await;
    let response = register.get("/templates/units.xlsx").await;
    assert_eq!(response.status(), 200);
    let disposition = response.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert_eq!(disposition, "attachment; filename=\"units.xlsx\"");
    assert!(response.bytes().await.unwrap().starts_with(b"PK"));
    assert_eq!(register.get("/templates/provinces.xlsx").await.status(), 404);

    let query = "{ units { totalCount } }";
    assert_eq!(register.ask(query, json!({})).await["units"]["totalCount"], 0);
}
