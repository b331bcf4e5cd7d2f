//! A snapshot of the register for exports: all reads of one transaction see the same rows, which arrive in batches.

use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::prelude::async_trait::async_trait;
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use sqlx::Connection;
use sqlx::postgres::PgConnection;

use shahrak_domain::moment::Moment;

use crate::columns::{Cells, Columns};
use crate::connection::Session;
use crate::db::connect_options;
use crate::error::Result;
use crate::sql::Sql;

/// Rows that are read at once.
const BATCH: u32 = 1_000;

/// A transaction that only reads, on a connection outside the pools. It ends when it is dropped.
pub struct Snapshot {
    session: Session,
    /// The number of cursors so far: the driver remembers the columns of a statement by its text, so that each cursor needs
    /// a name of its own.
    cursors: AtomicU32,
}

/// The rows of a statement, read from a cursor. Only one batch is in memory.
pub struct Batches<'a, T> {
    snapshot: &'a Snapshot,
    fetch: String,
    read: fn(&mut Cells<'_>) -> Result<T>,
}

impl Snapshot {
    /// Begins. Everything that was committed before is visible, and nothing that is committed later.
    pub async fn begin(url: &str) -> Result<Snapshot> {
        let options = connect_options(url)?.application_name("shahrak exports").options([
            ("statement_timeout", "60s"),
            // A reader that takes the rows more slowly than that has ended.
            ("idle_in_transaction_session_timeout", "5min"),
            // An export uses at most one core, and reads all of its rows.
            ("max_parallel_workers_per_gather", "0"),
            ("cursor_tuple_fraction", "1"),
        ]);
        let session = Session::new(PgConnection::connect_with(&options).await?);
        session.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
        // The first statement takes the snapshot.
        session.run("SELECT").await?;
        Ok(Snapshot { session, cursors: AtomicU32::new(0) })
    }

    /// The present moment of knowledge: everything recorded up to it is visible, and nothing can be recorded at it or earlier
    /// any more.
    pub async fn present(&self) -> Result<Moment> {
        Sql::new("SELECT greatest(settled_at, recorded_at) FROM ledger_head").value(self).await
    }

    /// Opens a cursor for the rows of a statement that selects `T::sql()`.
    pub(crate) async fn read<T: Columns>(&self, query: Sql) -> Result<Batches<'_, T>> {
        let cursor = format!("export_{}", self.cursors.fetch_add(1, Ordering::Relaxed));
        let mut statement = query.statement();
        statement.sql = format!("DECLARE {cursor} NO SCROLL CURSOR FOR {}", statement.sql);
        self.session.execute_raw(statement).await?;
        Ok(Batches { snapshot: self, fetch: format!("FETCH {BATCH} FROM {cursor}"), read: T::read })
    }
}

impl<T> Batches<'_, T> {
    /// The next rows; none at the end.
    ///
    /// # Errors
    /// Any [`Error`](crate::error::Error).
    pub async fn next(&mut self) -> Result<Vec<T>> {
        let rows = self.snapshot.session.query_all_raw(Sql::new(&*self.fetch).statement()).await?;
        rows.iter().map(|row| (self.read)(&mut Cells::new(row))).collect()
    }
}

#[async_trait]
impl ConnectionTrait for Snapshot {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Postgres
    }

    async fn execute_raw(&self, statement: Statement) -> std::result::Result<ExecResult, DbErr> {
        self.session.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> std::result::Result<ExecResult, DbErr> {
        self.session.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> std::result::Result<Option<QueryResult>, DbErr> {
        self.session.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> std::result::Result<Vec<QueryResult>, DbErr> {
        self.session.query_all_raw(statement).await
    }
}
