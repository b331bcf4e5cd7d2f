//! The time of changes and imports does not grow with the length of a history or of the ledger.

use std::time::Duration;

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_persistence::fold::{Sizes, fold};
use shahrak_tests::events::{Event, event, file};
use shahrak_tests::register::Register;
use sqlx::{Connection, PgConnection};
use tokio::time::Instant;

/// How many times slower an act may be on the larger register; an act that grows with it would be ten times slower.
const ALIKE: f64 = 3.0;

fn units(count: usize) -> String {
    let lines = (0..count).map(|unit| format!("U{unit},IR-0{},Unit {unit}\n", unit % 10));
    format!("code,province,name_en\n{}", lines.collect::<String>())
}

async fn number(register: &Register, query: &'static str) -> i64 {
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    sqlx::query_scalar(query).fetch_one(&mut connection).await.unwrap()
}

/// The median of several times.
async fn median(times: usize, mut act: impl AsyncFnMut(usize)) -> Duration {
    let mut taken = Vec::with_capacity(times);
    for time in 0..times {
        let began = Instant::now();
        act(time).await;
        taken.push(began.elapsed());
    }
    taken.sort_unstable();
    taken[times / 2]
}

fn assert_alike(small: Duration, large: Duration) {
    assert!(large.as_secs_f64() < ALIKE * small.as_secs_f64(), "{small:?}, then {large:?}");
}

/// Small blocks, so that there are several.
const SMALL: Sizes = Sizes { block: 256, fan: 4 };

#[tokio::test]
async fn a_long_history_makes_its_unit_no_slower() {
    let register = Register::new().await;
    let commissioned = ["U0", "U1"].map(|unit| event("c", unit, "commissioned", "2010-05-01"));
    let visited = (0..50_000).map(|visit| event(&format!("v{visit}"), "U1", "visited", "2021-05-01"));
    let events: Vec<Event> = commissioned.into_iter().chain(visited).collect();
    register.import(&[("units.csv", &units(2)), ("events.csv", &file(&events))]).await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let visited = async |unit: &str| {
        let mutation =
            "mutation ($unit: String!) { unitVisit(input: { unit: $unit, occurredOn: \"1401-01-01\" }) {
            unit { events(last: 5) { nodes { kind } } } userErrors { code } } }";
        let answer = register.ask_as(&officer, mutation, json!({ "unit": unit })).await;
        assert_eq!(answer["unitVisit"]["userErrors"], json!([]));
    };

    let short = median(15, async |_| visited("U0").await).await;
    let long = median(15, async |_| visited("U1").await).await;

    assert_alike(short, long);
}

#[tokio::test]
async fn a_long_ledger_makes_no_restored_line_slower() {
    const BATCHES: usize = 20;
    const UNITS: usize = 200;
    let register = Register::new().await;
    register.import(&[("units.csv", &units(BATCHES * UNITS))]).await;
    // Each batch restores the records of other units.
    let import = async |batch: usize| {
        let recorded_at = format!("2022-01-{:02}T00:00:00Z", batch + 1);
        let restored = (batch * UNITS..(batch + 1) * UNITS).flat_map(|unit| {
            let unit = format!("U{unit}");
            let visited = |visit: usize| event(&format!("v{visit}"), &unit, "visited", "2021-05-01");
            let mut events = vec![event("c", &unit, "commissioned", "2010-05-01")];
            events.extend((0..9).map(visited));
            events
        });
        let lines: Vec<Event> =
            restored.map(|event| Event { recorded_at: recorded_at.clone(), ..event }).collect();
        register.import(&[("events.csv", &file(&lines))]).await;
    };

    let first = median(3, async |batch| import(batch).await).await;
    for batch in 3..BATCHES - 3 {
        import(batch).await;
    }
    let last = median(3, async |batch| import(BATCHES - 3 + batch).await).await;

    assert_alike(first, last);
}

#[tokio::test]
async fn the_sums_of_events_with_a_moment_each_are_smaller_than_the_events() {
    let register = Register::new().await;
    register.import(&[("units.csv", &units(2_000))]).await;
    let events: Vec<Event> = (0..20_000)
        .map(|number| {
            let (unit, year) = (format!("U{}", number % 2_000), number / 2_000);
            let recorded_at =
                format!("2022-01-01T{:02}:{:02}:{:02}Z", number / 3600, number / 60 % 60, number % 60);
            let occurred_on = format!("201{year}-06-01");
            let (kind, jobs) = match year {
                0 => ("commissioned", "10"),
                year if year % 2 == 1 => ("idled", ""),
                _ => ("revived", "10"),
            };
            let happened = event(&format!("e{year}"), &unit, kind, &occurred_on);
            Event { jobs: jobs.to_owned(), recorded_at, ..happened }
        })
        .collect();
    register.import(&[("events.csv", &file(&events))]).await;

    let sums = "SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class WHERE relname LIKE 'tally%' AND relkind = 'r'";
    let sums = number(&register, sums).await;
    let events = number(&register, "SELECT pg_total_relation_size('unit_event')").await;

    assert!(sums < events, "{sums} bytes of sums beside {events} of events");
}

#[tokio::test]
async fn a_change_of_one_row_leaves_nothing_in_the_catalogue_of_the_database() {
    let register = Register::new().await;
    register.import(&[("units.csv", &units(1))]).await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    let rename = async |name: String| {
        let mutation = "mutation ($name: String!) { unitUpdate(input: { code: \"U0\", nameEn: $name }) {
            userErrors { code } } }";
        let answer: Value = register.ask_as(&officer, mutation, json!({ "name": name })).await;
        assert_eq!(answer["unitUpdate"]["userErrors"], json!([]));
    };
    let catalogue = "SELECT pg_relation_size('pg_attribute') + pg_relation_size('pg_class')";
    rename("First".to_owned()).await;
    let before = number(&register, catalogue).await;

    for change in 0..60 {
        rename(format!("Unit {change}")).await;
    }

    assert_eq!(number(&register, catalogue).await, before);
}

/// Deltas that are in no block are read one by one: there are few, however much is imported at once.
#[tokio::test]
async fn a_moment_before_a_large_import_is_answered_from_sums() {
    let register = Register::new().await;
    let commissioned = (0..6_000).map(|unit| event("c", &format!("U{unit}"), "commissioned", "2010-05-01"));
    let events = file(&commissioned.collect::<Vec<_>>());
    register.import(&[("units.csv", &units(6_000)), ("events.csv", &events)]).await;
    fold(register.database_url(), &Sizes::default()).await.unwrap();

    // The first block begins before all moments.
    let within = "SELECT count(*) FROM tally_delta AS d JOIN ledger_batch AS b ON b.id = d.batch
        JOIN tally_block AS k ON b.recorded_at > k.starts_at AND b.recorded_at <= k.ends_at
        WHERE k.ends_at - k.starts_at > interval '1 microsecond'";

    assert_eq!(number(&register, within).await, 0);
    let past =
        "{ report(year: 1399, knownAt: \"2015-01-01T00:00:00Z\", population: ALL) { stock { active } } }";
    assert_eq!(register.ask(past, json!({})).await["report"]["stock"]["active"], 0);
    let present = "{ report(year: 1399, population: ALL) { stock { active } } }";
    assert_eq!(register.ask(present, json!({})).await["report"]["stock"]["active"], 6_000);
}

/// A past that is restored after its block was closed makes more blocks, not a larger one.
#[tokio::test]
async fn a_restored_past_is_answered_from_sums() {
    let register = Register::new().await;
    let commissioned = (0..2_000).map(|unit| event("c", &format!("U{unit}"), "commissioned", "2010-05-01"));
    let events = file(&commissioned.collect::<Vec<_>>());
    register.import(&[("units.csv", &units(4_800)), ("events.csv", &events)]).await;
    fold(register.database_url(), &SMALL).await.unwrap();
    let restored = (2_000..4_800).map(|unit| Event {
        recorded_at: format!("2015-01-{:02}T00:{:02}:00Z", 1 + unit % 28, unit / 28 % 60),
        ..event("c", &format!("U{unit}"), "commissioned", "2010-05-01")
    });
    register.import(&[("events.csv", &file(&restored.collect::<Vec<_>>()))]).await;
    fold(register.database_url(), &SMALL).await.unwrap();

    let most = "SELECT max(deltas) FROM (SELECT count(*) AS deltas FROM tally_block AS k
        JOIN tally_delta AS d ON d.recorded_at > k.starts_at AND d.recorded_at <= k.ends_at
        WHERE k.level = 0 GROUP BY k.id) AS block";

    assert!(number(&register, most).await < 2 * SMALL.block);
    for (moment, active) in
        [("2014-12-31T00:00:00Z", 0), ("2015-01-14T12:00:00Z", 1_400), ("2015-02-01T00:00:00Z", 2_800)]
    {
        let past = "query ($at: DateTime) { report(year: 1399, knownAt: $at, population: ALL) { stock { active } } }";
        let answer = register.ask(past, json!({ "at": moment })).await;
        assert_eq!(answer["report"]["stock"]["active"], active, "{moment}");
    }
}
