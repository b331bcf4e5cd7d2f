//! Vintages of figures; see also the comparison of random registers in `recomputation`.

use serde_json::{Value, json};

use shahrak_tests::register::Register;

use crate::acceptance::restored_register;

const QUERY: &str = "query($figure: String!) { report(year: 1399) { knownAt vintages(figure: $figure) {
    nodes { knownAt before value difference revisions { revision { value } } records { totalCount } }
    initial { value } latest { value } } } }";

async fn vintages(register: &Register, figure: &str) -> Value {
    register.ask(QUERY, json!({ "figure": figure })).await["report"]["vintages"].take()
}

/// The values before and after each vintage.
fn values(vintages: &Value) -> Vec<(&str, &str)> {
    let nodes = vintages["nodes"].as_array().unwrap().iter();
    nodes.map(|node| (shown(&node["before"]), shown(&node["value"]))).collect()
}

fn shown(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

#[tokio::test]
async fn what_is_achieved_of_a_target_has_vintages_of_its_own_population() {
    let register = restored_register().await;

    let achieved = vintages(&register, "targets.UNITS_REVIVED.IN_PARKS.achieved").await;

    assert_eq!(values(&achieved), [("0", "1")]);
    assert_eq!(achieved["nodes"][0]["knownAt"], "2020-12-10T10:30:00.000000Z");
    assert_eq!(achieved["nodes"][0]["records"]["totalCount"], 1);
}

#[tokio::test]
async fn a_promise_changes_by_revisions() {
    let register = restored_register().await;
    let before = vintages(&register, "targets.UNITS_REVIVED.IN_PARKS.inForce").await;
    let revised = "year,metric,scope,population,body,decided_on,value,reason,source\n\
        1399,units_revived,IR,in_parks,,2021-01-02,2100,more,\n";
    register.import(&[("targets.csv", revised)]).await;

    let after = vintages(&register, "targets.UNITS_REVIVED.IN_PARKS.inForce").await;

    assert_eq!(before["initial"], before["latest"]);
    assert_eq!(values(&after), [("-", "2000"), ("2000", "2100")]);
    assert_eq!(after["nodes"][1]["revisions"], json!([{ "revision": { "value": "2100" } }]));
    assert_eq!(after["nodes"][1]["records"]["totalCount"], 0);
    assert_eq!(after["latest"]["value"], "2100");
}

#[tokio::test]
async fn figures_that_are_not_there_are_refused() {
    let register = restored_register().await;
    for (query, expected) in [
        (
            "{ report(year: 1399) { vintages(figure: \"commissioned\") { nodes { value } } } }",
            "commissioned.units",
        ),
        (
            "{ report(year: 1399) { vintages(figure: \"targets.X.achieved\") { nodes { value } } } }",
            "targets.X",
        ),
        (
            "{ report(year: 1399) { months { vintages(figure: \"stock.active\") { nodes { value } } } } }",
            "only flows",
        ),
        (
            "{ report(year: 1399) { vintages(figure: \"idled.units\", after: \"x\") { nodes { value } } } }",
            "after",
        ),
    ] {
        let answer = register.answer(query, json!({})).await;
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{answer}");
        assert!(error["message"].as_str().unwrap().contains(expected), "{answer}");
    }
}
