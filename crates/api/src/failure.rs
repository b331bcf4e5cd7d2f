//! Why a command failed, as one sentence that ends with a remedy.

use std::error::Error;
use std::io;
use std::path::PathBuf;

use shahrak_local_postgres::Error as LocalError;
use shahrak_messages::{Explain, Language, Message, message};
use shahrak_persistence::error::Error as DatabaseError;

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The program's own PostgreSQL does not start, run or stop.
    LocalPostgres(LocalError),
    /// The database of DATABASE_URL does not answer in time.
    NoAnswer {
        /// How long the command waited.
        seconds: u64,
        /// The error of the last attempt.
        source: DatabaseError,
    },
    /// The database of DATABASE_URL rejects the user, or does not exist.
    NotUsable(DatabaseError),
    /// The program's own PostgreSQL rejects the password in the data directory.
    LocalLogin(DatabaseError),
    /// The server of DATABASE_URL is too old.
    TooOld {
        /// Its major version.
        found: u32,
        /// The oldest supported major version.
        needed: u32,
    },
    /// A newer version of the program has migrated the database.
    NewerDatabase {
        /// A migration that this version does not know.
        migration: String,
    },
    /// A migration failed.
    Migration(Box<dyn Error + Send + Sync>),
    /// A statement failed.
    Database(DatabaseError),
    /// The server cannot listen at the address.
    Listen {
        /// The address as given.
        address: String,
        /// The reason of the system.
        source: io::Error,
    },
    /// The HTTP server failed.
    Server(io::Error),
    /// A file cannot be used.
    File {
        /// For what it is needed.
        need: Need,
        /// The file.
        path: PathBuf,
        /// The reason of the system.
        source: io::Error,
    },
    /// An argument or a setting is wrong. The message states what would be right.
    Usage(Message),
    /// A service of the system failed that every program needs.
    System(Message, io::Error),
    /// A signal stopped the command.
    Stopped(Message),
}

/// For what a file is needed.
#[derive(Clone, Copy, Debug)]
pub enum Need {
    /// To read it.
    Read,
    /// To write it.
    Write,
}

impl From<LocalError> for Failure {
    fn from(error: LocalError) -> Self {
        Self::LocalPostgres(error)
    }
}

impl From<DatabaseError> for Failure {
    fn from(error: DatabaseError) -> Self {
        Self::Database(error)
    }
}

impl Failure {
    /// The exit code of the process: 130 after a signal, otherwise 2.
    pub fn code(&self) -> u8 {
        if matches!(self, Self::Stopped(_)) { 130 } else { 2 }
    }

    /// The message with its causes and the remedy. What libraries and the system say of the causes is in English.
    pub fn sentence(&self, language: Language) -> String {
        let mut sentence = self.head();
        let causes = self.causes(language);
        if !causes.is_empty() {
            sentence =
                message!("failed-because", what = sentence, why = Message::verbatim(causes.join(": ")));
        }
        if let Some(remedy) = self.remedy() {
            sentence = message!("failed-remedy", what = sentence, remedy);
        }
        sentence.text(language)
    }

    /// The message without causes and remedy.
    fn head(&self) -> Message {
        match self {
            Self::LocalPostgres(error) => {
                message!("local-postgres-failed", why = Message::verbatim(error.to_string()))
            }
            Self::NoAnswer { seconds, .. } => message!("database-no-answer", seconds = *seconds),
            Self::NotUsable(_) => message!("database-not-usable"),
            Self::LocalLogin(_) => message!("local-login-refused"),
            Self::TooOld { found, needed } => message!("database-too-old", found = *found, needed = *needed),
            Self::NewerDatabase { migration } => message!("database-newer", migration),
            Self::Migration(_) => message!("database-not-migrated"),
            Self::Database(_) => message!("database-failed"),
            Self::Listen { address, .. } => message!("cannot-listen", address),
            Self::Server(_) => message!("server-stopped"),
            Self::File { need: Need::Read, path, .. } => {
                message!("cannot-read", path = path.display().to_string())
            }
            Self::File { need: Need::Write, path, .. } => {
                message!("cannot-write", path = path.display().to_string())
            }
            Self::Usage(message) | Self::System(message, _) | Self::Stopped(message) => message.clone(),
        }
    }

    /// The causes, the nearest first. Some libraries repeat the message of the cause in their own.
    fn causes(&self, language: Language) -> Vec<String> {
        let mut causes: Vec<String> = Vec::new();
        let mut next: Option<&(dyn Error + 'static)> = match self {
            Self::NoAnswer { source, .. } => Some(source),
            Self::NotUsable(source) | Self::LocalLogin(source) | Self::Database(source) => Some(source),
            Self::Migration(source) => Some(&**source),
            Self::Listen { source, .. } | Self::File { source, .. } => Some(source),
            Self::Server(source) | Self::System(_, source) => Some(source),
            Self::LocalPostgres(_)
            | Self::TooOld { .. }
            | Self::NewerDatabase { .. }
            | Self::Usage(_)
            | Self::Stopped(_) => None,
        };
        while let Some(cause) = next {
            let words = match cause.downcast_ref::<DatabaseError>() {
                Some(error) => error.message().text(language),
                None => cause.to_string(),
            };
            if !causes.last().is_some_and(|last| last.ends_with(&words)) {
                causes.push(words);
            }
            next = cause.source();
        }
        causes
    }

    /// What to do, unless the message says it.
    fn remedy(&self) -> Option<Message> {
        match self {
            Self::NoAnswer { .. } => Some(message!("database-no-answer-remedy")),
            Self::NotUsable(_) => Some(message!("database-not-usable-remedy")),
            Self::LocalLogin(_) => Some(message!("local-login-refused-remedy")),
            Self::TooOld { .. } => Some(message!("database-too-old-remedy")),
            Self::NewerDatabase { .. } => Some(message!("database-newer-remedy")),
            Self::Migration(_) => Some(message!("database-not-migrated-remedy")),
            Self::Database(_) => Some(message!("database-failed-remedy")),
            Self::Listen { source, .. } => Some(match source.kind() {
                io::ErrorKind::AddrInUse => message!("cannot-listen-in-use"),
                io::ErrorKind::PermissionDenied => message!("cannot-listen-not-permitted"),
                _ => message!("cannot-listen-elsewhere"),
            }),
            Self::File { .. } => Some(message!("cannot-use-file-remedy")),
            Self::LocalPostgres(LocalError::KeepsDying { .. }) => {
                Some(message!("postgres-keeps-dying-remedy"))
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
        assert_eq!(
            failure.sentence(Language::Persian),
            "گوش دادن در نشانی 127.0.0.1:80 ممکن نیست (علت: address in use)؛ برنامهٔ دیگری در آن نشانی گوش می‌دهد: آن را متوقف \
             کنید، یا با --listen HOST:PORT درگاه دیگری برگزینید"
        );
    }
}
