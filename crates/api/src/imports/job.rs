//! An import in the background: it is done on a connection of its own, followed on another, and given up by dropping it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use tokio::sync::Notify;
use tokio::time::{MissedTickBehavior, interval, sleep};

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::import::ImportReport;
use shahrak_import::{ImportFile, ImportOptions, Progress, import_as_job};
use shahrak_persistence::db::{self, Db};
use shahrak_persistence::error::Result;
use shahrak_persistence::import_job::{self, ImportId, JobEnd, JobProgress, Lease};

use super::Shared;
use super::slots::Slot;
use super::upload::Received;
use crate::clock;
use crate::error_code;

/// How often it is put on record what an import is at, and asked whether somebody wants it cancelled.
const BEAT: Duration = Duration::from_secs(1);

/// An import that was sent.
pub(super) struct Job {
    pub(super) id: ImportId,
    pub(super) act: Act,
    pub(super) dry_run: bool,
    pub(super) files: Vec<Received>,
    pub(super) slot: Slot,
}

/// What is known of an import that runs.
#[derive(Default)]
struct Course {
    at: Mutex<Option<JobProgress>>,
    /// Its turn has come.
    begun: Notify,
    /// From then on it cannot be given up.
    committing: AtomicBool,
}

/// How an import ended.
enum Outcome {
    Ended(Result<ImportReport>),
    Cancelled,
    /// Nobody would believe it any more: it was silent for too long.
    Lost,
    Interrupted,
}

impl Job {
    /// Does it, unless it is given up, and puts its end on record.
    pub(super) async fn run(self, shared: Arc<Shared>) {
        let id = self.id;
        tracing::info!(import.id = id, import.by = self.act.actor.name, "an import begins");
        let Self { act, dry_run, files, slot, .. } = self;
        let outcome = follow(id, act, dry_run, files, &shared).await;
        record(&shared.db, id, outcome).await;
        drop(slot);
    }
}

/// Waits for the end of the import, or for a reason to give it up. A commit under way is waited for.
async fn follow(id: ImportId, act: Act, dry_run: bool, files: Vec<Received>, shared: &Shared) -> Outcome {
    let course = Course::default();
    let mut stopping = shared.stopping.subscribe();
    let mut work = work(id, act, dry_run, files, shared, &course).boxed();
    let outcome = tokio::select! {
        ended = &mut work => return Outcome::Ended(ended),
        outcome = keep_alive(&shared.db, id, &course).boxed() => outcome,
        _ = stopping.wait_for(|stopping| *stopping) => Outcome::Interrupted,
    };
    match course.committing.load(Ordering::Relaxed) {
        true => Outcome::Ended(work.await),
        false => outcome,
    }
}

async fn work(
    id: ImportId,
    act: Act,
    dry_run: bool,
    files: Vec<Received>,
    shared: &Shared,
    course: &Course,
) -> Result<ImportReport> {
    let now = clock::now();
    let today = Day::new(now.with_timezone(&shared.zone).date_naive());
    let options = ImportOptions { dry_run, today, now, act, zone: shared.zone.name().to_owned() };
    let session = db::open(shared.db.url()).await?;
    let files: Vec<ImportFile> = files.into_iter().map(Received::into_file).collect();
    import_as_job(session, files, &options, id, &mut |progress| course.note(progress)).await
}

impl Course {
    fn note(&self, progress: Progress<'_>) {
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

/// Says each second, and when its turn has come, that the import is worked on, until there is a reason to give it up. A
/// database that does not answer for a moment is none.
async fn keep_alive(db: &Db, id: ImportId, course: &Course) -> Outcome {
    let mut beat = interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = beat.tick() => {}
            () = course.begun.notified() => {}
        }
        match import_job::keep_alive(db, id, course.at().as_ref()).await {
            Ok(Lease::GoOn) => {}
            Ok(Lease::Cancel) => return Outcome::Cancelled,
            Ok(Lease::Lost) => return Outcome::Lost,
            Err(error) => {
                tracing::warn!(import.id = id, %error, "what an import is at was not put on record")
            }
        }
    }
}

/// Puts the end on record. What was committed is on record already.
async fn record(db: &Db, id: ImportId, outcome: Outcome) {
    let fault;
    let end = match &outcome {
        Outcome::Ended(Ok(report)) if report.committed => {
            tracing::info!(import.id = id, "an import has ended");
            return;
        }
        Outcome::Ended(Ok(report)) => JobEnd::Reported(report),
        Outcome::Ended(Err(error)) => {
            fault = error_code::log(error);
            JobEnd::Failed(&fault)
        }
        Outcome::Cancelled => JobEnd::Cancelled,
        Outcome::Interrupted => JobEnd::Interrupted,
        Outcome::Lost => {
            tracing::warn!(import.id = id, "an import was silent for too long and is given up");
            return;
        }
    };
    tracing::info!(import.id = id, "an import has ended; nothing of it was recorded");
    // The database may be on its way up again.
    for _ in 0..5 {
        match import_job::end(db, id, end).await {
            Ok(()) => return,
            Err(error) => {
                tracing::warn!(import.id = id, %error, "the end of an import was not put on record")
            }
        }
        sleep(BEAT).await;
    }
}
