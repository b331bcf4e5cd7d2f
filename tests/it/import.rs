//! Imports of spreadsheets: all or nothing, with all errors reported.

use std::time::Duration;

use serde_json::json;
use shahrak_domain::code::Coded;
use shahrak_domain::import::ImportReport;
use shahrak_tests::events::{Event, event, file, void};
use shahrak_tests::import::{dry_run, try_import};
use shahrak_tests::register::{Register, now};
use sqlx::{Connection as _, Executor as _, PgConnection};
use tokio::time::{sleep, timeout};

const UNITS: &str = "code,province,name_en\nU1,IR-09,One\nU2,IR-23,Two\n";
const NUMBERS: &str = "{ units { totalCount } events { totalCount } report(year: 1400, population: ALL) {
    commissioned { units } stock { active inactive } } }";

#[tokio::test]
async fn what_is_tried_keeps_nobody_waiting_and_waits_for_nobody() {
    let register = Register::new().await;
    let mut other = PgConnection::connect(register.database_url()).await.unwrap();
    other
        .execute("BEGIN; SELECT pg_advisory_xact_lock(1399, 3), pg_advisory_xact_lock(1399, 1)")
        .await
        .unwrap();
    let events = file(&[event("e1", "U1", "commissioned", "2021-05-01")]);
    let files = [("units.csv", UNITS), ("events.csv", events.as_str())];

    let tried =
        timeout(Duration::from_secs(20), dry_run(register.database_url(), now(), &files)).await.unwrap();

    assert_eq!((tried.refused(), tried.committed), (0, false), "{tried}");
    assert_eq!(register.ask(NUMBERS, json!({})).await["units"]["totalCount"], 0);
}

#[tokio::test]
async fn the_same_files_change_nothing_the_second_time() {
    let register = Register::new().await;
    let events = file(&[
        event("e1", "U1", "commissioned", "2021-05-01"),
        Event { replaces: "e1".to_owned(), ..event("e2", "U1", "commissioned", "2021-05-02") },
        void("e3", "U1", "e2"),
        event("e4", "U1", "commissioned", "2021-05-03"),
    ]);
    let files = [("units.csv", UNITS), ("events.csv", events.as_str())];

    let first = register.import(&files).await;
    let numbers = register.ask(NUMBERS, json!({})).await;
    let second = register.import(&files).await;

    assert_eq!(counts(&first), [(2, 2, 0), (4, 4, 0)]);
    assert_eq!(counts(&second), [(2, 0, 2), (4, 0, 4)]);
    assert_eq!(register.ask(NUMBERS, json!({})).await, numbers);
}

#[tokio::test]
async fn nothing_is_recorded_unless_everything_is() {
    let register = Register::new().await;
    let before = register.ask(NUMBERS, json!({})).await;
    let good = file(&[event("e1", "U1", "commissioned", "2021-05-01")]);
    let bad =
        file(&[event("e1", "U1", "commissioned", "2021-05-01"), event("e2", "U9", "idled", "2021-06-01")]);

    let refused = register.try_import(&[("units.csv", UNITS), ("events.csv", &bad)]).await;
    assert!(!refused.committed);
    assert_eq!(told(&refused), ["events.csv 3 unit UNKNOWN_UNIT"]);
    assert_eq!(register.ask(NUMBERS, json!({})).await, before);

    let files = [("units.csv", UNITS), ("events.csv", good.as_str())];
    let tried = dry_run(register.database_url(), now(), &files).await;
    assert_eq!((tried.committed, counts(&tried)), (false, vec![(2, 2, 0), (1, 1, 0)]));
    assert_eq!(register.ask(NUMBERS, json!({})).await, before);
}

#[tokio::test]
async fn all_errors_are_reported_in_one_run() {
    let register = Register::new().await;
    register.import(&[("units.csv", UNITS)]).await;
    let events = file(&[
        event("e1", "U1", "commissioned", "2021-05-01"),
        event("e2", "U1", "comissioned", "2021-05-01"),
        event("e3", "U1", "closed", "1399-12-31"),
        event("e4", "U1", "idled", "2026-12-01"),
        Event { jobs: "-1".to_owned(), ..event("e5", "U1", "revived", "2021-05-01") },
        Event { jobs: "5".to_owned(), ..event("e6", "U1", "idled", "2021-05-01") },
        event("e7", "U1", "capacity_reported", "2021-05-01"),
        Event { replaces: "e99".to_owned(), ..event("e8", "U2", "commissioned", "2021-05-01") },
        Event {
            recorded_at: "2100-01-01T00:00:00Z".to_owned(),
            ..event("e9", "U2", "visited", "2021-05-01")
        },
    ]);
    let units = "code,province,name_en\nU3,IR-31,Three\nU4,Atlantis,Four\nU 5,IR-09,Five\n";

    let report = register.try_import(&[("units.csv", units), ("events.csv", &events)]).await;

    assert_eq!(
        told(&report),
        [
            "units.csv 2 province OLD_PROVINCE_CODE",
            "units.csv 3 province UNKNOWN_PROVINCE",
            "units.csv 4 code BAD_CODE",
            "events.csv 3 kind BAD_VALUE",
            "events.csv 4 occurred_on BAD_DAY",
            "events.csv 5 occurred_on FUTURE_DAY",
            "events.csv 6 jobs OUT_OF_RANGE",
            "events.csv 7 jobs FACT_NOT_CARRIED",
            "events.csv 8 capacity_percent FACT_MISSING",
            "events.csv 9 replaces UNKNOWN_EVENT",
            "events.csv 10 recorded_at FUTURE_MOMENT",
        ]
    );
}

#[tokio::test]
async fn an_event_that_makes_a_later_one_illegal_is_refused() {
    let register = Register::new().await;
    let events = file(&[
        event("e1", "U1", "commissioned", "2019-05-01"),
        event("e2", "U1", "idled", "2020-05-01"),
        event("e3", "U1", "revived", "2021-05-01"),
    ]);
    register.import(&[("units.csv", UNITS), ("events.csv", &events)]).await;
    let check = async |events: &[Event], code: &str, word: &str| {
        let report = register.try_import(&[("events.csv", &file(events))]).await;
        assert_eq!(report.refusals.len(), 1, "{report}");
        let refusal = &report.refusals[0];
        assert_eq!(refusal.code.code(), code, "{report}");
        assert!(refusal.message.to_string().contains(word), "{report}");
    };

    // Closed before it was idled: then neither idled nor revived.
    check(&[event("e4", "U1", "closed", "2020-01-01")], "EVENT_NOT_ALLOWED", "e2").await;
    check(&[void("e4", "U1", "e2")], "EVENT_NOT_ALLOWED", "e3").await;
    check(&[event("e3", "U1", "revived", "2021-06-01")], "CHANGED", "replaces").await;
    check(&[event("e1", "U2", "visited", "2021-06-01")], "EVENT_NOT_ALLOWED", "visited").await;
    let late = Event {
        recorded_at: "2020-01-01T00:00:00Z".to_owned(),
        ..event("e5", "U1", "visited", "2019-06-01")
    };
    check(&[late], "MOMENT_BEFORE_LATEST", "").await;

    // Both at once, in any order.
    register.import(&[("events.csv", &file(&[void("e6", "U1", "e3"), void("e7", "U1", "e2")]))]).await;
    check(&[void("e8", "U1", "e2")], "ALREADY_CORRECTED", "e7").await;
    check(&[void("e8", "U1", "e7")], "CANNOT_CORRECT_VOID", "").await;
}

#[tokio::test]
async fn a_unit_with_events_stays_where_it_is() {
    let register = Register::new().await;
    let events = file(&[event("e1", "U1", "commissioned", "2019-05-01")]);
    register.import(&[("units.csv", UNITS), ("events.csv", &events)]).await;

    let moved = "code,province,name_en\nU1,IR-00,One\n";
    assert_eq!(
        told(&register.try_import(&[("units.csv", moved)]).await),
        ["units.csv 2 province PLACE_FIXED"]
    );
    // Nothing depends on the other one.
    register.import(&[("units.csv", "code,province,name_en\nU2,IR-00,Two\n")]).await;
}

/// Lines read, added and unchanged of each file.
fn counts(report: &ImportReport) -> Vec<(u64, u64, u64)> {
    report.files.iter().map(|file| (file.read, file.added, file.unchanged)).collect()
}

/// The refusals: file, line, column and code.
fn told(report: &ImportReport) -> Vec<String> {
    let tell = |refusal: &shahrak_domain::import::RowError| {
        let line = refusal.line.map_or_else(String::new, |line| line.to_string());
        let column = refusal.column.as_deref().unwrap_or("-");
        format!("{} {line} {column} {}", refusal.file, refusal.code.code())
    };
    report.refusals.iter().map(tell).collect()
}

#[tokio::test]
async fn lines_are_checked_again_with_what_was_recorded_meanwhile() {
    let register = Register::new().await;
    let mut officer = PgConnection::connect(register.database_url()).await.unwrap();
    // Locks the rates of the free market, as recording one does.
    officer.execute("BEGIN; SELECT pg_advisory_xact_lock(1399, 7)").await.unwrap();
    let url = register.database_url().to_owned();
    let lines = "kind,valid_from,valid_to,irr_per_usd\nmarket,2010-01-01,2010-12-31,9\n";
    let import = tokio::spawn(async move { try_import(&url, now(), &[("rates.csv", lines)]).await });
    let waiting = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)";
    while !sqlx::query_scalar::<_, bool>(waiting).fetch_one(&mut officer).await.unwrap() {
        sleep(Duration::from_millis(10)).await;
    }
    let rate = "INSERT INTO rate (kind, valid_from, valid_to, irr_per_usd) VALUES ('market', '2010-06-01', '2011-06-01', 10)";
    officer.execute(rate).await.unwrap();
    officer.execute("COMMIT").await.unwrap();

    let report = timeout(Duration::from_secs(20), import).await.unwrap().unwrap();

    assert!(!report.committed, "{report}");
    let codes: Vec<_> = report.refusals.iter().map(|it| (it.line, it.code.code())).collect();
    assert_eq!(codes, [(Some(2), "OVERLAPPING_RATES")], "{report}");
    assert_eq!((report.files[0].added, report.files[0].refused), (0, 1));
}
