//! [`Tx`] as a connection of SeaORM.

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use super::Tx;
use crate::connection::{execute, execute_unprepared, row, rows};

/// Statements of one transaction run one after another.
#[async_trait]
impl ConnectionTrait for Tx {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Postgres
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.monitor().notice(execute(&mut **self.lock().await, statement).await)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.monitor().notice(execute_unprepared(&mut **self.lock().await, sql).await)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.monitor().notice(row(&mut **self.lock().await, statement).await)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.monitor().notice(rows(&mut **self.lock().await, statement).await)
    }
}
