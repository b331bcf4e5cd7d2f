//! The job of an import. It runs in its own session and is renewed on another connection; dropping it cancels it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use graphql_http::clock;
use graphql_http::error_code;
use metrics::counter;
use tokio::sync::Notify;
use tokio::time::{MissedTickBehavior, interval, sleep};

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::import::ImportReport;
use shahrak_import::{ImportFile, ImportOptions, ProgressReport, import_as_job};
use shahrak_persistence::db::{self, Db};
use shahrak_persistence::error::Result;
use shahrak_persistence::import_job::{self, ImportId, JobEnd, JobProgress, Lease};

use super::Shared;
use super::upload::{Receipt, Received};
use crate::slots::Slot;

/// How often the progress is recorded, and a cancellation noticed.
const BEAT: Duration = Duration::from_secs(1);

/// A received import.
pub(super) struct Job {
    pub(super) id: ImportId,
    pub(super) act: Act,
    pub(super) dry_run: bool,
    pub(super) files: Receipt,
    pub(super) slot: Slot,
}

/// The progress of a running import.
#[derive(Default)]
struct Running {
    at: Mutex<Option<JobProgress>>,
    /// Notified when the first file is read.
    begun: Notify,
    /// Whether it can no longer be cancelled.
    committing: AtomicBool,
}

/// The end of an import.
enum ImportEnd {
    Ended(Result<ImportReport>),
    Cancelled,
    /// It was not renewed for too long.
    Lost,
    Interrupted,
}

impl ImportEnd {
    /// The name in measurements.
    fn name(&self) -> &'static str {
        match self {
            ImportEnd::Ended(Ok(report)) if report.committed => "recorded",
            ImportEnd::Ended(Ok(report)) if report.refusals.is_empty() => "checked",
            ImportEnd::Ended(Ok(_)) => "refused",
            ImportEnd::Ended(Err(_)) => "failed",
            ImportEnd::Cancelled => "cancelled",
            ImportEnd::Lost => "lost",
            ImportEnd::Interrupted => "interrupted",
        }
    }
}

impl Job {
    /// Runs the import and records its end.
    pub(super) async fn run(self, shared: Arc<Shared>) {
        let id = self.id;
        tracing::info!(import.id = id, "an import begins");
        let Self { act, dry_run, files, slot, .. } = self;
        let outcome = follow(id, act, dry_run, files, &shared).await;
        counter!("shahrak_imports_total", "outcome" => outcome.name()).increment(1);
        record(&shared.db, id, outcome).await;
        drop(slot);
    }
}

/// Waits for the end of the import, or for a reason to cancel it. A commit in progress is not cancelled.
async fn follow(id: ImportId, act: Act, dry_run: bool, files: Receipt, shared: &Shared) -> ImportEnd {
    let running = Running::default();
    let mut stopping = shared.stopping.subscribe();
    let mut work = work(id, act, dry_run, files, shared, &running).boxed();
    let outcome = tokio::select! {
        ended = &mut work => return ImportEnd::Ended(ended),
        outcome = keep_alive(&shared.db, id, &running).boxed() => outcome,
        _ = stopping.wait_for(|stopping| *stopping) => ImportEnd::Interrupted,
    };
    match running.committing.load(Ordering::Relaxed) {
        true => ImportEnd::Ended(work.await),
        false => outcome,
    }
}

async fn work(
    id: ImportId,
    act: Act,
    dry_run: bool,
    files: Receipt,
    shared: &Shared,
    running: &Running,
) -> Result<ImportReport> {
    let now = clock::now();
    let today = Day::new(now.with_timezone(&shared.zone).date_naive());
    let Receipt { files, synthetic } = files;
    let options = ImportOptions { dry_run, today, now, act, zone: shared.zone.name().to_owned(), synthetic };
    let session = db::open(shared.db.url()).await?;
    let files: Vec<ImportFile> = files.into_iter().map(Received::into_file).collect();
    import_as_job(session, files, &options, id, &mut |progress| running.note(progress)).await
}

impl Running {
    fn note(&self, progress: ProgressReport<'_>) {
        if progress.is_validated() {
            return;
        }
        if progress.is_commit() {
            self.committing.store(true, Ordering::Relaxed);
            return;
        }
        let at = JobProgress { of: progress.file.to_owned(), done: progress.bytes, size: progress.size };
        let before = self.at.lock().unwrap_or_else(PoisonError::into_inner).replace(at);
        if before.is_none() {
            self.begun.notify_one();
        }
    }

    fn at(&self) -> Option<JobProgress> {
        self.at.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Renews the import each second, and when it begins, until there is a reason to cancel it. A database that is briefly
/// unavailable is none.
async fn keep_alive(db: &Db, id: ImportId, running: &Running) -> ImportEnd {
    let mut beat = interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = beat.tick() => {}
            () = running.begun.notified() => {}
        }
        match import_job::keep_alive(db, id, running.at().as_ref()).await {
            Ok(Lease::GoOn) => {}
            Ok(Lease::Cancel) => return ImportEnd::Cancelled,
            Ok(Lease::Lost) => return ImportEnd::Lost,
            Err(error) => {
                tracing::warn!(import.id = id, %error, "the progress of an import was not recorded");
            }
        }
    }
}

/// Records the end. A committed import has recorded it already.
async fn record(db: &Db, id: ImportId, outcome: ImportEnd) {
    let fault;
    let end = match &outcome {
        ImportEnd::Ended(Ok(report)) if report.committed => {
            tracing::info!(import.id = id, "an import has ended");
            return;
        }
        ImportEnd::Ended(Ok(report)) => JobEnd::Reported(report),
        ImportEnd::Ended(Err(error)) => {
            fault = error_code::log(error);
            JobEnd::Failed(&fault)
        }
        ImportEnd::Cancelled => JobEnd::Cancelled,
        ImportEnd::Interrupted => JobEnd::Interrupted,
        ImportEnd::Lost => {
            tracing::warn!(import.id = id, "an import was not renewed for too long and is cancelled");
            return;
        }
    };
    tracing::info!(import.id = id, "an import has ended; nothing of it was recorded");
    // The database may be restarting.
    for _ in 0..5 {
        match import_job::end(db, id, end).await {
            Ok(()) => return,
            Err(error) => {
                tracing::warn!(import.id = id, %error, "the end of an import was not recorded");
            }
        }
        sleep(BEAT).await;
    }
}
