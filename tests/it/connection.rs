//! Limits and errors of statements through SeaORM are those of all other statements.

use std::time::Duration;

use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};
use shahrak_domain::act::Act;
use shahrak_persistence::db::Db;
use shahrak_persistence::error::Error;
use shahrak_persistence::tx::Tx;
use shahrak_tests::register::Register;
use tokio::time::{sleep, timeout};

#[tokio::test]
async fn a_statement_that_is_given_up_ends_in_the_database() {
    let register = Register::new().await;
    let db = &register.register.db;
    let before = db.statements();

    let slow = timeout(Duration::from_millis(500), db.execute_unprepared("SELECT pg_sleep(60)")).await;

    assert!(slow.is_err());
    assert_eq!(db.statements(), before + 1);
    for _ in 0..100 {
        if sleepers(db).await == 0 {
            return;
        }
        sleep(Duration::from_millis(100)).await;
    }
    panic!("the statement still runs");
}

async fn sleepers(db: &Db) -> i64 {
    let sql = "SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'active' AND query = 'SELECT pg_sleep(60)'";
    let row = db.query_one_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

#[tokio::test]
async fn a_refusal_keeps_its_kind() {
    let register = Register::new().await;
    let refusal =
        async |sql: &str| Error::from(begin(&register).await.execute_unprepared(sql).await.unwrap_err());

    let error = refusal("SET LOCAL statement_timeout = '100ms'; SELECT pg_sleep(60)").await;
    assert!(matches!(error, Error::TooSlow(_)), "{error:?}");

    let holder = begin(&register).await;
    holder.execute_unprepared("SELECT FROM ledger_head FOR UPDATE").await.unwrap();
    let error = refusal("SET LOCAL lock_timeout = '100ms'; SELECT FROM ledger_head FOR UPDATE").await;
    assert!(matches!(error, Error::Busy(_)), "{error:?}");

    let error = refusal("INSERT INTO isic_division (code, name) VALUES ('x', 'Mistakes')").await;
    assert_eq!(error.constraint(), Some("isic_division_has_two_digits"), "{error:?}");
}

async fn begin(register: &Register) -> Tx {
    register.register.db.begin(&Act::on_command_line("a test", "test")).await.unwrap()
}
