//! Why a command failed, in one sentence that ends with what to do.

use std::error::Error;
use std::io;
use std::path::PathBuf;

/// What keeps a command from doing what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The program's own PostgreSQL does not start, run or stop.
    #[error(transparent)]
    LocalPostgres(#[from] shahrak_local_postgres::Error),
    /// The database that was given does not answer in time.
    #[error("the database of DATABASE_URL did not answer within {seconds} s")]
    NoAnswer {
        /// How long was waited.
        seconds: u64,
        /// The last attempt.
        source: shahrak_persistence::error::Error,
    },
    /// The database that was given lets nobody in, or there is none by that name.
    #[error("cannot use the database of DATABASE_URL")]
    NotUsable(#[source] shahrak_persistence::error::Error),
    /// The database that was given is too old.
    #[error("the database of DATABASE_URL is PostgreSQL {found}, but the register needs {needed} or later")]
    TooOld {
        /// Its major version.
        found: u32,
        /// The oldest that serves.
        needed: u32,
    },
    /// A step of the database's history failed.
    #[error("cannot migrate the database")]
    Migration(#[source] Box<dyn Error + Send + Sync>),
    /// The database failed in the middle of something.
    #[error("the database failed")]
    Database(#[from] shahrak_persistence::error::Error),
    /// The address to listen at is not to be had.
    #[error("cannot listen at {address}")]
    Listen {
        /// As it was given.
        address: String,
        /// The system's reason.
        source: io::Error,
    },
    /// The HTTP server broke down.
    #[error("the HTTP server stopped")]
    Server(#[source] io::Error),
    /// A file could not be used.
    #[error("cannot {doing} {}", .path.display())]
    File {
        /// What was tried.
        doing: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// What was asked for makes no sense; the message says what would be right.
    #[error("{0}")]
    Usage(String),
    /// Something of the system that every program needs failed.
    #[error("the system refuses {0}")]
    System(&'static str, #[source] io::Error),
    /// Stopped by a signal before it was done.
    #[error("{0}")]
    Stopped(&'static str),
}

impl Failure {
    /// The exit code of the process: 130 if a signal stopped it, else 2.
    pub fn code(&self) -> u8 {
        if matches!(self, Self::Stopped(_)) { 130 } else { 2 }
    }

    /// What went wrong, with its causes, and what to do.
    pub fn sentence(&self) -> String {
        let mut sentence = self.to_string();
        let mut cause = self.source();
        while let Some(next) = cause {
            // Some libraries repeat their causes in their own words.
            let words = next.to_string();
            if !sentence.ends_with(&words) {
                sentence = format!("{sentence}: {words}");
            }
            cause = next.source();
        }
        match self.remedy() {
            Some(remedy) => format!("{sentence}; {remedy}"),
            None => sentence,
        }
    }

    /// What to do, where the message does not say it.
    fn remedy(&self) -> Option<&'static str> {
        match self {
            Self::NoAnswer { .. } => Some(
                "start that PostgreSQL, or correct DATABASE_URL, \
                 or unset it to let shahrak run a PostgreSQL of its own",
            ),
            Self::NotUsable(_) => Some(
                "correct DATABASE_URL (postgres://USER:PASSWORD@HOST:PORT/NAME), or create that user and database",
            ),
            Self::TooOld { .. } => {
                Some("use a newer server, or unset DATABASE_URL to let shahrak run a PostgreSQL of its own")
            }
            Self::Migration(_) => Some(
                "if this database was used by a newer shahrak, use that one; else report this with the lines above",
            ),
            Self::Database(_) => Some("the change was rolled back; try again, and check the database's log"),
            Self::Listen { source, .. } => Some(match source.kind() {
                io::ErrorKind::AddrInUse => {
                    "another program listens there: stop it, or choose another port with --listen HOST:PORT"
                }
                io::ErrorKind::PermissionDenied => {
                    "ports below 1024 need root: choose another one with --listen HOST:PORT"
                }
                _ => "choose an address of this machine with --listen HOST:PORT",
            }),
            Self::File { .. } => Some("check the path and its permissions"),
            Self::LocalPostgres(shahrak_local_postgres::Error::KeepsDying { .. }) => {
                Some("fix the problem that postgres.log in the data directory names, then start again")
            }
            Self::LocalPostgres(_)
            | Self::Server(_)
            | Self::Usage(_)
            | Self::System(..)
            | Self::Stopped(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_its_cause_once_and_ends_with_what_to_do() {
        let source = io::Error::new(io::ErrorKind::AddrInUse, "address in use");
        let failure = Failure::Listen { address: "127.0.0.1:80".to_owned(), source };

        assert_eq!(
            failure.sentence(),
            "cannot listen at 127.0.0.1:80: address in use; another program listens there: stop it, \
             or choose another port with --listen HOST:PORT"
        );
    }
}
