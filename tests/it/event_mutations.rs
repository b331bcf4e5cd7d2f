//! The mutations that record events.

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::register::Register;

use crate::acceptance::register_of_the_acceptance;

mod correction;
mod mistake;

/// Sends a mutation about a unit, and shows the payload: status, jobs, and codes of errors.
async fn act(register: &Register, token: &str, name: &str, input: Value) -> (Value, Vec<(String, Value)>) {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    let query = format!(
        "mutation Act($input: {kind}!) {{ {name}(input: $input) {{
            unit {{ code status jobs capacity progress }} event {{ code kind occurredOn effective }}
            userErrors {{ code field message }} }} }}"
    );
    let mut data = register.ask_as(token, &query, json!({ "input": input })).await;
    let mistakes = data[name]["userErrors"].as_array().unwrap().iter();
    let mistakes =
        mistakes.map(|it| (it["code"].as_str().unwrap().to_owned(), it["field"].clone())).collect();
    (data[name]["unit"].take(), mistakes)
}

#[tokio::test]
async fn a_life_is_recorded_act_by_act() {
    let register = register_of_the_acceptance().await;
    register.import(&[("units.csv", "code,province,name_en\nN1,IR-23,New Works\nN2,IR-23,Old Plan\n")]).await;
    let officer = register.token(RoleName::ProvincialOfficer, &["IR-23"]).await;
    let steps = [
        (
            "unitIssuePermit",
            json!({ "occurredOn": "1400-01-10", "investmentIrr": "5000000000", "jobs": 40 }),
            "PLANNED",
        ),
        ("unitAssignLand", json!({ "occurredOn": "1400-02-01", "areaM2": "1200.50" }), "PLANNED"),
        (
            "unitReportProgress",
            json!({ "occurredOn": "1400-06-01", "progressPercent": "62.5" }),
            "UNDER_CONSTRUCTION",
        ),
        (
            "unitCommission",
            json!({ "occurredOn": "1401-01-20", "jobs": 30, "note": "opened by the minister" }),
            "ACTIVE",
        ),
        (
            "unitReportCapacity",
            json!({ "occurredOn": "1401-03-01", "capacityPercent": "30", "reasons": ["ENERGY"] }),
            "SEMI_ACTIVE",
        ),
        ("unitIdle", json!({ "occurredOn": "1401-04-01", "reasons": ["LIQUIDITY", "MARKET"] }), "INACTIVE"),
        (
            "unitRevive",
            json!({ "occurredOn": "1401-06-01", "jobs": 25, "body": "PROVINCIAL_COMPANY", "means": "FINANCE" }),
            "ACTIVE",
        ),
        ("unitReportCapacity", json!({ "occurredOn": "1401-07-01", "capacityPercent": "20" }), "SEMI_ACTIVE"),
        (
            "unitRaiseCapacity",
            json!({ "occurredOn": "1401-08-01", "capacityPercent": "75", "jobs": 33 }),
            "ACTIVE",
        ),
        ("unitRenovate", json!({ "occurredOn": "1401-09-01", "investmentIrr": "1" }), "ACTIVE"),
        ("unitVisit", json!({ "occurredOn": "1401-10-01", "evidence": "letter 17" }), "ACTIVE"),
        ("unitClose", json!({ "occurredOn": "1401-11-01" }), "CLOSED"),
    ];
    for (name, mut input, status) in steps {
        input["unit"] = "N1".into();
        let (unit, mistakes) = act(&register, &officer, name, input).await;
        assert_eq!((unit["status"].as_str(), mistakes), (Some(status), vec![]), "{name}");
    }
    let permit = json!({ "unit": "N2", "occurredOn": "1400-01-10" });
    act(&register, &officer, "unitIssuePermit", permit).await;
    let cancel = json!({ "unit": "N2", "occurredOn": "1400-02-10", "reason": "LAND_REPOSSESSED" });
    let (unit, mistakes) = act(&register, &officer, "unitCancel", cancel).await;
    assert_eq!((unit["status"].as_str(), mistakes), (Some("CANCELLED"), vec![]));
}

#[tokio::test]
async fn recorded_changes_are_returned_together_with_forbidden_ones() {
    let register = register_of_the_acceptance().await;
    let officer = register.token(RoleName::ProvincialOfficer, &["IR-23"]).await;
    let query = "mutation { own: unitVisit(input: { unit: \"U6\", occurredOn: \"1400-05-05\" }) { userErrors { code } }
        other: unitVisit(input: { unit: \"U1\", occurredOn: \"1400-05-05\" }) { userErrors { code } } }";
    let answer = register.answer_as(&officer, query, json!({})).await;
    assert_eq!(answer["data"], json!({ "own": { "userErrors": [] }, "other": null }), "{answer}");
    assert_eq!(answer["errors"][0]["extensions"]["code"], "FORBIDDEN");
}

#[tokio::test]
async fn messages_are_persian_on_request() {
    let register = register_of_the_acceptance().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let query = "mutation { unitCommission(input: { unit: \"U3\", occurredOn: \"2021-02-01\" }) {
        userErrors { message } } }";
    let request =
        register.to_post("/graphql").bearer_auth(&officer).header("accept-language", "fa-IR, en;q=0.5");
    let answer: Value = request.json(&json!({ "query": query })).send().await.unwrap().json().await.unwrap();
    let message = answer["data"]["unitCommission"]["userErrors"][0]["message"].as_str().unwrap();
    assert!(message.contains("رویداد تازه") && message.contains("فعال"), "{message}");
}

#[tokio::test]
async fn corrections_that_need_each_other_are_judged_together() {
    let register = register_of_the_acceptance().await;
    register.import(&[("units.csv", "code,province,name_en\nN1,IR-23,New Works\n")]).await;
    let officer = register.token(RoleName::ProvincialOfficer, &["IR-23"]).await;
    for (event, name, day) in [
        ("e1", "unitCommission", "1400-01-01"),
        ("e2", "unitVisit", "1400-02-01"),
        ("e3", "unitClose", "1400-03-01"),
    ] {
        let input = json!({ "unit": "N1", "event": event, "occurredOn": day });
        assert_eq!(act(&register, &officer, name, input).await.1, []);
    }
    let query = "mutation Correct($input: UnitCorrectInput!) { unitCorrect(input: $input) {
        unit { status statusSince } events { code replaces { code } }
        history { event kind occurredOn status isNew } userErrors { code field message } } }";
    let late = json!({ "replaces": "e1", "kind": "COMMISSIONED", "occurredOn": "1400-02-15", "jobs": 9, "event": "e4" });

    let alone =
        register.ask_as(&officer, query, json!({ "input": { "unit": "N1", "replace": [late] } })).await;
    let error = &alone["unitCorrect"]["userErrors"][0];
    assert!(error["message"].as_str().unwrap().contains("event e2"), "{error}");
    assert_eq!((&error["code"], &error["field"]), (&json!("EVENT_NOT_ALLOWED"), &json!(["input"])));
    assert!(error["message"].as_str().unwrap().contains("event e2"), "{error}");

    let mut input = json!({ "unit": "N1", "replace": [late], "void": [{ "voids": "e2", "note": "another unit" }],
        "dryRun": true });
    let tried = register.ask_as(&officer, query, json!({ "input": input })).await;
    assert_eq!(tried["unitCorrect"]["userErrors"], json!([]));
    assert_eq!(
        tried["unitCorrect"]["history"],
        json!([
            { "event": "e4", "kind": "COMMISSIONED", "occurredOn": "2021-05-05", "status": "ACTIVE", "isNew": true },
            { "event": "e3", "kind": "CLOSED", "occurredOn": "2021-05-22", "status": "CLOSED", "isNew": false },
        ])
    );
    let events = "{ unit(code: \"N1\") { events { totalCount } } }";
    assert_eq!(register.ask(events, json!({})).await["unit"]["events"]["totalCount"], 3);

    input["dryRun"] = false.into();
    let done = register.ask_as(&officer, query, json!({ "input": input })).await;
    assert_eq!(done["unitCorrect"]["userErrors"], json!([]));
    assert_eq!(done["unitCorrect"]["history"], tried["unitCorrect"]["history"]);
    assert_eq!(done["unitCorrect"]["events"], json!([{ "code": "e4", "replaces": { "code": "e1" } }]));
    let again = register.ask_as(&officer, query, json!({ "input": input })).await;
    assert_eq!(again["unitCorrect"]["userErrors"][0]["code"], "ALREADY_REGISTERED");
}

#[tokio::test]
async fn a_change_with_a_key_is_made_once() {
    let register = register_of_the_acceptance().await;
    register.import(&[("units.csv", "code,province,name_en\nN1,IR-23,New Works\n")]).await;
    let officer = register.token(RoleName::ProvincialOfficer, &["IR-23"]).await;
    let query = "mutation Act($input: UnitCommissionInput!) { unitCommission(input: $input) {
        unit { code status jobs knownAt } event { code recordedAt } userErrors { code field message } } }";
    let input = |jobs: i32| json!({ "input": { "unit": "N1", "occurredOn": "1400-01-01", "jobs": jobs, "idempotencyKey": "k1" } });

    let at_once =
        futures_util::future::join_all((0..8).map(|_| register.ask_as(&officer, query, input(5)))).await;
    let idle = json!({ "unit": "N1", "occurredOn": "1400-02-01", "reasons": ["OTHER"] });
    act(&register, &officer, "unitIdle", idle).await;
    let later = register.ask_as(&officer, query, input(5)).await;
    let other = register.ask_as(&officer, query, input(6)).await;

    assert_eq!(at_once[0]["unitCommission"]["unit"]["status"], "ACTIVE");
    assert!(at_once.iter().all(|answer| *answer == at_once[0]), "{at_once:#?}");
    assert_eq!(later, at_once[0]);
    let error = &other["unitCommission"]["userErrors"][0];
    assert_eq!(
        (&error["code"], &error["field"]),
        (&json!("KEY_REUSED"), &json!(["input", "idempotencyKey"]))
    );
}

#[tokio::test]
async fn a_refusal_leaves_its_key_to_the_corrected_change() {
    let register = register_of_the_acceptance().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let visit = |day: &str| json!({ "unit": "U3", "occurredOn": day, "idempotencyKey": "k" });
    for day in ["2121-02-01", "1303-01-01", "2121-02-01"] {
        let (unit, mistakes) = act(&register, &officer, "unitVisit", visit(day)).await;
        assert_eq!((unit, mistakes.len()), (Value::Null, 1), "{day}: {mistakes:?}");
    }
    let corrected = act(&register, &officer, "unitVisit", visit("2021-02-01")).await;
    assert_eq!(corrected.1, []);
    assert_eq!(act(&register, &officer, "unitVisit", visit("2021-02-01")).await, corrected);
    let (_, mistakes) = act(&register, &officer, "unitVisit", visit("2021-02-02")).await;
    assert_eq!(mistakes, [("KEY_REUSED".to_owned(), json!(["input", "idempotencyKey"]))]);
}

#[tokio::test]
async fn a_dry_run_leaves_its_key_to_the_change_itself() {
    let register = register_of_the_acceptance().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let query = "mutation Correct($input: UnitCorrectInput!) { unitCorrect(input: $input) {
        events { code } userErrors { code } } }";
    let input = |dry_run: bool| {
        json!({ "input": { "unit": "U3", "dryRun": dry_run, "idempotencyKey": "k",
        "record": [{ "kind": "VISITED", "occurredOn": "2021-02-01", "event": "v1" }] } })
    };
    for dry_run in [true, true, false] {
        let answer = register.ask_as(&officer, query, input(dry_run)).await;
        assert_eq!(answer["unitCorrect"]["userErrors"], json!([]), "{answer}");
    }
    let again = register.ask_as(&officer, query, input(false)).await;
    assert_eq!(again["unitCorrect"]["events"], json!([{ "code": "v1" }]));
}

#[tokio::test]
async fn an_officer_of_another_province_changes_nothing() {
    let register = register_of_the_acceptance().await;
    let officer = register.token(RoleName::ProvincialOfficer, &["IR-09"]).await;
    let checks = [
        (
            "mutation { unitIdle(input: { unit: \"U6\", occurredOn: \"2021-02-01\", reasons: [] }) { unit { code } } }",
            "IR-23",
        ),
        (
            "mutation { unitCorrect(input: { unit: \"U6\", void: [{ voids: \"nothing\", note: \"x\" }] }) { unit { code } } }",
            "IR-23",
        ),
        (
            "mutation { unitVisit(input: { unit: \"U6\", occurredOn: \"2030-01-01\", idempotencyKey: \"k\" }) { unit { code } } }",
            "IR-23",
        ),
    ];
    for (query, province) in checks {
        let (code, message) = register.refusal_as(&officer, query, json!({})).await;
        assert_eq!(code, "FORBIDDEN", "{query}");
        assert!(message.contains(province), "{message}");
    }
}

#[tokio::test]
async fn notes_evidence_and_names_are_read_by_who_may() {
    let register = register_of_the_acceptance().await;
    register.import(&[("units.csv", "code,province,name_en\nN1,IR-23,New Works\n")]).await;
    let own = register.token(RoleName::ProvincialOfficer, &["IR-23"]).await;
    let commission = json!({ "unit": "N1", "event": "e1", "occurredOn": "1400-01-01", "note": "seen", "evidence": "letter 5" });
    act(&register, &own, "unitCommission", commission).await;
    let void =
        "mutation { unitCorrect(input: { unit: \"N1\", void: [{ voids: \"e1\", note: \"mistaken\" }] }) {
        userErrors { message } } }";
    register.ask_as(&own, void, json!({})).await;
    let query = "{ unit(code: \"N1\") { events(corrections: true) { nodes {
        recording { role confidential { recordedBy note evidence } }
        voidedBy { recording { role confidential { note } } } } } } }";
    let public = json!({ "recording": { "role": "PROVINCIAL_OFFICER", "confidential": null },
        "voidedBy": { "recording": { "role": "PROVINCIAL_OFFICER", "confidential": null } } });
    let mut whole = public.clone();
    whole["recording"]["confidential"] =
        json!({ "recordedBy": "provincial_officer IR-23", "note": "seen", "evidence": "letter 5" });
    whole["voidedBy"]["recording"]["confidential"] = json!({ "note": "mistaken" });

    let other = register.token(RoleName::ProvincialOfficer, &["IR-09"]).await;
    let national = register.token(RoleName::NationalOfficer, &[]).await;
    let auditor = register.token(RoleName::Auditor, &[]).await;
    assert_eq!(register.ask(query, json!({})).await["unit"]["events"]["nodes"], json!([public]));
    for (token, expected) in [(&own, &whole), (&other, &public), (&national, &whole), (&auditor, &whole)] {
        assert_eq!(
            register.ask_as(token, query, json!({})).await["unit"]["events"]["nodes"],
            json!([expected])
        );
    }
}

#[tokio::test]
async fn codes_of_senders_are_stored_as_in_files() {
    let register = register_of_the_acceptance().await;
    register.import(&[("units.csv", "code,province,name_en\nN1,IR-23,New Works\n")]).await;
    let officer = register.token(RoleName::ProvincialOfficer, &["IR-23"]).await;
    let visited = json!({ "unit": " N1\n", "event": " E-1\n", "occurredOn": "1400-01-01" });
    assert_eq!(act(&register, &officer, "unitCommission", visited).await.1, []);
    let end: Value = register
        .ask("{ units(filter: { text: \"N1\" }) { nodes { events { nodes { code } } } } }", json!({}))
        .await;
    assert_eq!(end["units"]["nodes"][0]["events"]["nodes"], json!([{ "code": "E-1" }]));

    // The sender uses the codes that the register would give next.
    let record =
        |event: Option<String>, day: &str| json!({ "kind": "VISITED", "occurredOn": day, "event": event });
    let all: Vec<Value> = (1..9)
        .map(|n| record((n % 2 == 0).then(|| format!("r{}", 18 + n)), &format!("1400-02-0{n}")))
        .collect();
    let query = "mutation Correct($input: UnitCorrectInput!) { unitCorrect(input: $input) {
        events { code } userErrors { code message } } }";
    let done = register.ask_as(&officer, query, json!({ "input": { "unit": "N1", "record": all } })).await;
    assert_eq!(done["unitCorrect"]["userErrors"], json!([]));
    assert_eq!(done["unitCorrect"]["events"].as_array().unwrap().len(), 8);
}

#[tokio::test]
async fn what_cannot_be_written_is_refused_every_time() {
    let register = register_of_the_acceptance().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    for (field, value) in [("unit", "U\0"), ("event", "e\0"), ("note", "a\0b"), ("evidence", "\u{1b}[31m")] {
        let mut input = json!({ "unit": "U1", "occurredOn": "1400-05-05", "idempotencyKey": field });
        input[field] = value.into();
        let first = act(&register, &officer, "unitVisit", input.clone()).await;
        assert!(!first.1.is_empty(), "{field}");
        assert_eq!(act(&register, &officer, "unitVisit", input).await, first);
    }
}

#[tokio::test]
async fn a_change_is_the_same_in_the_document_and_in_variables() {
    let register = register_of_the_acceptance().await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let literal = "mutation { unitIdle(input: { idempotencyKey: \"k\", unit: \"U1\", occurredOn: \"1400-05-05\", reasons: [MARKET] }) {
        event { code } userErrors { message } } }";
    let variables = "mutation ($input: UnitIdleInput!) { unitIdle(input: $input) { event { code } userErrors { message } } }";
    let input =
        json!({ "unit": "U1", "occurredOn": "1400-05-05", "reasons": ["MARKET"], "idempotencyKey": "k" });

    let first = register.ask_as(&officer, literal, json!({})).await;
    assert_eq!(first["unitIdle"]["userErrors"], json!([]));
    assert_eq!(register.ask_as(&officer, variables, json!({ "input": input })).await, first);
}
