//! Import: files become rows and records, all of them or none.
//!
//! Every line is read by the exchange crate, staged by COPY, and judged where it will land: codes are resolved by the
//! database, the ledger's rules are those of the domain. Nothing is visible to others before the end, and what is
//! recorded shares one moment, that end.

mod copy;
mod decide;
mod dropped;
mod event;
mod forbidden;
mod judge;
mod kind;
mod land;
mod methodology_rules;
mod options;
mod plan;
mod staged;
mod steps;

use std::collections::HashMap;
use std::time::Instant;

use shahrak_domain::import::{FileReport, ImportReport};
use sqlx::Connection;
use sqlx::postgres::PgConnection;

pub use self::options::{ImportFile, ImportOptions, Progress};

use self::steps::Import;
use crate::audit;
use crate::connection::On;
use crate::error::Result;
use crate::import_job::{self, ImportId};
use crate::lock::Lock;
use crate::sql::Sql;
use crate::tx;

/// Whether files come from a user or with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Import,
    Ship,
}

/// How often an import is judged again because others have changed meanwhile what it is about.
const ATTEMPTS: u32 = 5;

/// From how many new rows on Postgres looks at the tables again: it would plan by what they were.
const MANY: u64 = 10_000;

/// Imports files: all of them, or nothing if a line is refused. The first progress is told when its turn has come.
///
/// If the caller stops waiting before [`Progress::COMMIT`], nothing is left behind: the connection ends without one.
///
/// # Errors
/// What the database answers. Mistakes in the files are in the report.
pub async fn import(
    connection: PgConnection,
    files: Vec<ImportFile>,
    options: &ImportOptions,
    progress: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Result<ImportReport> {
    run(connection, files, options, None, progress).await
}

/// The same as a job, whose end is recorded together with what it imports: both or neither are kept.
///
/// # Errors
/// What the database answers, and [`Error::Row`](crate::error::Error::Row) if the job was given up meanwhile.
pub async fn import_as_job(
    connection: PgConnection,
    files: Vec<ImportFile>,
    options: &ImportOptions,
    job: ImportId,
    progress: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Result<ImportReport> {
    run(connection, files, options, Some(job), progress).await
}

/// Loads what ships with the program as far as it is absent; what is there is never overwritten. Nothing is done, and
/// nobody waited for, where files of this digest were loaded before: none then.
///
/// # Errors
/// What the database answers.
pub async fn ship(
    mut connection: PgConnection,
    files: Vec<ImportFile>,
    digest: &str,
    options: &ImportOptions,
) -> Result<Option<ImportReport>> {
    if is_shipped(&mut connection, digest).await? {
        connection.close().await?;
        return Ok(None);
    }
    // Instances that start together load it one after another.
    Lock::Shipping.for_session(&On::new(&mut connection)).await?;
    if is_shipped(&mut connection, digest).await? {
        connection.close().await?;
        return Ok(None);
    }
    let mut transaction = connection.begin().await?;
    let db = On::new(&mut transaction);
    tx::sign(&db, &options.act).await?;
    let (mut report, _) = apply(&db, files, options, Mode::Ship, &mut |_| ()).await?;
    report.committed = true;
    audit::add_import(&db, None, &report).await?;
    Sql::with("UPDATE reference_version SET shipped = $1", [digest.into()]).execute(&db).await?;
    transaction.commit().await?;
    connection.close().await?;
    Ok(Some(report))
}

/// Whether what ships with the program, of this version or another, was ever loaded.
///
/// # Errors
/// What the database answers.
pub async fn has_shipped(connection: &mut PgConnection) -> Result<bool> {
    let sql = "SELECT shipped IS NOT NULL FROM reference_version";
    Sql::new(sql).value(&On::new(connection)).await
}

async fn is_shipped(connection: &mut PgConnection, digest: &str) -> Result<bool> {
    let sql = "SELECT shipped IS NOT DISTINCT FROM $1 FROM reference_version";
    Sql::with(sql, [digest.into()]).value(&On::new(connection)).await
}

async fn run(
    mut connection: PgConnection,
    files: Vec<ImportFile>,
    options: &ImportOptions,
    job: Option<ImportId>,
    progress: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Result<ImportReport> {
    let began = Instant::now();
    if let Some(job) = job {
        Lock::Job(job).for_session(&On::new(&mut connection)).await?;
    }
    let mut transaction = connection.begin().await?;
    let db = On::new(&mut transaction);
    tx::sign(&db, &options.act).await?;
    let (mut report, ok) = apply(&db, files, options, Mode::Import, progress).await?;
    report.seconds = began.elapsed().as_secs_f64();
    if ok && !options.dry_run {
        report.committed = true;
        audit::add_import(&db, job, &report).await?;
        if let Some(job) = job {
            import_job::finish(&db, job, &report).await?;
        }
        progress(Progress::COMMIT);
        transaction.commit().await?;
        if report.files.iter().map(|file| file.added).sum::<u64>() > MANY {
            staged::run(&On::new(&mut connection), "ANALYZE unit, unit_event, unit_span, tally, tally_delta")
                .await?;
        }
    } else {
        transaction.rollback().await?;
    }
    connection.close().await?;
    Ok(report)
}

/// Reads, judges and lands files; whether they could land.
async fn apply(
    db: &On<'_>,
    mut files: Vec<ImportFile>,
    options: &ImportOptions,
    mode: Mode,
    progress: &mut (dyn FnMut(Progress<'_>) + Send),
) -> Result<(ImportReport, bool)> {
    files.sort_by_key(|file| staged::order(file.kind));
    let mut report = ImportReport::new(options.dry_run, ImportReport::KEPT);
    report.files = files.iter().map(|file| FileReport::new(file.name.clone(), file.kind)).collect();
    let mut import = Import {
        options,
        mode,
        report,
        sheets: HashMap::new(),
        progress,
        context: None,
        head: 0,
        judged: None,
    };
    import.stage_all(db, files).await?;
    staged::run(db, "SAVEPOINT staged").await?;
    let read = import.report.clone();
    let mut attempt = 1;
    loop {
        import.judge_all(db).await?;
        let ok = mode == Mode::Ship || import.report.refused() == 0;
        if ok && !options.dry_run {
            (import.progress)(Progress::JUDGED);
            match import.land(db).await {
                Ok(landed) => return Ok((import.report, landed)),
                Err(error) if attempt < ATTEMPTS && error.may_pass() => {
                    tracing::info!(%error, "others have changed what an import is about; it is judged again");
                }
                Err(error) => return Err(error),
            }
        } else if ok || attempt == ATTEMPTS || !import.is_overtaken(db).await? {
            return Ok((import.report, ok));
        }
        staged::run(db, "ROLLBACK TO SAVEPOINT staged").await?;
        import.report = read.clone();
        attempt += 1;
    }
}
