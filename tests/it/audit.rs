//! The audit trail: every change creates an entry, by whatever channel; who may read it; its filters.

use serde_json::{Value, json};
use shahrak_domain::act::Act;
use shahrak_domain::actor::RoleName;
use shahrak_persistence::token;
use shahrak_tests::events::{Event, event, file, void};
use shahrak_tests::import::dry_run;
use shahrak_tests::register::{Register, now};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

mod table;

const PARKS: &str = "code,province,name_en,kind,ownership,approved_on,land_total_ha\n\
    TOUS,IR-09,Tous,industrial_park,state,1989-05-10,120.50\n\
    REY,IR-23,Rey,industrial_zone,state,1995-05-10,\n";
const INFRASTRUCTURE: &str = "park,line,capacity,unit,in_service_since\nTOUS,water,40,l/s,1990-01-01\n";
const UNITS: &str = "code,park,province,name_en,sector\nA1,TOUS,,One,food\nC1,,IR-23,Two,\n";

const LIST: &str =
    "query($first: Int, $after: String, $last: Int, $filter: AuditFilter, $descending: Boolean) {
    auditEntries(first: $first, after: $after, last: $last, filter: $filter, descending: $descending) {
        totalCount pageInfo { endCursor hasNextPage }
        nodes { id at who role organisation via requestId act thing key province { code } park { code }
            unit { code park { code } } before after } } }";

/// A register with two parks, two units and the events of one of them, and the token of an auditor.
async fn filled() -> (Register, String) {
    let register = Register::new().await;
    let auditor = register.token(RoleName::Auditor, &[]).await;
    let events = file(&[
        Event { jobs: "12".to_owned(), ..event("e1", "A1", "commissioned", "2019-05-01") },
        Event {
            capacity_percent: "60.50".to_owned(),
            ..event("e2", "A1", "capacity_reported", "2020-02-01")
        },
    ]);
    let files = [
        ("parks.csv", PARKS),
        ("infrastructure.csv", INFRASTRUCTURE),
        ("units.csv", UNITS),
        ("events.csv", events.as_str()),
    ];
    register.import(&files).await;
    (register, auditor)
}

/// The entries that satisfy a filter, oldest first.
async fn entries(register: &Register, auditor: &str, filter: Value) -> Vec<Value> {
    let variables = json!({ "first": 100, "filter": filter, "descending": false });
    let mut data = register.ask_as(auditor, LIST, variables).await;
    serde_json::from_value(data["auditEntries"]["nodes"].take()).unwrap()
}

/// The objects of entries: kind and key.
fn told(entries: &[Value]) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    entries.iter().map(|entry| format!("{} {}", text(&entry["thing"]), text(&entry["key"]))).collect()
}

#[tokio::test]
async fn only_auditors_and_administrators_read_it() {
    let (register, auditor) = filled().await;
    let query = "{ auditEntries(first: 1) { nodes { id } } }";
    let id = register.ask_as(&auditor, query, json!({})).await["auditEntries"]["nodes"][0]["id"].clone();
    let node = format!("{{ node(id: {id}) {{ id }} }}");
    for query in [query, "{ auditEntries { totalCount } }", &node] {
        assert_eq!(register.refusal(query, json!({})).await.0, "UNAUTHENTICATED", "{query}");
        for (role, provinces) in
            [(RoleName::ProvincialOfficer, ["IR-09"].as_slice()), (RoleName::NationalOfficer, &[])]
        {
            let token = register.token(role, provinces).await;
            let refusal = register.refusal_as(&token, query, json!({})).await;
            assert_eq!(refusal.0, "FORBIDDEN", "{role:?} {query}");
        }
        let administrator = register.token(RoleName::Administrator, &[]).await;
        register.ask_as(&administrator, query, json!({})).await;
    }
    assert_eq!(register.ask_as(&auditor, &node, json!({})).await, json!({ "node": { "id": id } }));
}

#[tokio::test]
async fn each_row_that_an_import_adds_leaves_an_entry() {
    let (register, auditor) = filled().await;
    let all = entries(&register, &auditor, json!({ "who": "a test", "act": "import" })).await;

    let expected = [
        "PARK TOUS",
        "PARK REY",
        "INFRASTRUCTURE TOUS water",
        "UNIT A1",
        "UNIT C1",
        "EVENT A1 e1",
        "EVENT A1 e2",
    ];
    assert_eq!(told(&all), [expected.as_slice(), &["IMPORT -"]].concat());
    let (park, first, import) = (&all[0], &all[5], &all[7]);
    for entry in &all {
        let signed = [&entry["via"], &entry["role"], &entry["organisation"], &entry["requestId"]];
        assert_eq!(signed, [&json!("COMMAND_LINE"), &json!("ADMINISTRATOR"), &Value::Null, &Value::Null]);
    }
    assert_eq!(park["before"], Value::Null);
    let facts = json!({ "code": "TOUS", "province": "IR-09", "name_en": "Tous", "kind": "industrial_park",
        "ownership": "state", "approved_on": "1989-05-10", "land_total_ha": "120.5" });
    assert_eq!(park["after"], facts);
    assert_eq!((&park["province"]["code"], &park["park"]["code"]), (&json!("IR-09"), &json!("TOUS")));
    assert_eq!(first["unit"], json!({ "code": "A1", "park": { "code": "TOUS" } }));
    assert_eq!(
        (&first["after"]["kind"], &first["after"]["recorded_by"]),
        (&json!("commissioned"), &json!("a test"))
    );
    let units = json!({ "name": "units.csv", "kind": "units", "read": 2, "added": 2, "changed": 0, "unchanged": 0, "refused": 0 });
    assert_eq!(import["after"]["files"][2], units);
}

#[tokio::test]
async fn a_change_leaves_what_stood_there_before_and_after() {
    let (register, auditor) = filled().await;
    let begun = entries(&register, &auditor, json!({})).await.len();
    let parks = "code,province,name_en,kind,ownership,approved_on,land_total_ha\n\
        TOUS,IR-09,Tous of Mashhad,industrial_park,state,1989-05-10,\nREY,IR-23,Rey,industrial_zone,state,1995-05-10,\n";
    let events = file(&[event("e3", "A1", "idled", "2021-02-01")]);
    register.import(&[("parks.csv", parks), ("events.csv", &events)]).await;

    let all = entries(&register, &auditor, json!({})).await.split_off(begun);
    assert_eq!(told(&all), ["PARK TOUS", "EVENT A1 e3", "IMPORT -"]);
    let (park, event) = (&all[0], &all[1]);
    assert_eq!(
        (&park["before"]["name_en"], &park["before"]["land_total_ha"]),
        (&json!("Tous"), &json!("120.5"))
    );
    assert_eq!(
        (&park["after"]["name_en"], &park["after"]["land_total_ha"]),
        (&json!("Tous of Mashhad"), &Value::Null)
    );
    // For an event, the state of its unit.
    assert_eq!(event["before"], json!({ "status": "active", "jobs": 12, "capacity_percent": "60.5" }));
}

#[tokio::test]
async fn a_correction_and_a_revision_leave_what_they_take_the_place_of() {
    let (register, auditor) = filled().await;
    let begun = entries(&register, &auditor, json!({})).await.len();
    let idled = event("e3", "A1", "idled", "2021-02-01");
    let later = Event { replaces: "e3".to_owned(), ..event("e4", "A1", "idled", "2021-03-01") };
    let events = file(&[idled, later, void("e5", "A1", "e4")]);
    let targets = "year,metric,scope,value,decided_on\n1400,units_revived,IR,10,2021-04-01\n\
        1400,units_revived,IR,12,2021-06-01\n1400,units_revived,IR,11,2021-05-01\n";
    register.import(&[("events.csv", &events), ("targets.csv", targets)]).await;

    let all = entries(&register, &auditor, json!({})).await.split_off(begun);
    let before = |key: &str, path: &str| -> Vec<Value> {
        let own = all.iter().filter(|entry| entry["key"].as_str().is_some_and(|own| own.contains(key)));
        own.map(|entry| entry["before"].pointer(path).cloned().unwrap_or_default()).collect()
    };
    assert_eq!(before("A1 e3", "/corrects"), [Value::Null]);
    assert_eq!(before("A1 e4", "/corrects/occurred_on"), ["2021-02-01"]);
    assert_eq!(before("A1 e5", "/corrects/event"), ["e4"]);
    assert_eq!(before("A1 e5", "/corrects/replaces"), ["e3"]);
    assert_eq!(before("IR in_parks 2021-04-01", ""), [Value::Null]);
    assert_eq!(before("IR in_parks 2021-06-01", "/value"), ["10"]);
    assert_eq!(before("IR in_parks 2021-05-01", "/value"), ["12"]);
}

#[tokio::test]
async fn a_mutation_leaves_its_name_its_request_and_who_asked() {
    let (register, auditor) = filled().await;
    let officer = register.token_of("Zahra", RoleName::ProvincialOfficer, &["IR-09"]).await;
    let query = "mutation($day: Date!) { unitIdle(input: { unit: \"A1\", event: \"e9\", occurredOn: $day, reasons: [MARKET] }) {
        userErrors { code } } }";
    register.ask_as(&officer, query, json!({ "day": "2021-02-01" })).await;
    // The unit is idle already: the change is refused, without an entry.
    let refused = register.ask_as(&officer, query, json!({ "day": "2021-03-01" })).await;
    assert_ne!(refused["unitIdle"]["userErrors"], json!([]));

    let all = entries(&register, &auditor, json!({ "who": "Zahra" })).await;

    assert_eq!(told(&all), ["EVENT A1 e9"]);
    let signed = [&all[0]["via"], &all[0]["role"], &all[0]["act"]];
    assert_eq!(signed, ["API", "PROVINCIAL_OFFICER", "unitIdle"]);
    assert_eq!(all[0]["before"]["status"], "active");
    let request = json!({ "requestId": all[0]["requestId"], "via": ["API"] });
    assert_eq!(entries(&register, &auditor, request).await, all);
}

#[tokio::test]
async fn what_changes_nothing_leaves_no_entry() {
    let (register, auditor) = filled().await;
    let before = entries(&register, &auditor, json!({})).await;
    let (fresh, bad) = ("code,province,name_en\nD1,IR-09,Four\n", "code,province,name_en\nD1,IR-99,Four\n");

    register.import(&[("parks.csv", PARKS), ("units.csv", UNITS)]).await;
    assert!(!register.try_import(&[("units.csv", bad)]).await.committed);
    dry_run(register.database_url(), now(), &[("units.csv", fresh)]).await;

    assert_eq!(entries(&register, &auditor, json!({})).await, before);
}

#[tokio::test]
async fn what_ships_leaves_the_entry_of_the_act_alone() {
    let (register, auditor) = filled().await;

    let shipped = entries(&register, &auditor, json!({ "via": ["PROGRAM"] })).await;

    assert_eq!(told(&shipped), ["IMPORT -"]);
    assert_eq!(shipped[0]["after"]["files"][0]["added"], 31);
}

#[tokio::test]
async fn many_rows_of_one_statement_leave_an_entry_for_each_province() {
    let register = Register::new().await;
    let auditor = register.token(RoleName::Auditor, &[]).await;
    let check = async |thing: &str, expected: &[(Value, Value)]| {
        let found = entries(&register, &auditor, json!({ "thing": [thing] })).await;
        let found: Vec<_> =
            found.iter().map(|entry| (entry["province"]["code"].clone(), entry["after"].clone())).collect();
        assert_eq!(found, expected, "{thing}");
    };
    let unit = |number: usize| format!("U{number:04},IR-{:02},X\n", 9 + number % 2);
    let units: String = (0..1_001).map(unit).collect();
    let events: Vec<_> =
        (0..101).map(|number| event("e", &format!("U{number:04}"), "commissioned", "2019-05-01")).collect();

    register
        .import(&[("units.csv", &format!("code,province,name_en\n{units}")), ("events.csv", &file(&events))])
        .await;

    let some = |count: u32, first: &str, last: &str| json!({ "count": count, "first": first, "last": last });
    let (razavi, other) = (json!("IR-09"), json!("IR-10"));
    check(
        "UNIT",
        &[(razavi.clone(), some(501, "U0000", "U1000")), (other.clone(), some(500, "U0001", "U0999"))],
    )
    .await;
    check("EVENT", &[(razavi, some(51, "1", "101")), (other, some(50, "2", "100"))]).await;

    // Changes of rows get one entry each, however many there are.
    let renamed = units.replace(",X", ",Y");
    register.import(&[("units.csv", &format!("code,province,name_en\n{renamed}"))]).await;
    let variables = json!({ "filter": { "thing": ["UNIT"] } });
    assert_eq!(register.ask_as(&auditor, LIST, variables).await["auditEntries"]["totalCount"], 1_003);
}

#[tokio::test]
async fn a_change_by_plain_sql_is_recorded_by_the_name_in_the_database() {
    let (register, auditor) = filled().await;
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    connection.execute("UPDATE unit SET owner = 'Somebody' WHERE code = 'C1'").await.unwrap();
    connection.execute("DELETE FROM infrastructure").await.unwrap();
    // Only derived columns.
    connection.execute("UPDATE unit SET jobs = 7, name_en = name_en").await.unwrap();

    let all = entries(&register, &auditor, json!({ "via": ["DATABASE"] })).await;

    assert_eq!(told(&all), ["UNIT C1", "INFRASTRUCTURE TOUS water"]);
    let user: String =
        sqlx::query_scalar("SELECT session_user::text").fetch_one(&mut connection).await.unwrap();
    assert_eq!(
        (&all[0]["who"], &all[0]["role"], &all[0]["act"]),
        (&json!(user), &Value::Null, &json!("sql"))
    );
    assert_eq!((&all[0]["before"]["owner"], &all[0]["after"]["owner"]), (&Value::Null, &json!("Somebody")));
    assert_eq!((&all[1]["before"]["capacity"], &all[1]["after"]), (&json!("40"), &Value::Null));
}

#[tokio::test]
async fn tokens_leave_entries_without_their_hash() {
    let register = Register::new().await;
    let auditor = register.token(RoleName::Auditor, &[]).await;
    let secret = register.token_of("Zahra", RoleName::ProvincialOfficer, &["IR-09"]).await;
    // Its use is recorded without an entry.
    register.ask_as(&secret, "{ __typename }", json!({})).await;
    let tx = register.register.db.begin(&Act::on_command_line("root", "token revoke")).await.unwrap();
    token::revoke_named(&tx, "Zahra", now()).await.unwrap();
    tx.commit().await.unwrap();

    let all = entries(&register, &auditor, json!({ "thing": ["TOKEN"] })).await.split_off(1);

    let acts: Vec<_> = all.iter().map(|entry| entry["act"].as_str().unwrap()).collect();
    assert_eq!(acts, ["token create", "token revoke"]);
    assert_eq!(
        (&all[0]["after"]["name"], &all[0]["after"]["provinces"]),
        (&json!("Zahra"), &json!(["IR-09"]))
    );
    assert_eq!((&all[1]["who"], &all[1]["before"]["revoked_at"]), (&json!("root"), &Value::Null));
    assert!(all[1]["after"]["revoked_at"].is_string());
    for entry in &all {
        for facts in [&entry["before"], &entry["after"]] {
            assert!(facts.get("hash").is_none() && !facts.to_string().contains("\\\\x"), "{facts}");
        }
    }
}

#[tokio::test]
async fn entries_are_found_by_what_they_say() {
    let (register, auditor) = filled().await;
    register.import(&[("events.csv", &file(&[void("e3", "A1", "e2")]))]).await;
    let of_test = |mut filter: Value| {
        filter["who"] = json!("a test");
        filter["act"] = json!("import");
        filter
    };
    let check = async |filter: Value, expected: &[&str]| {
        let found = entries(&register, &auditor, of_test(filter.clone())).await;
        assert_eq!(told(&found), expected, "{filter}");
    };
    check(
        json!({ "thing": ["INFRASTRUCTURE", "UNIT"] }),
        &["INFRASTRUCTURE TOUS water", "UNIT A1", "UNIT C1"],
    )
    .await;
    check(json!({ "key": "A1" }), &["UNIT A1", "EVENT A1 e1", "EVENT A1 e2", "EVENT A1 e3"]).await;
    check(json!({ "key": "A1 e3" }), &["EVENT A1 e3"]).await;
    check(json!({ "key": "A" }), &[]).await;
    check(json!({ "key": "TOUS" }), &["PARK TOUS", "INFRASTRUCTURE TOUS water"]).await;
    check(json!({ "province": "IR-23" }), &["PARK REY", "UNIT C1"]).await;
    check(json!({ "via": ["API", "IMPORT", "DATABASE"] }), &[]).await;
    check(json!({ "requestId": "none" }), &[]).await;
    let all = entries(&register, &auditor, of_test(json!({}))).await;
    let (first, last) = (all[0]["at"].clone(), all.last().unwrap()["at"].clone());
    check(json!({ "to": first }), &["PARK TOUS"]).await;
    check(json!({ "from": last }), &["IMPORT -"]).await;
    assert_eq!(entries(&register, &auditor, json!({ "who": "nobody" })).await, Vec::<Value>::new());

    let refusal = |filter: Value| register.refusal_as(&auditor, LIST, json!({ "filter": filter }));
    assert_eq!(refusal(json!({ "province": "IR-99" })).await.0, "BAD_USER_INPUT");
    assert_eq!(refusal(json!({ "key": "a\0b" })).await.0, "BAD_USER_INPUT");
}

#[tokio::test]
async fn pages_lead_through_all_entries_in_either_direction() {
    let (register, auditor) = filled().await;
    let whole = entries(&register, &auditor, json!({})).await;
    assert!(whole.len() > 8, "{whole:#?}");
    for descending in [false, true] {
        let (mut found, mut after) = (Vec::new(), Value::Null);
        loop {
            let variables = json!({ "first": 3, "after": after, "descending": descending });
            let page = register.ask_as(&auditor, LIST, variables).await["auditEntries"].take();
            found.extend(page["nodes"].as_array().unwrap().clone());
            assert_eq!(page["totalCount"], whole.len());
            if page["pageInfo"]["hasNextPage"] == false {
                break;
            }
            after = page["pageInfo"]["endCursor"].clone();
        }
        if descending {
            found.reverse();
        }
        assert_eq!(found, whole);
    }
    let last = register.ask_as(&auditor, LIST, json!({ "last": 2, "descending": false })).await;
    assert_eq!(last["auditEntries"]["nodes"].as_array().unwrap(), &whole[whole.len() - 2..]);
}

#[tokio::test]
async fn a_list_takes_as_many_statements_however_long_it_is() {
    let (register, auditor) = filled().await;
    let query = "query($n: Int) { auditEntries(first: $n) { nodes { key province { code } park { code } unit { code } } } }";
    let count = async |n: usize| {
        let before = register.register.db.statements();
        register.ask_as(&auditor, query, json!({ "n": n })).await;
        register.register.db.statements() - before
    };
    // The first time, the copy of parks in memory is reloaded and the use of the token is recorded.
    count(1).await;
    // The token, the entries, and their units.
    assert_eq!((count(5).await, count(50).await), (3, 3));
}

#[tokio::test]
async fn the_database_refuses_to_change_or_delete_an_entry() {
    let (register, _) = filled().await;
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    let mut check = async |sql: &str| {
        let error = connection.execute(AssertSqlSafe(sql.to_owned())).await.expect_err(sql);
        let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
        assert_eq!(code, "23001", "{sql}: {error}");
    };
    check("UPDATE audit_entry SET who = 'other'").await;
    check("DELETE FROM audit_entry").await;
    check("TRUNCATE audit_entry").await;
    // TRUNCATE would create no entries.
    check("TRUNCATE park CASCADE").await;
    check("TRUNCATE access_token").await;
}
