//! The visit of a request to the register: on whose behalf the database is asked.

use std::sync::OnceLock;

use fair_queue::CallerKey;

use shahrak_persistence::db::Db;

/// Data of a request: all that it asks of the database goes through one handle, which bounds the connections it holds.
pub struct Visit {
    caller: CallerKey,
    db: OnceLock<Db>,
}

impl Visit {
    /// A request of this caller.
    pub fn of(caller: CallerKey) -> Visit {
        Visit { caller, db: OnceLock::new() }
    }

    /// The database, on behalf of the request.
    pub fn db(&self, of_all: &Db) -> &Db {
        self.db.get_or_init(|| of_all.for_request_of(self.caller.clone()))
    }
}
