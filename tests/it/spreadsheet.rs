//! Workbooks: each value is recorded as a person sees it or refused with its cell, and everything that is not read is
//! reported.

use std::path::Path;

use serde_json::{Value, json};
use shahrak_domain::code::Coded;
use shahrak_domain::import::ImportReport;
use shahrak_tests::register::Register;

use crate::acceptance::register_of_the_acceptance;

#[tokio::test]
async fn percents_are_recorded_as_they_are_shown() {
    let register = register_of_the_acceptance().await;

    let report = import(&register, "percent").await;

    assert!(report.committed && report.warnings.is_empty(), "{report}");
    assert_eq!(
        unit(&register, "V01A").await,
        json!({ "status": "ACTIVE", "capacity": "65", "progress": null })
    );
    assert_eq!(
        unit(&register, "V01B").await,
        json!({ "status": "UNDER_CONSTRUCTION", "capacity": null, "progress": "85" })
    );
    assert_eq!(
        unit(&register, "V01C").await,
        json!({ "status": "ACTIVE", "capacity": "100", "progress": null })
    );
}

#[tokio::test]
async fn the_target_of_a_share_is_recorded_as_it_is_shown() {
    let register = register_of_the_acceptance().await;

    let report = import(&register, "percent-target").await;

    assert!(report.committed, "{report}");
    let query = "{ targets(filter: { year: 1400 }) { nodes { original { value } } } }";
    let data = register.ask(query, json!({})).await;
    let values: Vec<&Value> =
        data["targets"]["nodes"].as_array().unwrap().iter().map(|node| &node["original"]["value"]).collect();
    assert!(values.contains(&&json!("18")), "{data:#}");
}

#[tokio::test]
async fn a_formula_without_a_result_is_refused() {
    let register = register_of_the_acceptance().await;

    let report = import(&register, "formula-without-result").await;

    assert_eq!(
        refusals(&report),
        ["Sheet!E2 investment_irr BAD_VALUE", "Sheet!F2 jobs BAD_VALUE"],
        "{report}"
    );
    assert!(report.refusals[0].message.to_string().contains("save it"), "{report}");
}

#[tokio::test]
async fn the_first_visible_sheet_is_read_and_the_others_are_named() {
    let register = register_of_the_acceptance().await;

    let report = import(&register, "hidden-first").await;
    assert!(report.committed, "{report}");
    assert_eq!(warnings(&report), ["units.xlsx: the sheet “old” is not read: hidden sheets are not read"]);
    assert!(!unit(&register, "V03NEW").await.is_null());
    assert!(unit(&register, "V03OLD").await.is_null());

    let report = import(&register, "hidden-lists").await;
    assert!(report.committed, "{report}");
    assert_eq!(warnings(&report), ["units.xlsx: the sheet “Lists” is not read: hidden sheets are not read"]);
    assert!(!unit(&register, "XH").await.is_null());

    let report = import(&register, "sheet-per-year").await;
    assert!(report.committed, "{report}");
    assert_eq!(warnings(&report), ["events.xlsx: the sheet “1400” is not read"]);
}

#[tokio::test]
async fn what_a_spreadsheet_has_spoiled_is_refused_with_its_cell() {
    let register = register_of_the_acceptance().await;

    let report = import(&register, "long-numbers").await;
    assert_eq!(refusals(&report), ["Sheet!A2 code BAD_VALUE", "Sheet!D3 licence BAD_VALUE"], "{report}");
    assert!(
        report
            .refusals
            .iter()
            .all(|refusal| refusal.message.to_string().contains("format the column as text"))
    );

    let report = import(&register, "errors").await;
    assert_eq!(refusals(&report), ["Sheet1!C2 name_en BAD_VALUE", "Sheet1!D2 owner BAD_VALUE"], "{report}");
    assert_eq!(report.refusals[0].value.as_deref(), Some("#N/A"));

    let report = import(&register, "typed-text").await;
    let expected = [
        "Sheet!A2 code BAD_VALUE",
        "Sheet!D3 licence BAD_VALUE",
        "Sheet!D5 licence BAD_VALUE",
        "Sheet!D6 licence BAD_VALUE",
        "Sheet!D7 licence BAD_VALUE",
        "Sheet!D8 licence BAD_VALUE",
    ];
    assert_eq!(refusals(&report), expected, "{report}");
}

#[tokio::test]
async fn what_the_register_refuses_is_named_by_its_cell_too() {
    let register = Register::new().await;

    let report = import(&register, "hidden-first").await;

    assert_eq!(refusals(&report), ["Units!B2 park UNKNOWN_PARK"], "{report}");
}

#[tokio::test]
async fn a_changed_line_does_not_hide_an_illegal_one() {
    let register = register_of_the_acceptance().await;
    let recorded = import(&register, "recorded").await;
    assert!(recorded.committed, "{recorded}");

    let report = import(&register, "changed").await;

    let told: Vec<_> = report.refusals.iter().map(|refusal| (refusal.line, refusal.code.code())).collect();
    assert_eq!(told, [(Some(2), "CHANGED"), (Some(3), "EVENT_NOT_ALLOWED")], "{report}");
    let file = &report.files[0];
    assert_eq!((file.read, file.added, file.refused), (2, 0, 2), "{report}");
}

/// Imports a folder of `tests/spreadsheets`.
async fn import(register: &Register, folder: &str) -> ImportReport {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("spreadsheets").join(folder);
    register.try_import_folder(&folder).await
}

async fn unit(register: &Register, code: &str) -> Value {
    let query = "query($code: String!) { unit(code: $code) { status capacity progress } }";
    register.ask(query, json!({ "code": code })).await["unit"].take()
}

/// Cell, column and code of each refusal.
fn refusals(report: &ImportReport) -> Vec<String> {
    let tell = |refusal: &shahrak_domain::import::RowError| {
        let (cell, column) = (refusal.cell.as_deref(), refusal.column.as_deref());
        format!("{} {} {}", cell.unwrap_or("-"), column.unwrap_or("-"), refusal.code.code())
    };
    report.refusals.iter().map(tell).collect()
}

/// File and message of each warning, up to its first comma.
fn warnings(report: &ImportReport) -> Vec<String> {
    let first = |message: &str| message.split(',').next().unwrap_or_default().to_owned();
    report
        .warnings
        .iter()
        .map(|warning| format!("{}: {}", warning.file, first(&warning.message.to_string())))
        .collect()
}
