//! Imports over HTTP: files are received, then imported by a job in the background.
//!
//! `route` has the handlers, `upload` receives files, `job` runs one.

mod job;
mod json;
mod refusals;
mod route;
mod upload;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use chrono_tz::Tz;
use metrics::gauge;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::{sleep, timeout};

use shahrak_domain::act::Act;
use shahrak_domain::actor::Actor;
use shahrak_persistence::db::Db;
use shahrak_persistence::error::Result;
use shahrak_persistence::import_job::{self, ImportId, SentFile};

pub(crate) use self::route::of_database;

use self::job::Job;
use self::upload::{Receipt, Received};
use crate::slots::{Full, Slot, Slots};

/// How long jobs may take to record their end when the server stops.
const SHUTDOWN: Duration = Duration::from_secs(10);

/// How long the slot of an import that has ended may still be taken.
const RELEASE: Duration = Duration::from_millis(300);

/// Limits of imports over HTTP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The directory of received files; none for the system's temporary directory.
    pub upload_dir: Option<PathBuf>,
    /// Bytes of all files of a request.
    pub body_bytes: u64,
    /// Imports that are received, wait or run at once on this server.
    pub jobs: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { upload_dir: None, body_bytes: 1 << 30, jobs: 2 }
    }
}

/// The imports of this server. Cheap to clone.
#[derive(Clone)]
pub struct Imports(Arc<Shared>);

struct Shared {
    db: Db,
    zone: Tz,
    settings: Settings,
    slots: Slots,
    /// Where jobs run: the threads that answer requests have no time for them.
    runtime: Handle,
    stopping: watch::Sender<bool>,
}

impl Imports {
    /// The imports into a register; a day is one of `zone`. Jobs run on the runtime in which this is called.
    pub fn new(db: Db, zone: Tz, settings: Settings) -> Self {
        let slots = Slots::new(settings.jobs);
        let (runtime, stopping) = (Handle::current(), watch::Sender::new(false));
        Self(Arc::new(Shared { db, zone, settings, slots, runtime, stopping }))
    }

    /// Serves `/imports`.
    pub fn configure(&self, cfg: &mut web::ServiceConfig) {
        cfg.app_data(web::Data::new(self.clone())).configure(route::configure);
    }

    /// Records how many imports run, for a recorder of [`metrics`].
    pub fn measure(&self) {
        gauge!("shahrak_imports_running").set(self.0.slots.used() as f64);
    }

    /// Begins to cancel all running imports; none of them is recorded.
    pub fn begin_to_stop(&self) {
        self.0.stopping.send_replace(true);
    }

    /// Cancels all running imports, and waits until their ends are recorded.
    pub async fn stop(&self) {
        self.begin_to_stop();
        if timeout(SHUTDOWN, self.0.slots.all_free()).await.is_err() {
            tracing::warn!("an import was still being given up when the server stopped");
        }
    }

    /// A place among the imports of this server. The end of an import is on record a moment before its place is free.
    async fn take_slot(&self, who: &Actor) -> std::result::Result<Slot, Full> {
        if *self.0.stopping.borrow() {
            return Err(Full::Server);
        }
        match self.0.slots.take(&who.owner) {
            Err(Full::Owner) => {
                sleep(RELEASE).await;
                self.0.slots.take(&who.owner)
            }
            taken => taken,
        }
    }

    /// Adds a job for files that were received, and begins it.
    async fn start(&self, slot: Slot, act: Act, dry_run: bool, files: Receipt) -> Result<ImportId> {
        let sent: Vec<SentFile> = files.files.iter().map(Received::sent).collect();
        let tx = self.0.db.begin_control(&act).await?;
        let id = import_job::add(&tx, &act, dry_run, &sent).await?;
        tx.commit().await?;
        let job = Job { id, act, dry_run, files, slot };
        self.0.runtime.spawn(job.run(Arc::clone(&self.0)));
        Ok(id)
    }
}
