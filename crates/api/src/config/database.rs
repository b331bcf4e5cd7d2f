//! Settings of the database.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use shahrak_persistence::db::{self, ReadOptions};

use super::usage::WrongValue;

/// Options of the database.
#[derive(Debug, Args)]
#[command(next_help_heading = "Database")]
pub struct DatabaseArgs {
    /// A PostgreSQL 15 or later, as postgres://USER:PASSWORD@HOST:PORT/NAME; by default, the program runs its own
    #[arg(long, value_name = "URL", env = "DATABASE_URL", hide_env_values = true, value_parser = database_url)]
    pub database_url: Option<String>,
    /// The same database for the role that owns the tables and migrates them, if DATABASE_URL names one that only serves
    #[arg(long, value_name = "URL", env = "DATABASE_MIGRATE_URL", hide_env_values = true, value_parser = database_url)]
    pub database_migrate_url: Option<String>,
    /// Replicas of the database, which queries read from; separated by commas if several
    #[arg(long, value_name = "URL", env = "DATABASE_READ_URLS", hide_env_values = true, value_delimiter = ',', value_parser = database_url)]
    pub database_read_urls: Vec<String>,
    /// How far a replica may be behind, in milliseconds: queries read from the primary otherwise
    #[arg(long, value_name = "MILLISECONDS", env = "SHAHRAK_DATABASE_READ_LAG_MS", default_value_t = 1_000)]
    pub database_read_lag_ms: u32,
    /// The data directory of the program's own PostgreSQL; created if it does not exist
    #[arg(long, value_name = "DIR", env = "SHAHRAK_DATA_DIR", default_value = ".shahrak")]
    pub data_dir: PathBuf,
    /// The time to wait for a database that does not answer yet, in seconds
    #[arg(long, value_name = "SECONDS", env = "SHAHRAK_DATABASE_WAIT_SECONDS", default_value_t = 30)]
    pub database_wait_seconds: u32,
}

impl DatabaseArgs {
    /// The database to use, if one is given; an empty variable counts as none.
    pub fn url(&self) -> Option<&str> {
        self.database_url.as_deref().filter(|url| !url.is_empty())
    }

    /// The same database for the role that migrates it, if that is another one.
    pub fn migrate_url(&self) -> Option<&str> {
        self.database_migrate_url.as_deref().filter(|url| !url.is_empty())
    }

    /// The replicas; an empty variable counts as none.
    pub fn replicas(&self) -> ReadOptions {
        let urls = self.database_read_urls.iter().filter(|url| !url.is_empty()).cloned().collect();
        ReadOptions { urls, lag: Duration::from_millis(self.database_read_lag_ms.into()) }
    }

    /// How long to wait for it.
    pub fn patience(&self) -> Duration {
        Duration::from_secs(self.database_wait_seconds.into())
    }
}

/// An empty variable is allowed, and counts as none.
fn database_url(text: &str) -> Result<String, WrongValue> {
    if !text.is_empty() {
        db::check_url(text).map_err(|error| WrongValue::of(&error))?;
    }
    Ok(text.to_owned())
}
