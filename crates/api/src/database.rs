//! The database of a command: the one that was given, or a PostgreSQL of the program's own.

use std::time::Duration;

use chrono_tz::Tz;
use tokio::time::{Instant, sleep};

use shahrak::{clock, shipped};
use shahrak_domain::act::{Act, Via};
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_import::{ImportOptions, load_bundle};
use shahrak_local_postgres::{DATABASE, Durability, LocalPostgres, Options};
use shahrak_persistence::db;
use shahrak_persistence::error::Error;
use shahrak_persistence::staging::has_bundle;

use crate::config;
use crate::failure::Failure;

/// The oldest PostgreSQL that serves.
const OLDEST_MAJOR: u32 = 15;

/// A database that answers, until [`Database::stop`].
#[derive(Debug)]
pub struct Database {
    url: String,
    local: Option<LocalPostgres>,
}

impl Database {
    /// For the server: its own PostgreSQL is nobody else's.
    ///
    /// # Errors
    /// Why there is no database.
    pub async fn to_serve(config: &config::Database) -> Result<Self, Failure> {
        match config.given() {
            Some(url) => Self::given(url, config.patience()).await,
            None => {
                tracing::info!(directory = %config.data_dir.display(), "starting a PostgreSQL of our own");
                Ok(Self::local(LocalPostgres::serve(options(config)).await?))
            }
        }
    }

    /// For a command: the PostgreSQL of a server that runs on the same directory, or one for as long as it takes.
    ///
    /// # Errors
    /// Why there is no database.
    pub async fn to_use(config: &config::Database) -> Result<Self, Failure> {
        match config.given() {
            Some(url) => Self::given(url, config.patience()).await,
            None => Ok(Self::local(LocalPostgres::attach_or_start(options(config)).await?)),
        }
    }

    /// Where it is, with its password.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Brings it to the present version.
    ///
    /// # Errors
    /// [`Failure::Migration`] if a step fails, which is undone then.
    async fn migrate(&self) -> Result<(), Failure> {
        shahrak_migrations::migrate(&self.url).await.map_err(|error| Failure::Migration(error.into()))
    }

    /// Brings it to the present version, and loads what ships if nothing was ever loaded: a command that needs the provinces
    /// alone waits for nobody.
    ///
    /// # Errors
    /// As [`Database::prepare`].
    pub async fn prepare_if_new(&self, zone: Tz) -> Result<(), Failure> {
        self.migrate().await?;
        if has_bundle(&db::open(&self.url).await?).await? {
            return Ok(());
        }
        self.prepare(zone).await
    }

    /// Brings it to the present version, and loads what ships as far as it is absent.
    ///
    /// # Errors
    /// [`Failure::Migration`] if a step fails, which is undone then; [`Failure::Database`].
    pub async fn prepare(&self, zone: Tz) -> Result<(), Failure> {
        self.migrate().await?;
        let options = import_options(clock::now(), zone, program());
        let session = db::open(&self.url).await?;
        let Some(report) = load_bundle(session, shipped::files(), &shipped::digest(), &options).await? else {
            return Ok(());
        };
        let added: u64 = report.files.iter().map(|file| file.added).sum();
        for refusal in &report.refusals {
            tracing::warn!(%refusal, "not loaded of what ships");
        }
        if added > 0 {
            tracing::info!(records = added, "loaded what ships");
        }
        Ok(())
    }

    /// Waits until the program's own PostgreSQL is given up. Never returns for one that was given.
    pub async fn failed(&mut self) -> Failure {
        match &mut self.local {
            Some(local) => local.failed().await.into(),
            None => std::future::pending().await,
        }
    }

    /// Stops what was started.
    ///
    /// # Errors
    /// [`Failure::LocalPostgres`] if it does not stop.
    pub async fn stop(self) -> Result<(), Failure> {
        match self.local {
            Some(local) => Ok(local.stop().await?),
            None => Ok(()),
        }
    }

    fn local(local: LocalPostgres) -> Self {
        Self { url: local.url(DATABASE), local: Some(local) }
    }

    async fn given(url: &str, patience: Duration) -> Result<Self, Failure> {
        let found = wait(url, patience).await?;
        if found < OLDEST_MAJOR {
            return Err(Failure::TooOld { found, needed: OLDEST_MAJOR });
        }
        Ok(Self { url: url.to_owned(), local: None })
    }
}

/// The act of loading what ships.
fn program() -> Act {
    Act { via: Via::Program, ..Act::on_command_line("shahrak", "ship") }
}

/// How files are recorded that arrive now.
pub fn import_options(now: Moment, zone: Tz, act: Act) -> ImportOptions {
    let today = Day::new(now.with_timezone(&zone).date_naive());
    ImportOptions { dry_run: false, today, now, act, zone: zone.name().to_owned() }
}

fn options(config: &config::Database) -> Options {
    Options { data_dir: config.data_dir.clone(), durability: Durability::Durable }
}

/// Waits until a server answers, and asks for its major version.
async fn wait(url: &str, patience: Duration) -> Result<u32, Failure> {
    let deadline = Instant::now() + patience;
    let mut told = false;
    loop {
        match db::server_major(url).await {
            Ok(major) => return Ok(major),
            Err(error @ Error::Unavailable(_)) if Instant::now() >= deadline => {
                return Err(Failure::NoAnswer { seconds: patience.as_secs(), source: error });
            }
            Err(Error::Unavailable(error)) if !told => {
                told = true;
                let seconds = patience.as_secs();
                tracing::warn!(%error, "the database does not answer yet; waiting for at most {seconds} s");
            }
            Err(Error::Unavailable(_)) => {}
            Err(error) => return Err(Failure::NotUsable(error)),
        }
        sleep(Duration::from_millis(500)).await;
    }
}
