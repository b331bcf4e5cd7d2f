//! The database handle of one request.

use std::sync::OnceLock;

use fair_queue::CallerKey;
use graphql_http::Position;

use shahrak_persistence::db::{Db, WalPosition};

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

    /// The handle, made from that of the server at the first use. A query that may lag reads from a replica, if there is one
    /// that knows what the client has seen.
    pub fn get(&self, db: &Db, position: Option<&Position>) -> &Db {
        self.db.get_or_init(|| {
            let db = db.for_request_of(self.caller.clone());
            let Some(position) = position.filter(|position| position.may_lag) else { return db };
            match position.seen.as_deref().map(str::parse::<WalPosition>) {
                None => db.reading(None),
                Some(Ok(seen)) => db.reading(Some(seen)),
                // Nobody knows what the client has seen: the primary does.
                Some(Err(_)) => db,
            }
        })
    }
}
