//! Fairness: expensive requests do not delay others, and requests that cannot be answered soon are refused at once.

use std::ops::RangeInclusive;
use std::time::Duration;

use graphql_http::limits::Limits;
use serde_json::{Value, json};
use sqlx::{Connection, Executor, PgConnection};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use shahrak_domain::actor::RoleName;
use shahrak_tests::events::{event, file};
use shahrak_tests::postgres::Database;
use shahrak_tests::register::Register;

/// The time limit for others. They would wait for seconds if they waited for those who are held up.
const SOON: Duration = Duration::from_secs(4);

/// A request whose answer waits while [`held_up`] holds, like that to a long statement.
const PAGE: &str = "figures(first: 1) { nodes { code } }";

const VISIT: &str =
    "mutation { unitVisit(input: { unit: \"U1\", occurredOn: \"1401-01-01\" }) { userErrors { code } } }";

/// A request that selects a field this number of times.
fn aliased(times: usize, field: &str) -> Value {
    let fields: String = (0..times).map(|number| format!(" a{number}: {field}")).collect();
    json!({ "query": format!("{{{fields} }}") })
}

/// Holds up all statements on figures, until it is dropped.
async fn held_up(register: &Register) -> PgConnection {
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    connection.execute("BEGIN; LOCK TABLE announced_figure IN ACCESS EXCLUSIVE MODE").await.unwrap();
    connection
}

/// Waits until this number of connections of the server waits for a lock, and then for a while, to see that no others do.
async fn wait_for(register: &Register, expected: RangeInclusive<i64>) {
    const WAITING: &str = "SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    let mut seen = 0;
    for _ in 0..100 {
        let waiting: i64 = sqlx::query_scalar(WAITING).fetch_one(&mut connection).await.unwrap();
        assert!(waiting <= *expected.end(), "{waiting} connections wait");
        seen += i32::from(expected.contains(&waiting));
        if seen == 5 {
            return;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("fewer than {} connections wait", expected.start());
}

/// Sends this number of equal requests at once.
fn send(register: &Register, times: usize, body: &Value) -> JoinSet<(u16, Value, Duration)> {
    let mut sent = JoinSet::new();
    for _ in 0..times {
        let request = register.to_post("/graphql").json(body);
        sent.spawn(async move {
            let began = Instant::now();
            let response = request.send().await.unwrap();
            let status = response.status().as_u16();
            let again = response.headers().contains_key("retry-after");
            assert_eq!(again, status == 503);
            (status, response.json().await.unwrap(), began.elapsed())
        });
    }
    sent
}

#[tokio::test]
async fn a_request_holds_at_most_two_connections_at_a_time() {
    let register = Register::new().await;
    let mut other = held_up(&register).await;
    let mut sent = send(&register, 1, &aliased(30, PAGE));

    wait_for(&register, 2..=2).await;

    other.execute("COMMIT").await.unwrap();
    let (status, answer, _) = sent.join_next().await.unwrap().unwrap();
    assert_eq!((status, answer.get("errors")), (200, None));
}

#[tokio::test]
async fn a_client_that_asks_for_much_starves_nobody() {
    let register = Register::new().await;
    let happened = file(&[event("e1", "U1", "commissioned", "2019-05-01")]);
    register
        .import(&[("units.csv", "code,province,name_en\nU1,IR-09,One\n"), ("events.csv", &happened)])
        .await;
    let officer = register.token(RoleName::NationalOfficer, &[]).await;
    // The first count opens a connection, which takes a while where the machine is busy.
    register.ask_as(&officer, "{ units(first: 1) { totalCount } }", json!({})).await;
    let mut other = held_up(&register).await;
    let flood = send(&register, 16, &aliased(99, PAGE));
    // One address leaves some connections of the lane to others.
    wait_for(&register, 5..=6).await;

    let asked = async |query: &str| {
        let answer = timeout(SOON, register.ask_as(&officer, query, json!({}))).await;
        answer.unwrap_or_else(|_| panic!("{query} waits"))
    };
    let ready = timeout(SOON, register.get("/readyz")).await.expect("the server says that it is ready");
    assert_eq!(ready.status().as_u16(), 200);
    assert_eq!(asked("{ viewer { role } }").await["viewer"]["role"], "NATIONAL_OFFICER");
    assert_eq!(asked("{ units(first: 1) { totalCount nodes { code } } }").await["units"]["totalCount"], 1);
    assert_eq!(asked(VISIT).await["unitVisit"]["userErrors"], json!([]));

    drop(flood);
    other.execute("COMMIT").await.unwrap();
}

#[tokio::test]
async fn what_would_wait_for_too_long_is_turned_away_at_once() {
    let limits = Limits { concurrency: 4, wait: Duration::from_millis(100), ..Limits::default() };
    let register = Register::over(Database::shipped().await, limits).await;
    let mut other = held_up(&register).await;
    let mut held = send(&register, 3, &aliased(2, PAGE));
    sleep(Duration::from_millis(300)).await;

    let mut more = send(&register, 20, &aliased(2, PAGE));
    while let Some(answer) = more.join_next().await {
        let (status, answer, time) = answer.unwrap();
        assert_eq!((status, &answer["errors"][0]["extensions"]["code"]), (503, &json!("UNAVAILABLE")));
        assert!(time < Duration::from_secs(1), "{time:?}");
    }

    other.execute("COMMIT").await.unwrap();
    while let Some(answer) = held.join_next().await {
        assert_eq!(answer.unwrap().0, 200);
    }
}

#[tokio::test]
async fn what_would_keep_a_core_busy_for_seconds_is_refused_by_its_cost() {
    let register = Register::new().await;
    let from = json!("2026-01-01T00:00:00Z");
    for (times, field) in [
        (99, "units(filter: { text: \"a\" }) { totalCount }".to_owned()),
        (60, format!("reportChanges(year: 1399, from: {from}) {{ records {{ totalCount }} }}")),
        (100, "events(first: 0, filter: { corrections: true }) { totalCount }".to_owned()),
        (30, format!("reportChanges(year: 1399, from: {from}) {{ figures {{ figure }} }}")),
    ] {
        let query = aliased(times, &field)["query"].as_str().unwrap().to_owned();
        let (code, message) = register.refusal(&query, json!({})).await;
        assert_eq!(code, "QUERY_TOO_COMPLEX", "{field}: {message}");
    }
}
