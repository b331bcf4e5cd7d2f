//! The same statements by `pgbench`: what PostgreSQL alone can do, with plain rows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use crate::failure::Result;
use crate::load::Load;
use crate::tools::Tools;

/// Scripts of one workload: each holds the statements of one request.
pub struct Scripts {
    folder: PathBuf,
    files: Vec<PathBuf>,
    /// Statements of the first request.
    pub statements: usize,
}

impl Scripts {
    /// Writes the scripts into a folder.
    ///
    /// # Errors
    /// An error of the disk, or a request without statements.
    pub fn write(folder: PathBuf, requests: &[Vec<String>]) -> Result<Scripts> {
        fs::create_dir_all(&folder)?;
        let mut files = Vec::new();
        for (number, statements) in requests.iter().enumerate() {
            if statements.is_empty() {
                return Err("PostgreSQL's log has no statement of a request".into());
            }
            let file = folder.join(format!("{number}.sql"));
            fs::write(&file, statements.iter().map(|sql| format!("{sql};\n")).collect::<String>())?;
            files.push(file);
        }
        Ok(Scripts { folder, files, statements: requests.first().map_or(0, Vec::len) })
    }

    /// Writes transactions so that each client has its own, each the same number.
    ///
    /// # Errors
    /// An error of the disk, or too few transactions.
    pub fn write_of_clients(
        folder: PathBuf,
        transactions: &[Vec<String>],
        clients: usize,
    ) -> Result<Scripts> {
        if transactions.len() < clients {
            return Err("there are fewer changes than clients".into());
        }
        fs::create_dir_all(&folder)?;
        let mut files = Vec::new();
        for (number, turn) in transactions.chunks_exact(clients).enumerate() {
            let file = folder.join(format!("{number}.sql"));
            fs::write(&file, turn.iter().enumerate().map(of_client).collect::<String>())?;
            files.push(file);
        }
        Ok(Scripts { folder, files, statements: transactions.first().map_or(0, Vec::len) })
    }

    /// Runs the scripts in random order for a while.
    ///
    /// # Errors
    /// The error of pgbench, or a failed statement.
    pub fn run(&self, tools: &Tools, url: &str, clients: usize, time: Duration) -> Result<Load> {
        let log = self.folder.join("log");
        let mut command = tools.pgbench();
        command.args(["--no-vacuum", "--protocol=prepared", "--jobs=1", "--log"]);
        command.arg(format!("--log-prefix={}", log.display()));
        command.arg(format!("--client={clients}")).arg(format!("--time={}", time.as_secs().max(1)));
        for file in &self.files {
            command.arg("--file").arg(file);
        }
        let output = command.arg(url).stdin(Stdio::null()).output()?;
        let said = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        let per_second = tps(&said).ok_or_else(|| format!("pgbench says no rate:\n{said}"))?;
        let micros = take_times(&self.folder)?;
        Ok(Load { per_second, ..Load::new(micros, time) })
    }
}

/// The part of a script for one client.
fn of_client((client, statements): (usize, &Vec<String>)) -> String {
    let statements = statements.iter().map(|sql| format!("{};\n", without_names(sql))).collect::<String>();
    format!("\\if :client_id = {client}\n{statements}\\endif\n")
}

/// The statement without variables of pgbench: it takes a letter after a colon for one, even inside texts.
fn without_names(sql: &str) -> String {
    if sql.starts_with("SET LOCAL ") {
        return sql.replace(':', r"\x3a");
    }
    sql.replace("\":", "\": ").replace("\": :", "\"::")
}

fn tps(said: &str) -> Option<f64> {
    let rate = said.lines().find_map(|line| line.strip_prefix("tps = "))?;
    rate.split(' ').next()?.parse().ok()
}

/// The time of each transaction, the third column of pgbench's log, which is deleted.
fn take_times(folder: &Path) -> Result<Vec<u32>> {
    let mut micros = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let of_log = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("log."));
        if of_log {
            let log = fs::read_to_string(&path)?;
            micros.extend(log.lines().filter_map(|line| line.split(' ').nth(2)?.parse::<u32>().ok()));
            fs::remove_file(path)?;
        }
    }
    Ok(micros)
}
