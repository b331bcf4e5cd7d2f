//! Units: filters, states as of a day and known at a moment, and history.

use serde_json::{Value, json};
use shahrak_tests::events::{Event, event, file, void};
use shahrak_tests::register::Register;
use sqlx::{Connection, PgConnection};

mod filter;

const UNITS: &str = "code,park,province,name_en,name_fa,isic_revision,isic_code,sector\n\
    A1,TOUS,,Tous Cheese,پنیر طوس,4,1050,food\n\
    A2,TOUS,,100% Wool_Works,پشم‌بافی,3,1711,textile\n\
    B1,REY,,Rey Brick,آجر ری,4,2392,non_metallic_mineral\n\
    C1,,IR-23,Ray Cable,کابل ری,,,\n\
    C2,,IR-23,Empty Plot,,,,\n";
const PARKS: &str = "code,province,name_en,name_fa,kind,ownership,approved_on\n\
    TOUS,IR-09,Tous,طوس,industrial_park,state,1989-05-10\n\
    REY,IR-23,Rey,ری,industrial_zone,state,1995-05-10\n";

/// A register with five units: one that was commissioned, idled and revived, one idled, one planned, one outside parks
/// and one without events.
async fn register() -> Register {
    let register = Register::new().await;
    let events = file(&[
        event("a1", "A1", "commissioned", "2019-05-01"),
        event("a2", "A1", "idled", "2020-02-01"),
        Event { jobs: "40".to_owned(), ..event("a3", "A1", "revived", "2020-06-01") },
        event("b1", "A2", "permit_issued", "2020-01-01"),
        Event { jobs: "12".to_owned(), ..event("c1", "B1", "commissioned", "2018-01-01") },
        event("c2", "B1", "idled", "2020-04-01"),
        Event { jobs: "7".to_owned(), ..event("d1", "C1", "commissioned", "2020-03-20") },
    ]);
    register.import(&[("parks.csv", PARKS), ("units.csv", UNITS), ("events.csv", &events)]).await;
    register
}

#[tokio::test]
async fn units_are_found_by_what_they_are() {
    let register = register().await;
    let check = async |filter: Value, expected: &[&str]| {
        let query = "query($filter: UnitFilter) { units(filter: $filter) { totalCount nodes { code } } }";
        let data = register.ask(query, json!({ "filter": filter })).await;
        let codes: Vec<&str> = data["units"]["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|unit| unit["code"].as_str().unwrap())
            .collect();
        assert_eq!(codes, expected, "{filter}");
        assert_eq!(data["units"]["totalCount"], expected.len(), "{filter}");
    };
    check(json!(null), &["A1", "A2", "B1", "C1", "C2"]).await;
    check(json!({ "province": "IR-23" }), &["B1", "C1", "C2"]).await;
    check(json!({ "park": "TOUS" }), &["A1", "A2"]).await;
    check(json!({ "population": "IN_PARKS" }), &["A1", "A2", "B1"]).await;
    check(json!({ "population": "OUTSIDE_PARKS" }), &["C1", "C2"]).await;
    check(json!({ "status": ["ACTIVE"] }), &["A1", "C1"]).await;
    check(json!({ "status": ["PLANNED", "INACTIVE"] }), &["A2", "B1"]).await;
    check(json!({ "status": [] }), &[]).await;
    check(json!({ "sector": ["FOOD", "TEXTILE"] }), &["A1", "A2"]).await;
    check(json!({ "activity": { "revision": "REV_4", "code": "1" } }), &["A1"]).await;
    check(json!({ "activity": { "revision": "REV_3", "code": "17" } }), &["A2"]).await;
    check(json!({ "text": "tous CHEESE" }), &["A1"]).await;
    check(json!({ "text": "كابل" }), &["C1"]).await;
    check(json!({ "text": "پشمبافی" }), &["A2"]).await;
    check(json!({ "text": "%" }), &["A2"]).await;
    check(json!({ "text": "l_w" }), &["A2"]).await;
    check(json!({ "statusSince": { "from": "1399-01-01" } }), &["A1", "B1", "C1"]).await;
    check(json!({ "lastConfirmedOn": { "to": "2020-03-19" } }), &["A2"]).await;
    check(json!({ "event": { "kind": ["IDLED"] } }), &["A1", "B1"]).await;
    let idled = json!({ "kind": ["IDLED"], "occurredOn": { "from": "2020-03-20", "to": "2020-04-01" } });
    check(json!({ "event": idled }), &["B1"]).await;
    check(json!({ "event": {} }), &["A1", "A2", "B1", "C1"]).await;
}

#[tokio::test]
async fn presentation_forms_make_no_difference_to_a_search() {
    let register = Register::new().await;
    // The same name in letters, and in the forms that old programs write.
    let units = "code,province,name_en,name_fa\nN1,IR-23,Ｌｏｏｍ　１００％,\u{FEFB}\u{FEDF}\u{FEEA}\nN2,IR-23,Loom,لاله\n";
    register.import(&[("units.csv", units)]).await;
    for (text, expected) in [
        ("لاله", vec!["N1", "N2"]),
        ("\u{FEFB}\u{FEDF}\u{FEEA}", vec!["N1", "N2"]),
        ("ｌｏｏｍ", vec!["N1", "N2"]),
        ("100%", vec!["N1"]),
        ("％", vec!["N1"]),
        ("＿oom", vec![]),
    ] {
        let query = "query($text: String) { units(filter: { text: $text }) { nodes { code } } }";
        let data = register.ask(query, json!({ "text": text })).await;
        let nodes = data["units"]["nodes"].as_array().unwrap();
        let codes: Vec<&str> = nodes.iter().map(|unit| unit["code"].as_str().unwrap()).collect();
        assert_eq!(codes, expected, "{text}");
    }
}

/// Words without anything to replace are searched for in a shorter way. A zero-width character, which is left out of searches,
/// makes words take the longer one.
#[tokio::test]
async fn the_shorter_way_to_searchable_words_gives_the_same() {
    let register = Register::new().await;
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    // All letters of the first plane but surrogates, alone and next to others.
    let different = "SELECT string_agg(DISTINCT to_hex(ascii(letter)), ' ')
        FROM (SELECT chr(code) AS letter FROM generate_series(1, 65533) AS code WHERE code NOT BETWEEN 55296 AND 57343) AS letters,
            LATERAL (VALUES (letter), ('A ' || letter || ' b'), ('  ' || letter), ('ا' || letter || letter || 'ی ')) AS w (words)
        WHERE searchable(words) IS DISTINCT FROM searchable(words || U&'\\200C')";
    let different: Option<String> = sqlx::query_scalar(different).fetch_one(&mut connection).await.unwrap();
    assert_eq!(different, None);
}

#[tokio::test]
async fn an_unknown_code_is_refused_by_name() {
    let register = register().await;
    let check = async |filter: Value, expected: &str| {
        let query = "query($filter: UnitFilter) { units(filter: $filter) { totalCount } }";
        let (code, message) = register.refusal(query, json!({ "filter": filter })).await;
        assert_eq!(code, "BAD_USER_INPUT");
        assert!(message.contains(expected), "{message}");
    };
    check(json!({ "province": "IR-32" }), "filter.province: “IR-32” is a province code from before 2020")
        .await;
    check(json!({ "province": "Tehran" }), "IR-00 to IR-30").await;
    check(json!({ "park": "tous" }), "filter.park: no park has the code “tous”; did you mean “TOUS”?").await;
    check(json!({ "park": "T\u{0}" }), "filter.park").await;
    check(json!({ "text": "\u{0}" }), "filter.text: a text has no zero bytes").await;
    check(json!({ "activity": { "revision": "REV_4", "code": "1x" } }), "filter.activity.code").await;
    check(json!({ "text": "a ".repeat(60) }), "filter.text: 120 characters are too many").await;

    let (code, message) =
        register.refusal("{ events(filter: { unit: \"A9\" }) { totalCount } }", json!({})).await;
    assert_eq!(code, "BAD_USER_INPUT");
    assert!(message.starts_with("filter.unit: no unit has the code “A9”"), "{message}");
}

#[tokio::test]
async fn a_look_up_that_finds_nothing_is_null() {
    let register = register().await;
    let query = r#"{ unit(code: "A9") { id } odd: unit(code: "\u0000") { id } event(unit: "A1", code: "x") { id }
        park(code: "x") { id } province(code: "IR-32") { id } year(number: 1303) { id } node(id: "x") { id } }"#;

    let data = register.ask(query, json!({})).await;

    assert!(data.as_object().unwrap().values().all(Value::is_null), "{data}");
}

#[tokio::test]
async fn units_are_ordered_as_asked() {
    let register = register().await;
    let check = async |order: Value, descending: Value, expected: &[&str]| {
        let query = "query($by: UnitOrder, $down: Boolean) {
            units(orderBy: $by, descending: $down) { nodes { code } } }";
        let data = register.ask(query, json!({ "by": order, "down": descending })).await;
        let codes: Vec<&str> = data["units"]["nodes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|unit| unit["code"].as_str().unwrap())
            .collect();
        assert_eq!(codes, expected, "{order} {descending}");
    };
    check(json!(null), json!(null), &["A1", "A2", "B1", "C1", "C2"]).await;
    check(json!("CODE"), json!(true), &["C2", "C1", "B1", "A2", "A1"]).await;
    check(json!("NAME"), json!(false), &["A2", "C2", "C1", "B1", "A1"]).await;
    check(json!("JOBS"), json!(true), &["A1", "B1", "C1", "C2", "A2"]).await;
    check(json!("STATUS_SINCE"), json!(false), &["C2", "A2", "C1", "B1", "A1"]).await;
    check(json!("LAST_CONFIRMED_ON"), json!(true), &["A1", "B1", "C1", "A2", "C2"]).await;
}

#[tokio::test]
async fn a_unit_is_shown_as_of_a_day() {
    let register = register().await;
    let check = async |day: &str, expected: Value| {
        let query = "query($day: Date) { unit(code: \"A1\", asOf: $day) {
            status statusSince jobs lastConfirmedOn asOf knownAt events { totalCount nodes { code } } } }";
        let data = register.ask(query, json!({ "day": day })).await;
        assert_eq!(data["unit"], expected, "{day}");
    };
    let nothing = json!({ "status": null, "statusSince": null, "jobs": null, "lastConfirmedOn": null,
        "asOf": "2019-04-30", "knownAt": null, "events": { "totalCount": 0, "nodes": [] } });
    check("2019-04-30", nothing).await;
    let idle = json!({ "status": "INACTIVE", "statusSince": "2020-02-01", "jobs": null,
        "lastConfirmedOn": "2020-02-01", "asOf": "2020-03-20", "knownAt": null,
        "events": { "totalCount": 2, "nodes": [{ "code": "a1" }, { "code": "a2" }] } });
    check("1399-01-01", idle).await;

    let (code, message) =
        register.refusal("{ unit(code: \"A1\", asOf: \"2030-01-01\") { id } }", json!({})).await;
    assert_eq!(code, "BAD_USER_INPUT");
    assert!(message.starts_with("asOf: 2030-01-01 is in the future"), "{message}");
    let query = "{ unit(code: \"A1\", knownAt: \"2999-01-01T00:00:00Z\") { id } }";
    let (code, message) = register.refusal(query, json!({})).await;
    assert_eq!(code, "BAD_USER_INPUT");
    assert!(message.starts_with("knownAt: "), "{message}");
}

const HISTORY: &str = "query($known: DateTime) { unit(code: \"A1\", knownAt: $known) { status jobs
    events { totalCount nodes { code } }
    history: events(corrections: true) { totalCount nodes { code effective recordedAt
        replaces { code } replacedBy { code jobs } voidedBy { code } unit { code status } } } } }";

#[tokio::test]
async fn a_history_tells_what_was_replaced_and_voided_by_the_knowledge_of_a_moment() {
    let register = register().await;
    let before = register.ask(HISTORY, json!({})).await;
    let moment = before["unit"]["history"]["nodes"][0]["recordedAt"].clone();

    let revived = Event { jobs: "44".to_owned(), ..event("a4", "A1", "revived", "2020-06-02") };
    let corrections = [Event { replaces: "a3".to_owned(), ..revived }];
    register.import(&[("events.csv", &file(&corrections))]).await;
    register.import(&[("events.csv", &file(&[void("a5", "A1", "a4")]))]).await;

    let now = register.ask(HISTORY, json!({})).await;
    assert_eq!(now["unit"]["status"], "INACTIVE");
    assert_eq!(
        now["unit"]["events"],
        json!({ "totalCount": 2, "nodes": [{ "code": "a1" }, { "code": "a2" }] })
    );
    let history = now["unit"]["history"]["nodes"].as_array().unwrap();
    let told: Vec<Value> = history.iter().map(told).collect();
    assert_eq!(
        told,
        [
            json!(["a1", true, null, null, null]),
            json!(["a2", true, null, null, null]),
            json!(["a3", false, null, "a4", null]),
            json!(["a4", false, "a3", null, "a5"]),
        ]
    );

    let mut then = register.ask(HISTORY, json!({ "known": moment })).await;
    let mut expected = before;
    // The answer for a past moment stays the same, whatever was recorded since.
    assert_eq!(then["unit"].take(), expected["unit"].take());
}

fn told(event: &Value) -> Value {
    json!([
        event["code"],
        event["effective"],
        event["replaces"]["code"],
        event["replacedBy"]["code"],
        event["voidedBy"]["code"]
    ])
}

#[tokio::test]
async fn a_list_in_parks_holds_the_units_that_a_report_counts() {
    let register = register().await;
    let query = "query($units: UnitFilter, $population: Population) {
        units(filter: $units) { totalCount }
        report(year: 1399, province: \"IR-23\", population: $population) { stock { operating planned } } }";
    let counts = async |population: Value| {
        let filter =
            json!({ "province": "IR-23", "population": population, "status": ["ACTIVE", "INACTIVE"] });
        let mut variables = json!({ "units": filter });
        if !population.is_null() {
            variables["population"] = population;
        }
        let data = register.ask(query, variables).await;
        (data["units"]["totalCount"].clone(), data["report"]["stock"]["operating"].clone())
    };
    assert_eq!(counts(json!("IN_PARKS")).await, (json!(1), json!(1)));
    assert_eq!(counts(json!("OUTSIDE_PARKS")).await, (json!(1), json!(1)));
    assert_eq!(counts(json!("ALL")).await, (json!(2), json!(2)));
    // The defaults differ, as both descriptions say.
    assert_eq!(counts(json!(null)).await, (json!(2), json!(1)));
}
