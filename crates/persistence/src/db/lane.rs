//! Connections by class, so that what is asked often and answered fast does not wait behind what takes long.

use std::time::Duration;

use sqlx::postgres::{PgPool, PgPoolOptions};
use tokio::sync::OwnedSemaphorePermit;
use tokio::time::timeout;

use super::{DbOptions, connect_options};
use crate::error::Result;
use crate::fair::{CallerKey, FairQueue, Slot};

/// A class of connections. What is asked decides, whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Ordinary reads: a page by an index, a present report
    Interactive,
    /// What may take long: counts, past moments, comparisons, drill-downs, searches
    Heavy,
    /// Changes of the register
    Writers,
    /// What must never wait: credentials, readiness, leases of imports, acts on tokens
    Control,
}

/// The connections of all lanes.
pub(super) struct Lanes {
    interactive: Connections,
    heavy: Connections,
    writers: Connections,
    control: Connections,
}

/// The connections of a lane, and who waits for them.
pub(crate) struct Connections {
    pool: PgPool,
    /// It has a slot for each connection, so that nobody waits at the pool itself.
    queue: FairQueue,
    patience: Duration,
}

/// A place among the connections of a lane, and among those of its request.
pub(crate) struct Held {
    _slot: Slot,
    _place: Option<OwnedSemaphorePermit>,
}

impl Lanes {
    /// Connects.
    pub async fn connect(options: &DbOptions) -> Result<Lanes> {
        Ok(Lanes {
            interactive: Connections::open(options, Lane::Interactive).await?,
            heavy: Connections::open(options, Lane::Heavy).await?,
            writers: Connections::open(options, Lane::Writers).await?,
            control: Connections::open(options, Lane::Control).await?,
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

    pub async fn close(&self) {
        for connections in [&self.writers, &self.heavy, &self.interactive, &self.control] {
            connections.pool.close().await;
        }
    }
}

impl Connections {
    async fn open(options: &DbOptions, lane: Lane) -> Result<Connections> {
        let mut settings = vec![
            ("statement_timeout", options.statement_timeout.as_millis().to_string()),
            ("lock_timeout", "5s".to_owned()),
            ("idle_in_transaction_session_timeout", "30s".to_owned()),
        ];
        if lane == Lane::Heavy {
            // A connection keeps one core busy: as many as there are bound what all of them take.
            settings.push(("max_parallel_workers_per_gather", "0".to_owned()));
            // Which plan is best depends on what is asked: for a word of one letter it is not the index of words.
            settings.push(("plan_cache_mode", "force_custom_plan".to_owned()));
        }
        let connections = lane.connections(options);
        let connect = connect_options(&options.url)?.application_name(lane.application()).options(settings);
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .min_connections(lane.least().min(connections))
            .acquire_timeout(options.acquire_timeout);
        let pool = match lane.least() {
            0 => pool.connect_lazy_with(connect),
            _ => pool.connect_with(connect).await?,
        };
        let connections = connections as usize;
        let queue = FairQueue::new(connections, lane.share(connections));
        // Whoever has waited for half of its time would not come to its end in the rest.
        let patience = options.acquire_timeout.min(options.statement_timeout / 2);
        Ok(Connections { pool, queue, patience })
    }

    /// The pool: whoever takes a connection of it [holds](Connections::hold) a place among them.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// Waits for a place among the connections.
    ///
    /// # Errors
    /// [`Error::Unavailable`](crate::error::Error::Unavailable) if others hold them for longer than a statement waits.
    pub async fn hold(&self, caller: &CallerKey, place: Option<OwnedSemaphorePermit>) -> Result<Held> {
        let slot = timeout(self.patience, self.queue.take(caller)).await;
        let slot = slot.map_err(|_| sqlx::Error::PoolTimedOut)?;
        Ok(Held { _slot: slot, _place: place })
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

    /// How many of the connections one caller holds at most.
    fn share(self, connections: usize) -> usize {
        match self {
            // Statements are short: the next connection is free in a moment.
            Lane::Interactive => connections - connections / 4,
            Lane::Heavy => connections.div_ceil(2),
            Lane::Writers => connections,
            Lane::Control => connections.saturating_sub(1),
        }
    }

    /// How many connections stay open, so that whoever comes first need not wait for one to be opened.
    fn least(self) -> u32 {
        match self {
            Lane::Interactive | Lane::Control => 2,
            Lane::Heavy | Lane::Writers => 0,
        }
    }

    /// How the connections are named in `pg_stat_activity`.
    fn application(self) -> &'static str {
        match self {
            Lane::Interactive => "shahrak",
            Lane::Heavy => "shahrak heavy",
            Lane::Writers => "shahrak writers",
            Lane::Control => "shahrak control",
        }
    }
}
