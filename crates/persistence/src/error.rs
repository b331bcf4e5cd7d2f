//! What can go wrong between the register and its database.

use std::sync::Arc;

use sea_orm::{DbErr, RuntimeErr};

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
    /// What was judged does not hold any more, because others have changed the register meanwhile; nothing was recorded.
    #[error("the register has changed meanwhile: {0}; try again")]
    Conflict(String),
    /// A row that makes no sense to the domain.
    #[error("a row makes no sense: {0}")]
    Row(String),
    /// Any other failure of the driver.
    #[error("the database refused a statement")]
    Driver(#[source] sqlx::Error),
    /// Any other failure below SeaORM.
    #[error("the database refused a statement")]
    Orm(#[source] DbErr),
}

/// What an operation on the database answers.
pub type Result<T> = std::result::Result<T, Error>;

/// SQLSTATE of a cancelled statement.
const QUERY_CANCELED: &str = "57014";
/// SQLSTATEs of a lock that was waited for too long, of two that waited for each other, and of one that came too late.
const BUSY: [&str; 3] = ["55P03", "40P01", "40001"];

/// What SeaORM answers is what the driver answered, or that a row makes no sense.
impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error {
            DbErr::Conn(RuntimeErr::SqlxError(error))
            | DbErr::Exec(RuntimeErr::SqlxError(error))
            | DbErr::Query(RuntimeErr::SqlxError(error)) => match Arc::try_unwrap(error) {
                Ok(error) => error.into(),
                Err(shared) => Error::Orm(DbErr::Query(RuntimeErr::SqlxError(shared))),
            },
            DbErr::Type(what) | DbErr::Json(what) => Error::Row(what),
            error => Error::Orm(error),
        }
    }
}

/// An error on its way through SeaORM, to be found again by [`Error::from`].
impl From<Error> for DbErr {
    fn from(error: Error) -> DbErr {
        let error = match error {
            Error::Orm(error) => return error,
            Error::Row(what) => return DbErr::Type(what),
            error => sqlx::Error::AnyDriverError(Box::new(error)),
        };
        DbErr::Conn(RuntimeErr::SqlxError(Arc::new(error)))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let error = match error {
            sqlx::Error::AnyDriverError(inner) => match inner.downcast::<Error>() {
                Ok(error) => return *error,
                Err(inner) => sqlx::Error::AnyDriverError(inner),
            },
            error => error,
        };
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

    /// Others kept what was needed for longer than a request waits for it.
    pub(crate) fn waited_too_long() -> Error {
        Error::Busy(sqlx::Error::PoolTimedOut)
    }

    /// Whether others were in the way, and the same may succeed once it is judged again: they have changed what it is about,
    /// added a row with the same key, or kept it waiting.
    pub fn may_pass(&self) -> bool {
        match self {
            Error::Conflict(_) => true,
            Error::Driver(sqlx::Error::Database(refusal)) => refusal.is_unique_violation(),
            Error::Busy(sqlx::Error::Database(refusal)) => {
                refusal.code().is_some_and(|code| BUSY.contains(&&*code))
            }
            _ => false,
        }
    }

    /// The name of the constraint that a row would have broken, if that is why the database refused a statement.
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Error::Driver(sqlx::Error::Database(refusal)) => refusal.constraint(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_keeps_its_kind_on_its_way_through_sea_orm() {
        let through = |error: sqlx::Error| Error::from(DbErr::from(Error::from(error)));
        assert!(matches!(through(sqlx::Error::PoolTimedOut), Error::Unavailable(sqlx::Error::PoolTimedOut)));
        assert!(matches!(through(sqlx::Error::RowNotFound), Error::Driver(sqlx::Error::RowNotFound)));
        let busy = DbErr::from(Error::Busy(sqlx::Error::PoolTimedOut));
        assert!(matches!(Error::from(busy), Error::Busy(sqlx::Error::PoolTimedOut)));
        let row = DbErr::from(Error::row("no such code"));
        assert!(matches!(Error::from(row), Error::Row(what) if what == "no such code"));
    }
}
