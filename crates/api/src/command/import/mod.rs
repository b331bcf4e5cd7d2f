//! `shahrak import`: imports spreadsheets, all or nothing.

mod files;
pub(super) mod progress;

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use graphql_http::clock;

use shahrak_domain::act::Act;
use shahrak_domain::import::ImportReport;
use shahrak_domain::synthetic::Synthetic;
use shahrak_import::{ImportFile, ProgressReport, import};
use shahrak_messages::{Language, message};
use shahrak_persistence::db;

use self::files::ImportSources;
use self::progress::Display;
use super::print;
use crate::config::import::ImportArgs;
use crate::database::{Database, import_options};
use crate::failure::{Failure, Need};
use crate::signals::Stop;

/// Imports files. The exit code shows whether lines were refused.
///
/// # Errors
/// Errors of files, of the database or of the report.
pub async fn run(options: ImportArgs, language: Language, stop: &Stop) -> Result<ExitCode, Failure> {
    // Wrong paths are reported before connecting to the database.
    let ImportSources { sources, left_out, synthetic } = files::find(&options.paths, options.kind)?;
    let report_to = options.report.as_deref().map(create).transpose()?;
    let database = Database::for_command(&options.database).await?;
    let imported = record_unless_requested(&options, language, (sources, synthetic), &database, stop).await;
    let stopped = database.stop().await;
    let mut report = imported?;
    stopped?;
    for warning in left_out {
        report.warn(warning);
    }
    if let Some((mut file, path)) = report_to {
        writeln!(file, "{:#}", report.to_json(language)).map_err(unwritable(&path))?;
    }
    print(&report.text(language))?;
    Ok(if report.refused() == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Imports, unless a signal comes before the commit. A commit in progress is waited for: it is short, and its result would
/// otherwise be unknown.
async fn record_unless_requested(
    options: &ImportArgs,
    language: Language,
    files: (Vec<ImportFile>, Option<Synthetic>),
    database: &Database,
    stop: &Stop,
) -> Result<ImportReport, Failure> {
    let committing = AtomicBool::new(false);
    let mut recording = pin!(record(options, language, files, database, &committing));
    tokio::select! {
        result = &mut recording => return result,
        () = stop.requested() => {}
    }
    if committing.load(Ordering::Relaxed) { recording.await } else { Err(stopped()) }
}

/// The failure after a signal. The session is dropped, and the database rolls back.
fn stopped() -> Failure {
    Failure::Stopped(message!("stopped-nothing-recorded"))
}

async fn record(
    options: &ImportArgs,
    language: Language,
    (files, synthetic): (Vec<ImportFile>, Option<Synthetic>),
    database: &Database,
    committing: &AtomicBool,
) -> Result<ImportReport, Failure> {
    let zone = options.place.time_zone;
    database.prepare(zone).await?;
    let act = Act::on_command_line(&options.recorded_by, "import");
    let mut import_options = import_options(clock::now(), zone, act);
    import_options.dry_run = options.dry_run;
    import_options.synthetic = synthetic;
    let session = db::open(database.url()).await?;
    let mut display = Display::begin(language);
    let mut show = |progress: ProgressReport<'_>| {
        committing.fetch_or(progress.is_commit(), Ordering::Relaxed);
        display.show(progress);
    };
    let report = import(session, files, &import_options, &mut show).await;
    display.end();
    Ok(report?)
}

/// Creates the file of the report before the import: an import whose report cannot be written must not be recorded.
fn create(path: &Path) -> Result<(File, PathBuf), Failure> {
    let file = File::create(path).map_err(unwritable(path))?;
    Ok((file, path.to_owned()))
}

fn unwritable(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::File { need: Need::Write, path, source }
}
