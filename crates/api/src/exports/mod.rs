//! Exports over HTTP: `GET /exports/units.csv`, `GET /exports/report.csv`, `GET /exports/register.zip`.
//!
//! `route` has the handlers, `parameters` reads the address, `selection` chooses the rows of a list by the filters of the
//! schema, `stream` sends a file while it is written, and `report` asks the schema for a report.

pub(crate) mod asker;
pub(crate) mod parameters;
pub(crate) mod report;
mod route;
pub(crate) mod selection;
mod stream;

use std::sync::Arc;

use actix_web::web;
use metrics::gauge;
use tokio::runtime::Handle;

use shahrak_domain::moment::Moment;

pub(crate) use self::route::{SYNTHETIC, words};

use crate::graphql::common::context::Register;
use crate::slots::Slots;

/// The exports of this server. Cheap to clone.
#[derive(Clone)]
pub struct Exports(Arc<Shared>);

struct Shared {
    register: Register,
    now: Box<dyn Fn() -> Moment + Send + Sync>,
    slots: Slots,
    /// Where files are written: the threads that answer requests have no time for it.
    runtime: Handle,
}

impl Exports {
    /// The exports of a register, at most `most` at a time; each has a connection of its own to the database. They run on
    /// the runtime in which this is called.
    pub fn new(register: Register, most: u32, now: impl Fn() -> Moment + Send + Sync + 'static) -> Exports {
        let (slots, runtime) = (Slots::new(most), Handle::current());
        Exports(Arc::new(Shared { register, now: Box::new(now), slots, runtime }))
    }

    /// Records how many exports run, for a recorder of [`metrics`].
    pub fn measure(&self) {
        gauge!("shahrak_exports_running").set(self.0.slots.used() as f64);
    }

    /// Serves `/exports`.
    pub fn configure(&self, cfg: &mut web::ServiceConfig) {
        cfg.app_data(web::Data::new(self.clone())).configure(route::configure);
    }
}
