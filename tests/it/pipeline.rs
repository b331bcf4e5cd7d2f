//! The pipeline of unfinished units, the result of support, and freshness.

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::events::{Event, event, file};
use shahrak_tests::register::Register;

const PARKS: &str = "code,province,name_en,kind,ownership,approved_on
P1,IR-09,Tous,industrial_park,state,2000-01-01
P2,IR-23,Rey,industrial_park,state,2000-01-01\n";
const LINES: &str = "park,line,capacity,unit,in_service_since
P1,water,10,l/s,2000-01-01
P1,power,10,MW,
P1,gas,10,m3/h,2022-01-01\n";
const UNITS: &str = "code,park,province,name_en,sector
U1,P1,,One,food
U2,P1,,Two,metal
U3,P2,,Three,food
U4,,IR-23,Four,food
U5,P1,,Five,food
U6,P1,,Six,food\n";

/// Units at 70 %, 40 %, 61 % and without a report; one in operation after help, one cancelled.
async fn filled() -> Register {
    let register = Register::new().await;
    let permit = |unit: &str| event("e1", unit, "permit_issued", "2019-05-01");
    let built = |unit: &str, percent: &str, day: &str| Event {
        progress_percent: percent.to_owned(),
        ..event(&format!("p{percent}"), unit, "progress_reported", day)
    };
    let land = Event { area_m2: "500".to_owned(), ..event("l", "U1", "land_assigned", "2019-06-01") };
    let cancelled =
        Event { reasons: "contract_cancelled".to_owned(), ..event("x", "U6", "cancelled", "2020-01-01") };
    let mut events: Vec<Event> = (1..=6).map(|number| permit(&format!("U{number}"))).collect();
    events.extend([land, cancelled, built("U1", "30", "2019-09-01"), built("U1", "70", "2021-02-01")]);
    events.extend([
        built("U2", "40", "2020-02-01"),
        built("U3", "61", "2020-03-01"),
        built("U5", "90", "2020-08-01"),
    ]);
    events
        .extend([event("c", "U5", "commissioned", "2021-01-31"), event("v", "U1", "visited", "2021-03-01")]);
    let cases = "case,record,step,occurred_on,unit,kind,body,outcome
c1,o,opened,2020-09-01,U5,finance,,
c1,r,resolved,2020-11-02,U5,,,helped
c2,o,opened,2020-10-01,U5,legal,,
c2,r,resolved,2021-01-21,U5,,,helped
c3,o,opened,2021-02-10,U1,market,,
";
    register
        .import(&[
            ("parks.csv", PARKS),
            ("infrastructure.csv", LINES),
            ("units.csv", UNITS),
            ("events.csv", &file(&events)),
            ("support_cases.csv", cases),
        ])
        .await;
    register
}

async fn national(register: &Register) -> String {
    register.token(RoleName::NationalOfficer, &[]).await
}

#[tokio::test]
async fn the_most_advanced_units_come_first_with_what_they_lack() {
    let register = filled().await;
    let national = national(&register).await;
    let query = "{ pipeline(asOf: \"2021-03-20\") { asOf total bands { band units } byProvince { province { code } total
            bands { units } }
        units { totalCount nodes { unit { code status } progressPercent band permittedOn waitingSince waitingDays lacksLand
            missingInfrastructure openSupportCases { code } } } } }";

    let data = register.ask_as(&national, query, json!({})).await["pipeline"].take();

    assert_eq!((&data["asOf"], &data["total"]), (&json!("2021-03-20"), &json!(4)));
    let units: Vec<_> = data["bands"].as_array().unwrap().iter().map(|band| band["units"].clone()).collect();
    assert_eq!(units, [2, 0, 1, 0, 1]);
    assert_eq!(data["bands"][0]["band"], "OVER_60");
    assert_eq!(
        data["byProvince"],
        json!([
            { "province": { "code": "IR-09" }, "total": 2,
              "bands": [{ "units": 1 }, { "units": 0 }, { "units": 1 }, { "units": 0 }, { "units": 0 }] },
            { "province": { "code": "IR-23" }, "total": 2,
              "bands": [{ "units": 1 }, { "units": 0 }, { "units": 0 }, { "units": 0 }, { "units": 1 }] },
        ])
    );
    let nodes = data["units"]["nodes"].as_array().unwrap();
    let codes: Vec<_> = nodes.iter().map(|node| node["unit"]["code"].as_str().unwrap()).collect();
    assert_eq!((codes, &data["units"]["totalCount"]), (vec!["U1", "U3", "U2", "U4"], &json!(4)));
    assert_eq!(
        nodes[0],
        json!({ "unit": { "code": "U1", "status": "UNDER_CONSTRUCTION" }, "progressPercent": "70", "band": "OVER_60",
            "permittedOn": "2019-05-01", "waitingSince": "2021-02-01", "waitingDays": 47, "lacksLand": false,
            "missingInfrastructure": ["GAS", "WASTEWATER", "ROAD", "TELECOM"], "openSupportCases": [{ "code": "c3" }] })
    );
    let last = &nodes[3];
    assert_eq!(last["band"], "NOT_REPORTED");
    assert_eq!((&last["lacksLand"], &last["missingInfrastructure"]), (&json!(true), &Value::Null));
}

#[tokio::test]
async fn the_pipeline_is_filtered_paged_and_seen_in_the_past() {
    let register = filled().await;
    let check = async |arguments: &str, units: &str, expected: &[&str]| {
        let query = format!(
            "{{ pipeline{arguments} {{ units{units} {{ totalCount pageInfo {{ endCursor }} nodes {{ unit {{ code }} }} }} }} }}"
        );
        let data = register.ask(&query, json!({})).await["pipeline"]["units"].take();
        let nodes = data["nodes"].as_array().unwrap();
        let found: Vec<_> = nodes.iter().map(|node| node["unit"]["code"].as_str().unwrap()).collect();
        assert_eq!(found, expected, "{arguments} {units}");
        data["pageInfo"]["endCursor"].as_str().unwrap_or_default().to_owned()
    };
    check("", "", &["U1", "U3", "U2", "U4"]).await;
    check("", "(band: [OVER_60])", &["U1", "U3"]).await;
    check("", "(band: [TO_40, NOT_REPORTED])", &["U2", "U4"]).await;
    check("(filter: { province: \"IR-23\" })", "", &["U3", "U4"]).await;
    check("(filter: { park: \"P1\", sector: [METAL] })", "", &["U2"]).await;
    check("(filter: { status: [PLANNED, ACTIVE] })", "", &["U4"]).await;
    // U5 was not in operation yet, and U6 not cancelled.
    check("(asOf: \"2020-12-31\")", "", &["U5", "U3", "U2", "U1", "U4"]).await;
    check("(asOf: \"2019-12-31\")", "", &["U1", "U2", "U3", "U4", "U5", "U6"]).await;
    let cursor = check("", "(first: 2)", &["U1", "U3"]).await;
    check("", &format!("(first: 2, after: \"{cursor}\")"), &["U2", "U4"]).await;
    check("", &format!("(last: 1, before: \"{cursor}\")"), &["U1"]).await;
}

#[tokio::test]
async fn units_come_into_operation_after_help_and_it_takes_days() {
    let register = filled().await;
    let national = national(&register).await;
    let shown =
        "commissioned afterHelp daysFromOpening { median average least greatest } daysFromHelp { median }
        events { totalCount nodes { unit { code } occurredOn } }";
    let ask = async |arguments: &str| {
        let query =
            format!("{{ supportResult(from: \"1399-01-01\", to: \"1399-12-30\"{arguments}) {{ {shown} }} }}");
        register.ask_as(&national, &query, json!({})).await["supportResult"].take()
    };

    let all = ask("").await;
    assert_eq!(
        all,
        json!({ "commissioned": 1, "afterHelp": 1,
            "daysFromOpening": { "median": "152", "average": "152", "least": 152, "greatest": 152 },
            "daysFromHelp": { "median": "90" },
            "events": { "totalCount": 1, "nodes": [{ "unit": { "code": "U5" }, "occurredOn": "2021-01-31" }] } })
    );
    let legal = ask(", kind: [LEGAL]").await;
    assert_eq!(
        (&legal["daysFromOpening"]["median"], &legal["daysFromHelp"]["median"]),
        (&json!("122"), &json!("10"))
    );
    let none = ask(", kind: [MARKET]").await;
    assert_eq!((&none["commissioned"], &none["afterHelp"]), (&json!(1), &json!(0)));
    assert_eq!(
        (&none["daysFromOpening"]["median"], &none["events"]["totalCount"]),
        (&Value::Null, &json!(0))
    );

    // Help that came after the commissioning is none; a case that was reopened before it is none either.
    for (name, input) in [
        ("supportCaseReopen", json!({ "case": "c1", "occurredOn": "2021-01-05" })),
        ("supportCaseReopen", json!({ "case": "c2", "occurredOn": "2021-01-22" })),
        ("supportCaseResolve", json!({ "case": "c2", "occurredOn": "2021-02-22", "outcome": "HELPED" })),
    ] {
        let kind = format!("S{}Input", &name[1..]);
        let query =
            format!("mutation($input: {kind}!) {{ {name}(input: $input) {{ userErrors {{ message }} }} }}");
        let answer = register.ask_as(&national, &query, json!({ "input": input })).await;
        assert_eq!(answer[name]["userErrors"], json!([]), "{answer}");
    }
    assert_eq!(ask("").await["afterHelp"], 0);
    let wrong = "{ supportResult(from: \"1399-02-01\", to: \"1399-01-01\") { afterHelp } }";
    assert_eq!(register.refusal_as(&national, wrong, json!({})).await.0, "BAD_USER_INPUT");
}

#[tokio::test]
async fn stale_units_are_counted_and_listed_by_place() {
    let register = filled().await;
    let query = "query($days: Int!, $asOf: Date) { freshness(olderThanDays: $days, asOf: $asOf) {
        asOf confirmedBefore total stale oldest staleUnits { totalCount nodes { code lastConfirmedOn } }
        byProvince { province { code } total stale staleUnits(first: 1) { totalCount nodes { code } } }
        byPark(first: 1) { totalCount pageInfo { endCursor hasNextPage } nodes { park { code } total stale oldest
            staleUnits { nodes { code asOf } } } } } }";

    let data = register.ask(query, json!({ "days": 365, "asOf": "2021-03-20" })).await["freshness"].take();

    // U6 is cancelled and does not count.
    assert_eq!(
        data,
        json!({ "asOf": "2021-03-20", "confirmedBefore": "2020-03-20", "total": 5, "stale": 3, "oldest": "2019-05-01",
            "staleUnits": { "totalCount": 3, "nodes": [{ "code": "U2", "lastConfirmedOn": "2020-02-01" },
                { "code": "U3", "lastConfirmedOn": "2020-03-01" }, { "code": "U4", "lastConfirmedOn": "2019-05-01" }] },
            "byProvince": [
                { "province": { "code": "IR-09" }, "total": 3, "stale": 1,
                  "staleUnits": { "totalCount": 1, "nodes": [{ "code": "U2" }] } },
                { "province": { "code": "IR-23" }, "total": 2, "stale": 2,
                  "staleUnits": { "totalCount": 2, "nodes": [{ "code": "U3" }] } }],
            "byPark": { "totalCount": 2, "pageInfo": { "endCursor": data["byPark"]["pageInfo"]["endCursor"], "hasNextPage": true },
                "nodes": [{ "park": { "code": "P1" }, "total": 3, "stale": 1, "oldest": "2020-02-01",
                    "staleUnits": { "nodes": [{ "code": "U2", "asOf": "2021-03-20" }] } }] } })
    );
    let after = "query($after: String) { freshness(olderThanDays: 365, asOf: \"2021-03-20\") { byPark(first: 5, after: $after) {
        pageInfo { hasPreviousPage } nodes { park { code } } } } }";
    let after = register.ask(after, json!({ "after": data["byPark"]["pageInfo"]["endCursor"] })).await;
    assert_eq!(
        after["freshness"]["byPark"],
        json!({ "pageInfo": { "hasPreviousPage": true }, "nodes": [{ "park": { "code": "P2" } }] })
    );
    // Today, the longest unconfirmed comes first.
    let today = register.ask(query, json!({ "days": 0 })).await["freshness"].take();
    let codes: Vec<_> = today["staleUnits"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["U4", "U2", "U3", "U5", "U1"]);
    assert_eq!(today["stale"], 5);
}

#[tokio::test]
async fn freshness_by_place_takes_a_few_statements() {
    let register = filled().await;
    register.ask("{ units(first: 1) { nodes { park { code } } } }", json!({})).await;
    let before = register.register.db.statements();
    let query =
        "{ freshness(olderThanDays: 30) { stale byProvince { stale staleUnits(first: 2) { nodes { code } } }
        byPark { nodes { stale staleUnits(first: 2) { nodes { code } } } } } }";
    register.ask(query, json!({})).await;
    assert_eq!(register.register.db.statements() - before, 3);
    let wrong = "{ freshness(olderThanDays: -1) { stale } }";
    assert_eq!(register.refusal(wrong, json!({})).await.0, "BAD_USER_INPUT");
}
