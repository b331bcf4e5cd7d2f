//! The database handle of one request.

use std::sync::OnceLock;

use fair_queue::CallerKey;

use shahrak_persistence::db::Db;

/// Data of a request: all its statements use one handle, which bounds the connections that the request holds.
pub struct RequestDb {
    caller: CallerKey,
    db: OnceLock<Db>,
}

impl RequestDb {
    /// The handle for a request of this caller.
    pub fn new(caller: CallerKey) -> RequestDb {
        RequestDb { caller, db: OnceLock::new() }
    }

    /// The handle, made from that of the server at the first use.
    pub fn get(&self, db: &Db) -> &Db {
        self.db.get_or_init(|| db.for_request_of(self.caller.clone()))
    }
}
