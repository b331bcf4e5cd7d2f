//! A change locks its own rows: while it is open, changes of other things go on.

use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::events::{event, file};
use shahrak_tests::open_change::OpenChanges;
use shahrak_tests::register::Register;
use tokio::time::{sleep, timeout};

/// The time limit, on a busy machine, for all the changes that go on: below the server's limit for a statement, and so
/// for an open change.
const SOON: Duration = Duration::from_secs(8);

const HOLDER: &str = "Holder";

const PARKS: &str = "code,province,name_en,kind,ownership,approved_on
P1,IR-09,One,industrial_park,state,2000-01-01\nP2,IR-09,Two,industrial_park,state,2000-01-01\n";
const UNITS: &str =
    "code,park,province,name_en\nU1,P1,,One\nU2,P1,,Two\nU3,P2,,Three\nU4,P1,,Four\nU5,,IR-23,Five\n";
const TARGETS: &str = "year,metric,scope,population,body,value,decided_on
1402,units_revived,IR,in_parks,,4,2020-03-20\n1402,units_revived,IR-09,in_parks,,4,2020-03-20\n";

/// A change, with `NN` for a number of its own, and whether it appends to the ledger.
struct Change {
    field: &'static str,
    input: &'static str,
    appends: bool,
}

const fn change(field: &'static str, input: &'static str) -> Change {
    Change { field, input, appends: false }
}

const fn append(field: &'static str, input: &'static str) -> Change {
    Change { field, input, appends: true }
}

/// The changes that are left open, one after another.
const OPEN: [Change; 12] = [
    change("parkUpdate", r#"code: "P1", county: "Open NN""#),
    change("parkUpdate", r#"code: "P1", nameEn: "Open NN""#),
    change(
        "parkRegister",
        r#"code: "P1NN", province: "IR-09", nameEn: "New", kind: INDUSTRIAL_PARK, ownership: STATE, approvedOn: "2001-01-01""#,
    ),
    change("parkRecordInfrastructure", r#"park: "P1", line: WATER, capacity: "NN", unit: "l/s""#),
    change("unitUpdate", r#"code: "U1", nameEn: "Open NN""#),
    change("unitRegister", r#"code: "U1NN", park: "P1", nameEn: "New""#),
    change("rateRecord", r#"kind: OFFICIAL, validFrom: "2102-01-NN", validTo: "2102-01-NN", irrPerUsd: "7""#),
    change(
        "metricDefine",
        r#"code: "open_NN", nameEn: "Open NN", nameFa: "باز NN", meaningEn: "Open.", meaningFa: "باز.", measure: FLOW, unit: "units", direction: FLOOR"#,
    ),
    append("unitVisit", r#"unit: "U1", occurredOn: "1401-01-NN""#),
    append(
        "targetSet",
        r#"year: 1403, scope: "IR-09", metric: UNITS_REVIVED, value: "NN", decidedOn: "2022-03-21""#,
    ),
    append("budgetRecord", r#"year: 1402, scope: "IR-09", line: WATER, stage: LAW, amountIrr: "NN""#),
    append("supportCaseOpen", r#"unit: "U1", kind: FINANCE, occurredOn: "1401-02-NN""#),
];

/// The changes of other things that go on meanwhile; those that append to the ledger wait for each other.
const OTHERS: [Change; 12] = [
    change("parkUpdate", r#"code: "P2", county: "County NN""#),
    change(
        "parkRegister",
        r#"code: "P2NN", province: "IR-09", nameEn: "New", kind: INDUSTRIAL_PARK, ownership: STATE, approvedOn: "2001-01-01""#,
    ),
    change("parkRecordInfrastructure", r#"park: "P2", line: WATER, capacity: "NN", unit: "l/s""#),
    change("parkRecordInfrastructure", r#"park: "P2", line: POWER, capacity: "NN", unit: "MW""#),
    // In the park that may be open.
    change("unitUpdate", r#"code: "U2", nameEn: "Two NN""#),
    change("unitRegister", r#"code: "U2NN", park: "P1", nameEn: "New""#),
    change("unitUpdate", r#"code: "U3", nameEn: "Three NN""#),
    change("rateRecord", r#"kind: MARKET, validFrom: "2102-01-NN", validTo: "2102-01-NN", irrPerUsd: "7""#),
    append("unitVisit", r#"unit: "U2", occurredOn: "1401-03-NN""#),
    append(
        "targetSet",
        r#"year: 14NN, scope: "IR-05", metric: UNITS_COMMISSIONED, value: "5", decidedOn: "2022-03-21""#,
    ),
    append("budgetRecord", r#"year: 1402, scope: "IR", line: WATER, stage: LAW, amountIrr: "1NN""#),
    append("supportCaseOpen", r#"unit: "U3", kind: FINANCE, occurredOn: "1401-02-NN""#),
];

impl Change {
    fn query(&self, number: usize) -> String {
        let input = self.input.replace("NN", &format!("{:02}", number + 1));
        format!("mutation {{ {}(input: {{ {input} }}) {{ userErrors {{ code message }} }} }}", self.field)
    }
}

async fn filled() -> Register {
    let register = Register::new().await;
    let commissioned = |unit: &str| event(&format!("c-{unit}"), unit, "commissioned", "2019-05-01");
    let events = file(&["U1", "U2", "U3"].map(commissioned));
    let files =
        [("parks.csv", PARKS), ("units.csv", UNITS), ("targets.csv", TARGETS), ("events.csv", &*events)];
    register.import(&files).await;
    register
}

#[tokio::test]
async fn an_open_change_does_not_hold_up_changes_of_other_things() {
    let register = filled().await;
    let holder = register.token_of(HOLDER, RoleName::Administrator, &[]).await;
    let other = register.token(RoleName::Administrator, &[]).await;
    let mut open = OpenChanges::of(register.database_url(), HOLDER).await;

    for (number, held) in OPEN.iter().enumerate() {
        let body = json!({ "query": held.query(number) });
        let request = register.to_post("/graphql").bearer_auth(&holder).json(&body);
        let held_answer =
            tokio::spawn(async move { request.send().await.unwrap().json::<Value>().await.unwrap() });
        open.reached().await;

        let others = async {
            for change in OTHERS.iter().filter(|change| !(held.appends && change.appends)) {
                let answer = register.ask_as(&other, &change.query(number), json!({})).await;
                assert_eq!(
                    answer[change.field]["userErrors"],
                    json!([]),
                    "{} while {}",
                    change.field,
                    held.field
                );
            }
        };
        timeout(SOON, others).await.unwrap_or_else(|_| panic!("nobody waits for {}", held.field));

        open.release().await;
        let answer = held_answer.await.unwrap();
        assert_eq!(answer["data"][held.field]["userErrors"], json!([]), "{answer}");
        open.hold(HOLDER).await;
    }
}

/// An import that changes a park holds it, as a single change does: units are registered there meanwhile.
#[tokio::test]
async fn units_are_registered_in_a_park_that_an_open_import_changes() {
    let register = filled().await;
    let holder = register.token_of(HOLDER, RoleName::Administrator, &[]).await;
    let other = register.token(RoleName::Administrator, &[]).await;
    let mut open = OpenChanges::of(register.database_url(), HOLDER).await;

    let file = PARKS.replace("One", "First");
    let import = register.to_post("/imports?as=parks").bearer_auth(&holder);
    let import = import.header(CONTENT_TYPE, "text/csv").body(file).send().await.unwrap();
    assert_eq!(import.status(), 202);
    open.reached().await;

    let new_unit = change("unitRegister", r#"code: "U1NN", park: "P1", nameEn: "New""#);
    let query = new_unit.query(0);
    let answer = timeout(SOON, register.ask_as(&other, &query, json!({})));
    let answer = answer.await.expect("nobody waits for the import");
    assert_eq!(answer["unitRegister"]["userErrors"], json!([]), "{answer}");

    open.release().await;
    // A list, which tells whether the copy in memory is current.
    let parks = "{ units(first: 1) { nodes { park { name { en } } } } }";
    let shown = async {
        while register.ask(parks, json!({})).await["units"]["nodes"][0]["park"]["name"]["en"] != "First" {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(SOON, shown).await.expect("the import ends");
}

/// The version of reference data counts what is committed: a change that began earlier, but commits later, is seen too.
#[tokio::test]
async fn parks_that_commit_in_another_order_than_they_were_changed_are_all_shown() {
    let register = filled().await;
    let holder = register.token_of(HOLDER, RoleName::Administrator, &[]).await;
    let other = register.token(RoleName::Administrator, &[]).await;
    let mut open = OpenChanges::of(register.database_url(), HOLDER).await;
    let rename = |park: &str| {
        format!(
            "mutation {{ parkUpdate(input: {{ code: \"{park}\", nameEn: \"New\" }}) {{ userErrors {{ code }} }} }}"
        )
    };
    let shown = async || {
        let query = "{ one: unit(code: \"U1\") { park { name { en } } } two: unit(code: \"U3\") { park { name { en } } } }";
        let data = register.ask(query, json!({})).await;
        ["one", "two"].map(|park| data[park]["park"]["name"]["en"].as_str().unwrap().to_owned())
    };

    let request = register.to_post("/graphql").bearer_auth(&holder).json(&json!({ "query": rename("P1") }));
    let first = tokio::spawn(async move { request.send().await.unwrap() });
    open.reached().await;
    register.ask_as(&other, &rename("P2"), json!({})).await;
    assert_eq!(shown().await, ["One", "New"]);

    // The server of the first change knows of it: another one has to notice.
    let second = register.beside().await;
    let unit = "{ unit(code: \"U1\") { park { name { en } } } }";
    assert_eq!(second.ask(unit, json!({})).await["unit"]["park"]["name"]["en"], "One");
    open.release().await;
    assert_eq!(first.await.unwrap().status(), 200);
    assert_eq!(second.ask(unit, json!({})).await["unit"]["park"]["name"]["en"], "New");
    assert_eq!(shown().await, ["New", "New"]);
}
