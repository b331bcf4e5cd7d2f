//! Announcements and their figures.

use serde_json::{Value, json};
use shahrak_tests::register::Register;

const TEHRAN_TIMES: &str =
    "https://www.tehrantimes.com/news/457489/1-160-new-industrial-units-established-in-Iran-since-late-Mar";

#[tokio::test]
async fn what_ships_is_there() {
    let register = Register::new().await;

    let data = register.ask("{ announcements { totalCount } figures { totalCount } }", json!({})).await;

    assert_eq!(data, json!({ "announcements": { "totalCount": 95 }, "figures": { "totalCount": 440 } }));
}

#[tokio::test]
async fn figures_are_found_by_what_they_say() {
    let register = Register::new().await;
    let check = async |filter: Value, expected: usize| {
        let query = "query($filter: FigureFilter) { figures(filter: $filter) { totalCount } }";
        let data = register.ask(query, json!({ "filter": filter })).await;
        assert_eq!(data["figures"]["totalCount"], expected, "{filter}");
    };
    // Counted in the file.
    check(json!({}), 440).await;
    check(json!({ "metric": "units_revived" }), 97).await;
    check(json!({ "metric": [] }), 0).await;
    check(json!({ "metric": "no_such_metric" }), 0).await;
    check(json!({ "measure": "TARGET" }), 49).await;
    check(json!({ "population": ["IN_PARKS"] }), 291).await;
    check(json!({ "scope": "IR" }), 355).await;
    check(json!({ "scope": "IR-09" }), 27).await;
    check(json!({ "unit": "IRR" }), 25).await;
    check(json!({ "year": 1399 }), 69).await;
    check(json!({ "speaker": "RASOULIAN" }), 102).await;
    check(json!({ "organisation": "isipo" }), 292).await;
    check(json!({ "text": "" }), 440).await;
    check(json!({ "text": " Initially   1,500" }), 1).await;
    check(json!({ "text": "initially ۱,۵۰۰" }), 1).await;
    check(json!({ "metric": "units_revived", "measure": "TARGET", "scope": "IR", "year": 1399 }), 7).await;
}

#[tokio::test]
async fn numbers_are_found_however_they_are_written() {
    let register = Register::new().await;
    let found = async |text: &str| {
        let query =
            "query($text: String!) { figures(first: 100, filter: { text: $text }) { nodes { code low } } }";
        register.ask(query, json!({ "text": text })).await["figures"]["nodes"].clone()
    };

    let plain = found("1170").await;

    let stated = plain.as_array().unwrap().iter().filter(|figure| figure["low"] == "1170").count();
    assert_eq!(stated, 3, "{plain}");
    for text in ["1,170", "۱۱۷۰", "۱٬۱۷۰", "١١٧٠"] {
        assert_eq!(found(text).await, plain, "{text}");
    }
}

#[tokio::test]
async fn an_announcement_is_found_by_one_figure_that_satisfies_all() {
    let register = Register::new().await;
    let check = async |filter: Value, expected: usize| {
        let query = "query($filter: AnnouncementFilter) { announcements(filter: $filter) { totalCount } }";
        let data = register.ask(query, json!({ "filter": filter })).await;
        assert_eq!(data["announcements"]["totalCount"], expected, "{filter}");
    };
    check(json!({ "source": TEHRAN_TIMES }), 1).await;
    check(json!({ "source": &TEHRAN_TIMES[..40] }), 0).await;
    check(json!({ "announcedFrom": "1399-10-12", "announcedTo": "2021-01-31" }), 1).await;
    check(json!({ "text": "tehrantimes.com/news/457489" }), 1).await;
    check(json!({ "metric": "jobs_revived", "measure": "TARGET" }), 2).await;
}

#[tokio::test]
async fn announcements_come_latest_first_and_those_of_unknown_day_last() {
    let register = Register::new().await;

    let query = "query($descending: Boolean) {
        announcements(first: 100, descending: $descending) { nodes { announcedOn } } }";
    let days = async |variables: Value| {
        let data = register.ask(query, variables).await;
        let days = data["announcements"]["nodes"].as_array().unwrap().iter();
        days.map(|node| node["announcedOn"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let latest = days(json!({})).await;
    let mut earliest = days(json!({ "descending": false })).await;

    assert!(latest.is_sorted_by(|one, next| one >= next), "{latest:?}");
    assert_eq!(latest.iter().filter(|day| day.is_empty()).count(), 27);
    earliest.reverse();
    assert_eq!(latest, earliest);
}

#[tokio::test]
async fn an_announcement_and_a_figure_lead_to_each_other() {
    let register = Register::new().await;

    let query = r#"{ figure(code: "a124") {
        id low high hedge note province { code } periodFrom(calendar: IRANIAN) periodTo
        announcement { id announcedOn(calendar: IRANIAN) figures { code announcement { source } } }
    } }"#;
    let data = register.ask(query, json!({})).await;
    let figure = &data["figure"];

    assert_eq!((&figure["low"], &figure["high"]), (&json!("22"), &json!("24")));
    assert_eq!(figure["periodFrom"], "1398-01-01");
    assert_eq!(figure["announcement"]["announcedOn"], "1399-11-08");
    let codes = figure["announcement"]["figures"].as_array().unwrap();
    assert_eq!(codes.first().unwrap()["code"], "a120");
    assert_eq!(codes.len(), 10);
    assert_eq!(codes[9]["announcement"]["source"], TEHRAN_TIMES);

    let by_id = "query($id: ID!) { announcement(id: $id) { id source } }";
    let found = register.ask(by_id, json!({ "id": figure["announcement"]["id"] })).await;
    assert_eq!(found["announcement"]["source"], TEHRAN_TIMES);
    let other = register.ask(by_id, json!({ "id": figure["id"] })).await;
    assert_eq!(other["announcement"], Value::Null);
}

#[tokio::test]
async fn the_figures_of_a_page_are_read_by_one_statement() {
    let register = Register::new().await;
    let statements = async |first: u32| {
        let before = register.register.db.statements();
        let query = "query($first: Int!) { announcements(first: $first) { nodes { source figures {
            code province { code } announcement { source figures { code } } } } } }";
        register.ask(query, json!({ "first": first })).await;
        register.register.db.statements() - before
    };

    assert_eq!(statements(1).await, 2);
    assert_eq!(statements(30).await, 2);
}

#[tokio::test]
async fn contradictions_among_the_figures_that_ship_are_found() {
    let register = Register::new().await;
    let ask = async |arguments: &str| {
        let query = format!(
            "{{ contradictions{arguments} {{ totalCount pageInfo {{ hasNextPage endCursor }} nodes {{
                one {{ code }} other {{ code announcement {{ source }} }} confidence relation explanation }} }} }}"
        );
        register.ask(&query, json!({})).await["contradictions"].clone()
    };

    // Those of docs/contradictions.md.
    let all = ask("").await;
    assert_eq!(all["totalCount"], 11);
    let employed = &all["nodes"][0];
    assert_eq!((&employed["one"]["code"], &employed["other"]["code"]), (&json!("a147"), &json!("a156")));
    assert_eq!(
        (&employed["confidence"], &employed["relation"]),
        (&json!("CERTAIN"), &json!("SAME_ORGANISATION"))
    );
    assert!(employed["explanation"].as_str().unwrap().starts_with("a147 says “950000”"), "{employed}");

    assert_eq!(ask("(confidence: POSSIBLE)").await["totalCount"], 4);
    assert_eq!(
        ask("(filter: { metric: [\"units_revived\"], year: 1398, measure: [FLOW] })").await["totalCount"],
        1
    );
    assert_eq!(ask("(filter: { scope: \"IR-09\" })").await["totalCount"], 0);

    let first = ask("(first: 6)").await;
    let cursor = &first["pageInfo"]["endCursor"];
    let second = ask(&format!("(first: 6, after: {cursor})")).await;
    let (mut paged, second) =
        (first["nodes"].as_array().unwrap().clone(), second["nodes"].as_array().unwrap());
    paged.extend(second.iter().cloned());
    assert_eq!(json!(paged), all["nodes"]);
}

#[tokio::test]
async fn an_announcement_lists_what_does_not_reconcile() {
    let register = Register::new().await;
    let query = "query($code: String!) {
        figure(code: $code) { announcement { findings { kind figures { code } explanation } } } }";
    let check = async |code: &str, kind: &str, figures: &[&str]| {
        let data = register.ask(query, json!({ "code": code })).await;
        let findings = data["figure"]["announcement"]["findings"].as_array().unwrap().clone();
        let codes: Vec<Value> = figures.iter().map(|code| json!({ "code": code })).collect();
        let found = findings.iter().find(|it| it["kind"] == kind && it["figures"] == json!(codes));
        let explanation = &found.unwrap_or_else(|| panic!("{code}: {findings:?}"))["explanation"];
        assert!(explanation.as_str().unwrap().starts_with(figures[0]), "{explanation}");
    };
    check("a020", "SLIP_BY_TEN", &["a020", "a019"]).await;
    check("a439", "SUPERSEDED_TARGET", &["a439", "a118"]).await;
    check("a167", "PERCENTAGE", &["a167", "a162", "a166"]).await;
}
