//! Targets: setting and revising.

use super::*;

const SHOWN: &str = "target { id version metric population body province { code } original { value }
    revisions { value decidedOn reason } }";

fn new_target() -> Value {
    json!({ "year": 1405, "metric": "UNITS_REVIVED", "scope": "IR-09", "population": "ALL", "body": "PROVINCIAL_COMPANY",
        "value": "60", "decidedOn": "1405-01-20" })
}

#[tokio::test]
async fn a_target_is_set_once_and_then_revised() {
    let register = filled().await;
    let national = national(&register).await;
    let mut payload = change(&register, &national, "targetSet", SHOWN, new_target()).await;
    let id = payload["target"]["id"].take();
    assert_eq!(
        payload,
        json!({ "target": { "id": null, "version": 1, "metric": "UNITS_REVIVED", "population": "ALL",
            "body": "PROVINCIAL_COMPANY", "province": { "code": "IR-09" }, "original": { "value": "60" },
            "revisions": [{ "value": "60", "decidedOn": "2026-04-09", "reason": null }] }, "userErrors": [] })
    );
    let again = change(&register, &national, "targetSet", SHOWN, new_target()).await;
    assert_eq!(
        (&again["target"], mistakes(&again)),
        (&Value::Null, vec!["ALREADY_REGISTERED input".to_owned()])
    );

    let revise = async |input: Value| change(&register, &national, "targetRevise", SHOWN, input).await;
    let more = json!({ "target": id, "value": "80", "decidedOn": "1405-05-01", "reason": "the plan was raised", "expectedVersion": 1 });
    let payload = revise(more.clone()).await;
    assert_eq!(
        (&payload["target"]["version"], &payload["target"]["original"]["value"]),
        (&json!(2), &json!("60"))
    );
    assert_eq!(
        payload["target"]["revisions"][1],
        json!({ "value": "80", "decidedOn": "2026-07-23", "reason": "the plan was raised" })
    );

    let late = json!({ "target": id, "value": "70", "decidedOn": "1405-06-01", "expectedVersion": 1 });
    let payload = revise(late).await;
    assert_eq!(
        (&payload["target"]["version"], mistakes(&payload)),
        (&json!(2), vec!["STALE_VERSION input.expectedVersion".to_owned()])
    );
    let payload = revise(json!({ "target": id, "value": "90", "decidedOn": "1405-05-01" })).await;
    assert_eq!((&payload["target"], mistakes(&payload)), (&Value::Null, vec!["CHANGED input".to_owned()]));
    // The same decision again is there already.
    let payload = revise(
        json!({ "target": id, "value": "80", "decidedOn": "1405-05-01", "reason": "the plan was raised" }),
    )
    .await;
    assert_eq!((&payload["target"]["version"], mistakes(&payload)), (&json!(2), vec![]));
}

#[tokio::test]
async fn all_errors_in_a_target_are_reported_together() {
    let register = filled().await;
    let national = national(&register).await;
    let mut input = new_target();
    for (field, value) in [
        ("year", json!(139)),
        ("scope", json!("IR-99")),
        ("value", json!("1.5")),
        ("decidedOn", json!("1405-12-01")),
    ] {
        input[field] = value;
    }
    let payload = change(&register, &national, "targetSet", SHOWN, input).await;
    assert_eq!(
        mistakes(&payload),
        [
            "OUT_OF_RANGE input.year",
            "UNKNOWN_PROVINCE input.scope",
            "OUT_OF_RANGE input.value",
            "FUTURE_DAY input.decidedOn"
        ]
    );
    for id in ["target:7", "x", ""] {
        let input = json!({ "target": id, "value": "1", "decidedOn": "1405-05-01" });
        let payload = change(&register, &national, "targetRevise", SHOWN, input).await;
        assert_eq!(mistakes(&payload), ["UNKNOWN_TARGET input.target"]);
    }
    let input = json!({ "target": "x", "value": "-1.5", "decidedOn": "1455-05-01" });
    let payload = change(&register, &national, "targetRevise", SHOWN, input).await;
    assert_eq!(
        mistakes(&payload),
        ["UNKNOWN_TARGET input.target", "OUT_OF_RANGE input.value", "FUTURE_DAY input.decidedOn"]
    );
}

#[tokio::test]
async fn a_revision_is_part_of_the_report_at_once() {
    let register = filled().await;
    let national = national(&register).await;
    let query = "{ targets(filter: { year: 1399, national: true, metric: UNITS_REVIVED }, first: 1) { nodes { id version } } }";
    let target = register.ask(query, json!({})).await["targets"]["nodes"][0].take();
    let input = json!({ "target": target["id"], "value": "2500", "decidedOn": "1399-12-01", "expectedVersion": target["version"] });
    change(&register, &national, "targetRevise", SHOWN, input).await;
    let report = "{ report(year: 1399) { targets { metric body inForce { value } } } }";
    let data = register.ask(report, json!({})).await;
    let found = data["report"]["targets"].as_array().unwrap().iter();
    let mut found = found.filter(|it| it["metric"] == "UNITS_REVIVED" && it["body"].is_null());
    assert_eq!(found.next().unwrap()["inForce"]["value"], "2500");
}
