//! [`Db`] as a connection of SeaORM: each statement takes a connection of a pool, or of a replica.

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use super::Db;
use crate::connection::{execute, execute_unprepared, row, rows};
use crate::error::Error;

/// If the caller is cancelled, the connection is closed, and PostgreSQL cancels the statement.
#[async_trait]
impl ConnectionTrait for Db {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Postgres
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut connection = self.acquire().await?;
        let result = execute(connection.get()?, statement).await;
        connection.done();
        self.monitor().notice(result)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut connection = self.acquire().await?;
        let result = execute_unprepared(connection.get()?, sql).await;
        connection.done();
        self.monitor().notice(result)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        if let Some(replica) = self.replica() {
            match replica.query_one_raw(statement.clone()).await {
                Err(error) => self.stay_or_leave(error)?,
                row => return row,
            }
        }
        let mut connection = self.acquire().await?;
        let row = row(connection.get()?, statement).await;
        connection.done();
        self.monitor().notice(row)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        if let Some(replica) = self.replica() {
            match replica.query_all_raw(statement.clone()).await {
                Err(error) => self.stay_or_leave(error)?,
                rows => return rows,
            }
        }
        let mut connection = self.acquire().await?;
        let rows = rows(connection.get()?, statement).await;
        connection.done();
        self.monitor().notice(rows)
    }
}

impl Db {
    /// Leaves a replica that cannot answer, or that cancelled a statement because of what it has to replay.
    fn stay_or_leave(&self, error: DbErr) -> Result<(), DbErr> {
        match Error::from(error) {
            Error::Unavailable(_) | Error::Busy(_) => {
                self.leave_replica();
                Ok(())
            }
            error => Err(error.into()),
        }
    }
}
