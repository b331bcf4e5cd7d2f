//! Who may read and change support cases.

use super::*;

/// Cases c1 of U1 in IR-09, c2 of an applicant there, and c3 of U3 in IR-23.
async fn with_cases() -> Register {
    let register = filled().await;
    let national = national(&register).await;
    for input in [
        json!({ "case": "c1", "unit": "U1", "kind": "FINANCE", "occurredOn": "2021-01-10" }),
        json!({ "case": "c2", "applicant": "Amini", "province": "IR-09", "kind": "LICENCE", "occurredOn": "2021-01-11" }),
        json!({ "case": "c3", "unit": "U3", "kind": "MARKET", "occurredOn": "2021-01-12" }),
    ] {
        made(&register, &national, "supportCaseOpen", input).await;
    }
    register
}

fn codes(data: &Value) -> Vec<&str> {
    data["nodes"].as_array().unwrap().iter().map(|case| case["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn cases_are_read_by_officers_of_their_province_and_of_the_country_and_by_auditors() {
    let register = with_cases().await;
    let query =
        "{ supportCases { totalCount nodes { code } } supportCaseAggregates(groupBy: [PROVINCE]) { total }
        units { nodes { code supportCases { code } } } one: supportCase(code: \"c3\") { code }
        pipeline { units { nodes { openSupportCases { code } } } } }";
    let officer = officer(&register).await;

    let own = register.ask_as(&officer, query, json!({})).await;
    assert_eq!(codes(&own["supportCases"]), ["c1", "c2"]);
    assert_eq!(own["supportCases"]["totalCount"], 2);
    assert_eq!(own["supportCaseAggregates"]["total"], 2);
    assert_eq!(own["one"], Value::Null);
    let of_units = json!([{ "code": "U1", "supportCases": [{ "code": "c1" }] }, { "code": "U2", "supportCases": [] },
        { "code": "U3", "supportCases": null }]);
    assert_eq!(own["units"]["nodes"], of_units);
    let open = json!([{ "openSupportCases": [{ "code": "c1" }] }, { "openSupportCases": [] }, { "openSupportCases": null }]);
    assert_eq!(own["pipeline"]["units"]["nodes"], open);
    for role in [RoleName::NationalOfficer, RoleName::Auditor, RoleName::Administrator] {
        let all = register.ask_as(&register.token(role, &[]).await, query, json!({})).await;
        assert_eq!(codes(&all["supportCases"]), ["c1", "c2", "c3"], "{role:?}");
        assert_eq!(all["one"]["code"], "c3", "{role:?}");
    }

    let elsewhere = "{ supportCases(filter: { province: \"IR-23\" }) { nodes { code } } }";
    assert_eq!(register.refusal_as(&officer, elsewhere, json!({})).await.0, "FORBIDDEN");
    let result = |place: &str| {
        format!("{{ supportResult(from: \"1399-01-01\", to: \"1399-12-30\"{place}) {{ afterHelp }} }}")
    };
    assert_eq!(register.refusal_as(&officer, &result(""), json!({})).await.0, "FORBIDDEN");
    let own = register.ask_as(&officer, &result(", province: \"IR-09\""), json!({})).await;
    assert_eq!(own["supportResult"]["afterHelp"], 0);
}

#[tokio::test]
async fn a_citizen_sees_no_case() {
    let register = with_cases().await;
    for query in [
        "{ supportCases { nodes { code } } }",
        "{ supportCase(code: \"c1\") { code } }",
        "{ supportCaseAggregates(groupBy: [KIND]) { total } }",
        "{ supportResult(from: \"1399-01-01\", to: \"1399-12-30\") { afterHelp } }",
    ] {
        assert_eq!(register.refusal(query, json!({})).await.0, "UNAUTHENTICATED", "{query}");
    }
    let public = "{ unit(code: \"U1\") { supportCases { code } } pipeline { total units { nodes { openSupportCases { code } } } } }";
    let data = register.ask(public, json!({})).await;
    assert_eq!(data["unit"]["supportCases"], Value::Null);
    assert_eq!(data["pipeline"]["total"], 3);
    assert_eq!(data["pipeline"]["units"]["nodes"][0]["openSupportCases"], Value::Null);
}

#[tokio::test]
async fn a_global_id_finds_a_case_for_those_who_may_read_it() {
    let register = with_cases().await;
    let (officer, national) = (officer(&register).await, national(&register).await);
    let all = register.ask_as(&national, "{ supportCases { nodes { id code } } }", json!({})).await;
    let id = |place: usize| all["supportCases"]["nodes"][place]["id"].clone();
    let query = "query($id: ID!) { node(id: $id) { ... on SupportCase { code } } }";

    let ask = async |place: usize| {
        register.ask_as(&officer, query, json!({ "id": id(place) })).await["node"].clone()
    };
    assert_eq!(ask(0).await, json!({ "code": "c1" }));
    assert_eq!(ask(2).await, Value::Null);
    assert_eq!(register.refusal(query, json!({ "id": id(0) })).await.0, "UNAUTHENTICATED");
}
