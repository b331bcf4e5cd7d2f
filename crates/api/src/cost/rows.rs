//! The approximate size of the register, which determines the cost of counts and searches.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::{ArcSwap, Guard};
use tokio::time::sleep;

use shahrak_persistence::db::Db;
use shahrak_persistence::size;

/// The numbers of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    /// Units.
    pub units: u64,
    /// Records of the ledger.
    pub events: u64,
}

/// The smallest register for prices, so that they do not change while a small register grows.
impl Default for Rows {
    fn default() -> Self {
        Self { units: 50_000, events: 250_000 }
    }
}

/// The latest known numbers. Cheap to clone.
#[derive(Clone, Default)]
pub struct KnownRows(Arc<ArcSwap<Rows>>);

/// The time between two readings.
const INTERVAL: Duration = Duration::from_mins(1);

impl KnownRows {
    /// The numbers.
    pub fn load(&self) -> Guard<Arc<Rows>> {
        self.0.load()
    }

    /// Reads the numbers again and again, until the process ends.
    pub async fn follow(self, db: Db) {
        loop {
            match size::rows(&db).await {
                Ok(found) => self.0.store(Arc::new(Rows::at_least(found.units, found.events))),
                Err(error) => {
                    tracing::warn!(%error, "the size of the register cannot be read; prices stay the same");
                }
            }
            sleep(INTERVAL).await;
        }
    }
}

impl Rows {
    fn at_least(units: u64, events: u64) -> Self {
        let least = Self::default();
        Self { units: units.max(least.units), events: events.max(least.events) }
    }
}
