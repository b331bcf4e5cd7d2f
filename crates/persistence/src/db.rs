//! Access to the database: pools of connections by class, which callers share fairly, and sessions outside the pools.

use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use fair_queue::CallerKey;
use metrics::{Unit, counter, describe_counter, describe_gauge, describe_histogram, gauge, histogram};
use shahrak_messages::{Explain, Message, explained_errors, message};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgListener};
use sqlx::{ConnectOptions as _, Connection, Postgres};
use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::error::{Error, Result};
use crate::sql::Sql;

mod clock;
mod connection;
mod health;
mod lane;
mod replica;

pub use crate::connection::Session;
use clock::Clock;
pub(crate) use health::Monitor;
pub use health::{Health, Reach};
pub use lane::Lane;
use lane::Lanes;
pub(crate) use lane::{Connections, LanePermit};
use replica::{Choice, Replicas};
pub use replica::{ReadOptions, WalPosition};

/// How to connect to the database.
#[derive(Clone, Debug)]
pub struct DbOptions {
    /// `postgres://user:password@host:port/database`
    pub url: String,
    /// Connections for ordinary reads: about twice the cores of the database.
    pub connections: u32,
    /// Connections for long statements (counts, past moments, comparisons, searches): about the cores of the database.
    pub heavy: u32,
    /// Connections for changes. One transaction at a time writes the ledger, so a few are enough.
    pub writers: u32,
    /// Connections for statements that must not wait: credentials, readiness, leases of imports.
    pub control: u32,
    /// How long a statement waits for a connection.
    pub acquire_timeout: Duration,
    /// After how long PostgreSQL cancels a statement of a request.
    pub statement_timeout: Duration,
}

/// Why the register cannot use a database URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrlError {
    /// There is no scheme.
    NotAUrl,
    /// Another kind of database, or of address.
    Scheme(String),
    /// A part that the driver cannot use.
    Part(String),
}

impl Explain for UrlError {
    fn message(&self) -> Message {
        match self {
            UrlError::NotAUrl => message!("database-url-malformed"),
            UrlError::Scheme(scheme) => message!("database-url-of-other-scheme", scheme),
            UrlError::Part(why) => message!("database-url-part-wrong", why),
        }
    }
}

explained_errors!(UrlError);

/// How many connections one request holds at a time; further statements wait inside the request.
pub const CONNECTIONS_PER_REQUEST: usize = 2;

/// The database, on behalf of a request or of the server itself. Cheap to clone.
///
/// A statement takes a connection of the lane of its handle: [`Db::heavy`] and [`Db::control`] give the other ones.
#[derive(Clone)]
pub struct Db {
    shared: Arc<Shared>,
    lane: Lane,
    caller: CallerKey,
    /// The connections that the request may still take; none for the server itself.
    places: Option<Arc<Semaphore>>,
    /// The replica that the request reads from; none for the primary.
    choice: Option<Arc<Choice>>,
}

struct Shared {
    lanes: Lanes,
    url: String,
    statements: AtomicU64,
    clock: Clock,
    replicas: Replicas,
    monitor: Arc<Monitor>,
}

impl Db {
    /// Connects.
    pub async fn connect(options: &DbOptions) -> Result<Db> {
        Db::connect_with(options, &ReadOptions::default()).await
    }

    /// Connects, also to replicas, which [`Db::follow_replicas`] does once they answer.
    pub async fn connect_with(options: &DbOptions, read: &ReadOptions) -> Result<Db> {
        let replicas = Replicas::new(options, read)?;
        let monitor = Arc::<Monitor>::default();
        let lanes = Lanes::connect(options, &monitor).await?;
        let (url, statements, clock) = (options.url.clone(), AtomicU64::new(0), Clock::default());
        let shared = Arc::new(Shared { lanes, url, statements, clock, replicas, monitor });
        Ok(Db { shared, lane: Lane::Interactive, caller: CallerKey::server(), places: None, choice: None })
    }

    /// Returns a handle for a request of this caller, which holds at most [`CONNECTIONS_PER_REQUEST`] at a time.
    #[must_use]
    pub fn for_request_of(&self, caller: CallerKey) -> Db {
        let places = Arc::new(Semaphore::new(CONNECTIONS_PER_REQUEST));
        Db { caller, places: Some(places), ..self.clone() }
    }

    /// Returns a handle of the server itself, for a statement whose result other requests wait for as well: it counts
    /// neither for the request nor for its caller.
    #[must_use]
    pub(crate) fn for_all(&self) -> Db {
        Db { caller: CallerKey::server(), places: None, choice: None, ..self.clone() }
    }

    /// Returns a handle that reads from one replica as long as that works, if there is one that lags little and has replayed
    /// what the client has seen.
    #[must_use]
    pub fn reading(self, seen: Option<WalPosition>) -> Db {
        let choice = self.shared.replicas.choose(seen);
        Db { choice, ..self }
    }

    /// The replica that this handle reads from. Small statements of the server's own and changes go to the primary.
    pub(crate) fn replica(&self) -> Option<Db> {
        match self.lane {
            Lane::Interactive | Lane::Heavy => self.choice.as_ref()?.on_behalf_of(self),
            Lane::Writers | Lane::Control => None,
        }
    }

    /// Reads the rest of the request from the primary.
    pub(crate) fn leave_replica(&self) {
        if let Some(choice) = &self.choice {
            choice.leave();
        }
    }

    /// Follows the replicas until the process ends.
    pub async fn follow_replicas(self) {
        replica::follow(self).await;
    }

    /// Returns a handle for long statements: counts, past moments, comparisons, searches.
    #[must_use]
    pub fn heavy(&self) -> Db {
        Db { lane: Lane::Heavy, ..self.clone() }
    }

    /// Returns a handle for small statements that must not wait behind others: credentials, readiness, leases.
    #[must_use]
    pub fn control(&self) -> Db {
        Db { lane: Lane::Control, ..self.clone() }
    }

    /// The number of statements so far.
    pub fn statements(&self) -> u64 {
        self.shared.statements.load(Ordering::Relaxed)
    }

    /// What is known of the database.
    pub(crate) fn monitor(&self) -> &Monitor {
        &self.shared.monitor
    }

    /// The server's view of the register's clock.
    pub(crate) fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// Where the database is, with its password.
    pub fn url(&self) -> &str {
        &self.shared.url
    }

    /// A connection for one statement.
    pub(crate) async fn acquire(&self) -> Result<CancelOnDrop> {
        let (connections, held) = self.hold(self.lane).await?;
        let connection = connections.connection().await?;
        let measured = Measured { lane: self.lane, since: Instant::now() };
        self.shared.statements.fetch_add(1, Ordering::Relaxed);
        Ok(CancelOnDrop { connection: Some(connection), _held: held, _measured: measured })
    }

    /// Waits for a permit of the request, then for one of the lane.
    pub(crate) async fn hold(&self, lane: Lane) -> Result<(&Connections, LanePermit)> {
        let place = match &self.places {
            Some(places) => Arc::clone(places).acquire_owned().await.ok(),
            None => None,
        };
        let connections = self.shared.lanes.of(lane);
        let since = Instant::now();
        let held = connections.hold(&self.caller, place).await;
        let name = lane.name();
        match &held {
            Ok(_) => histogram!("shahrak_db_wait_seconds", "lane" => name).record(since.elapsed()),
            Err(_) => counter!("shahrak_db_refused_total", "lane" => name).increment(1),
        }
        Ok((connections, held?))
    }

    /// Records the state of the connections, for a recorder of [`metrics`].
    pub fn measure(&self) {
        self.shared.lanes.measure();
        self.shared.replicas.measure();
        gauge!("shahrak_clock_set_back_seconds")
            .set(crate::ledger::moments::set_back(self).unwrap_or_default().as_secs_f64());
    }

    /// Waits for requests under way and disconnects.
    pub async fn close(self) {
        self.shared.lanes.close().await;
    }
}

/// Opens a session: a connection outside the pools, without the limits of requests.
pub async fn open(url: &str) -> Result<Session> {
    // Imports run statements over whole files, and COPY lasts as long as its file: none of that is worth a warning.
    let options = connect_options(url)?.disable_statement_logging();
    // Nor do limits of the role or the database apply to it, which are meant for requests.
    let options = options.options([
        ("statement_timeout", "0"),
        ("lock_timeout", "0"),
        ("idle_in_transaction_session_timeout", "0"),
    ]);
    Ok(Session::new(PgConnection::connect_with(&options).await?))
}

/// Opens a connection outside the pools that listens on a channel.
pub(crate) async fn listen(url: &str, channel: &str) -> Result<PgListener> {
    let mut listener = PgListener::connect(url).await?;
    listener.listen(channel).await?;
    Ok(listener)
}

/// The major version of a server: 17.
pub async fn server_major(url: &str) -> Result<u32> {
    let session = open(url).await?;
    let number: String = Sql::new("SHOW server_version_num").value(&session).await?;
    session.close().await?;
    let number: u32 = number.parse().map_err(Error::decode)?;
    Ok(number / 10_000)
}

/// Checks the URL of a database without connecting to it.
///
/// # Errors
/// [`UrlError`] if it is not one of PostgreSQL, or one of its parts cannot be used.
pub fn check_url(url: &str) -> std::result::Result<(), UrlError> {
    let (scheme, _) = url.split_once("://").ok_or(UrlError::NotAUrl)?;
    if !["postgres", "postgresql"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) {
        return Err(UrlError::Scheme(scheme.to_owned()));
    }
    match PgConnectOptions::from_str(url) {
        Ok(_) => Ok(()),
        // The driver puts its own words before the reason.
        Err(sqlx::Error::Configuration(reason)) => Err(UrlError::Part(reason.to_string())),
        Err(error) => Err(UrlError::Part(error.to_string())),
    }
}

pub(crate) fn connect_options(url: &str) -> Result<PgConnectOptions> {
    let options = PgConnectOptions::from_str(url)?.application_name("shahrak");
    // A request or an import that is given up closes its connection; the interval is how soon Postgres notices and stops
    // working for it.
    // Postgres would compile the sums of a past report for a second, to add them up in 20 ms.
    Ok(options.options([("timezone", "UTC"), ("client_connection_check_interval", "500ms"), ("jit", "off")]))
}

/// A connection that runs a statement. If it is dropped before the end, because the request was cancelled, the connection
/// is closed instead of returned to its pool, and PostgreSQL cancels the statement.
pub(crate) struct CancelOnDrop {
    connection: Option<PoolConnection<Postgres>>,
    _held: LanePermit,
    _measured: Measured,
}

/// Records how long a statement took, when it is dropped.
struct Measured {
    lane: Lane,
    since: Instant,
}

impl Drop for Measured {
    fn drop(&mut self) {
        histogram!("shahrak_db_statement_seconds", "lane" => self.lane.name()).record(self.since.elapsed());
    }
}

/// Describes all measurements of this crate to the recorder.
pub fn describe() {
    describe_gauge!("shahrak_db_connections", "Open connections to the database, by lane");
    describe_gauge!("shahrak_db_connections_used", "Connections that a statement or a change uses, by lane");
    describe_gauge!("shahrak_db_connections_most", "The most connections of a lane");
    describe_gauge!("shahrak_db_waiting", "Statements that wait for a connection, by lane");
    describe_histogram!(
        "shahrak_db_wait_seconds",
        Unit::Seconds,
        "Time that statements waited for a connection"
    );
    describe_counter!("shahrak_db_refused_total", "Statements that waited for a connection for too long");
    describe_histogram!(
        "shahrak_db_statement_seconds",
        Unit::Seconds,
        "Time of statements outside transactions, by lane"
    );
    describe_gauge!(
        "shahrak_clock_set_back_seconds",
        "How far the database's clock is behind the register's"
    );
    describe_gauge!("shahrak_feed_connected", "Whether the server hears of new records");
    describe_gauge!("shahrak_feed_position", "The position up to which records were sent to subscribers");
    describe_gauge!("shahrak_feed_lag_records", "Records that are committed and not yet sent to subscribers");
    describe_counter!("shahrak_reads_total", "Queries by the server that they began to read from");
    describe_gauge!("shahrak_replica_usable", "Whether queries may read from a replica: 1 or 0");
    describe_gauge!("shahrak_replica_lag_seconds", "How far a replica is behind; absent if that is long");
    describe_counter!(
        "shahrak_reference_reloads_total",
        "How often provinces and parks were read into memory"
    );
}

impl CancelOnDrop {
    pub(crate) fn get(&mut self) -> Result<&mut PgConnection> {
        match &mut self.connection {
            Some(connection) => Ok(connection),
            None => Err(sqlx::Error::PoolClosed.into()),
        }
    }

    /// Returns the connection to its pool.
    pub(crate) fn done(mut self) {
        self.connection = None;
    }
}

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        if let Some(connection) = &mut self.connection {
            connection.close_on_drop();
        }
    }
}
