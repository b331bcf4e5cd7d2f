//! Every change creates an entry, through whatever channel.

use serde_json::{Value, json};
use shahrak_domain::act::Act;
use shahrak_domain::actor::RoleName;
use shahrak_persistence::token;
use shahrak_tests::events::{Event, event, file, void};
use shahrak_tests::import::dry_run;
use shahrak_tests::register::{Register, now};
use sqlx::{Connection, Executor, PgConnection};

use super::{LIST, PARKS, UNITS, entries, filled, keys};

#[tokio::test]
async fn each_row_that_an_import_adds_has_an_entry() {
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
    assert_eq!(keys(&all), [expected.as_slice(), &["IMPORT -"]].concat());
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
async fn a_change_has_an_entry_with_the_row_before_and_after() {
    let (register, auditor) = filled().await;
    let begun = entries(&register, &auditor, json!({})).await.len();
    let parks = "code,province,name_en,kind,ownership,approved_on,land_total_ha\n\
        TOUS,IR-09,Tous of Mashhad,industrial_park,state,1989-05-10,\nREY,IR-23,Rey,industrial_zone,state,1995-05-10,\n";
    let events = file(&[event("e3", "A1", "idled", "2021-02-01")]);
    register.import(&[("parks.csv", parks), ("events.csv", &events)]).await;

    let all = entries(&register, &auditor, json!({})).await.split_off(begun);
    assert_eq!(keys(&all), ["PARK TOUS", "EVENT A1 e3", "IMPORT -"]);
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
async fn a_correction_and_a_revision_show_what_they_replace() {
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
async fn a_mutation_is_recorded_with_its_name_request_and_actor() {
    let (register, auditor) = filled().await;
    let officer = register.token_of("Zahra", RoleName::ProvincialOfficer, &["IR-09"]).await;
    let query = "mutation($day: Date!) { unitIdle(input: { unit: \"A1\", event: \"e9\", occurredOn: $day, reasons: [MARKET] }) {
        userErrors { code } } }";
    register.ask_as(&officer, query, json!({ "day": "2021-02-01" })).await;
    // The unit is idle already: the change is refused, without an entry.
    let refused = register.ask_as(&officer, query, json!({ "day": "2021-03-01" })).await;
    assert_ne!(refused["unitIdle"]["userErrors"], json!([]));

    let all = entries(&register, &auditor, json!({ "who": "Zahra" })).await;

    assert_eq!(keys(&all), ["EVENT A1 e9"]);
    let signed = [&all[0]["via"], &all[0]["role"], &all[0]["act"]];
    assert_eq!(signed, ["API", "PROVINCIAL_OFFICER", "unitIdle"]);
    assert_eq!(all[0]["before"]["status"], "active");
    let request = json!({ "requestId": all[0]["requestId"], "via": ["API"] });
    assert_eq!(entries(&register, &auditor, request).await, all);
}

#[tokio::test]
async fn a_change_without_effect_has_no_entry() {
    let (register, auditor) = filled().await;
    let before = entries(&register, &auditor, json!({})).await;
    let (fresh, bad) = ("code,province,name_en\nD1,IR-09,Four\n", "code,province,name_en\nD1,IR-99,Four\n");

    register.import(&[("parks.csv", PARKS), ("units.csv", UNITS)]).await;
    assert!(!register.try_import(&[("units.csv", bad)]).await.committed);
    dry_run(register.database_url(), now(), &[("units.csv", fresh)]).await;

    assert_eq!(entries(&register, &auditor, json!({})).await, before);
}

#[tokio::test]
async fn bundled_data_has_only_the_entry_of_its_act() {
    let (register, auditor) = filled().await;

    let shipped = entries(&register, &auditor, json!({ "via": ["PROGRAM"] })).await;

    assert_eq!(keys(&shipped), ["IMPORT -"]);
    assert_eq!(shipped[0]["after"]["files"][0]["added"], 31);
}

#[tokio::test]
async fn many_rows_of_one_statement_have_an_entry_for_each_province() {
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
async fn a_change_by_plain_sql_is_recorded_under_the_database_user() {
    let (register, auditor) = filled().await;
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    connection.execute("UPDATE unit SET owner = 'Somebody' WHERE code = 'C1'").await.unwrap();
    connection.execute("DELETE FROM infrastructure").await.unwrap();
    // Only derived columns.
    connection.execute("UPDATE unit SET jobs = 7, name_en = name_en").await.unwrap();

    let all = entries(&register, &auditor, json!({ "via": ["DATABASE"] })).await;

    assert_eq!(keys(&all), ["UNIT C1", "INFRASTRUCTURE TOUS water"]);
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
async fn entries_of_tokens_do_not_contain_their_hash() {
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
