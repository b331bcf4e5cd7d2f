//! What can go wrong between the register and its database.

use sea_orm::DbErr;

/// A failure that the asker cannot put right.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be reached, or all connections stayed busy.
    #[error("the database does not answer")]
    Unavailable(#[source] sqlx::Error),
    /// Postgres cancelled the statement: it took longer than a request may.
    #[error("the database cancelled a statement that took too long")]
    TooSlow(#[source] sqlx::Error),
    /// Others kept what was needed locked, or all connections for changes, for longer than a request waits; the same may succeed in a moment.
    #[error("others kept what was needed locked")]
    Busy(#[source] sqlx::Error),
    /// A row that makes no sense to the domain.
    #[error("a row makes no sense: {0}")]
    Row(String),
    /// Any other failure of the driver.
    #[error("the database refused a statement")]
    Driver(#[source] sqlx::Error),
    /// Any other failure below SeaORM.
    #[error("the database refused a statement")]
    Orm(#[from] DbErr),
}

/// What an operation on the database answers.
pub type Result<T> = std::result::Result<T, Error>;

/// SQLSTATE of a cancelled statement.
const QUERY_CANCELED: &str = "57014";
/// SQLSTATEs of a lock that was waited for too long, of two that waited for each other, and of one that came too late.
const BUSY: [&str; 3] = ["55P03", "40P01", "40001"];

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::WorkerCrashed => Error::Unavailable(error),
            sqlx::Error::Database(refusal) if refusal.code().as_deref() == Some(QUERY_CANCELED) => {
                Error::TooSlow(error)
            }
            sqlx::Error::Database(refusal) if refusal.code().is_some_and(|code| BUSY.contains(&&*code)) => {
                Error::Busy(error)
            }
            // Class 57P: the server is starting up or shutting down.
            sqlx::Error::Database(refusal) if refusal.code().is_some_and(|code| code.starts_with("57P")) => {
                Error::Unavailable(error)
            }
            _ => Error::Driver(error),
        }
    }
}

impl Error {
    /// A row that makes no sense, in words for the operator.
    pub fn row(what: impl std::fmt::Display) -> Error {
        Error::Row(what.to_string())
    }
}
