//! `shahrak demo`: fills an empty register with synthetic data, by the rules of every import.

use std::io;

use chrono_tz::Tz;
use graphql_http::clock;
use tokio::task::spawn_blocking;

use shahrak_demo::Demo;
use shahrak_domain::act::Act;
use shahrak_domain::code::Coded as _;
use shahrak_domain::synthetic::Synthetic;
use shahrak_import::{ImportFile, ProgressReport, fill as fill_register};
use shahrak_messages::{Explain as _, Language, Message, message};
use shahrak_persistence::{db, register_info};

use super::import::progress::Display;
use super::print;
use crate::config::demo::{DEFAULT_SEED, DemoArgs};
use crate::database::{Database, import_options};
use crate::failure::Failure;
use crate::signals::Stop;

/// Fills the register.
///
/// # Errors
/// [`Failure::Usage`] if it has parks or units.
pub async fn run(options: &DemoArgs, language: Language, stop: &Stop) -> Result<(), Failure> {
    let database = Database::for_command(&options.database).await?;
    let zone = options.place.time_zone;
    let filled = stop
        .unless_requested(message!("stopped"), async {
            database.prepare(zone).await?;
            fill(&database, (options.seed, options.units), zone, language).await
        })
        .await;
    let stopped = database.stop().await;
    let filled = filled?;
    stopped?;
    match filled {
        Some(synthetic) => print(&synthetic.message().text(language)),
        None => Err(Failure::Usage(message!("register-not-empty"))),
    }
}

/// Fills the register with the default one if it has neither parks nor units.
pub async fn fill_if_empty(database: &Database, zone: Tz, language: Language) -> Result<(), Failure> {
    fill(database, (DEFAULT_SEED, shahrak_demo::UNITS), zone, language).await.map(drop)
}

/// Returns none, and changes nothing, if the register has parks or units.
async fn fill(
    database: &Database,
    (seed, units): (u32, u32),
    zone: Tz,
    language: Language,
) -> Result<Option<Synthetic>, Failure> {
    let session = db::open(database.url()).await?;
    if !register_info::is_empty(&session).await? {
        session.close().await?;
        return Ok(None);
    }
    eprintln!("{}", message!("demo-begins", seed, units).text(language));
    let (synthetic, files) =
        spawn_blocking(move || files(seed, units)).await.map_err(failed)?.map_err(failed)?;
    let options = import_options(clock::now(), zone, Act::on_command_line("shahrak demo", "demo"));
    let mut display = Display::begin(language);
    let mut show = |progress: ProgressReport<'_>| display.show(progress);
    let report = fill_register(session, files, &options, synthetic, &mut show).await;
    display.end();
    match report? {
        Some(report) if report.refused() > 0 => Err(failed(report.text(language))),
        report => Ok(report.map(|_| synthetic)),
    }
}

/// What should not happen: the program made data that it does not accept, or none.
fn failed(why: impl ToString) -> Failure {
    Failure::Usage(message!("demo-failed", why = Message::verbatim(why.to_string())))
}

/// The files of the register, in memory.
fn files(seed: u32, units: u32) -> io::Result<(Synthetic, Vec<ImportFile>)> {
    let demo = Demo::new(seed, units);
    let file = |kind| {
        let text = demo.write(kind, Vec::new())?;
        Ok(ImportFile::of_text(kind, format!("{}.csv", kind.code()), text))
    };
    let files: io::Result<Vec<ImportFile>> = Demo::KINDS.into_iter().map(file).collect();
    Ok((demo.origin(), files?))
}
