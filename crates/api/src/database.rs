//! The database of a command: that of DATABASE_URL, or a PostgreSQL of the program's own.

use std::time::Duration;

use chrono_tz::Tz;
use graphql_http::clock;
use tokio::time::{Instant, sleep};

use shahrak_domain::act::{Act, Via};
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_import::{ImportOptions, load_bundle};
use shahrak_local_postgres::{DATABASE, Durability, LocalPostgres, Options};
use shahrak_persistence::db;
use shahrak_persistence::error::Error;
use shahrak_persistence::staging::has_bundle;

use crate::config::database::DatabaseArgs;
use crate::failure::Failure;
use crate::shipped;

/// The oldest supported PostgreSQL.
const OLDEST_MAJOR: u32 = 15;

/// A database that runs until [`Database::stop`].
#[derive(Debug)]
pub struct Database {
    url: String,
    local: Option<LocalPostgres>,
}

impl Database {
    /// The database of `serve`. A PostgreSQL of its own is exclusive to it.
    pub async fn for_server(config: &DatabaseArgs) -> Result<Self, Failure> {
        match config.url() {
            Some(url) => Self::connect(url, config.patience()).await,
            None => {
                tracing::info!(directory = %config.data_dir.display(), "starting a PostgreSQL of our own");
                Ok(Self::local(LocalPostgres::serve(options(config)).await?))
            }
        }
    }

    /// The database of another command: the PostgreSQL of a server in the same directory if one runs, otherwise its own.
    pub async fn for_command(config: &DatabaseArgs) -> Result<Self, Failure> {
        match config.url() {
            Some(url) => Self::connect(url, config.patience()).await,
            None => Ok(Self::local(LocalPostgres::attach_or_start(options(config)).await?)),
        }
    }

    /// Its URL, with the password.
    pub fn url(&self) -> &str {
        &self.url
    }

    async fn migrate(&self) -> Result<(), Failure> {
        shahrak_migrations::migrate(&self.url).await.map_err(|error| Failure::Migration(error.into()))
    }

    /// Migrates the database, and loads the bundled data only if none was ever loaded: a command that only needs the provinces
    /// need not wait for another that loads them.
    pub async fn prepare_if_new(&self, zone: Tz) -> Result<(), Failure> {
        self.migrate().await?;
        if has_bundle(&db::open(&self.url).await?).await? {
            return Ok(());
        }
        self.prepare(zone).await
    }

    /// Migrates the database, and loads the bundled data that is missing.
    pub async fn prepare(&self, zone: Tz) -> Result<(), Failure> {
        self.migrate().await?;
        let options = import_options(clock::now(), zone, program());
        let session = db::open(&self.url).await?;
        let Some(report) = load_bundle(session, shipped::files(), &shipped::digest(), &options).await? else {
            return Ok(());
        };
        let added: u64 = report.files.iter().map(|file| file.added).sum();
        for refusal in &report.refusals {
            tracing::warn!(%refusal, "a line of the bundled data was not loaded");
        }
        if added > 0 {
            tracing::info!(records = added, "loaded the bundled data");
        }
        Ok(())
    }

    /// Waits until the program's own PostgreSQL fails for good. Never returns for another one.
    pub async fn failed(&mut self) -> Failure {
        match &mut self.local {
            Some(local) => local.failed().await.into(),
            None => std::future::pending().await,
        }
    }

    /// Stops the program's own PostgreSQL if this command started it.
    pub async fn stop(self) -> Result<(), Failure> {
        match self.local {
            Some(local) => Ok(local.stop().await?),
            None => Ok(()),
        }
    }

    fn local(local: LocalPostgres) -> Self {
        Self { url: local.url(DATABASE), local: Some(local) }
    }

    async fn connect(url: &str, patience: Duration) -> Result<Self, Failure> {
        let found = wait(url, patience).await?;
        if found < OLDEST_MAJOR {
            return Err(Failure::TooOld { found, needed: OLDEST_MAJOR });
        }
        Ok(Self { url: url.to_owned(), local: None })
    }
}

/// The act of loading the bundled data.
fn program() -> Act {
    Act { via: Via::Program, ..Act::on_command_line("shahrak", "ship") }
}

/// The options of an import that begins now.
pub fn import_options(now: Moment, zone: Tz, act: Act) -> ImportOptions {
    let today = Day::new(now.with_timezone(&zone).date_naive());
    ImportOptions { dry_run: false, today, now, act, zone: zone.name().to_owned() }
}

fn options(config: &DatabaseArgs) -> Options {
    Options { data_dir: config.data_dir.clone(), durability: Durability::Durable }
}

/// Waits until a server answers, and returns its major version.
async fn wait(url: &str, patience: Duration) -> Result<u32, Failure> {
    let deadline = Instant::now() + patience;
    let mut warned = false;
    loop {
        match db::server_major(url).await {
            Ok(major) => return Ok(major),
            Err(error @ Error::Unavailable(_)) if Instant::now() >= deadline => {
                return Err(Failure::NoAnswer { seconds: patience.as_secs(), source: error });
            }
            Err(Error::Unavailable(error)) if !warned => {
                warned = true;
                let seconds = patience.as_secs();
                tracing::warn!(%error, "the database does not answer yet; waiting for at most {seconds} s");
            }
            Err(Error::Unavailable(_)) => {}
            Err(error) => return Err(Failure::NotUsable(error)),
        }
        sleep(Duration::from_millis(500)).await;
    }
}
