//! All errors in the input of an event are reported together, each with its path.

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;

use super::act;
use crate::acceptance::register_of_the_acceptance;

#[tokio::test]
async fn all_errors_in_an_input_are_reported_together() {
    let register = register_of_the_acceptance().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let input = json!({ "unit": "U99", "occurredOn": "2027-01-01", "investmentIrr": "2000000000000000000", "jobs": -1,
        "event": "not a code" });
    let (unit, mistakes) = act(&register, &officer, "unitCommission", input).await;
    let at = |code: &str, field: &str| (code.to_owned(), json!(["input", field]));
    assert_eq!(unit, Value::Null);
    assert_eq!(
        mistakes,
        [
            at("UNKNOWN_UNIT", "unit"),
            at("BAD_CODE", "event"),
            at("FUTURE_DAY", "occurredOn"),
            at("OUT_OF_RANGE", "investmentIrr"),
            at("OUT_OF_RANGE", "jobs"),
        ]
    );
}

#[tokio::test]
async fn errors_in_facts_and_in_the_history_are_reported_together() {
    let register = register_of_the_acceptance().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let told = async |mutation: &str, input: Value| -> Vec<String> {
        let (_, mistakes) = act(&register, &officer, mutation, input).await;
        mistakes.into_iter().map(|(code, field)| format!("{code} {field}")).collect()
    };
    // It is commissioned already.
    let again = json!({ "unit": "U1", "occurredOn": "2021-01-27", "jobs": -1, "event": "a b" });
    assert_eq!(
        told("unitCommission", again).await,
        [
            r#"BAD_CODE ["input","event"]"#,
            r#"OUT_OF_RANGE ["input","jobs"]"#,
            r#"EVENT_NOT_ALLOWED ["input"]"#
        ]
    );
    // Its code is taken, whatever its day.
    let taken = json!({ "unit": "U1", "occurredOn": "2121-01-27", "event": "e17" });
    assert_eq!(
        told("unitVisit", taken).await,
        [r#"ALREADY_REGISTERED ["input","event"]"#, r#"FUTURE_DAY ["input","occurredOn"]"#]
    );
    // Closed or not, it has no capacity of 900 percent; and it is closed.
    let closed = json!({ "unit": "U1", "occurredOn": "2020-03-22" });
    assert_eq!(told("unitClose", closed).await, [""; 0]);
    let after = json!({ "unit": "U1", "occurredOn": "2022-01-01", "capacityPercent": "900", "event": "e17" });
    assert_eq!(
        told("unitReportCapacity", after).await,
        [
            r#"ALREADY_REGISTERED ["input","event"]"#,
            r#"OUT_OF_RANGE ["input","capacityPercent"]"#,
            r#"EVENT_NOT_ALLOWED ["input"]"#
        ]
    );
    let key = json!({ "unit": "U1", "occurredOn": "2121-01-27", "idempotencyKey": "" });
    assert_eq!(
        told("unitVisit", key).await,
        [r#"FUTURE_DAY ["input","occurredOn"]"#, r#"OUT_OF_RANGE ["input","idempotencyKey"]"#]
    );
    // It is not known whether it would be allowed on another day.
    let some_day = json!({ "unit": "U1", "occurredOn": "2021-13-27", "jobs": -1 });
    assert_eq!(
        told("unitCommission", some_day).await,
        [r#"BAD_DAY ["input","occurredOn"]"#, r#"OUT_OF_RANGE ["input","jobs"]"#]
    );
}

#[tokio::test]
async fn each_error_in_a_correction_has_its_path() {
    let register = register_of_the_acceptance().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let told = async |input: Value| -> Vec<String> {
        let query = "mutation Correct($input: UnitCorrectInput!) { unitCorrect(input: $input) { userErrors { code field } } }";
        let answer = register.ask_as(&officer, query, json!({ "input": input })).await;
        let errors = answer["unitCorrect"]["userErrors"].as_array().unwrap().clone();
        errors.iter().map(|error| format!("{} {}", error["code"].as_str().unwrap(), error["field"])).collect()
    };
    let unreadable = json!({ "unit": "U1", "void": [{ "voids": "nothing", "note": "" }],
        "record": [{ "kind": "COMMISSIONED", "occurredOn": "2021-01-27", "jobs": -1 }] });
    assert_eq!(
        told(unreadable).await,
        [
            r#"EMPTY ["input","void","0","note"]"#,
            r#"UNKNOWN_EVENT ["input","void","0","voids"]"#,
            r#"OUT_OF_RANGE ["input","record","0","jobs"]"#,
        ]
    );
    // A replacement without an event to replace is not a new event.
    let of_nothing = json!({ "unit": "U1", "replace": [{ "replaces": " ", "kind": "VISITED", "occurredOn": "2021-01-28" }],
        "void": [{ "voids": "", "note": " " }, { "voids": "e 1", "note": "x", "event": "z1" }],
        "record": [{ "kind": "VISITED", "occurredOn": "2121-01-28", "event": "z1" }] });
    assert_eq!(
        told(of_nothing).await,
        [
            r#"EMPTY ["input","replace","0","replaces"]"#,
            r#"EMPTY ["input","void","0","voids"]"#,
            r#"EMPTY ["input","void","0","note"]"#,
            r#"BAD_CODE ["input","void","1","voids"]"#,
            r#"DUPLICATE_KEY ["input","record","0","event"]"#,
            r#"FUTURE_DAY ["input","record","0","occurredOn"]"#,
        ]
    );
    let unit = json!({ "unit": "U 1", "record": [{ "kind": "VISITED", "occurredOn": "2021-01-28" }] });
    assert_eq!(told(unit).await, [r#"UNKNOWN_UNIT ["input","unit"]"#]);
    // Its capacity decides whether it was idle before the revival.
    let vague = json!({ "unit": "U1", "record": [
        { "kind": "CAPACITY_REPORTED", "occurredOn": "2021-02-01", "capacityPercent": "900" },
        { "kind": "REVIVED", "occurredOn": "2021-03-01" },
    ] });
    assert_eq!(told(vague).await, [r#"OUT_OF_RANGE ["input","record","0","capacityPercent"]"#]);
    let illegal = json!({ "unit": "U1", "record": [
        { "kind": "VISITED", "occurredOn": "2021-01-28", "evidence": "a\u{1}b" },
        { "kind": "COMMISSIONED", "occurredOn": "2021-01-28" },
        { "kind": "CANCELLED", "occurredOn": "2021-01-29" },
    ] });
    assert_eq!(
        told(illegal).await,
        [
            r#"BAD_VALUE ["input","record","0","evidence"]"#,
            r#"EVENT_NOT_ALLOWED ["input","record","1"]"#,
            r#"EVENT_NOT_ALLOWED ["input","record","2"]"#,
        ]
    );
}

#[tokio::test]
async fn days_and_amounts_are_judged_with_everything_else_and_as_officials_write_them() {
    let register = register_of_the_acceptance().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let wrong = json!({ "unit": "U1", "occurredOn": "1400-12-30", "investmentIrr": "-1", "jobs": -1 });
    let codes: Vec<String> =
        act(&register, &officer, "unitCommission", wrong).await.1.into_iter().map(|it| it.0).collect();
    assert_eq!(codes, ["BAD_DAY", "OUT_OF_RANGE", "OUT_OF_RANGE"]);

    register.import(&[("units.csv", "code,province,name_en\nN1,IR-23,New Works\n")]).await;
    let right = json!({ "unit": "N1", "occurredOn": "۱۴۰۰/۰۱/۰۵", "investmentIrr": "۱٬۲۰۰", "jobs": 3 });
    assert_eq!(act(&register, &officer, "unitCommission", right).await.1, []);
    let twice = json!({ "unit": "N1", "occurredOn": "1400-02-05", "event": "e9" });
    let query = "mutation Act($input: UnitCommissionInput!) { unitCommission(input: $input) { userErrors { message } } }";
    let answer = register.ask_as(&officer, query, json!({ "input": twice })).await;
    let message = answer["unitCommission"]["userErrors"][0]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("before it: event r18 of 2021-03-25"), "{message}");
}

#[tokio::test]
async fn all_errors_in_a_long_correction_are_reported() {
    let register = register_of_the_acceptance().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let query =
        "mutation Correct($input: UnitCorrectInput!) { unitCorrect(input: $input) { userErrors { code } } }";
    let wrong = json!({ "kind": "VISITED", "occurredOn": "1500-01-01", "jobs": -1, "event": "a b" });
    let wrong = json!({ "input": { "unit": "U1", "record": vec![wrong; 300] } });
    let answer = register.ask_as(&officer, query, wrong).await;
    assert!(answer["unitCorrect"]["userErrors"].as_array().unwrap().len() >= 900);
}
