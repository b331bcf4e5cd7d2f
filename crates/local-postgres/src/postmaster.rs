//! The file `postmaster.pid`, in which PostgreSQL describes the running server, and whether it is still true.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::Error;
use crate::system::command_line;

/// The content of `postmaster.pid`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Postmaster {
    pub(crate) pid: u32,
    /// The data directory of that server: another one if the cluster was moved or copied since.
    pub(crate) cluster: PathBuf,
    /// In seconds since 1970.
    pub(crate) started_at: u64,
    pub(crate) port: u16,
    address: String,
    status: String,
}

impl Postmaster {
    /// The content of the file, if it can be parsed. PostgreSQL writes it line by line.
    pub(crate) fn read(cluster: &Path) -> Option<Self> {
        Self::parse(&fs::read_to_string(file(cluster)).ok()?)
    }

    /// The server that runs on this cluster now. Without the owner's lock the answer may be out of date.
    pub(crate) fn running(cluster: &Path) -> Result<Option<Self>, Error> {
        let Some(postmaster) = Self::read(cluster) else {
            return Ok(None);
        };
        if !postmaster.is_alive() {
            return Ok(None);
        }
        if postmaster.cluster != cluster {
            return Err(Error::Foreign { pid: postmaster.pid, cluster: postmaster.cluster });
        }
        Ok(Some(postmaster))
    }

    /// Deletes a file that prevents PostgreSQL from starting although no server runs: an unreadable one, which a power cut
    /// may leave behind, or one whose process id now belongs to another program. Only the owner may call this. It leaves a
    /// file without a process to PostgreSQL, which then also looks for orphaned backends.
    pub(crate) fn clear_stale(cluster: &Path) -> Result<(), Error> {
        let stale = match Self::read(cluster) {
            Some(postmaster) => !postmaster.is_alive() && command_line(postmaster.pid).is_some(),
            None => true,
        };
        if !stale {
            return Ok(());
        }
        match fs::remove_file(file(cluster)) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                Err(Error::file("remove", &file(cluster))(error))
            }
            _ => Ok(()),
        }
    }

    /// Whether the process still exists and is still that server.
    pub(crate) fn is_alive(&self) -> bool {
        let Some(line) = command_line(self.pid) else {
            return false;
        };
        format!("{line} ").contains(&format!(" -D {} ", self.cluster.display()))
    }

    /// Whether the server accepts connections.
    pub(crate) fn is_ready(&self) -> bool {
        self.status == "ready"
    }

    /// Whether the server listens on the address that this program uses.
    pub(crate) fn is_ours(&self) -> bool {
        self.address == "127.0.0.1"
    }

    fn parse(content: &str) -> Option<Self> {
        let lines: Vec<&str> = content.lines().collect();
        let line = |number: usize| lines.get(number - 1).map_or("", |line| line.trim());
        Some(Self {
            // Negative for a single-user server.
            pid: line(1).parse::<i64>().ok()?.unsigned_abs().try_into().ok()?,
            cluster: line(2).into(),
            started_at: line(3).parse().ok()?,
            port: line(4).parse().ok()?,
            address: line(6).to_owned(),
            status: line(8).to_owned(),
        })
    }
}

fn file(cluster: &Path) -> PathBuf {
    cluster.join("postmaster.pid")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::*;

    const READY: &str = "714\n/data/postgres\n1790000000\n40123\n\n127.0.0.1\n  1234  0\nready   \n";

    #[test]
    fn a_complete_file_is_read() {
        let postmaster = Postmaster::parse(READY).unwrap();
        assert_eq!((postmaster.pid, postmaster.port), (714, 40123));
        assert!(postmaster.is_ready() && postmaster.is_ours());
    }

    #[test]
    fn an_incomplete_file_is_of_a_server_that_is_not_ready() {
        let postmaster = Postmaster::parse("714\n/data/postgres\n1790000000\n40123\n").unwrap();
        assert!(!postmaster.is_ready());
    }

    #[test]
    fn an_empty_file_describes_no_server() {
        assert_eq!(Postmaster::parse(""), None);
    }

    #[test]
    fn another_program_with_the_same_process_id_is_not_the_server() {
        let own = std::process::id();
        let postmaster = Postmaster::parse(&READY.replacen("714", &own.to_string(), 1)).unwrap();
        assert!(!postmaster.is_alive());
    }
}
