//! The way to the database: a pool for requests, and the connection that a job has for itself.

use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgConnectOptions, PgConnection, PgPool, PgPoolOptions, PgRow};
use sqlx::query::{QueryAs, QueryScalar};
use sqlx::{Connection, FromRow, Postgres};

use crate::error::{Error, Result};
use crate::knowledge::Clock;

/// How the database is reached.
#[derive(Clone, Debug)]
pub struct DbOptions {
    /// `postgres://user:password@host:port/database`
    pub url: String,
    /// Connections for requests: about twice the cores of the database.
    pub connections: u32,
    /// Connections for changes. The ledger is written by one at a time: a few are enough, and readers keep theirs.
    pub writers: u32,
    /// How long a request waits for a connection.
    pub acquire_timeout: Duration,
    /// After how long Postgres cancels a statement of a request.
    pub statement_timeout: Duration,
}

/// The database, on behalf of requests. Cheap to clone.
///
/// The driver's futures take kilobytes and are boxed here: whoever awaits a statement, down to each field of an answer,
/// would be as large, and is moved about.
#[derive(Clone)]
pub struct Db {
    pool: PgPool,
    writers: PgPool,
    url: String,
    statements: Arc<AtomicU64>,
    clock: Arc<Clock>,
}

impl Db {
    /// Connects.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if the server does not answer.
    pub async fn connect(options: &DbOptions) -> Result<Db> {
        let settings = [
            ("statement_timeout", options.statement_timeout.as_millis().to_string()),
            ("lock_timeout", "5s".to_owned()),
            ("idle_in_transaction_session_timeout", "30s".to_owned()),
        ];
        let connect = connect_options(&options.url)?.options(settings);
        let pool = |connections| {
            PgPoolOptions::new().max_connections(connections).acquire_timeout(options.acquire_timeout)
        };
        let writers = pool(options.writers).connect_lazy_with(connect.clone());
        let pool = pool(options.connections).connect_with(connect).await?;
        Ok(Db { pool, writers, url: options.url.clone(), statements: Arc::default(), clock: Arc::default() })
    }

    /// All rows that a statement answers. If the caller stops waiting, Postgres stops working.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn rows<T>(&self, query: QueryAs<'_, Postgres, T, PgArguments>) -> Result<Vec<T>>
    where
        T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let mut connection = Box::pin(self.busy()).await?;
        let rows = Box::pin(query.fetch_all(connection.get()?)).await;
        connection.done();
        Ok(rows?)
    }

    /// The first row that a statement answers, if any.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn row<T>(&self, query: QueryAs<'_, Postgres, T, PgArguments>) -> Result<Option<T>>
    where
        T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let mut connection = Box::pin(self.busy()).await?;
        let row = Box::pin(query.fetch_optional(connection.get()?)).await;
        connection.done();
        Ok(row?)
    }

    /// The one value that a statement answers.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn value<T>(&self, query: QueryScalar<'_, Postgres, T, PgArguments>) -> Result<T>
    where
        T: Send + Unpin,
        (T,): for<'r> FromRow<'r, PgRow>,
    {
        let mut connection = Box::pin(self.busy()).await?;
        let value = Box::pin(query.fetch_one(connection.get()?)).await;
        connection.done();
        Ok(value?)
    }

    /// How many statements were sent for requests so far: a list takes as many for one row as for a hundred.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// What is known of the register's clock.
    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Where the database is, with its password.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The connections for requests.
    pub(crate) fn readers(&self) -> &PgPool {
        &self.pool
    }

    /// The connections for changes.
    pub(crate) fn writers(&self) -> &PgPool {
        &self.writers
    }

    /// A connection for one statement.
    pub(crate) async fn busy(&self) -> Result<Busy> {
        let connection = self.pool.acquire().await?;
        self.statements.fetch_add(1, Ordering::Relaxed);
        Ok(Busy::new(connection))
    }

    /// Waits for requests under way and disconnects.
    pub async fn close(self) {
        self.writers.close().await;
        self.pool.close().await;
    }
}

/// A connection outside any pool, without the limits of requests.
///
/// # Errors
/// [`Error::Unavailable`] if the server does not answer.
pub async fn open(url: &str) -> Result<PgConnection> {
    Ok(PgConnection::connect_with(&connect_options(url)?).await?)
}

/// The major version of a server: 17.
///
/// # Errors
/// [`Error::Unavailable`] if the server does not answer.
pub async fn server_major(url: &str) -> Result<u32> {
    let mut connection = open(url).await?;
    let number: String = sqlx::query_scalar("SHOW server_version_num").fetch_one(&mut connection).await?;
    connection.close().await?;
    let number: u32 = number.parse().map_err(Error::row)?;
    Ok(number / 10_000)
}

fn connect_options(url: &str) -> Result<PgConnectOptions> {
    let options = PgConnectOptions::from_str(url)?.application_name("shahrak");
    // A request or an import that is given up closes its connection; the interval is how soon Postgres notices and stops
    // working for it.
    Ok(options.options([("timezone", "UTC"), ("client_connection_check_interval", "500ms")]))
}

/// A connection with a statement under way. Dropped before it is done – the request was given up – the connection
/// is closed instead of returned, and Postgres cancels the statement.
pub(crate) struct Busy(Option<PoolConnection<Postgres>>);

impl Busy {
    fn new(connection: PoolConnection<Postgres>) -> Busy {
        Busy(Some(connection))
    }

    pub(crate) fn get(&mut self) -> Result<&mut PgConnection> {
        match &mut self.0 {
            Some(connection) => Ok(connection),
            None => Err(sqlx::Error::PoolClosed.into()),
        }
    }

    /// Gives the connection back for others.
    pub(crate) fn done(mut self) {
        self.0 = None;
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        if let Some(connection) = &mut self.0 {
            connection.close_on_drop();
        }
    }
}
