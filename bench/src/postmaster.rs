//! The processes of PostgreSQL, and their processor time.

use std::fs;
use std::path::Path;

use crate::failure::Result;
use crate::tools::Tools;

/// The main process of a server on this machine.
pub struct Postmaster {
    pid: u32,
}

/// Linux counts processor time in hundredths of a second.
const TICKS: f64 = 100.0;

impl Postmaster {
    /// The main process of the server at this address.
    ///
    /// # Errors
    /// The error of psql or of the disk.
    pub fn of(tools: &Tools, url: &str) -> Result<Postmaster> {
        let cluster = tools.ask(url, "SHOW data_directory")?;
        let said = fs::read_to_string(Path::new(&cluster).join("postmaster.pid"))?;
        let pid = said.lines().next().unwrap_or_default().trim().parse()?;
        Ok(Postmaster { pid })
    }

    /// Seconds of processor time that its connections have used so far, including closed ones; 0 if the system does not
    /// state it.
    pub fn cpu_seconds(&self) -> f64 {
        let stats = fs::read_dir("/proc").into_iter().flatten().flatten();
        let stats = stats.filter_map(|entry| fs::read_to_string(entry.path().join("stat")).ok());
        stats.filter_map(|stat| self.used(&stat)).sum::<f64>() / TICKS
    }

    /// The ticks in a line of `/proc` about a process of this server.
    fn used(&self, stat: &str) -> Option<f64> {
        let pid: u32 = stat.split_whitespace().next()?.parse().ok()?;
        // The third field comes after the name, which ends with the last bracket.
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let number = |field: usize| fields.get(field - 3)?.parse::<f64>().ok();
        if pid == self.pid {
            // That of processes that have ended.
            return Some(number(16)? + number(17)?);
        }
        let parent: u32 = fields.get(1)?.parse().ok()?;
        if parent == self.pid { Some(number(14)? + number(15)?) } else { None }
    }
}
