//! Targets and their achievement, by population, body and moment of knowledge (rule R8).

use std::collections::BTreeMap;

use serde_json::{Value, json};
use shahrak_tests::events::{Event, event, file};
use shahrak_tests::register::Register;

const PARKS: &str =
    "code,province,name_en,kind,ownership,approved_on\nP1,IR-09,One,industrial_park,state,2000-01-01\n";
const UNITS: &str = "code,park,province,name_en
U1,P1,,One\nU2,P1,,Two\nU3,,IR-23,Three\nU4,P1,,Four\nU5,P1,,Five\n";
const TARGETS: &str = "year,metric,scope,population,body,value,decided_on
1399,units_revived,IR,in_parks,provincial_company,4,2020-03-20
1399,jobs_revived,IR,all,provincial_company,50,2020-03-20
1399,jobs_revived,IR,outside_parks,,30,2020-03-20
1399,jobs_revived,IR-09,,ministry_department,80,2020-03-20
1399,share_inactive_or_semi_active,IR,all,,30,2020-03-20
1399,share_inactive_or_semi_active,IR,all,ministry_department,30,2020-03-20
";
const QUERY: &str = "query($asOf: Date, $knownAt: DateTime, $province: String) {
    report(year: 1399, asOf: $asOf, knownAt: $knownAt, province: $province, population: IN_PARKS) { knownAt
        targets { metric population body achieved inForce { value } progress { ofInForce } met { ofInForce } } } }";

#[tokio::test]
async fn a_target_counts_its_own_population_and_body() {
    let (register, before) = filled().await;
    let check = async |variables: Value, expected: &[(&str, Value)]| {
        let data = register.ask(QUERY, variables).await;
        let expected: BTreeMap<String, Value> =
            expected.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        assert_eq!(by_name(&data["report"]["targets"]), expected);
    };
    let share = "SHARE_INACTIVE_OR_SEMI_ACTIVE";
    check(
        json!({}),
        &[
            ("UNITS_REVIVED IN_PARKS", json!(["2000", "3", 0.0015, false])),
            ("UNITS_REVIVED IN_PARKS PROVINCIAL_COMPANY", json!(["2", "1", 0.5, false])),
            ("JOBS_REVIVED ALL PROVINCIAL_COMPANY", json!(["50", "50", 1.0, true])),
            ("JOBS_REVIVED OUTSIDE_PARKS", json!(["30", "40", 40.0 / 30.0, true])),
            (&format!("{share} ALL"), json!(["30", "20", 20.0 / 30.0, true])),
            // The register does not know the units of a body.
            (&format!("{share} ALL MINISTRY_DEPARTMENT"), json!(["30", null, null, null])),
        ],
    )
    .await;
    check(
        json!({ "province": "IR-09" }),
        &[("JOBS_REVIVED IN_PARKS MINISTRY_DEPARTMENT", json!(["80", "20", 0.25, false]))],
    )
    .await;
    // The day before that revival.
    check(
        json!({ "province": "IR-09", "asOf": "2020-05-31" }),
        &[("JOBS_REVIVED IN_PARKS MINISTRY_DEPARTMENT", json!(["80", "0", 0.0, false]))],
    )
    .await;
    let known = register.ask(QUERY, json!({ "knownAt": before })).await;
    let company = by_name(&known["report"]["targets"])["UNITS_REVIVED IN_PARKS PROVINCIAL_COMPANY"].clone();
    assert_eq!(company, json!(["4", "0", 0.0, false]));
}

#[tokio::test]
async fn a_revision_and_what_was_achieved_since_are_changes_of_a_report() {
    let (register, before) = filled().await;
    let query = "query($from: DateTime!) { reportChanges(year: 1399, from: $from) {
        figures { figure before after difference } } }";
    let data = register.ask(query, json!({ "from": before })).await;
    let figures = data["reportChanges"]["figures"].as_array().unwrap();
    let company: Vec<&Value> = figures
        .iter()
        .filter(|figure| figure["figure"].as_str().unwrap().contains("IN_PARKS.PROVINCIAL_COMPANY"))
        .collect();
    let name = "targets.UNITS_REVIVED.IN_PARKS.PROVINCIAL_COMPANY";
    assert_eq!(
        json!(company),
        json!([
            { "figure": format!("{name}.inForce"), "before": "4", "after": "2", "difference": "-2" },
            { "figure": format!("{name}.achieved"), "before": "0", "after": "1", "difference": "1" },
        ])
    );
}

/// A register with targets and events, and a moment before any event was recorded; a revision of a target follows.
async fn filled() -> (Register, String) {
    let register = Register::new().await;
    register.import(&[("parks.csv", PARKS), ("units.csv", UNITS), ("targets.csv", TARGETS)]).await;
    let before = register.ask(QUERY, json!({})).await["report"]["knownAt"].as_str().unwrap().to_owned();

    let mut events = Vec::new();
    for (unit, day, body, jobs) in [
        ("U1", "2020-05-01", "provincial_company", "10"),
        ("U2", "2020-06-01", "ministry_department", "20"),
        ("U3", "2020-07-01", "provincial_company", "40"),
        ("U4", "2020-08-01", "", "80"),
        ("U5", "", "", ""),
    ] {
        events.push(event("e1", unit, "commissioned", "2019-05-01"));
        events.push(event("e2", unit, "idled", "2019-08-01"));
        let (body, jobs) = (body.to_owned(), jobs.to_owned());
        if !day.is_empty() {
            events.push(Event { body, jobs, ..event("e3", unit, "revived", day) });
        }
    }
    let revised = "year,metric,scope,population,body,value,decided_on
1399,units_revived,IR,in_parks,provincial_company,2,2020-10-01\n";
    register.import(&[("targets.csv", revised), ("events.csv", &file(&events))]).await;
    (register, before)
}

/// The value in force, the achievement, its fraction and whether it is met, by metric, population and body.
fn by_name(targets: &Value) -> BTreeMap<String, Value> {
    let name = |target: &Value| {
        let parts = ["metric", "population", "body"].map(|part| target[part].as_str());
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let figures = |target: &Value| {
        let (value, achieved) = (&target["inForce"]["value"], &target["achieved"]);
        json!([value, achieved, target["progress"]["ofInForce"], target["met"]["ofInForce"]])
    };
    targets.as_array().unwrap().iter().map(|target| (name(target), figures(target))).collect()
}
