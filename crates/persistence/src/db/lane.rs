//! Connections by class, so that short statements do not wait behind long ones.

use std::sync::Arc;
use std::time::Duration;

use fair_queue::{CallerKey, FairQueue, Slot};
use metrics::gauge;
use sqlx::Postgres;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgPool, PgPoolOptions};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::{Instant, sleep, timeout};

use super::health::{Monitor, Reach, refuse};
use super::{DbOptions, connect_options};
use crate::error::Result;

/// A class of connections, chosen by the statement, not by the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Ordinary reads: a page by an index, a present report
    Interactive,
    /// Long statements: counts, past moments, comparisons, drill-downs, searches
    Heavy,
    /// Changes of the register
    Writers,
    /// Statements that must not wait: credentials, readiness, leases of imports, acts on tokens
    Control,
}

/// The connections of all lanes.
pub(super) struct Lanes {
    interactive: Connections,
    heavy: Connections,
    writers: Connections,
    control: Connections,
}

/// The connections of a lane, and the queue for them.
pub(crate) struct Connections {
    pool: PgPool,
    /// The queue has a slot for each connection, so the pool itself is never waited for.
    queue: FairQueue,
    patience: Duration,
    monitor: Arc<Monitor>,
}

/// How long to wait for a connection that is open, if no more can be opened, in steps.
const IDLE_PATIENCE: Duration = Duration::from_millis(500);
const STEP: Duration = Duration::from_millis(5);

/// A permit for one connection of a lane, and one of the request's.
pub(crate) struct LanePermit {
    _slot: Slot,
    _place: Option<OwnedSemaphorePermit>,
}

impl Lanes {
    /// Connects.
    pub async fn connect(options: &DbOptions, monitor: &Arc<Monitor>) -> Result<Lanes> {
        Ok(Lanes {
            interactive: Connections::open(options, Lane::Interactive, monitor).await?,
            heavy: Connections::open(options, Lane::Heavy, monitor).await?,
            writers: Connections::open(options, Lane::Writers, monitor).await?,
            control: Connections::open(options, Lane::Control, monitor).await?,
        })
    }

    pub fn of(&self, lane: Lane) -> &Connections {
        match lane {
            Lane::Interactive => &self.interactive,
            Lane::Heavy => &self.heavy,
            Lane::Writers => &self.writers,
            Lane::Control => &self.control,
        }
    }

    /// Records the state of all lanes.
    pub fn measure(&self) {
        for lane in [Lane::Interactive, Lane::Heavy, Lane::Writers, Lane::Control] {
            self.of(lane).measure(lane);
        }
    }

    pub async fn close(&self) {
        for connections in [&self.writers, &self.heavy, &self.interactive, &self.control] {
            connections.pool.close().await;
        }
    }
}

impl Connections {
    async fn open(options: &DbOptions, lane: Lane, monitor: &Arc<Monitor>) -> Result<Connections> {
        let mut settings = vec![
            ("statement_timeout", options.statement_timeout.as_millis().to_string()),
            ("lock_timeout", lane.lock_timeout().to_owned()),
            ("idle_in_transaction_session_timeout", "30s".to_owned()),
        ];
        if lane == Lane::Heavy {
            // Without parallel workers, a connection uses at most one core.
            settings.push(("max_parallel_workers_per_gather", "0".to_owned()));
            // The best plan depends on the values: a word of one letter is not searched by the index of words.
            settings.push(("plan_cache_mode", "force_custom_plan".to_owned()));
        }
        let connections = lane.connections(options);
        let connect = connect_options(&options.url)?.application_name(lane.application()).options(settings);
        let known = Arc::clone(monitor);
        let pool = PgPoolOptions::new()
            .before_acquire(move |_, it| {
                let fresh = known.is_fresh(it.age);
                Box::pin(async move { Ok(fresh) })
            })
            .max_connections(connections)
            .min_connections(lane.least().min(connections))
            .acquire_timeout(options.acquire_timeout);
        let pool = match lane.least() {
            0 => pool.connect_lazy_with(connect),
            _ => pool.connect_with(connect).await?,
        };
        let connections = connections as usize;
        let queue = FairQueue::new(connections, lane.share(connections));
        // A statement that has waited for half of its time would not finish in the rest.
        let patience = options.acquire_timeout.min(options.statement_timeout / 2);
        Ok(Connections { pool, queue, patience, monitor: Arc::clone(monitor) })
    }

    /// A connection of the pool, for the holder of a permit.
    ///
    /// # Errors
    /// [`Error::Unavailable`](crate::error::Error::Unavailable), at once if it is known that there is none.
    pub async fn connection(&self) -> Result<PoolConnection<Postgres>> {
        match self.monitor.health().reach {
            Reach::Away(reason) => refuse(reason),
            // The pool would try to open one, although one that is open may soon be free.
            Reach::OpenOnly(reason) => match self.idle().await {
                Some(connection) => Ok(connection),
                None => refuse(reason),
            },
            Reach::Open => tokio::select! {
                acquired = self.pool.acquire() => Ok(self.monitor.notice_driver(acquired)?),
                reason = self.monitor.gone() => refuse(reason),
            },
        }
    }

    /// Waits a moment for a connection that is open already.
    async fn idle(&self) -> Option<PoolConnection<Postgres>> {
        let deadline = Instant::now() + IDLE_PATIENCE.min(self.patience);
        loop {
            let found = self.pool.try_acquire();
            if found.is_some() || Instant::now() >= deadline {
                return found;
            }
            sleep(STEP).await;
        }
    }

    /// What is known of the database.
    pub fn monitor(&self) -> &Arc<Monitor> {
        &self.monitor
    }

    /// Records how many connections are open and in use, and how many statements wait for one.
    fn measure(&self, lane: Lane) {
        let lane = lane.name();
        let (held, waiting) = self.queue.load();
        gauge!("shahrak_db_connections", "lane" => lane).set(f64::from(self.pool.size()));
        gauge!("shahrak_db_connections_used", "lane" => lane).set(held as f64);
        gauge!("shahrak_db_connections_most", "lane" => lane)
            .set(f64::from(self.pool.options().get_max_connections()));
        gauge!("shahrak_db_waiting", "lane" => lane).set(waiting as f64);
    }

    /// Waits for a permit.
    ///
    /// # Errors
    /// [`Error::Unavailable`](crate::error::Error::Unavailable) if that takes too long.
    pub async fn hold(&self, caller: &CallerKey, place: Option<OwnedSemaphorePermit>) -> Result<LanePermit> {
        if let Some(reason) = self.monitor.health().away() {
            return refuse(reason);
        }
        let slot = timeout(self.patience, self.queue.take(caller)).await;
        let slot = slot.map_err(|_| sqlx::Error::PoolTimedOut)?;
        Ok(LanePermit { _slot: slot, _place: place })
    }
}

impl Lane {
    fn connections(self, options: &DbOptions) -> u32 {
        match self {
            Lane::Interactive => options.connections,
            Lane::Heavy => options.heavy,
            Lane::Writers => options.writers,
            Lane::Control => options.control,
        }
    }

    /// The name in measurements.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Lane::Interactive => "interactive",
            Lane::Heavy => "heavy",
            Lane::Writers => "writers",
            Lane::Control => "control",
        }
    }

    /// How many connections one caller may hold.
    fn share(self, connections: usize) -> usize {
        match self {
            // Statements are short: the next connection is soon free.
            Lane::Interactive => connections - connections / 4,
            Lane::Heavy => connections.div_ceil(2),
            Lane::Writers => connections,
            Lane::Control => connections.saturating_sub(1),
        }
    }

    /// How long a statement waits for a lock. A change waits longer than that, but without a connection: others need it
    /// meanwhile.
    fn lock_timeout(self) -> &'static str {
        match self {
            Lane::Writers => "250ms",
            Lane::Interactive | Lane::Heavy | Lane::Control => "5s",
        }
    }

    /// How many connections stay open when idle.
    fn least(self) -> u32 {
        match self {
            Lane::Interactive | Lane::Control => 2,
            Lane::Heavy | Lane::Writers => 0,
        }
    }

    /// The application name in `pg_stat_activity`.
    fn application(self) -> &'static str {
        match self {
            Lane::Interactive => "shahrak",
            Lane::Heavy => "shahrak heavy",
            Lane::Writers => "shahrak writers",
            Lane::Control => "shahrak control",
        }
    }
}
