//! The database of a command: that of DATABASE_URL, or a PostgreSQL of the program's own.

use std::time::Duration;

use chrono_tz::Tz;
use graphql_http::clock;
use percent_encoding::percent_decode_str;
use tokio::time::{Instant, sleep};
use url::Url;

use shahrak_domain::act::{Act, Via};
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_import::{ImportOptions, load_bundle};
use shahrak_local_postgres::{DATABASE, Durability, LocalPostgres, Options, SERVER};
use shahrak_migrations::{MigrateError, Password, ensure_role, let_serve, migrate, owns};
use shahrak_persistence::db;
use shahrak_persistence::error::Error;
use shahrak_persistence::staging::has_bundle;
use shahrak_persistence::unavailable::Unavailable;

use crate::config::database::DatabaseArgs;
use crate::failure::Failure;
use crate::shipped;

/// The oldest supported PostgreSQL.
const OLDEST_MAJOR: u32 = 15;

/// A database that runs until [`Database::stop`].
#[derive(Debug)]
pub struct Database {
    url: String,
    /// The same database for the role that owns the tables.
    owner_url: String,
    local: Option<LocalPostgres>,
}

impl Database {
    /// The database of `serve`. A PostgreSQL of its own is exclusive to it.
    pub async fn for_server(config: &DatabaseArgs) -> Result<Self, Failure> {
        match config.url() {
            Some(url) => Self::connect(url, config).await,
            None => {
                tracing::info!(directory = %config.data_dir.display(), "starting a PostgreSQL of our own");
                Ok(Self::local(LocalPostgres::serve(options(config)).await?))
            }
        }
    }

    /// The database of another command: the PostgreSQL of a server in the same directory if one runs, otherwise its own.
    pub async fn for_command(config: &DatabaseArgs) -> Result<Self, Failure> {
        match config.url() {
            Some(url) => Self::connect(url, config).await,
            None => Ok(Self::local(LocalPostgres::attach_or_start(options(config)).await?)),
        }
    }

    /// Its URL, with the password.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Migrates as the owner of the tables, and lets the role that serves do no more than it needs.
    async fn migrate(&self) -> Result<(), Failure> {
        let failed = |error| self.failure(error);
        migrate(&self.owner_url).await.map_err(|error| match error {
            MigrateError::Newer(migration) => Failure::NewerDatabase { migration },
            MigrateError::Failed(error) => failed(error),
        })?;
        if self.owner_url == self.url {
            return Ok(());
        }
        let (role, password, existing) = match &self.local {
            Some(local) => (SERVER.to_owned(), local.server_password().to_owned(), Password::Replace),
            None => {
                let (role, password) = credentials(&self.url);
                (role, password, Password::Keep)
            }
        };
        ensure_role(&self.owner_url, &role, &password, existing).await.map_err(failed)?;
        let separate = let_serve(&self.owner_url, &self.url).await.map_err(failed)?;
        if !separate {
            tracing::warn!("the role of DATABASE_URL owns the tables, although DATABASE_MIGRATE_URL is set");
        }
        Ok(())
    }

    /// Why the database is not migrated: most often, that it does not let the program in.
    fn failure(&self, error: shahrak_migrations::DbErr) -> Failure {
        match (Unavailable::within(&error), &self.local) {
            (Some(Unavailable::LoginRefused), Some(_)) => Failure::LocalLogin(error.into()),
            (Some(Unavailable::LoginRefused), None) => Failure::NotUsable(error.into()),
            _ => Failure::Migration(error.into()),
        }
    }

    /// Migrates the database, and loads the bundled data only if none was ever loaded: a command that only needs the provinces
    /// need not wait for another that loads them.
    pub async fn prepare_if_new(&self, zone: Tz) -> Result<(), Failure> {
        self.migrate().await?;
        if has_bundle(&db::open(&self.owner_url).await?).await? {
            return Ok(());
        }
        self.prepare(zone).await
    }

    /// Migrates the database, and loads the bundled data that is missing.
    pub async fn prepare(&self, zone: Tz) -> Result<(), Failure> {
        self.migrate().await?;
        if !owns(&self.owner_url).await.map_err(|error| self.failure(error))? {
            tracing::info!("the bundled data stay as they are: this role only serves");
            return Ok(());
        }
        let options = import_options(clock::now(), zone, program());
        let session = db::open(&self.owner_url).await?;
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
        Self { url: local.server_url(DATABASE), owner_url: local.url(DATABASE), local: Some(local) }
    }

    async fn connect(url: &str, config: &DatabaseArgs) -> Result<Self, Failure> {
        let owner_url = config.migrate_url().unwrap_or(url).to_owned();
        // The role that serves may not exist yet.
        let found = wait(&owner_url, config.patience()).await?;
        if found < OLDEST_MAJOR {
            return Err(Failure::TooOld { found, needed: OLDEST_MAJOR });
        }
        Ok(Self { url: url.to_owned(), owner_url, local: None })
    }
}

/// The role and the password in a URL, which was checked when the settings were read.
fn credentials(url: &str) -> (String, String) {
    let Ok(url) = Url::parse(url) else { return (String::new(), String::new()) };
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    (decoded(url.username()), decoded(url.password().unwrap_or_default()))
}

/// The act of loading the bundled data.
fn program() -> Act {
    Act { via: Via::Program, ..Act::on_command_line("shahrak", "ship") }
}

/// The options of an import that begins now.
pub fn import_options(now: Moment, zone: Tz, act: Act) -> ImportOptions {
    let today = Day::new(now.with_timezone(&zone).date_naive());
    ImportOptions { dry_run: false, today, now, act, zone: zone.name().to_owned(), synthetic: None }
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
            // Waiting does not help.
            Err(error) if error.unavailable() == Some(Unavailable::LoginRefused) => {
                return Err(Failure::NotUsable(error));
            }
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
