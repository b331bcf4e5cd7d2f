//! Look-ups by global id, and lists within lists.

use serde_json::{Value, json};
use shahrak_tests::events::{event, file};
use shahrak_tests::register::Register;

const UNITS: &str = "code,park,province,name_en\n\
    A1,TOUS,,One\nA2,TOUS,,Two\nA3,TOUS,,Three\nB1,REY,,Four\nC1,,IR-23,Five\n";
const PARKS: &str = "code,province,name_en,kind,ownership,approved_on,operating_since,closed_on,latitude,longitude\n\
    TOUS,IR-09,Tous,industrial_park,state,1989-05-10,1990-01-01,,36.47,59.44\n\
    REY,IR-23,Rey,industrial_zone,non_governmental,1995-05-10,,,,\n\
    OLD,IR-23,Old,industrial_zone,state,1980-05-10,1981-01-01,2000-01-01,,\n";

async fn register() -> Register {
    let register = Register::new().await;
    let events = file(&[
        event("1", "A1", "commissioned", "2019-05-01"),
        event("2", "A1", "idled", "2020-02-01"),
        event("3", "A2", "permit_issued", "2020-01-01"),
        event("4", "B1", "commissioned", "2018-01-01"),
    ]);
    register.import(&[("parks.csv", PARKS), ("units.csv", UNITS), ("events.csv", &events)]).await;
    register
}

#[tokio::test]
async fn every_thing_is_found_by_its_id() {
    let register = register().await;
    let query = "{ provinces { id } years { id } parks { nodes { id } } units { nodes { id events { nodes { id } } } }
        announcements(first: 2) { nodes { id figures { id } } } targets { nodes { id } } }";
    let data = register.ask(query, json!({})).await;
    let mut ids = Vec::new();
    collect(&data, &mut ids);
    assert!(ids.len() > 60, "{ids:?}");

    for ids in ids.chunks(100) {
        let found =
            register.ask("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", json!({ "ids": ids }));
        let found = found.await;
        let found: Vec<&str> = found["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| node["id"].as_str().unwrap_or("none"))
            .collect();
        assert_eq!(found, ids);
    }
}

fn collect(value: &Value, ids: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, ids)),
        Value::Object(fields) => {
            ids.extend(fields.get("id").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| collect(field, ids));
        }
        _ => {}
    }
}

#[tokio::test]
async fn more_than_a_hundred_ids_are_refused() {
    let register = register().await;

    let ids = vec!["x"; 101];
    let query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let (code, message) = register.refusal(query, json!({ "ids": ids })).await;

    assert_eq!(code, "BAD_USER_INPUT");
    assert!(message.starts_with("ids: "), "{message}");
}

#[tokio::test]
async fn lists_within_lists_are_those_of_each() {
    let register = register().await;
    let query = "{ parks(orderBy: NAME, descending: true) { nodes { code province { code }
        units(first: 2) { totalCount pageInfo { hasNextPage } nodes { code events(last: 1) { totalCount nodes { code unit { code } } } } } } } }";

    let data = register.ask(query, json!({})).await;

    let none = json!({ "totalCount": 0, "nodes": [] });
    let one = |events: usize, event: &str, unit: &str| json!({ "totalCount": events, "nodes": [{ "code": event, "unit": { "code": unit } }] });
    let expected = json!([
        { "code": "TOUS", "province": { "code": "IR-09" }, "units": { "totalCount": 3, "pageInfo": { "hasNextPage": true },
            "nodes": [{ "code": "A1", "events": one(2, "2", "A1") }, { "code": "A2", "events": one(1, "3", "A2") }] } },
        { "code": "REY", "province": { "code": "IR-23" }, "units": { "totalCount": 1, "pageInfo": { "hasNextPage": false },
            "nodes": [{ "code": "B1", "events": one(1, "4", "B1") }] } },
        { "code": "OLD", "province": { "code": "IR-23" }, "units": { "totalCount": 0, "pageInfo": { "hasNextPage": false },
            "nodes": [] } },
    ]);
    assert_eq!(data["parks"]["nodes"], expected);

    let query = "{ province(code: \"IR-23\") { parks { totalCount nodes { code } }
        units(filter: { population: OUTSIDE_PARKS }) { nodes { code events { totalCount nodes { code } } } } } }";
    let data = register.ask(query, json!({})).await;
    assert_eq!(
        data["province"]["parks"],
        json!({ "totalCount": 2, "nodes": [{ "code": "OLD" }, { "code": "REY" }] })
    );
    assert_eq!(data["province"]["units"]["nodes"], json!([{ "code": "C1", "events": none }]));
}

#[tokio::test]
async fn parks_are_found_by_what_they_are() {
    let register = register().await;
    let check = async |filter: Value, expected: &[&str]| {
        let query = "query($filter: ParkFilter) { parks(filter: $filter) { totalCount nodes { code } } }";
        let data = register.ask(query, json!({ "filter": filter })).await;
        let codes: Vec<&str> = data["parks"]["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|park| park["code"].as_str().unwrap())
            .collect();
        assert_eq!(codes, expected, "{filter}");
        assert_eq!(data["parks"]["totalCount"], expected.len(), "{filter}");
    };
    check(json!(null), &["OLD", "REY", "TOUS"]).await;
    check(json!({ "province": "IR-23" }), &["OLD", "REY"]).await;
    check(json!({ "kind": ["INDUSTRIAL_PARK"] }), &["TOUS"]).await;
    check(json!({ "ownership": "NON_GOVERNMENTAL" }), &["REY"]).await;
    check(json!({ "text": "tou" }), &["TOUS"]).await;
    check(json!({ "approvedAsOf": "1999-12-31" }), &["OLD", "REY", "TOUS"]).await;
    check(json!({ "approvedAsOf": "2000-01-01" }), &["REY", "TOUS"]).await;
    check(json!({ "operatingAsOf": "1989-12-31" }), &["OLD"]).await;
    check(json!({ "operatingAsOf": "2020-01-01" }), &["TOUS"]).await;
}
