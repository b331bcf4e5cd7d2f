//! Lists of support cases.

use super::*;

async fn with_cases() -> (Register, String) {
    let register = filled().await;
    let national = national(&register).await;
    for (case, subject, kind, day) in [
        ("late", json!({ "unit": "U1" }), "FINANCE", "2021-02-10"),
        ("early", json!({ "unit": "U2" }), "LEGAL", "2021-01-10"),
        ("applicant", json!({ "applicant": "امینی", "province": "IR-23" }), "FINANCE", "2021-01-20"),
    ] {
        let mut input = subject;
        (input["case"], input["kind"], input["occurredOn"]) = (case.into(), kind.into(), day.into());
        made(&register, &national, "supportCaseOpen", input).await;
    }
    let refer = json!({ "case": "early", "body": "دادگاه كاشان", "occurredOn": "2021-02-01" });
    made(&register, &national, "supportCaseRefer", refer).await;
    let resolve = json!({ "case": "applicant", "outcome": "WITHDRAWN", "occurredOn": "2021-03-01" });
    made(&register, &national, "supportCaseResolve", resolve).await;
    (register, national)
}

#[tokio::test]
async fn cases_are_found_by_what_they_are() {
    let (register, national) = with_cases().await;
    let check = async |arguments: &str, expected: &[&str]| {
        let query = format!("{{ supportCases{arguments} {{ totalCount nodes {{ code }} }} }}");
        let data = register.ask_as(&national, &query, json!({})).await;
        let nodes = data["supportCases"]["nodes"].as_array().unwrap();
        let found: Vec<_> = nodes.iter().map(|case| case["code"].as_str().unwrap()).collect();
        assert_eq!(found, expected, "{arguments}");
        assert_eq!(data["supportCases"]["totalCount"], expected.len(), "{arguments}");
    };
    // U1 is 70 % built: its case comes first.
    check("", &["late", "early", "applicant"]).await;
    check("(orderBy: OPENED_ON)", &["early", "applicant", "late"]).await;
    check("(orderBy: SINCE, descending: true)", &["applicant", "late", "early"]).await;
    check("(filter: { kind: [FINANCE] })", &["late", "applicant"]).await;
    check("(filter: { status: [OPEN, REFERRED] })", &["late", "early"]).await;
    check("(filter: { outcome: [WITHDRAWN] })", &["applicant"]).await;
    check("(filter: { unit: \"U2\" })", &["early"]).await;
    check("(filter: { park: \"P1\" })", &["late", "early"]).await;
    check("(filter: { province: \"IR-23\" })", &["applicant"]).await;
    check("(filter: { body: \"دادگاه کاشان\" })", &["early"]).await;
    check("(filter: { openedOn: { from: \"2021-01-15\", to: \"2021-02-09\" } })", &["applicant"]).await;
    check("(filter: { since: { from: \"2021-02-01\", to: \"2021-02-01\" } })", &["early"]).await;
    check("(filter: { kind: [] })", &[]).await;
    check("(asOf: \"2021-02-05\", filter: { status: [OPEN] })", &["applicant"]).await;
    check("(asOf: \"2021-01-05\")", &[]).await;
}

#[tokio::test]
async fn pages_follow_each_other_in_both_directions() {
    let (register, national) = with_cases().await;
    let query = "query($after: String) { supportCases(first: 2, after: $after) {
        pageInfo { hasNextPage hasPreviousPage endCursor } nodes { code unit { code name { en } } applicant } } }";

    let first = register.ask_as(&national, query, json!({})).await;
    let after = first["supportCases"]["pageInfo"]["endCursor"].clone();
    let second = register.ask_as(&national, query, json!({ "after": after })).await;

    assert_eq!(first["supportCases"]["pageInfo"]["hasNextPage"], true);
    assert_eq!(
        second["supportCases"]["nodes"],
        json!([{ "code": "applicant", "unit": null, "applicant": "امینی" }])
    );
    let last = "{ supportCases(last: 1) { nodes { code } pageInfo { hasPreviousPage } } }";
    let last = register.ask_as(&national, last, json!({})).await;
    assert_eq!(last["supportCases"]["nodes"], json!([{ "code": "applicant" }]));
}

#[tokio::test]
async fn a_list_takes_as_many_statements_for_many_cases_as_for_few() {
    let (register, national) = with_cases().await;
    let query = "{ supportCases(first: $N) { totalCount nodes { code unit { code park { code } supportCases { code } }
        province { code } steps { code } } } }";
    let mut counted = Vec::new();
    for size in ["1", "3"] {
        register.ask_as(&national, "{ units(first: 1) { nodes { park { code } } } }", json!({})).await;
        let before = register.register.db.statements();
        register.ask_as(&national, &query.replace("$N", size), json!({})).await;
        counted.push(register.register.db.statements() - before);
    }
    assert_eq!(counted[0], counted[1]);
    assert!(counted[0] <= 6, "{counted:?}");
}
