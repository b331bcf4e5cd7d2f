//! What changed since a moment, by province and month, for feed readers and spreadsheets: `GET /changes.atom` and
//! `GET /changes.csv`.
//!
//! `route` has the handlers. They ask the query `monthlyChanges`, with its limits, price and permits, and `atom` and `csv`
//! write its answer.

mod answer;
mod atom;
mod csv;
mod route;

use actix_web::web;

use shahrak_persistence::db::Db;

/// The changes of a register over HTTP. Cheap to clone.
#[derive(Clone)]
pub struct Changes {
    db: Db,
}

impl Changes {
    /// The changes of the register in a database.
    pub fn new(db: Db) -> Changes {
        Changes { db }
    }

    /// Serves `/changes.atom` and `/changes.csv`.
    pub fn configure(&self, cfg: &mut web::ServiceConfig) {
        cfg.app_data(web::Data::new(self.clone())).configure(route::configure);
    }
}
