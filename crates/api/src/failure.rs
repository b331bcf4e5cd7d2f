//! Why a command failed, as one sentence that ends with a remedy.

use std::error::Error;
use std::io;
use std::path::PathBuf;

use shahrak_messages::{Language, Message};

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The program's own PostgreSQL does not start, run or stop.
    #[error(transparent)]
    LocalPostgres(#[from] shahrak_local_postgres::Error),
    /// The database of DATABASE_URL does not answer in time.
    #[error("the database of DATABASE_URL did not answer within {seconds} s")]
    NoAnswer {
        /// How long the command waited.
        seconds: u64,
        /// The error of the last attempt.
        source: shahrak_persistence::error::Error,
    },
    /// The database of DATABASE_URL rejects the user, or does not exist.
    #[error("cannot use the database of DATABASE_URL")]
    NotUsable(#[source] shahrak_persistence::error::Error),
    /// The server of DATABASE_URL is too old.
    #[error("the database of DATABASE_URL is PostgreSQL {found}, but the register needs {needed} or later")]
    TooOld {
        /// Its major version.
        found: u32,
        /// The oldest supported major version.
        needed: u32,
    },
    /// A migration failed.
    #[error("cannot migrate the database")]
    Migration(#[source] Box<dyn Error + Send + Sync>),
    /// A statement failed.
    #[error("the database failed")]
    Database(#[from] shahrak_persistence::error::Error),
    /// The server cannot listen at the address.
    #[error("cannot listen at {address}")]
    Listen {
        /// The address as given.
        address: String,
        /// The reason of the system.
        source: io::Error,
    },
    /// The HTTP server failed.
    #[error("the HTTP server stopped")]
    Server(#[source] io::Error),
    /// A file cannot be used.
    #[error("cannot {doing} {}", .path.display())]
    File {
        /// The action, such as `read`.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// The reason of the system.
        source: io::Error,
    },
    /// An argument or a setting is wrong. The message states what would be right.
    #[error("{0}")]
    Usage(Message),
    /// A service of the system failed that every program needs.
    #[error("the system refuses {0}")]
    System(&'static str, #[source] io::Error),
    /// A signal stopped the command.
    #[error("{0}")]
    Stopped(&'static str),
}

impl Failure {
    /// The exit code of the process: 130 after a signal, otherwise 2.
    pub fn code(&self) -> u8 {
        if matches!(self, Self::Stopped(_)) { 130 } else { 2 }
    }

    /// The message with its causes and the remedy. What the caller can correct is in their language, the rest in English.
    pub fn sentence(&self, language: Language) -> String {
        if let Self::Usage(message) = self {
            return message.text(language);
        }
        let mut sentence = self.to_string();
        let mut cause = self.source();
        while let Some(next) = cause {
            // Some libraries repeat the message of the cause in their own.
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

    /// What to do, unless the message says it.
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
    fn a_failure_names_its_cause_once_and_ends_with_a_remedy() {
        let source = io::Error::new(io::ErrorKind::AddrInUse, "address in use");
        let failure = Failure::Listen { address: "127.0.0.1:80".to_owned(), source };

        assert_eq!(
            failure.sentence(Language::English),
            "cannot listen at 127.0.0.1:80: address in use; another program listens there: stop it, \
             or choose another port with --listen HOST:PORT"
        );
    }
}
