//! Filters of units and events besides place and kind, and facets.

use serde_json::{Value, json};
use shahrak_tests::events::{Event, event, file};
use shahrak_tests::register::Register;

const PARKS: &str = "code,province,county,name_en,name_fa,kind,ownership,approved_on\n\
    TOUS,IR-09,Mashhad,Tous,طوس,industrial_park,state,1989-05-10\n\
    REY,IR-23,ري,Rey,ری,industrial_zone,state,1995-05-10\n";
const UNITS: &str = "code,park,province,name_en,name_fa,sector,licence,owner\n\
    A1,TOUS,,Tous Cheese,پنیر,food,۱۲۳/الف,Bank Melli\n\
    A2,TOUS,,Wool Works,بافت,textile,124,بانك ملی\n\
    B1,REY,,Rey Brick,گچ,,,\n\
    C1,,IR-23,Ray Cable,تار,,,Melli Steel\n";

async fn register() -> Register {
    let register = Register::new().await;
    let with = |event: Event, jobs: &str, investment: &str| Event {
        jobs: jobs.to_owned(),
        investment_irr: investment.to_owned(),
        ..event
    };
    let events = file(&[
        with(event("a1", "A1", "commissioned", "2019-05-01"), "30", "1000"),
        Event { reasons: "market;energy".to_owned(), ..event("a2", "A1", "idled", "2020-02-01") },
        Event {
            body: "ministry_department".to_owned(),
            ..with(event("a3", "A1", "revived", "2020-06-01"), "40", "500")
        },
        with(event("b1", "A2", "permit_issued", "2020-01-01"), "99", "9000"),
        with(event("c1", "B1", "commissioned", "2018-01-01"), "12", "2000"),
        Event { capacity_percent: "42.5".to_owned(), ..event("c2", "B1", "capacity_reported", "2020-04-01") },
    ]);
    register.import(&[("parks.csv", PARKS), ("units.csv", UNITS), ("events.csv", &events)]).await;
    register
}

#[tokio::test]
async fn units_are_found_by_owner_licence_county_and_numbers() {
    let register = register().await;
    let check = async |filter: Value, as_of: Option<&str>, expected: &[&str]| {
        let query = "query($filter: UnitFilter, $asOf: Date) {
            units(filter: $filter, asOf: $asOf) { totalCount nodes { code } } }";
        let data = register.ask(query, json!({ "filter": filter, "asOf": as_of })).await;
        assert_eq!(codes(&data["units"]), expected, "{filter} {as_of:?}");
        assert_eq!(data["units"]["totalCount"], expected.len(), "{filter} {as_of:?}");
    };
    check(json!({ "owner": "MELLI" }), None, &["A1", "C1"]).await;
    check(json!({ "owner": "bank melli" }), None, &["A1"]).await;
    check(json!({ "owner": "بانک" }), None, &["A2"]).await;
    check(json!({ "licence": "123/الف" }), None, &["A1"]).await;
    check(json!({ "licence": "12" }), None, &[]).await;
    check(json!({ "county": "mashhad" }), None, &["A1", "A2"]).await;
    check(json!({ "county": "ری" }), None, &["B1"]).await;
    check(json!({ "jobs": { "from": 13 } }), None, &["A1"]).await;
    check(json!({ "jobs": { "to": 40 } }), None, &["A1", "B1"]).await;
    check(json!({ "jobs": { "to": 30 } }), Some("2020-01-01"), &["A1", "B1"]).await;
    check(json!({ "capacityPercent": { "from": "42.5", "to": "42.5" } }), None, &["B1"]).await;
    check(json!({ "capacityPercent": {} }), Some("2020-03-31"), &[]).await;
    // What a permit plans and a revival costs is not added.
    check(json!({ "investmentIrr": { "from": "1000", "to": "1499" } }), None, &["A1"]).await;
    check(json!({ "investmentIrr": {} }), Some("2018-12-31"), &["B1"]).await;
    check(json!({ "status": ["INACTIVE"] }), Some("2020-03-01"), &["A1"]).await;
    check(json!({ "statusSince": { "from": "2020-02-01" } }), Some("2020-03-01"), &["A1"]).await;
    check(json!({ "lastConfirmedOn": { "to": "2019-12-31" } }), Some("2020-01-31"), &["A1", "B1"]).await;
    check(json!({ "event": { "reasons": ["ENERGY", "LEGAL"] } }), None, &["A1"]).await;
    check(json!({ "event": { "reasons": ["ENERGY"] } }), Some("2020-01-31"), &[]).await;
    check(json!({ "event": { "body": ["MINISTRY_DEPARTMENT"] } }), None, &["A1"]).await;
    check(json!({ "event": { "body": ["PROVINCIAL_COMPANY"] } }), None, &[]).await;
}

#[tokio::test]
async fn events_are_found_by_what_they_state() {
    let register = register().await;
    let check = async |filter: Value, expected: &[&str]| {
        let query = "query($filter: EventFilter) { events(filter: $filter) { totalCount nodes { code } } }";
        let data = register.ask(query, json!({ "filter": filter })).await;
        assert_eq!(codes(&data["events"]), expected, "{filter}");
        assert_eq!(data["events"]["totalCount"], expected.len(), "{filter}");
    };
    check(json!({ "reasons": ["MARKET"] }), &["a2"]).await;
    check(json!({ "reasons": [] }), &[]).await;
    check(json!({ "body": ["MINISTRY_DEPARTMENT"] }), &["a3"]).await;
    check(json!({ "jobs": { "from": 30, "to": 40 } }), &["a1", "a3"]).await;
    check(json!({ "investmentIrr": { "from": "2000" } }), &["c1", "b1"]).await;
    check(json!({ "capacityPercent": { "to": "50" } }), &["c2"]).await;
    check(json!({ "county": "Mashhad" }), &["a1", "b1", "a2", "a3"]).await;
    check(json!({ "owner": "melli", "kind": ["IDLED"] }), &["a2"]).await;
    check(json!({ "licence": "124" }), &["b1"]).await;
}

#[tokio::test]
async fn units_are_shown_and_divided_as_of_a_day() {
    let register = register().await;
    let query = "query($asOf: Date) { units(asOf: $asOf, first: 2) {
        facets { status { status count } sector { sector count } province { province { code } count } }
        nodes { code status jobs investmentIrr asOf } } }";
    let data = register.ask(query, json!({ "asOf": "2020-03-01" })).await;
    let unit = |code: &str, status: &str, jobs: Option<i32>, investment: Option<&str>| json!({ "code": code, "status": status, "jobs": jobs, "investmentIrr": investment, "asOf": "2020-03-01" });
    let facets = json!({
        "status": [{ "status": "PLANNED", "count": 1 }, { "status": "ACTIVE", "count": 1 },
            { "status": "INACTIVE", "count": 1 }, { "status": null, "count": 1 }],
        "sector": [{ "sector": "FOOD", "count": 1 }, { "sector": "TEXTILE", "count": 1 }, { "sector": null, "count": 2 }],
        "province": [{ "province": { "code": "IR-09" }, "count": 2 }, { "province": { "code": "IR-23" }, "count": 2 }],
    });
    let nodes = [unit("A1", "INACTIVE", Some(30), Some("1000")), unit("A2", "PLANNED", None, None)];
    assert_eq!(data["units"], json!({ "facets": facets, "nodes": nodes }));

    // Of parks, and of a figure of a report.
    let query = "{ parks { nodes { code units(filter: { status: [ACTIVE, SEMI_ACTIVE] }) {
            facets { status { status count } } } } }
        report(year: 1399, population: ALL) { stock { units(status: [SEMI_ACTIVE, ACTIVE]) {
            facets { province { province { code } count } } } } } }";
    let data = register.ask(query, json!({})).await;
    let parks = json!([
        { "code": "REY", "units": { "facets": { "status": [{ "status": "SEMI_ACTIVE", "count": 1 }] } } },
        { "code": "TOUS", "units": { "facets": { "status": [{ "status": "ACTIVE", "count": 1 }] } } },
    ]);
    assert_eq!(data["parks"]["nodes"], parks);
    let provinces = json!([{ "province": { "code": "IR-09" }, "count": 1 }, { "province": { "code": "IR-23" }, "count": 1 }]);
    assert_eq!(data["report"]["stock"]["units"]["facets"]["province"], provinces);
}

#[tokio::test]
async fn persian_names_are_in_the_order_of_their_alphabet() {
    let register = register().await;
    for (descending, expected) in [(false, ["A2", "A1", "C1", "B1"]), (true, ["B1", "C1", "A1", "A2"])] {
        let query = "query($down: Boolean) { units(orderBy: NAME_FA, descending: $down) { nodes { code } } }";
        let data = register.ask(query, json!({ "down": descending })).await;
        assert_eq!(codes(&data["units"]), expected);
    }
    let page = "query($after: String) { units(orderBy: NAME_FA, first: 2, after: $after) {
        pageInfo { endCursor } nodes { code } } }";
    let first = register.ask(page, json!({})).await;
    let after = &first["units"]["pageInfo"]["endCursor"];
    let second = register.ask(page, json!({ "after": after })).await;
    assert_eq!(codes(&second["units"]), ["C1", "B1"]);
}

fn codes(list: &Value) -> Vec<&str> {
    list["nodes"].as_array().unwrap().iter().map(|node| node["code"].as_str().unwrap()).collect()
}
