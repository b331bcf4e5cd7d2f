//! The feed of the ledger returns each record exactly once, also with concurrent writers and after failures.

use std::time::Duration;

use serde_json::{Value, json};
use shahrak_persistence::ledger::feed;
use shahrak_persistence::ledger::listener::LedgerNotice;
use shahrak_tests::events::{event, file, void};
use shahrak_tests::register::Register;
use sqlx::{Connection, Executor, PgConnection};
use tokio::time::{sleep, timeout};

use crate::acceptance::register_of_the_acceptance;

mod report;
mod socket;
mod writers;

use writers::{Writers, register_of_units};

const FEED: &str = "query($after: String, $first: Int, $province: String, $park: String) {
    feed(after: $after, first: $first, province: $province, park: $park) {
        edges { cursor node { cursor code unit { code } } } pageInfo { endCursor hasNextPage } headCursor } }";
const FOLLOW: &str =
    "subscription($after: String, $province: String) { registerChanged(after: $after, province: $province) {
    cursor node { code unit { code } } } }";

#[tokio::test]
async fn a_reader_who_pages_while_sixteen_write_misses_nothing_and_sees_nothing_twice() {
    let register = register_of_units().await;
    let writers = Writers::new(&register, 12).await;

    let ((), all, of_province) = tokio::join!(
        writers.write(),
        page_through(&register, json!({ "first": 7 }), &writers),
        page_through(&register, json!({ "first": 3, "province": "IR-09" }), &writers),
    );

    let ledger = ledger(&register, "").await;
    assert!(ledger.len() > 16 * 10, "{}", ledger.len());
    assert_eq!(all, ledger);
    assert_eq!(of_province, self::ledger(&register, "WHERE e.province_id = 10").await);
}

#[tokio::test]
async fn who_follows_goes_on_at_another_server_without_a_gap_while_sixteen_write() {
    let register = register_of_units().await;
    let other = register.beside().await;
    let writers = Writers::new(&register, 12).await;
    let start = head(&register).await;

    let ((), followed) = tokio::join!(writers.write(), async {
        let (mut seen, mut cursor, mut turn) = (Vec::new(), start.clone(), 0);
        while seen.len() < writers.acts() {
            let server = if turn % 2 == 0 { &register } else { &other };
            let mut subscription = server.subscribe(FOLLOW, json!({ "after": cursor })).await;
            // Left in the middle, after a few records.
            for _ in 0..(turn % 13 + 1).min(writers.acts() - seen.len()) {
                let edge = subscription.next().await["registerChanged"].take();
                cursor = edge["cursor"].as_str().unwrap().to_owned();
                seen.push(name(&edge["node"]));
            }
            turn += 1;
        }
        seen
    });

    let units = self::units();
    assert_eq!(followed, ledger(&register, "").await[units..]);
}

#[tokio::test]
async fn a_listener_that_loses_its_connection_loses_no_record() {
    let register = register_of_units().await;
    let writers = Writers::new(&register, 12).await;
    let mut subscription = register.subscribe(FOLLOW, json!({ "after": head(&register).await })).await;

    let ((), followed) = tokio::join!(writers.write(), async {
        let mut admin = PgConnection::connect(register.database_url()).await.unwrap();
        let (mut seen, mut ended) = (Vec::new(), 0);
        while seen.len() < writers.acts() {
            if seen.len() % 40 == 20 {
                ended += terminate_listeners(&mut admin).await;
            }
            seen.push(name(&subscription.next().await["registerChanged"]["node"]));
        }
        // Each time but while it was on its way back.
        assert!(ended > 0);
        seen
    });

    assert_eq!(followed, ledger(&register, "").await[units()..]);
}

#[tokio::test]
async fn who_does_not_keep_up_reads_the_rest_from_the_database() {
    let register = register_of_units().await;
    let mut subscription = register.subscribe(FOLLOW, json!({ "after": head(&register).await })).await;
    let mut of_province =
        register.subscribe(FOLLOW, json!({ "after": head(&register).await, "province": "IR-09" })).await;
    let mut listener = register.register.follower.subscribe();
    // More than the channel buffers for slow subscribers, and larger than the buffers of the sockets.
    let events: Vec<_> = (0..40)
        .flat_map(|unit| {
            (0..1000).map(move |n| event(&format!("v{n}"), &writers::unit(unit), "visited", "2021-03-01"))
        })
        .collect();
    register.import(&[("events.csv", &file(&events))]).await;

    let mut seen = Vec::new();
    for _ in 0..events.len() {
        seen.push(name(&subscription.next().await["registerChanged"]["node"]));
    }
    assert_eq!(seen, ledger(&register, "").await[units()..]);
    let expected = ledger(&register, "WHERE e.province_id = 10 AND e.kind = 'visited'").await;
    for expected in expected {
        assert_eq!(name(&of_province.next().await["registerChanged"]["node"]), expected);
    }

    // Nor is it read for subscribers: they do not receive it, but they receive what follows.
    let end = feed::end(&register.register.db).await.unwrap();
    let last = event("last", &writers::unit(0), "visited", "2021-03-02");
    register.import(&[("events.csv", &file(&[last]))]).await;
    loop {
        match &*timeout(Duration::from_secs(20), listener.next()).await.unwrap().unwrap() {
            LedgerNotice::Missed => {}
            LedgerNotice::Added(added) => break assert_eq!(added.after, end),
            other @ LedgerNotice::Revised(_) => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn the_last_revision_is_found_by_an_index() {
    let register = Register::new().await;
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    connection.execute("SET enable_seqscan = off").await.unwrap();
    let plan: Vec<String> = sqlx::query_scalar("EXPLAIN SELECT max(place) FROM target_revision")
        .fetch_all(&mut connection)
        .await
        .unwrap();
    assert!(plan.iter().any(|line| line.contains("using revision_by_place")), "{plan:#?}");
}

#[tokio::test]
async fn a_subscriber_without_a_cursor_receives_new_records() {
    let register = register_of_units().await;
    let mut subscription = register.subscribe(FOLLOW, json!({})).await;
    let mut of_province = register.subscribe(FOLLOW, json!({ "province": "IR-09" })).await;
    // A subscription is not acknowledged: it is given the time to begin.
    sleep(Duration::from_secs(1)).await;

    let (elsewhere, there) = (writers::unit(0), writers::unit(1));
    let events = file(&[
        event("v1", &elsewhere, "visited", "2021-03-01"),
        event("v2", &there, "visited", "2021-03-01"),
    ]);
    register.import(&[("events.csv", &events)]).await;

    assert_eq!(name(&subscription.next().await["registerChanged"]["node"]), [elsewhere.as_str(), "v1"]);
    assert_eq!(name(&subscription.next().await["registerChanged"]["node"]), [there.as_str(), "v2"]);
    assert_eq!(name(&of_province.next().await["registerChanged"]["node"]), [there.as_str(), "v2"]);
}

#[tokio::test]
async fn a_record_shows_what_it_states_and_what_it_corrects() {
    let register = register_of_units().await;
    let after = head(&register).await;
    let unit = writers::unit(1);
    let mut again = event("e3", &unit, "visited", "2021-04-02");
    again.replaces = "e2".to_owned();
    let events = [event("e2", &unit, "visited", "2021-04-01"), again, void("e4", &unit, "e3")];
    for event in events {
        register.import(&[("events.csv", &file(&[event]))]).await;
    }

    let query = "query($after: String) { feed(after: $after) { nodes { code unit { code province { code } } event { code kind effective }
        replaces { code } voids { code } } } }";
    let data = register.ask(query, json!({ "after": after })).await;

    let unit = json!({ "code": unit, "province": { "code": "IR-09" } });
    let stated = |code: &str| json!({ "code": code, "kind": "VISITED", "effective": false });
    let expected = json!([
        { "code": "e2", "unit": unit, "event": stated("e2"), "replaces": null, "voids": null },
        { "code": "e3", "unit": unit, "event": stated("e3"), "replaces": { "code": "e2" }, "voids": null },
        { "code": "e4", "unit": unit, "event": null, "replaces": null, "voids": { "code": "e3" } },
    ]);
    assert_eq!(data["feed"]["nodes"], expected);
}

#[tokio::test]
async fn a_page_without_records_ends_where_it_began() {
    let register = register_of_the_acceptance().await;
    let head = head(&register).await;

    let page = register.ask(FEED, json!({ "after": head })).await;
    let expected =
        json!({ "edges": [], "pageInfo": { "endCursor": head, "hasNextPage": false }, "headCursor": head });
    assert_eq!(page["feed"], expected);

    let page = register.ask(FEED, json!({ "first": 1 })).await;
    let cursor = &page["feed"]["pageInfo"]["endCursor"];
    assert_eq!(page["feed"]["edges"][0]["node"]["cursor"], *cursor);
    let page = register.ask(FEED, json!({ "first": 0, "after": cursor })).await;
    assert_eq!(page["feed"]["pageInfo"], json!({ "endCursor": cursor, "hasNextPage": true }));
}

#[tokio::test]
async fn wrong_arguments_are_refused_when_a_subscription_begins() {
    let register = register_of_the_acceptance().await;
    let other = register.ask("{ events(first: 1) { pageInfo { endCursor } } }", json!({})).await;
    let other = &other["events"]["pageInfo"]["endCursor"];
    let larger = register_of_units().await;
    let beyond = head(&larger).await;
    for (arguments, argument) in [
        ("registerChanged(province: \"IR-99\") { cursor }".to_owned(), "province: "),
        ("registerChanged(park: \"NOWHERE\") { cursor }".to_owned(), "park: "),
        ("registerChanged(after: \"x\") { cursor }".to_owned(), "after: "),
        (format!("registerChanged(after: {other}) {{ cursor }}"), "after: "),
        (
            format!("registerChanged(after: {}) {{ cursor }}", json!(beyond)),
            "after: this cursor is beyond the end",
        ),
        ("reportChanged(year: 1399, province: \"IR-99\") { asOf }".to_owned(), "province: "),
        ("reportChanged(year: 1399, province: \"IR-09\", park: \"TOUS\") { asOf }".to_owned(), "park: "),
        ("reportChanged(year: 1450) { asOf }".to_owned(), "year: "),
    ] {
        let mut subscription =
            register.subscribe(&format!("subscription {{ {arguments} }}"), json!({})).await;
        let answer = subscription.answer().await.unwrap();
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{arguments}: {answer:#}");
        assert!(error["message"].as_str().unwrap().starts_with(argument), "{arguments}: {answer:#}");
        assert_eq!(subscription.answer().await, None, "{arguments}");
    }
    let (code, message) = register.refusal(FEED, json!({ "after": beyond })).await;
    assert_eq!(code, "BAD_USER_INPUT");
    assert!(message.starts_with("after: this cursor is beyond the end"), "{message}");
}

/// Reads page after page until all writers have ended and no page is left.
async fn page_through(register: &Register, mut variables: Value, writers: &Writers<'_>) -> Vec<[String; 2]> {
    let mut seen = Vec::new();
    loop {
        let ended = writers.ended();
        let page = register.ask(FEED, variables.clone()).await["feed"].take();
        let edges = page["edges"].as_array().unwrap();
        seen.extend(edges.iter().map(|edge| name(&edge["node"])));
        variables["after"] = page["pageInfo"]["endCursor"].clone();
        if edges.is_empty() && ended {
            return seen;
        }
    }
}

/// Unit and code of all records, in the order of the ledger.
async fn ledger(register: &Register, condition: &str) -> Vec<[String; 2]> {
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    let sql = format!(
        "SELECT u.code, e.code FROM unit_event AS e JOIN unit AS u ON u.id = e.unit_id {condition} ORDER BY position"
    );
    let rows: Vec<(String, String)> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).fetch_all(&mut connection).await.unwrap();
    rows.into_iter().map(|(unit, code)| [unit, code]).collect()
}

/// The number of records before the writers begin.
fn units() -> usize {
    writers::UNITS
}

fn name(record: &Value) -> [String; 2] {
    [&record["unit"]["code"], &record["code"]].map(|code| code.as_str().unwrap().to_owned())
}

async fn head(register: &Register) -> String {
    let data = register.ask("{ feed(first: 0) { headCursor } }", json!({})).await;
    data["feed"]["headCursor"].as_str().unwrap().to_owned()
}

async fn terminate_listeners(admin: &mut PgConnection) -> usize {
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
            AND (query LIKE 'LISTEN%' OR query LIKE '%FROM ledger_head' AND query LIKE '%target_revision%')";
    let ended: Vec<bool> = sqlx::query_scalar(sql).fetch_all(admin).await.unwrap();
    ended.len()
}
