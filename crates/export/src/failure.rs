//! Why an export ended before its end.

use std::{fmt, io};

use shahrak_persistence::error::Error;

/// Why an export ended before its end.
#[derive(Debug)]
pub enum Failure {
    /// The database failed.
    Database(Error),
    /// The output cannot be written.
    Output(io::Error),
    /// A workbook has no room for all rows.
    TooManyRows,
}

/// The result of an export.
pub type Result<T> = std::result::Result<T, Failure>;

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Database(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            io::ErrorKind::FileTooLarge => Failure::TooManyRows,
            _ => Failure::Output(error),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Database(error) => error.fmt(f),
            Failure::Output(error) => error.fmt(f),
            Failure::TooManyRows => f.write_str("a workbook has no room for all rows"),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Failure::Database(error) => Some(error),
            Failure::Output(error) => Some(error),
            Failure::TooManyRows => None,
        }
    }
}
