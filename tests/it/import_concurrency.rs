//! An import does not block other changes while it is read and checked, and its checks include what others record
//! meanwhile.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_domain::code::Coded;
use shahrak_tests::events::{Event, event, file};
use shahrak_tests::import::dry_run;
use shahrak_tests::paused::PausedImport;
use shahrak_tests::register::{Register, now};
use sqlx::{Connection, Executor, PgConnection};
use tokio::time::sleep;

/// The time limit of a change while an import runs.
const SOON: Duration = Duration::from_secs(5);

const COMMISSION: &str = "mutation ($input: UnitCommissionInput!) { unitCommission(input: $input) {
    unit { status } userErrors { message } } }";
const VISIT: &str = "mutation ($input: UnitVisitInput!) { unitVisit(input: $input) {
    unit { status } userErrors { message } } }";
const PERMIT: &str = "mutation ($input: UnitIssuePermitInput!) { unitIssuePermit(input: $input) {
    unit { status } userErrors { message } } }";
const UPDATE: &str = "mutation ($input: UnitUpdateInput!) { unitUpdate(input: $input) {
    unit { name { en } } userErrors { message } } }";
const REPORT: &str =
    "query ($knownAt: DateTime) { report(year: 1400, population: ALL, knownAt: $knownAt) { knownAt
    commissioned { units jobs } idled { units } stock { active inactive closed jobs } } }";

/// This number of units outside parks.
fn units(count: usize) -> String {
    let lines = (0..count).map(|unit| format!("U{unit},IR-0{},Unit {unit}\n", unit % 10));
    format!("code,province,name_en\n{}", lines.collect::<String>())
}

fn commissioned(unit: usize, jobs: u32) -> Event {
    Event { jobs: jobs.to_string(), ..event("c", &format!("U{unit}"), "commissioned", "2021-05-01") }
}

async fn register(count: usize) -> (Register, String) {
    let register = Register::new().await;
    register.import(&[("units.csv", &units(count))]).await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    (register, officer)
}

async fn change(register: &Register, officer: &str, mutation: &str, input: Value) -> Value {
    let began = Instant::now();
    let answer = register.ask_as(officer, mutation, json!({ "input": input })).await;
    assert!(began.elapsed() < SOON, "{:?} for {mutation}", began.elapsed());
    answer
}

#[tokio::test]
async fn nobody_waits_for_an_import_that_is_judged() {
    let (register, officer) = register(20).await;
    let files = [commissioned(1, 5), commissioned(2, 5)];
    let import = PausedImport::begin(register.database_url(), &[("events.csv", &file(&files))]).await;

    let commissioned = json!({ "unit": "U3", "occurredOn": "2021-06-01", "jobs": 7 });
    let answer = change(&register, &officer, COMMISSION, commissioned).await;
    assert_eq!(answer["unitCommission"]["unit"]["status"], "ACTIVE", "{answer}");
    let answer = change(&register, &officer, UPDATE, json!({ "code": "U4", "nameEn": "Other" })).await;
    assert_eq!(answer["unitUpdate"]["unit"]["name"]["en"], "Other", "{answer}");
    // Also an import of one line, a dry run, and a second server.
    let idled = [event("i", "U3", "idled", "2021-07-01")];
    register.import(&[("events.csv", &file(&idled))]).await;
    assert_eq!(dry_run(register.database_url(), now(), &[("units.csv", &units(3))]).await.refused(), 0);
    let second = register.beside().await;
    second.ask("{ report(year: 1400) { knownAt } }", json!({})).await;

    let report = import.finish().await;
    assert!(report.committed, "{report}");
    let report = &register.ask(REPORT, json!({})).await["report"];
    assert_eq!(report["commissioned"], json!({ "units": 3, "jobs": 17 }));
    assert_eq!(report["stock"], json!({ "active": 2, "inactive": 1, "closed": 0, "jobs": 10 }));
}

/// Few lines are written while the ledger is open, many as a batch before that.
#[tokio::test]
async fn what_is_recorded_meanwhile_of_a_unit_is_judged_with_a_small_import() {
    meanwhile(3, 1).await;
}

#[tokio::test]
async fn what_is_recorded_meanwhile_of_a_unit_is_judged_with_a_large_import() {
    meanwhile(700, 1).await;
}

/// Most of it before the units are locked.
#[tokio::test]
async fn what_is_recorded_meanwhile_of_many_units_is_judged_with_a_large_import() {
    meanwhile(700, 80).await;
}

/// Imports idlings of all units, while others record that the first `changed` of them were idled and revived before.
async fn meanwhile(count: usize, changed: usize) {
    let (register, officer) = register(count).await;
    register
        .import(&[("events.csv", &file(&(0..count).map(|unit| commissioned(unit, 1)).collect::<Vec<_>>()))])
        .await;
    let before = register.ask(REPORT, json!({})).await["report"].clone();
    let idled: Vec<Event> =
        (0..count).map(|unit| event("i", &format!("U{unit}"), "idled", "2021-09-01")).collect();
    let import = PausedImport::begin(register.database_url(), &[("events.csv", &file(&idled))]).await;

    let visit = json!({ "unit": "U0", "occurredOn": "2021-08-01" });
    change(&register, &officer, VISIT, visit).await;
    let earlier = (1..=changed).flat_map(|unit| {
        let unit = format!("U{unit}");
        let revived = event("again", &unit, "revived", "2021-07-01");
        [event("early", &unit, "idled", "2021-06-01"), Event { jobs: "4".to_owned(), ..revived }]
    });
    register.import(&[("events.csv", &file(&earlier.collect::<Vec<_>>()))]).await;
    let between = register.ask(REPORT, json!({})).await["report"].clone();

    // Between the units that are judged before they are locked, and those that change only then: the import waits for U0,
    // which it locks first.
    let mut holder = PgConnection::connect(register.database_url()).await.unwrap();
    holder.execute("BEGIN; SELECT FROM unit WHERE code = 'U0' FOR UPDATE").await.unwrap();
    let import = tokio::spawn(import.finish());
    let waits = "SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))";
    while holder.fetch_optional(waits).await.unwrap().is_none() {
        sleep(Duration::from_millis(20)).await;
    }
    let visit = json!({ "unit": "U1", "occurredOn": "2021-08-02" });
    change(&register, &officer, VISIT, visit).await;
    holder.execute("ROLLBACK").await.unwrap();

    let report = import.await.unwrap();
    assert!(report.committed, "{report}");
    let (units, changed) = (i64::try_from(count).unwrap(), i64::try_from(changed).unwrap());
    let after = register.ask(REPORT, json!({})).await["report"].clone();
    assert_eq!(after["idled"]["units"], units + changed);
    assert_eq!(after["stock"], json!({ "active": 0, "inactive": units, "closed": 0, "jobs": 0 }));
    for known in [&before, &between] {
        let again = register.ask(REPORT, json!({ "knownAt": known["knownAt"] })).await;
        assert_eq!(again["report"], *known);
    }
    assert_eq!(
        between["stock"],
        json!({ "active": units, "inactive": 0, "closed": 0, "jobs": units + 3 * changed })
    );
}

#[tokio::test]
async fn a_unit_that_is_changed_meanwhile_is_judged_again_with_what_the_import_says_of_it() {
    let (register, officer) = register(3).await;
    let owned = "code,province,name_en,owner\nU1,IR-01,Unit 1,Import\n";
    let files = [("units.csv", owned), ("events.csv", &*file(&[commissioned(1, 5)]))];
    let import = PausedImport::begin(register.database_url(), &files).await;
    change(&register, &officer, UPDATE, json!({ "code": "U1", "nameFa": "یک", "licence": "L" })).await;

    let report = import.finish().await;

    assert!(report.committed, "{report}");
    let unit = register.ask("{ unit(code: \"U1\") { status licence owner } }", json!({})).await;
    assert_eq!(unit["unit"], json!({ "status": "ACTIVE", "licence": "L", "owner": "Import" }));
}

#[tokio::test]
async fn a_line_that_cannot_stand_any_more_is_refused_and_nothing_is_recorded() {
    for count in [3, 700] {
        let (register, officer) = register(count).await;
        let lines: Vec<Event> = (0..count).map(|unit| commissioned(unit, 1)).collect();
        let import = PausedImport::begin(register.database_url(), &[("events.csv", &file(&lines))]).await;
        let commissioned = json!({ "unit": "U0", "occurredOn": "2021-06-01" });
        change(&register, &officer, COMMISSION, commissioned).await;

        let report = import.finish().await;

        assert!(!report.committed, "{report}");
        let refused: Vec<_> = report.refusals.iter().map(|it| (it.line, it.code)).collect();
        assert_eq!(refused.len(), 1, "{report}");
        assert_eq!(refused[0].0, Some(2), "{report}");
        let report = &register.ask(REPORT, json!({})).await["report"];
        assert_eq!(report["commissioned"]["units"], 1);
    }
}

#[tokio::test]
async fn a_past_that_was_overtaken_is_not_restored() {
    for count in [1, 700] {
        let (register, officer) = register(count).await;
        let restored =
            |unit| Event { recorded_at: "2022-01-01T00:00:00Z".to_owned(), ..commissioned(unit, 1) };
        let lines: Vec<Event> = (0..count).map(restored).collect();
        let import = PausedImport::begin(register.database_url(), &[("events.csv", &file(&lines))]).await;
        let permit = json!({ "unit": "U0", "occurredOn": "2021-01-01" });
        change(&register, &officer, PERMIT, permit).await;
        let before = register.ask(REPORT, json!({})).await["report"].clone();

        let report = import.finish().await;

        assert!(!report.committed, "{report}");
        assert_eq!(report.refusals[0].code.code(), "MOMENT_BEFORE_LATEST", "{report}");
        let again = register.ask(REPORT, json!({ "knownAt": before["knownAt"] })).await;
        assert_eq!(again["report"], before);
    }
}

#[tokio::test]
async fn a_file_of_units_keeps_what_it_does_not_say_and_moves_nothing_that_has_events() {
    let (register, officer) = register(3).await;
    let park =
        "code,province,name_en,kind,ownership,approved_on\nP1,IR-01,Park,industrial_park,state,2000-01-01\n";
    register.import(&[("parks.csv", park)]).await;
    let named = "code,province,name_en\nU1,IR-01,Renamed\n";
    let import = PausedImport::begin(register.database_url(), &[("units.csv", named)]).await;
    change(&register, &officer, UPDATE, json!({ "code": "U1", "licence": "L" })).await;
    let report = import.finish().await;
    assert!(report.committed, "{report}");
    let unit = register.ask("{ unit(code: \"U1\") { licence name { en } } }", json!({})).await;
    assert_eq!(unit["unit"], json!({ "licence": "L", "name": { "en": "Renamed" } }));

    let moved = "code,park,name_en\nU1,P1,Renamed\n";
    let import = PausedImport::begin(register.database_url(), &[("units.csv", moved)]).await;
    change(&register, &officer, COMMISSION, json!({ "unit": "U1", "occurredOn": "2021-06-01" })).await;
    let report = import.finish().await;
    assert!(!report.committed, "{report}");
    assert_eq!(report.refusals[0].code.code(), "PLACE_FIXED", "{report}");
}

#[tokio::test]
async fn what_another_import_has_recorded_meanwhile_is_unchanged() {
    for count in [3, 700] {
        let (register, _) = register(count).await;
        let lines = file(&(0..count).map(|unit| commissioned(unit, 1)).collect::<Vec<_>>());
        let import = PausedImport::begin(register.database_url(), &[("events.csv", &lines)]).await;
        register.import(&[("events.csv", &lines)]).await;
        let report = import.finish().await;
        assert!(report.committed, "{report}");
        assert_eq!((report.files[0].added, report.files[0].unchanged), (0, count as u64), "{report}");
    }
}

/// A unit that moves with its first event is counted where it moves to.
#[tokio::test]
async fn a_unit_that_moves_with_its_first_events_is_counted_in_its_new_park() {
    let (register, _) = register(2).await;
    let park =
        "code,province,name_en,kind,ownership,approved_on\nP1,IR-05,Park,industrial_park,state,2000-01-01\n";
    register.import(&[("parks.csv", park)]).await;
    let moved = "code,park,name_en\nU1,P1,Unit 1\n";
    register.import(&[("units.csv", moved), ("events.csv", &file(&[commissioned(1, 5)]))]).await;
    let report = "{ report(year: 1400, province: \"IR-05\") { commissioned { units jobs } }
        events(first: 1) { nodes { unit { province { code } } } } }";
    let answer = register.ask(report, json!({})).await;
    assert_eq!(answer["report"]["commissioned"], json!({ "units": 1, "jobs": 5 }));
    assert_eq!(answer["events"]["nodes"][0]["unit"]["province"]["code"], "IR-05");
}

#[tokio::test]
async fn past_answers_stay_the_same_when_the_clock_of_the_database_is_set_back() {
    let (register, officer) = register(2).await;
    // The register's clock is ahead, as after the database's clock was set back by six seconds.
    sqlx::query("UPDATE ledger_head SET settled_at = clock_timestamp() + interval '6 s'")
        .execute(
            &mut <sqlx::PgConnection as sqlx::Connection>::connect(register.database_url()).await.unwrap(),
        )
        .await
        .unwrap();
    let told = register.ask(REPORT, json!({})).await["report"].clone();
    let ready: Value = register.get("/readyz").await.json().await.unwrap();
    assert!(ready["warnings"][0].as_str().unwrap().contains("was set back by"), "{ready}");

    change(&register, &officer, COMMISSION, json!({ "unit": "U1", "occurredOn": "2021-06-01" })).await;

    let again = register.ask(REPORT, json!({ "knownAt": told["knownAt"] })).await;
    assert_eq!(again["report"], told);
    assert_eq!(register.ask(REPORT, json!({})).await["report"]["commissioned"]["units"], 1);
}

/// The records of a unit count in the sector that it has when they are written.
#[tokio::test]
async fn a_unit_whose_sector_changes_meanwhile_is_counted_in_its_new_sector() {
    for count in [3, 700] {
        let (register, officer) = register(count).await;
        let lines: Vec<Event> = (0..count).map(|unit| commissioned(unit, 1)).collect();
        let import = PausedImport::begin(register.database_url(), &[("events.csv", &file(&lines))]).await;
        change(&register, &officer, UPDATE, json!({ "code": "U0", "sector": "FOOD" })).await;

        let report = import.finish().await;

        assert!(report.committed, "{report}");
        let sectors = "{ report(year: 1400, population: ALL) { bySector { sector stock { active } } } }";
        let answer = register.ask(sectors, json!({})).await;
        let active = |sector: Value| {
            let sectors = answer["report"]["bySector"].as_array().unwrap();
            sectors.iter().find(|it| it["sector"] == sector).map(|it| it["stock"]["active"].clone())
        };
        assert_eq!(active(json!("FOOD")), Some(json!(1)), "{answer}");
        assert_eq!(active(Value::Null), Some(json!(count - 1)), "{answer}");
    }
}

/// Sums of several batches are folded into blocks that end within a batch and at its end.
#[tokio::test]
async fn a_past_between_batches_stays_though_their_sums_are_folded() {
    let (register, _) = register(1_500).await;
    let batch = |kind: &str, year: u32| {
        let lines = (0..1_500).map(|unit| event(kind, &format!("U{unit}"), kind, &format!("{year}-06-01")));
        file(&lines.collect::<Vec<_>>())
    };
    let mut answered = Vec::new();
    for (kind, year) in [
        ("commissioned", 2015),
        ("idled", 2016),
        ("revived", 2017),
        ("visited", 2018),
        ("renovated", 2019),
        ("closed", 2021),
    ] {
        register.import(&[("events.csv", &batch(kind, year))]).await;
        answered.push(register.ask(REPORT, json!({})).await["report"].clone());
    }
    for report in answered {
        let again = register.ask(REPORT, json!({ "knownAt": report["knownAt"] })).await;
        assert_eq!(again["report"], report);
    }
}
