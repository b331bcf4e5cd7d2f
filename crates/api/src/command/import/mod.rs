//! `shahrak import`: spreadsheets into the register, everything or nothing.

mod files;
mod progress;

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use shahrak::clock;
use shahrak_exchange::report::ImportReport;
use shahrak_persistence::db;
use shahrak_persistence::import::{ImportFile, import};

use super::say;
use crate::config::Import;
use crate::database::{Database, import_options};
use crate::failure::Failure;
use crate::signals::Stop;

use self::files::Source;
use self::progress::Display;

/// What a signal before the end is answered with. The connection is dropped, and the database undoes the rest.
const STOPPED: &str = "stopped; nothing was recorded";

/// Imports. The exit code tells whether lines were refused.
///
/// # Errors
/// What keeps it from being tried, or from its end.
pub async fn run(options: Import, stop: &Stop) -> Result<ExitCode, Failure> {
    // Wrong paths are told before any database is asked.
    let sources = files::find(&options.paths, options.kind)?;
    let report_to = options.report.as_deref().map(create).transpose()?;
    let database = Database::to_use(&options.database).await?;
    let imported = stop.unless_asked(STOPPED, record(&options, &sources, &database)).await;
    let stopped = database.stop().await;
    let report = imported?;
    stopped?;
    if let Some((mut file, path)) = report_to {
        writeln!(file, "{:#}", report.to_json()).map_err(unwritable(&path))?;
    }
    say(&report.to_string())?;
    Ok(if report.refused() == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

async fn record(options: &Import, sources: &[Source], database: &Database) -> Result<ImportReport, Failure> {
    let zone = options.place.time_zone;
    database.prepare(zone).await?;
    let files = sources.iter().map(open).collect::<Result<_, _>>()?;
    let mut import_options = import_options(clock::now(), zone, options.recorded_by.clone());
    import_options.dry_run = options.dry_run;
    let connection = db::open(database.url()).await?;
    let mut display = Display::begin();
    let report = import(connection, files, &import_options, &mut |progress| display.show(progress)).await;
    display.end();
    Ok(report?)
}

fn open((kind, path): &Source) -> Result<ImportFile, Failure> {
    let file = File::open(path).map_err(files::unreadable(path))?;
    let size = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|metadata| metadata.len());
    Ok(ImportFile { kind: *kind, name: path.display().to_string(), input: Box::new(file), size })
}

/// Made before the import: an import whose report cannot be written should not have happened.
fn create(path: &Path) -> Result<(File, PathBuf), Failure> {
    let file = File::create(path).map_err(unwritable(path))?;
    Ok((file, path.to_owned()))
}

fn unwritable(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let path = path.to_owned();
    move |source| Failure::File { doing: "write", path, source }
}
