//! Client programs of PostgreSQL: `pgbench` and `psql`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Result;

/// The directories of packages whose programs are not on the path.
const PARENT: &str = "/usr/lib/postgresql";

/// `psql` and `pgbench` of the newest installation.
#[derive(Debug)]
pub struct Tools {
    psql: PathBuf,
    pgbench: PathBuf,
}

impl Tools {
    /// The programs in `SHAHRAK_PG_BIN`, on the path, or of a package; none if either is missing.
    pub fn find() -> Option<Tools> {
        let over = env::var_os("SHAHRAK_PG_BIN").map(PathBuf::from);
        let path: Vec<PathBuf> = env::var_os("PATH").iter().flat_map(env::split_paths).collect();
        let mut packages: Vec<PathBuf> = std::fs::read_dir(PARENT)
            .map(|entries| entries.filter_map(|entry| Some(entry.ok()?.path().join("bin"))).collect())
            .unwrap_or_default();
        packages.sort();
        let directories: Vec<PathBuf> =
            over.into_iter().chain(path).chain(packages.into_iter().rev()).collect();
        Some(Tools { psql: first(&directories, "psql")?, pgbench: first(&directories, "pgbench")? })
    }

    /// The result of a statement, without decoration.
    ///
    /// # Errors
    /// The error of psql.
    pub fn ask(&self, url: &str, sql: &str) -> Result<String> {
        let output =
            Command::new(&self.psql).args(["-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql, url]).output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }

    /// The command `pgbench`, without arguments.
    pub fn pgbench(&self) -> Command {
        Command::new(&self.pgbench)
    }
}

fn first(directories: &[PathBuf], program: &str) -> Option<PathBuf> {
    directories
        .iter()
        .map(|directory: &PathBuf| Path::new(directory).join(program))
        .find(|path| path.is_file())
}
