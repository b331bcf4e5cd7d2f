//! What a server knows of the register's clock. `ledger::moments` reads and advances it.

use std::sync::atomic::AtomicI64;

use tokio::sync::Mutex;
use tokio::time::Instant;

/// A server's view of the register's clock.
#[derive(Default)]
pub(crate) struct Clock {
    /// The latest moment that is settled, in microseconds.
    pub(crate) settled: AtomicI64,
    /// How many microseconds the register's clock was ahead of the database's.
    pub(crate) ahead: AtomicI64,
    /// When the clock was last advanced. Held while it is advanced; others wait here, without a connection.
    pub(crate) ticked: Mutex<Option<Instant>>,
}
