//! A statement ends when its client disconnects.

use std::time::Duration;

use graphql_http::limits::Limits;
use serde_json::json;
use sqlx::{Connection, Executor, PgConnection};
use tokio::time::{Instant, sleep};

use shahrak_tests::register::Register;

const QUERY: &str = "{ announcements { totalCount } }";

#[tokio::test]
async fn a_statement_ends_when_the_time_of_its_request_is_up() {
    let limits = Limits { time: Duration::from_millis(400), ..Limits::default() };
    let register = Register::within(limits).await;
    let holder = holding_the_table(&register).await;

    let (code, message) = register.refusal(QUERY, json!({})).await;

    assert_eq!(code, "TIMEOUT", "{message}");
    nothing_works_any_more(holder, &register).await;
}

#[tokio::test]
async fn a_statement_ends_when_its_client_has_left() {
    let register = Register::new().await;
    let holder = holding_the_table(&register).await;

    let body = json!({ "query": QUERY });
    let asked = tokio::time::timeout(Duration::from_millis(300), register.post("/graphql", &body)).await;

    assert!(asked.is_err(), "it was answered");
    // Sooner than the lock_timeout of requests, 5 s.
    nothing_works_any_more(holder, &register).await;
}

/// A connection with a transaction that keeps others from reading announcements.
async fn holding_the_table(register: &Register) -> PgConnection {
    let mut connection = PgConnection::connect(register.database_url()).await.unwrap();
    connection.execute("BEGIN; LOCK TABLE announcement IN ACCESS EXCLUSIVE MODE").await.unwrap();
    connection
}

async fn nothing_works_any_more(mut holder: PgConnection, register: &Register) {
    // Another connection: within a transaction Postgres shows the same activity again and again.
    let mut watcher = PgConnection::connect(register.database_url()).await.unwrap();
    let working = "SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active'";
    let began = Instant::now();
    loop {
        let working: i64 = sqlx::query_scalar(working).fetch_one(&mut watcher).await.unwrap();
        if working == 0 {
            break;
        }
        assert!(began.elapsed() < Duration::from_millis(2_500), "{working} statements are still at work");
        sleep(Duration::from_millis(50)).await;
    }
    holder.execute("ROLLBACK").await.unwrap();
    let data = register.ask(QUERY, json!({})).await;
    assert_eq!(data["announcements"]["totalCount"], 95);
}
