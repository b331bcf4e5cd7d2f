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
/// SQLSTATE of a lock that was waited for too long.
const LOCK_NOT_AVAILABLE: &str = "55P03";

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
            // A writer kept the ledger for longer than a request waits for a lock.
            sqlx::Error::Database(refusal) if refusal.code().as_deref() == Some(LOCK_NOT_AVAILABLE) => {
                Error::Unavailable(error)
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
