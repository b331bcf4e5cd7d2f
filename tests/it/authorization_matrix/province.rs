//! No mutation lets a provincial officer change another province.

use std::collections::BTreeSet;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::events::{event, file, void};
use shahrak_tests::register::Register;
use sqlx::{Connection, Executor, PgConnection};
use tokio::time::sleep;

use super::input::Mutations;
use super::{code_of, content, operation};

const PARKS: &str = "code,province,name_en,kind,ownership,approved_on
OWN,IR-09,Own,industrial_park,state,2000-01-01
FREE,IR-09,Own and empty,industrial_park,state,2000-01-01
OTHER,IR-23,Other,industrial_park,state,2000-01-01
EMPTY,IR-23,Other and empty,industrial_park,state,2000-01-01\n";
const UNITS: &str =
    "code,park,province,name_en\nU1,OWN,,One\nU2,OTHER,,Two\nU3,,IR-09,Three\nU4,,IR-23,Four\n";

const CASES: &str = "case,record,step,occurred_on,unit,kind\nC2,o,opened,2020-06-01,U2,legal\n";

/// Parks and units of IR-09 and of IR-23, with and without events.
async fn filled() -> Register {
    let register = Register::new().await;
    let events = file(&[
        event("e1", "U1", "commissioned", "2020-05-01"),
        event("e1", "U2", "commissioned", "2020-05-01"),
    ]);
    let files =
        [("parks.csv", PARKS), ("units.csv", UNITS), ("events.csv", &events), ("support_cases.csv", CASES)];
    register.import(&files).await;
    register
}

/// Acts that an officer of IR-09 may not do, and an officer of the whole country may.
fn acts() -> Vec<(&'static str, Value)> {
    let on = |mut more: Value| {
        more["unit"] = "U2".into();
        more["occurredOn"] = "2021-01-01".into();
        more
    };
    let on_case = |mut more: Value| {
        more["case"] = "C2".into();
        more["occurredOn"] = "2021-01-01".into();
        more
    };
    let happened = || json!({ "kind": "COMMISSIONED", "occurredOn": "2020-06-01" });
    let mut instead = happened();
    instead["replaces"] = "e1".into();
    vec![
        (
            "parkRegister",
            json!({ "code": "NEW", "province": "IR-23", "nameEn": "New", "kind": "INDUSTRIAL_PARK",
            "ownership": "STATE", "approvedOn": "2000-01-01" }),
        ),
        ("parkUpdate", json!({ "code": "OTHER", "nameEn": "Renamed" })),
        ("parkUpdate", json!({ "code": "EMPTY", "province": "IR-09" })),
        ("parkUpdate", json!({ "code": "EMPTY", "province": "IR-09", "expectedVersion": 77 })),
        ("parkUpdate", json!({ "code": "FREE", "province": "IR-23" })),
        (
            "parkRecordInfrastructure",
            json!({ "park": "OTHER", "line": "WATER", "capacity": "10", "unit": "l/s" }),
        ),
        ("unitRegister", json!({ "code": "NEW", "province": "IR-23", "nameEn": "New" })),
        ("unitRegister", json!({ "code": "NEW", "park": "OTHER", "nameEn": "New" })),
        ("unitUpdate", json!({ "code": "U2", "nameEn": "Renamed" })),
        ("unitUpdate", json!({ "code": "U4", "nameEn": "Renamed", "expectedVersion": 77 })),
        ("unitUpdate", json!({ "code": "U4", "province": "IR-09" })),
        ("unitUpdate", json!({ "code": "U4", "park": "OWN" })),
        ("unitUpdate", json!({ "code": "U3", "province": "IR-23" })),
        ("unitUpdate", json!({ "code": "U3", "park": "OTHER" })),
        ("unitIssuePermit", on(json!({}))),
        ("unitAssignLand", on(json!({ "areaM2": "1" }))),
        ("unitReportProgress", on(json!({ "progressPercent": "1" }))),
        ("unitCommission", on(json!({}))),
        ("unitReportCapacity", on(json!({ "capacityPercent": "1" }))),
        ("unitIdle", on(json!({ "reasons": ["OTHER"] }))),
        ("unitRevive", on(json!({}))),
        ("unitRaiseCapacity", on(json!({ "capacityPercent": "1" }))),
        ("unitRenovate", on(json!({}))),
        ("unitVisit", on(json!({}))),
        ("unitVisit", on(json!({ "event": "e1" }))),
        ("unitVisit", json!({ "unit": "U2", "occurredOn": "2035-01-01" })),
        ("unitClose", on(json!({}))),
        ("unitCancel", on(json!({}))),
        ("unitCorrect", json!({ "unit": "U2", "replace": [instead] })),
        ("unitCorrect", json!({ "unit": "U2", "void": [{ "voids": "e1", "note": "no" }] })),
        ("unitCorrect", json!({ "unit": "U2", "void": [{ "voids": "none", "note": "no" }], "dryRun": true })),
        ("unitCorrect", json!({ "unit": "U2", "record": [happened()], "dryRun": true })),
        ("unitCorrect", json!({ "unit": "U2" })),
        ("supportCaseOpen", json!({ "unit": "U2", "kind": "LEGAL", "occurredOn": "2021-01-01" })),
        (
            "supportCaseOpen",
            json!({ "applicant": "Amini", "province": "IR-23", "kind": "LEGAL", "occurredOn": "2021-01-01" }),
        ),
        ("supportCaseRefer", on_case(json!({ "body": "Court" }))),
        ("supportCaseResolve", on_case(json!({ "outcome": "HELPED" }))),
        ("supportCaseReopen", on_case(json!({}))),
        ("supportCaseReopen", on_case(json!({ "expectedVersion": 77 }))),
        ("supportCaseCorrect", json!({ "case": "C2", "void": [{ "voids": "o", "note": "no" }] })),
        (
            "supportCaseCorrect",
            json!({ "case": "C2", "void": [{ "voids": "none", "note": "no" }], "dryRun": true }),
        ),
    ]
}

/// Mutations that require another role.
const OF_OTHER_ROLES: [&str; 11] = [
    "targetSet",
    "targetRevise",
    "announcementRecord",
    "figureCorrect",
    "figureMark",
    "budgetRecord",
    "methodologyAdopt",
    "metricDefine",
    "rateRecord",
    "tokenCreate",
    "tokenRevoke",
];

#[tokio::test]
async fn an_officer_of_one_province_changes_nothing_of_another() {
    let register = filled().await;
    let officer = register.token(RoleName::ProvincialOfficer, &["IR-09"]).await;
    let mutations = Mutations::of(&register).await;
    let before = content(&register).await;

    let mut walked: BTreeSet<String> = BTreeSet::from(["importCancel".to_owned()]);
    for (name, input) in acts() {
        walked.insert(name.to_owned());
        let mut keyed = input.clone();
        keyed["idempotencyKey"] = "k".into();
        for input in [input, keyed] {
            forbidden(&register, &officer, name, input).await;
        }
    }
    for mutation in &mutations.all {
        if OF_OTHER_ROLES.contains(&mutation.name.as_str()) {
            walked.insert(mutation.name.clone());
            forbidden(&register, &officer, &mutation.name, mutations.valid(mutation)).await;
        }
    }
    let all: BTreeSet<String> = mutations.all.iter().map(|mutation| mutation.name.clone()).collect();
    assert_eq!(walked, all, "a mutation is not in the walk");
    assert_eq!(content(&register).await, before);

    let national = register.token(RoleName::NationalOfficer, &[]).await;
    for (name, input) in acts() {
        let answer = register.answer_as(&national, &operation(name), json!({ "input": input })).await;
        assert!(answer.get("errors").is_none(), "{name} {input}: {answer}");
    }
}

#[tokio::test]
async fn a_key_of_somebody_else_opens_nothing() {
    let register = filled().await;
    let officer = register.token_of("Zahra", RoleName::ProvincialOfficer, &["IR-09"]).await;
    let national = register.token_of("Amini", RoleName::NationalOfficer, &[]).await;
    // The same person, before they moved to another province.
    let before = register.token_of("Zahra", RoleName::ProvincialOfficer, &["IR-23"]).await;
    let visit = |key: &str| json!({ "unit": "U2", "occurredOn": "2021-01-01", "idempotencyKey": key });
    for (token, key) in [(&national, "n"), (&before, "b")] {
        let made = register.ask_as(token, &operation("unitVisit"), json!({ "input": visit(key) })).await;
        assert_eq!(made["unitVisit"]["userErrors"], json!([]));
    }
    let kept = content(&register).await;

    forbidden(&register, &officer, "unitVisit", visit("n")).await;
    // It is the owner's key, but with former permissions: the answer is not returned again.
    let answer = register.answer_as(&officer, &operation("unitVisit"), json!({ "input": visit("b") })).await;
    let refused = &answer["data"]["unitVisit"]["userErrors"][0]["code"];
    assert!(code_of(&answer) == "FORBIDDEN" || refused == "KEY_REUSED", "{answer}");
    assert_eq!(content(&register).await, kept);
}

#[tokio::test]
async fn files_bring_nothing_of_another_province() {
    let register = filled().await;
    let officer = register.token(RoleName::ProvincialOfficer, &["IR-09"]).await;
    let instead = shahrak_tests::events::Event {
        replaces: "e1".to_owned(),
        ..event("e2", "U2", "commissioned", "2020-06-01")
    };
    let files = [
        ("parks", PARKS.replace("Other", "Renamed")),
        ("units", UNITS.replace("Two", "Renamed")),
        ("units", "code,province,name_en\nU4,IR-09,Four\n".to_owned()),
        ("units", "code,province,name_en\nU3,IR-23,Three\n".to_owned()),
        ("events", file(&[event("e2", "U2", "visited", "2021-01-01")])),
        ("events", file(&[event("e2", "U1", "visited", "2021-01-01"), void("e2", "U2", "e1")])),
        ("events", file(&[instead])),
        (
            "support_cases",
            "case,record,step,occurred_on,unit,kind\nX,o,opened,2020-06-01,U2,legal\n".to_owned(),
        ),
        ("support_cases", "case,record,step,occurred_on,body\nC2,r,referred,2020-06-02,Court\n".to_owned()),
        ("rates", "kind,valid_from,irr_per_usd\nnima,2000-01-01,1\n".to_owned()),
        ("targets", "year,metric,scope,value,decided_on\n1402,units_revived,IR-09,1,2020-01-01\n".to_owned()),
    ];
    let of_register = async || {
        let mut content = content(&register).await;
        content.retain(|table, _| !table.starts_with("import"));
        content
    };
    let before = of_register().await;
    for (kind, text) in files {
        let id = send(&register, &officer, kind, &text).await;
        let end = ended(&register, &officer, &id).await;
        assert_eq!(end["state"], "REFUSED", "{text}{end}");
        assert!(end["refusals"]["nodes"].to_string().contains("\"FORBIDDEN\""), "{text}{end}");
    }
    assert_eq!(of_register().await, before);
}

#[tokio::test]
async fn an_import_of_somebody_else_cannot_be_cancelled() {
    let register = filled().await;
    let officer = register.token(RoleName::ProvincialOfficer, &["IR-09"]).await;
    let other = register.token(RoleName::ProvincialOfficer, &["IR-23"]).await;
    // Keeps the import waiting.
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    connection.execute("SELECT pg_advisory_lock(1399, 3)").await.unwrap();
    let id = send(&register, &other, "events", &file(&[event("e2", "U2", "visited", "2021-01-01")])).await;

    let input = json!({ "id": id });
    let answer = register.ask_as(&officer, &operation("importCancel"), json!({ "input": input })).await;
    assert_eq!(answer["importCancel"]["userErrors"][0]["code"], "UNKNOWN_IMPORT");
    connection.execute("SELECT pg_advisory_unlock(1399, 3)").await.unwrap();
    assert_eq!(ended(&register, &other, &id).await["state"], "DONE");
}

async fn forbidden(register: &Register, token: &str, name: &str, input: Value) {
    let answer = register.answer_as(token, &operation(name), json!({ "input": input })).await;
    assert_eq!(code_of(&answer), "FORBIDDEN", "{name} {input}: {answer}");
    assert!(answer["data"][name].is_null(), "{name} {input}: {answer}");
}

/// The id of an import that was sent over HTTP.
async fn send(register: &Register, token: &str, kind: &str, text: &str) -> Value {
    let request = register.to_post(&format!("/imports?as={kind}")).bearer_auth(token);
    let request = request.header(CONTENT_TYPE, "text/csv").body(text.to_owned());
    let mut begun: Value = request.send().await.unwrap().json().await.unwrap();
    assert!(begun["import"]["id"].is_string(), "{begun}");
    begun["import"]["id"].take()
}

async fn ended(register: &Register, token: &str, id: &Value) -> Value {
    let query =
        "query($id: ID!) { import(id: $id) { state refusals(first: 9) { nodes { line column code } } } }";
    for _ in 0..400 {
        let mut data = register.ask_as(token, query, json!({ "id": id })).await;
        if !["WAITING", "RUNNING"].iter().any(|state| data["import"]["state"] == *state) {
            return data["import"].take();
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("the import does not end");
}
