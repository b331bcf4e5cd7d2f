//! Announced figures compared with computed ones.

use serde_json::{Value, json};

use crate::acceptance::register_of_the_acceptance;

const HEAD: &str = "id,announced_on,date_basis,speaker,organisation,scope,population,metric,measure,qualifier,\
    value_low,value_high,unit,period_from,period_to,quote,note,source\n";

/// A register with figures: code, scope, population, metric, measure, value, unit, first and last day.
async fn announced(figures: &[&str]) -> shahrak_tests::register::Register {
    let register = register_of_the_acceptance().await;
    let line = |figure: &&str| {
        let cells: Vec<&str> = figure.split(' ').collect();
        let [code, scope, population, metric, measure, value, unit, from, to] = cells[..] else {
            panic!("{figure}")
        };
        format!(
            "{code},2021-02-01,stated,,,{scope},{population},{metric},{measure},,{value},{value},{unit},{from},{to},,,test\n"
        )
    };
    let file = HEAD.to_owned() + &figures.iter().map(line).collect::<String>();
    register.import(&[("announcements.csv", &file)]).await;
    register
}

#[tokio::test]
async fn a_comparison_leads_to_exactly_what_was_computed() {
    let register = announced(&[
        "c1 IR nationwide units_commissioned flow 3 units 2020-03-20 2021-01-27",
        "c2 IR nationwide share_inactive_or_semi_active share 17 percent  2021-01-27",
        "c3 IR in_parks parks_approved stock 3 parks  2021-01-27",
    ])
    .await;
    let query = "{
        c1: figure(code: \"c1\") { comparison { computed difference events { totalCount nodes { kind } } units { totalCount } } }
        c2: figure(code: \"c2\") { comparison { verdict units { totalCount nodes { status } } events { totalCount } } }
        c3: figure(code: \"c3\") { comparison { verdict events { totalCount } units { totalCount } } }
    }";

    let data = register.ask(query, json!({})).await;

    let commissioned = json!({ "kind": "COMMISSIONED" });
    let events = json!({ "totalCount": 3, "nodes": [commissioned, commissioned, commissioned] });
    let first = json!({ "computed": "3", "difference": "0", "events": events, "units": null });
    assert_eq!(data["c1"]["comparison"], first);
    let second = &data["c2"]["comparison"];
    assert_eq!((&second["verdict"], &second["events"]), (&json!("AGREES"), &Value::Null));
    assert_eq!(second["units"]["totalCount"], 1);
    assert_eq!(second["units"]["nodes"].as_array().map(Vec::len), Some(1));
    assert_eq!(data["c3"]["comparison"]["units"], Value::Null);
}

#[tokio::test]
async fn a_comparison_is_made_on_a_day_and_with_the_knowledge_of_a_moment() {
    let register =
        announced(&["c1 IR nationwide units_commissioned flow 3 units 2020-03-20 2021-01-27"]).await;
    let ask = async |arguments: &str| {
        let query = format!(
            "{{ figure(code: \"c1\") {{ comparison{arguments} {{ computed verdict reason knownAt }} }} }}"
        );
        register.ask(&query, json!({})).await["figure"]["comparison"].clone()
    };

    let now = ask("").await;
    let then = ask(&format!("(knownAt: {})", now["knownAt"])).await;
    assert_eq!(now, then);
    assert_eq!(now["verdict"], "AGREES");
    let before = ask("(knownAt: \"2020-01-01T00:00:00Z\")").await;
    assert_eq!((&before["verdict"], &before["reason"]), (&json!("NOT_COMPUTABLE"), &json!("NO_RECORDS")));
    assert_eq!(ask("(asOf: \"2021-01-26\")").await["reason"], "PERIOD");
}

#[tokio::test]
async fn progress_owners_and_sectors_are_taken_into_account() {
    let register = announced(&[
        "c1 IR nationwide units_over_60_percent_progress stock 1 units  2019-06-01",
        "c2 IR nationwide units_over_60_percent_progress stock 1 units  2021-01-27",
        "c3 IR nationwide units_commissioned_state flow 2 units 2020-03-20 2021-01-27",
        "c6 IR in_parks jobs_commissioned_private flow 160 persons 2020-03-20 2021-01-27",
        "c4 IR nationwide units_revived_metal flow 1 units 2020-03-20 2021-01-27",
        "c5 IR nationwide units_revived_chemical flow 1 units 2020-03-20 2021-01-27",
    ])
    .await;
    let check = async |code: &str, computed: Option<&str>, reason: Option<&str>| {
        let query = "query($code: String!) { figure(code: $code) { comparison { computed reason } } }";
        let data = register.ask(query, json!({ "code": code })).await;
        let expected = json!({ "computed": computed, "reason": reason });
        assert_eq!(data["figure"]["comparison"], expected, "{code}");
    };
    // U1 was under construction, at 65 %, and came into operation later.
    check("c1", Some("1"), None).await;
    check("c2", Some("0"), None).await;
    // One of the two units in parks stands in a park of the state.
    check("c3", Some("1"), None).await;
    check("c6", Some("160"), None).await;
    check("c4", Some("1"), None).await;
    check("c5", Some("0"), None).await;
}
