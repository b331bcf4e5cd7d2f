//! Complete operations of client applications, with their expected answers.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::register::Register;

use crate::json_diff::diff;

#[tokio::test]
async fn an_announcement_is_answered_with_its_figures() {
    check("announcement").await;
}

#[tokio::test]
async fn events_are_counted_by_their_keys() {
    check("aggregate").await;
}

#[tokio::test]
async fn a_report_is_answered_for_every_scope() {
    check("report").await;
}

#[tokio::test]
async fn units_of_a_province_are_answered_by_the_page() {
    check("units").await;
}

#[tokio::test]
async fn a_commissioning_that_cannot_be_names_the_status_of_the_unit() {
    let register = register_of_the_acceptance().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let query = fs::read_to_string(folder().join("unit-commission.graphql")).unwrap();
    let variables = read("unit-commission.illegal.variables.json");
    let mut expected = read("unit-commission.illegal.json");

    let data = register.ask_as(&officer, &query, variables).await;

    let message = data["unitCommission"]["userErrors"][0]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("while the unit is active"), "{message}");
    expected["unitCommission"]["userErrors"][0]["message"] = message.into();
    assert_eq!(data, expected);
}

#[tokio::test]
async fn announced_figures_are_compared_with_the_register() {
    let register = register_of_the_acceptance().await;
    let text = |name: &str| fs::read_to_string(folder().join("comparison").join(name)).unwrap();
    register.import(&[("announcements.csv", &text("announcements.csv"))]).await;
    let mut expected: Value = serde_json::from_str(&text("comparison.json")).unwrap();

    let data = register.ask(&text("comparison.graphql"), json!({})).await;

    // The shares of one unit in six are described in words.
    for code in ["t08", "t09", "t10"] {
        let computed = &data[code]["comparison"]["computed"];
        assert!(computed.as_str().unwrap().starts_with("16.6666"), "{computed}");
        expected[code]["comparison"]["computed"] = computed.clone();
    }
    assert_eq!(data, expected);
}

/// Asks every case of an operation of the register that goes with them.
async fn check(operation: &str) {
    let register = register_of_the_acceptance().await;
    let query = fs::read_to_string(folder().join(format!("{operation}.graphql"))).unwrap();
    let cases = cases(operation);
    assert!(!cases.is_empty());
    for case in cases {
        let variables = read(&format!("{operation}.{case}.variables.json"));
        let expected = read(&format!("{operation}.{case}.json"));
        let data = register.ask(&query, variables).await;
        if let Err(difference) = diff(&data, &expected, "data") {
            panic!("{operation}, {case}: {difference}\nin {data:#}");
        }
    }
}

/// The small hand-made register of the acceptance operations.
pub async fn register_of_the_acceptance() -> Register {
    let register = Register::new().await;
    let names = ["rates.csv", "parks.csv", "units.csv", "events.csv", "targets.csv"];
    let text = |name| fs::read_to_string(folder().join("register").join(name)).unwrap();
    let files = names.map(|name| (name, text(name)));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    register.import(&files).await;
    register
}

/// The same register, whose events were recorded at several moments of the past.
pub async fn restored_register() -> Register {
    let register = Register::new().await;
    let text = |name: &str| fs::read_to_string(folder().join(name)).unwrap();
    let register_of = |name| (name, text(&format!("register/{name}")));
    let mut files = ["rates.csv", "parks.csv", "units.csv", "targets.csv"].map(register_of).to_vec();
    files.push(("events.csv", text("restored/events.csv")));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    register.import(&files).await;
    register
}

fn cases(operation: &str) -> Vec<String> {
    let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
    let case = |name: String| {
        let case = name.strip_prefix(&format!("{operation}."))?.strip_suffix(".variables.json")?;
        Some(case.to_owned())
    };
    fs::read_dir(folder()).unwrap().map(Result::unwrap).map(name).filter_map(case).collect()
}

fn read(name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(folder().join(name)).unwrap()).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("acceptance")
}
