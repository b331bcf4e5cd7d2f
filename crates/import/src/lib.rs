//! Imports: files become rows and records of the register, all of them or none.
//!
//! - [`import`] records the files of a user; [`import_as_job`] does so as a job of the API; [`load_bundle`] loads the data
//!   that is bundled with the program; [`fill`] fills an empty register with synthetic data.
//! - `pipeline` reads the files in the order in which they refer to each other, has their lines validated, and applies them.
//!   If others have changed the register meanwhile, it validates again.
//! - `read` and `row` turn the lines of a file (crate `exchange`) into staged lines (crate `persistence`, module `staging`).
//! - `authorize` checks permissions for whole files, and `outcome` fills in the report. What the steps share is in
//!   `staged_import`.
//!
//! The crate contains no SQL and no rules: `persistence` has the statements, and `domain` decides.

mod authorize;
mod options;
mod outcome;
mod pipeline;
mod read;
mod row;
mod staged_import;

use std::time::Instant;

use shahrak_domain::import::ImportReport;
use shahrak_domain::synthetic::Synthetic;
use shahrak_persistence::db::Session;
use shahrak_persistence::error::Result;
use shahrak_persistence::import_job::{self, ImportId};
use shahrak_persistence::staging::{self, Mode};

pub use self::options::{ImportFile, ImportOptions, ProgressReport};

use self::pipeline::Pipeline;
use self::staged_import::StagedImport;

/// Imports files: all of them, or nothing if a line is refused.
///
/// If the caller stops waiting before [`ProgressReport::COMMIT`], nothing is recorded: the session ends without a commit.
///
/// # Errors
/// Errors of the database. Mistakes in the files are in the report.
pub async fn import(
    session: Session,
    files: Vec<ImportFile>,
    options: &ImportOptions,
    progress: &mut (dyn FnMut(ProgressReport<'_>) + Send),
) -> Result<ImportReport> {
    run(session, files, options, Purpose::Import, progress).await
}

/// Imports files as a job, which ends in the same transaction. The session holds the lease of the job.
///
/// # Errors
/// As [`import`], and [`Error::Decode`](shahrak_persistence::error::Error::Decode) if the job was cancelled or given up.
pub async fn import_as_job(
    session: Session,
    files: Vec<ImportFile>,
    options: &ImportOptions,
    job: ImportId,
    progress: &mut (dyn FnMut(ProgressReport<'_>) + Send),
) -> Result<ImportReport> {
    import_job::hold_lease(&session, job).await?;
    run(session, files, options, Purpose::Job(job), progress).await
}

/// Fills an empty register with synthetic data, by the rules of every import, and marks it as synthetic. Returns none if the
/// register has parks or units.
///
/// # Errors
/// As [`import`].
pub async fn fill(
    session: Session,
    files: Vec<ImportFile>,
    options: &ImportOptions,
    synthetic: Synthetic,
    progress: &mut (dyn FnMut(ProgressReport<'_>) + Send),
) -> Result<Option<ImportReport>> {
    if !staging::lock_empty(&session).await? {
        session.close().await?;
        return Ok(None);
    }
    run(session, files, options, Purpose::Fill(synthetic), progress).await.map(Some)
}

/// Loads bundled data without overwriting anything. Returns none if data with this digest is loaded already.
pub async fn load_bundle(
    session: Session,
    files: Vec<ImportFile>,
    digest: &str,
    options: &ImportOptions,
) -> Result<Option<ImportReport>> {
    // Servers that start together load it one after another.
    if staging::lock_bundle(&session, digest).await? {
        session.close().await?;
        return Ok(None);
    }
    let mut ignored = |_: ProgressReport<'_>| ();
    let mut pipeline = Pipeline::begin(session, options, Mode::Bundled, &mut ignored).await?;
    pipeline.run(files).await?;
    let StagedImport { staging, mut report, .. } = pipeline.import;
    report.committed = true;
    staging.finish(None, &report).await?;
    staging.note_bundle(digest).await?;
    staging.commit(0).await?;
    Ok(Some(report))
}

/// What an import is besides its files.
#[derive(Clone, Copy)]
enum Purpose {
    Import,
    Job(ImportId),
    Fill(Synthetic),
}

async fn run(
    session: Session,
    files: Vec<ImportFile>,
    options: &ImportOptions,
    purpose: Purpose,
    progress: &mut (dyn FnMut(ProgressReport<'_>) + Send),
) -> Result<ImportReport> {
    let began = Instant::now();
    if let Some(refusal) = authorize::synthetic(&session, options).await? {
        let mut report = ImportReport::new(options.dry_run, ImportReport::LIMIT);
        report.refuse(refusal);
        session.close().await?;
        return Ok(report);
    }
    let mut pipeline = Pipeline::begin(session, options, Mode::Import, progress).await?;
    let applied = pipeline.run(files).await?;
    let StagedImport { staging, mut report, progress, .. } = pipeline.import;
    report.seconds = began.elapsed().as_secs_f64();
    if applied {
        report.committed = true;
        let job = if let Purpose::Job(job) = purpose { Some(job) } else { None };
        staging.finish(job, &report).await?;
        let filled_with = if let Purpose::Fill(synthetic) = purpose { Some(synthetic) } else { None };
        if let Some(synthetic) = filled_with.or(options.synthetic) {
            staging.note_synthetic(synthetic).await?;
        }
        progress(ProgressReport::COMMIT);
        staging.commit(report.files.iter().map(|file| file.added).sum()).await?;
    } else {
        staging.rollback().await?;
    }
    Ok(report)
}
