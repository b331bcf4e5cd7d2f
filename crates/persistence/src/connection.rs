//! Statements of SeaORM on a connection of the driver, so that they have the same limits and errors as all others; and
//! [`Session`], a connection outside the pools.

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::sea_query::Values;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use sea_query_sqlx::SqlxValues;
use sqlx::postgres::{PgConnection, Postgres};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Connection, Executor};
use tokio::sync::{Mutex, MutexGuard};

use crate::error;

/// A connection of a job's own, outside the pools and without the limits of requests. Dropped during a transaction, it
/// leaves nothing behind.
pub struct Session(Mutex<PgConnection>);

impl Session {
    pub(crate) fn new(connection: PgConnection) -> Session {
        Session(Mutex::new(connection))
    }

    /// The connection itself, for what SeaORM cannot do.
    pub(crate) async fn lock(&self) -> MutexGuard<'_, PgConnection> {
        self.0.lock().await
    }

    pub(crate) fn get_mut(&mut self) -> &mut PgConnection {
        self.0.get_mut()
    }

    /// Runs statements without arguments.
    pub(crate) async fn run(&self, sql: &str) -> Result<(), DbErr> {
        self.execute_unprepared(sql).await?;
        Ok(())
    }

    /// Disconnects.
    pub async fn close(self) -> error::Result<()> {
        Ok(self.0.into_inner().close().await?)
    }
}

#[async_trait]
impl ConnectionTrait for Session {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Postgres
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        execute(&mut *self.0.lock().await, statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        execute_unprepared(&mut *self.0.lock().await, sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        row(&mut *self.0.lock().await, statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        rows(&mut *self.0.lock().await, statement).await
    }
}

pub(crate) async fn execute(
    connection: &mut PgConnection,
    statement: Statement,
) -> Result<ExecResult, DbErr> {
    let done = bound(statement).execute(connection).await;
    done.map(ExecResult::from).map_err(refused)
}

pub(crate) async fn execute_unprepared(
    connection: &mut PgConnection,
    sql: &str,
) -> Result<ExecResult, DbErr> {
    let done = connection.execute(sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))).await;
    done.map(ExecResult::from).map_err(refused)
}

pub(crate) async fn row(
    connection: &mut PgConnection,
    statement: Statement,
) -> Result<Option<QueryResult>, DbErr> {
    let row = bound(statement).fetch_optional(connection).await;
    row.map(|row| row.map(QueryResult::from)).map_err(refused)
}

pub(crate) async fn rows(
    connection: &mut PgConnection,
    statement: Statement,
) -> Result<Vec<QueryResult>, DbErr> {
    let rows = bound(statement).fetch_all(connection).await;
    rows.map(|rows| rows.into_iter().map(QueryResult::from).collect()).map_err(refused)
}

/// A statement of the driver, prepared once on each connection.
fn bound(statement: Statement) -> Query<'static, Postgres, SqlxValues> {
    let values = statement.values.unwrap_or(Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}

/// Wraps an error of the driver.
fn refused(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}
