//! The environment of a measurement: a temporary PostgreSQL, and the program.

use std::path::PathBuf;
use std::time::Duration;

use shahrak_local_postgres::{DATABASE, Durability, LocalPostgres};
use tempfile::TempDir;

use crate::failure::Result;
use crate::register::Register;
use crate::say;
use crate::server::Program;
use crate::tools::Tools;

/// A PostgreSQL, the program, and a folder for files.
pub struct Site {
    postgres: LocalPostgres,
    /// The database.
    pub url: String,
    /// The program on this database.
    pub program: Program,
    /// `pgbench` and `psql`, if they are installed.
    pub tools: Option<Tools>,
    /// A folder for files, deleted at the end.
    pub folder: PathBuf,
    _folder: TempDir,
}

impl Site {
    /// Starts a PostgreSQL that does not wait for the disk, and migrates.
    ///
    /// # Errors
    /// PostgreSQL does not start.
    pub async fn build() -> Result<Site> {
        Site::build_with(Durability::Throwaway).await
    }

    /// The same with this durability.
    ///
    /// # Errors
    /// PostgreSQL does not start.
    pub async fn build_with(durability: Durability) -> Result<Site> {
        let postgres = LocalPostgres::throwaway_with(durability).await?;
        let url = postgres.url(DATABASE);
        let program = Program::find(url.clone())?;
        let migrated = program.migrate().await?;
        say(&format!("migrated, and loaded what ships, in {:.1} s", migrated.as_secs_f64()));
        let tools = Tools::find();
        if tools.is_none() {
            say("psql and pgbench are not installed: nothing to compare with");
        }
        let temporary = TempDir::new()?;
        let folder = temporary.path().to_owned();
        Ok(Site { postgres, url, program, tools, folder, _folder: temporary })
    }

    /// Imports a synthetic register: first the events, then, in a second import, what became known later.
    ///
    /// # Errors
    /// The import failed.
    pub async fn fill(&self, register: Register) -> Result<()> {
        let folder = self.folder.join("register");
        let written = register.write(&folder)?;
        say(&format!("{} parks and {} units made up", written.parks, written.units));
        let first = written.records - if register.moments { 0 } else { written.later };
        told(self.program.import(&folder).await?, first);
        if !register.moments {
            told(self.program.import(&folder.join("later")).await?, written.later);
        }
        // Autovacuum would do this within the next minutes.
        if let Some(tools) = &self.tools {
            tools.ask(&self.url, "VACUUM ANALYZE")?;
        }
        Ok(())
    }

    /// Waits until PostgreSQL has been idle for two seconds: a server that starts folds the sums of the import, and its
    /// statements are not those of a request.
    ///
    /// # Errors
    /// The error of psql, or PostgreSQL is never idle.
    pub async fn settle(&self) -> Result<()> {
        const ACTIVE: &str = "SELECT count(*) FROM pg_stat_activity
            WHERE backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()";
        const PAUSE: Duration = Duration::from_millis(200);
        let Some(tools) = &self.tools else { return Ok(()) };
        let mut idle = 0;
        for _ in 0..600 {
            idle = if tools.ask(&self.url, ACTIVE)?.trim() == "0" { idle + 1 } else { 0 };
            if idle == 10 {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err("PostgreSQL has not been idle for two seconds within two minutes".into())
    }

    /// Stops PostgreSQL.
    ///
    /// # Errors
    /// It does not stop.
    pub async fn end(self) -> Result<()> {
        Ok(self.postgres.stop().await?)
    }
}

fn told(time: Duration, records: u32) {
    let seconds = time.as_secs_f64();
    say(&format!(
        "imported with {records} events in {seconds:.1} s: {:.0} events/s",
        f64::from(records) / seconds
    ));
}
