//! Why a local PostgreSQL cannot start, run or stop, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use crate::binaries::OLDEST_MAJOR;

/// Why a local PostgreSQL cannot start, run or stop.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There are no server binaries of a supported version.
    #[error(
        "no PostgreSQL server binaries of version {OLDEST_MAJOR} or later were found{}; there are three ways out: \
         install PostgreSQL (`apt-get install postgresql`, `dnf install postgresql-server`, \
         `brew install postgresql@17`; SHAHRAK_PG_BIN names an unusual place), \
         or set DATABASE_URL to a PostgreSQL that runs elsewhere, \
         or use the containers: `docker compose up`", but_only(.too_old))]
    NoBinaries {
        /// Binaries of older versions, each as `version in directory`.
        too_old: Vec<String>,
    },
    /// `SHAHRAK_PG_BIN` names a directory without server binaries.
    #[error("SHAHRAK_PG_BIN is {}, which does not hold a `postgres` and an `initdb` that run; \
             name the directory of PostgreSQL's server binaries, or unset it", .0.display())]
    BadOverride(PathBuf),
    /// The data was written by a major version whose binaries are not installed.
    #[error("{} was written by PostgreSQL {data}, and the binaries found are of {found}; install PostgreSQL {data} \
             (in a checkout of shahrak: `scripts/install-postgres {data}`), or migrate the data with its pg_dump or pg_upgrade, or pass another --data-dir", .cluster.display())]
    OtherMajor {
        /// The directory of the cluster.
        cluster: PathBuf,
        /// The major version that wrote it.
        data: u32,
        /// The versions found, separated by commas.
        found: String,
    },
    /// The directory of the cluster has other content.
    #[error("{} exists and is not a PostgreSQL cluster; move it away, or pass another --data-dir", .0.display())]
    NotACluster(PathBuf),
    /// The account that the server runs under cannot reach the data directory.
    #[error("PostgreSQL never runs as root, and {user}, which it runs as instead, cannot enter {}; \
             pass a --data-dir that every account can reach, such as /var/lib/shahrak", .directory.display())]
    Unreachable {
        /// The account.
        user: String,
        /// The directory that it cannot enter.
        directory: PathBuf,
    },
    /// Root started the program, on a machine without an account to switch to.
    #[error(
        "PostgreSQL never runs as root, and this machine has neither the account `postgres` nor `nobody`; \
             start shahrak from an ordinary account, or set DATABASE_URL"
    )]
    NoAccount,
    /// A program could not be started.
    #[error("cannot run {program} as {user}: {source}")]
    Spawn {
        /// The program.
        program: String,
        /// The account that it should run under.
        user: String,
        /// The system's reason.
        source: io::Error,
    },
    /// The directory already has an owner.
    #[error("{holder} is using {}; stop it first, or pass another --data-dir", .data_dir.display())]
    InUse {
        /// The owner, in words.
        holder: String,
        /// The data directory.
        data_dir: PathBuf,
    },
    /// The owner's server does not become ready.
    #[error("{holder} is using {}, but its PostgreSQL is not ready; look into postgres.log there, \
             or stop that process and try again", .data_dir.display())]
    OwnerNotReady {
        /// The owner, in words.
        holder: String,
        /// The data directory.
        data_dir: PathBuf,
    },
    /// A server that this program did not start runs on the cluster.
    #[error("a PostgreSQL that was not started by shahrak (pid {pid}) runs on {}; stop it first", .cluster.display())]
    Foreign {
        /// Its process id.
        pid: u32,
        /// Its data directory: the cluster, or the directory that the cluster was moved or copied from.
        cluster: PathBuf,
    },
    /// `initdb`, or a statement after it, failed.
    #[error("cannot create a PostgreSQL cluster: {output}")]
    Initialise {
        /// The output of the program.
        output: String,
    },
    /// The server ended before it was ready.
    #[error("PostgreSQL does not start; its output: {output}")]
    Start {
        /// The end of its log.
        output: String,
    },
    /// The server started and did not become ready in time.
    #[error("PostgreSQL is not ready after {minutes} minutes; its output: {output}")]
    NotReady {
        /// How long the program waited.
        minutes: u64,
        /// The end of its log.
        output: String,
    },
    /// The server died repeatedly.
    #[error("PostgreSQL died {times} times and is not restarted; its output: {output}")]
    KeepsDying {
        /// How often it died in a row.
        times: u32,
        /// The end of its log.
        output: String,
    },
    /// The server did not stop.
    #[error("PostgreSQL (pid {pid}) does not stop; end it with `kill -QUIT {pid}`")]
    NotStopping {
        /// Its process id.
        pid: u32,
    },
    /// The async runtime is shutting down.
    #[error("the program is shutting down")]
    ShuttingDown,
    /// A file or directory could not be used.
    #[error("cannot {doing} {}: {source}", .path.display())]
    File {
        /// What the program tried to do.
        doing: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

impl Error {
    /// For `map_err`.
    pub(crate) fn file(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { doing, path, source }
    }
}

fn but_only(too_old: &[String]) -> String {
    if too_old.is_empty() {
        return String::new();
    }
    format!(" (only {})", too_old.join(", "))
}
