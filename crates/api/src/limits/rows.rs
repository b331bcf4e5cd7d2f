//! How many rows the register has, about: counts and searches are priced by it.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::{ArcSwap, Guard};
use tokio::time::sleep;

use shahrak_persistence::db::Db;
use shahrak_persistence::size;

/// Numbers of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    /// Units.
    pub units: u64,
    /// Records of the ledger.
    pub events: u64,
}

/// Prices are those of this register at least, so that they do not change while a small one grows.
impl Default for Rows {
    fn default() -> Self {
        Self { units: 50_000, events: 250_000 }
    }
}

/// The latest numbers. Cheap to clone.
#[derive(Clone, Default)]
pub struct KnownRows(Arc<ArcSwap<Rows>>);

/// How often the database is asked.
const PAUSE: Duration = Duration::from_secs(60);

impl KnownRows {
    /// The numbers as they are known.
    pub fn load(&self) -> Guard<Arc<Rows>> {
        self.0.load()
    }

    /// Asks the database again and again, until the process ends.
    pub async fn follow(self, db: Db) {
        loop {
            match size::rows(&db).await {
                Ok(found) => self.0.store(Arc::new(Rows::at_least(found.units, found.events))),
                Err(error) => tracing::warn!(%error, "the size of the register is not known; prices stay"),
            }
            sleep(PAUSE).await;
        }
    }
}

impl Rows {
    fn at_least(units: u64, events: u64) -> Self {
        let least = Self::default();
        Self { units: units.max(least.units), events: events.max(least.events) }
    }
}
