//! Corrections of support cases.

use sqlx::Connection;

use super::*;

const SHOWN: &str = "supportCase { status version } history { code step occurredOn status isNew }";

async fn recorded() -> (Register, String) {
    let register = filled().await;
    let officer = officer(&register).await;
    let open = json!({ "case": "c1", "unit": "U1", "kind": "LEGAL", "occurredOn": "2021-01-10", "record": "o", "note": "n" });
    made(&register, &officer, "supportCaseOpen", open).await;
    let refer = json!({ "case": "c1", "body": "Court", "occurredOn": "2021-01-15", "record": "f" });
    made(&register, &officer, "supportCaseRefer", refer).await;
    let resolve = json!({ "case": "c1", "outcome": "HELPED", "occurredOn": "2021-01-20", "record": "d" });
    made(&register, &officer, "supportCaseResolve", resolve).await;
    (register, officer)
}

#[tokio::test]
async fn a_record_is_replaced_or_voided_and_what_was_known_stays() {
    let (register, officer) = recorded().await;
    let before = "{ supportCase(code: \"c1\") { status } provinces { code } report(year: 1399) { knownAt } }";
    let known_at = register.ask_as(&officer, before, json!({})).await["report"]["knownAt"].take();
    let input = json!({ "case": "c1", "replace": [{ "replaces": "f", "body": "Court of appeal", "occurredOn": "2021-01-16" }],
        "void": [{ "voids": "d", "note": "not yet", "record": "v" }] });
    let dry = json!({ "case": "c1", "dryRun": true, "void": [{ "voids": "d", "note": "x" }] });

    let tried = change(&register, &officer, "supportCaseCorrect", SHOWN, dry).await;
    assert_eq!(tried["supportCase"], json!({ "status": "RESOLVED", "version": 3 }));
    assert_eq!(tried["history"].as_array().unwrap().len(), 2);

    let corrected = change(&register, &officer, "supportCaseCorrect", SHOWN, input).await;
    assert_eq!(
        corrected,
        json!({ "supportCase": { "status": "REFERRED", "version": 5 }, "history": [
            { "code": "o", "step": "OPENED", "occurredOn": "2021-01-10", "status": "OPEN", "isNew": false },
            { "code": null, "step": "REFERRED", "occurredOn": "2021-01-16", "status": "REFERRED", "isNew": true },
        ], "userErrors": [] })
    );
    let query = "query($at: DateTime) { now: supportCase(code: \"c1\") { status steps(corrections: true) {
            code step body replaces voids correctedBy note } }
        then: supportCase(code: \"c1\", knownAt: $at) { status outcome steps { code body } } }";
    let data = register.ask_as(&officer, query, json!({ "at": known_at })).await;
    assert_eq!(
        data["then"],
        json!({ "status": "RESOLVED", "outcome": "HELPED", "steps": [{ "code": "o", "body": null },
            { "code": "f", "body": "Court" }, { "code": "d", "body": null }] })
    );
    let steps = data["now"]["steps"].as_array().unwrap();
    assert_eq!(data["now"]["status"], "REFERRED");
    assert!(
        steps.contains(&json!({ "code": "v", "step": null, "body": null, "replaces": null, "voids": "d",
        "correctedBy": null, "note": "not yet" }))
    );
    assert!(
        steps
            .contains(&json!({ "code": "r4", "step": "REFERRED", "body": "Court of appeal", "replaces": "f",
        "voids": null, "correctedBy": null, "note": null }))
    );

    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    assert_eq!(
        states(&mut connection).await,
        [
            "c1 2021-01-10 2021-01-15 legal open 2021-01-10 2021-01-10 known before",
            "c1 2021-01-10 2021-01-16 legal open 2021-01-10 2021-01-10 known",
            "c1 2021-01-10 legal open 2021-01-10 2021-01-10 known before",
            "c1 2021-01-15 2021-01-20 legal referred 2021-01-15 2021-01-10 Court known before",
            "c1 2021-01-15 legal referred 2021-01-15 2021-01-10 Court known before",
            "c1 2021-01-16 legal referred 2021-01-16 2021-01-10 Court of appeal known",
            "c1 2021-01-20 legal resolved 2021-01-20 2021-01-10 Court helped known before",
        ]
    );
}

#[tokio::test]
async fn what_a_correction_breaks_is_named() {
    let (register, officer) = recorded().await;
    let check = async |input: Value, expected: &[&str]| {
        let mut input = input;
        input["case"] = "c1".into();
        let payload = change(&register, &officer, "supportCaseCorrect", SHOWN, input.clone()).await;
        assert_eq!(
            (mistakes(&payload), &payload["history"]),
            (expected.iter().map(|it| (*it).to_owned()).collect(), &Value::Null),
            "{input}"
        );
    };
    check(json!({}), &["OUT_OF_RANGE input"]).await;
    check(
        json!({ "void": [{ "voids": "x", "note": "" }] }),
        &["UNKNOWN_STEP input.void.0.voids", "EMPTY input.void.0.note"],
    )
    .await;
    check(json!({ "void": [{ "voids": "o", "note": "n" }] }), &["STEP_NOT_ALLOWED input.void.0"]).await;
    check(
        json!({ "replace": [{ "replaces": "d", "outcome": null }] }),
        &["FACT_MISSING input.replace.0.outcome"],
    )
    .await;
    check(
        json!({ "replace": [{ "replaces": "f", "kind": "LEGAL" }] }),
        &["FACT_NOT_CARRIED input.replace.0.kind"],
    )
    .await;
    check(
        json!({ "replace": [{ "replaces": "f", "record": "o" }] }),
        &["ALREADY_REGISTERED input.replace.0.record"],
    )
    .await;
    check(
        json!({ "record": [{ "step": "OPENED", "kind": "LEGAL", "occurredOn": "2021-01-11" }] }),
        &["STEP_NOT_ALLOWED input.record.0"],
    )
    .await;
    let everything = ["o", "f", "d"].map(|code| json!({ "voids": code, "note": "n" }));
    check(json!({ "void": everything }), &["STEP_NOT_ALLOWED input.void.2"]).await;
    check(
        json!({ "void": [{ "voids": "d", "note": "n" }], "expectedVersion": 1 }),
        &["STALE_VERSION input.expectedVersion"],
    )
    .await;
}

#[tokio::test]
async fn a_change_of_a_case_is_in_the_audit_trail() {
    let (register, _) = recorded().await;
    let auditor = register.token(RoleName::Auditor, &[]).await;
    let query = "{ cases: auditEntries(filter: { thing: [SUPPORT_CASE] }) { nodes { act key province { code } after } }
        steps: auditEntries(filter: { thing: [SUPPORT_STEP] }, descending: false) { nodes { act key who after } } }";

    let data = register.ask_as(&auditor, query, json!({})).await;

    assert_eq!(
        data["cases"]["nodes"],
        json!([{ "act": "supportCaseOpen", "key": "c1", "province": { "code": "IR-09" },
            "after": { "case": "c1", "unit": "U1" } }])
    );
    let first = &data["steps"]["nodes"][0];
    assert_eq!((&first["key"], &first["who"]), (&json!("c1 o"), &json!("provincial_officer IR-09")));
    assert_eq!(first["after"]["kind"], "legal");
    assert_eq!(data["steps"]["nodes"].as_array().unwrap().len(), 3);
}
