//! Errors between the register and its database.

use std::fmt;
use std::sync::Arc;

use sea_orm::{DbErr, RuntimeErr};
use shahrak_messages::{Explain, Message, message};

use crate::unavailable::Unavailable;

/// An error that the caller cannot correct.
#[derive(Debug)]
pub enum Error {
    /// The database cannot serve for now; [`Error::unavailable`] says why.
    Unavailable(sqlx::Error),
    /// PostgreSQL cancelled the statement, or ended the transaction, because it took too long.
    TooSlow(sqlx::Error),
    /// Others held a lock, or all connections for changes, for too long. Another attempt may succeed.
    Busy(sqlx::Error),
    /// Others have changed meanwhile what the change depends on; nothing was recorded.
    Conflict(String),
    /// A row that is not a valid value of the domain.
    Decode(String),
    /// Any other failure of the driver.
    Driver(sqlx::Error),
    /// Any other failure below SeaORM.
    Orm(DbErr),
}

/// The result of an operation on the database.
pub type Result<T> = std::result::Result<T, Error>;

/// SQLSTATEs of a cancelled statement, and of transactions that were idle or open for too long.
const TOO_SLOW: [&str; 3] = ["57014", "25P03", "25P04"];
/// SQLSTATEs of a lock timeout, a deadlock and a serialization failure.
const BUSY: [&str; 3] = ["55P03", "40P01", "40001"];

/// An error of SeaORM is one of the driver, or one of decoding a row.
impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        match error {
            DbErr::Conn(RuntimeErr::SqlxError(error))
            | DbErr::Exec(RuntimeErr::SqlxError(error))
            | DbErr::Query(RuntimeErr::SqlxError(error)) => match Arc::try_unwrap(error) {
                Ok(error) => error.into(),
                Err(shared) => Error::Orm(DbErr::Query(RuntimeErr::SqlxError(shared))),
            },
            DbErr::Type(what) | DbErr::Json(what) => Error::Decode(what),
            error => Error::Orm(error),
        }
    }
}

/// Wraps an error for its way through SeaORM; [`Error::from`] unwraps it.
impl From<Error> for DbErr {
    fn from(error: Error) -> DbErr {
        let error = match error {
            Error::Orm(error) => return error,
            Error::Decode(what) => return DbErr::Type(what),
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
        let is_one_of = |states: &[&str]| {
            let sqlstate = error.as_database_error().and_then(|refusal| refusal.code());
            sqlstate.is_some_and(|state| states.contains(&&*state))
        };
        if is_one_of(&TOO_SLOW) {
            Error::TooSlow(error)
        } else if is_one_of(&BUSY) {
            Error::Busy(error)
        } else if Unavailable::of(&error).is_some() {
            Error::Unavailable(error)
        } else {
            Error::Driver(error)
        }
    }
}

/// For operators. What the driver says is in its causes.
impl Explain for Error {
    fn message(&self) -> Message {
        match self {
            Error::Unavailable(error) => match Unavailable::of(error) {
                None | Some(Unavailable::Away) => message!("database-unavailable"),
                Some(reason) => reason.message(),
            },
            Error::TooSlow(_) => message!("database-too-slow"),
            Error::Busy(_) => message!("database-busy"),
            Error::Conflict(why) => message!("register-changed", why),
            Error::Decode(why) => message!("row-makes-no-sense", why),
            Error::Driver(_) | Error::Orm(_) => message!("database-refused"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Unavailable(error) | Error::TooSlow(error) | Error::Busy(error) | Error::Driver(error) => {
                Some(error)
            }
            Error::Orm(error) => Some(error),
            Error::Conflict(_) | Error::Decode(_) => None,
        }
    }
}

impl Error {
    /// An invalid row, described for the operator.
    pub fn decode(what: impl std::fmt::Display) -> Error {
        Error::Decode(what.to_string())
    }

    /// A wait for others that took too long.
    pub(crate) fn waited_too_long() -> Error {
        Error::Busy(sqlx::Error::PoolTimedOut)
    }

    /// Why the database cannot serve for now, if that is the error.
    pub fn unavailable(&self) -> Option<Unavailable> {
        match self {
            Error::Unavailable(error) => Some(Unavailable::of(error).unwrap_or(Unavailable::Away)),
            _ => None,
        }
    }

    /// Whether another attempt may succeed once everything is validated again: others have changed what it depends on, have
    /// added a row with the same key, or held a lock.
    pub fn may_pass(&self) -> bool {
        match self {
            Error::Conflict(_) => true,
            // A foreign key: a park was moved to another province.
            Error::Driver(sqlx::Error::Database(refusal)) => {
                refusal.is_unique_violation() || refusal.is_foreign_key_violation()
            }
            _ => self.is_locked(),
        }
    }

    /// Whether others held a lock. The transaction is lost, and the same one may succeed later.
    pub fn is_locked(&self) -> bool {
        matches!(self, Error::Busy(sqlx::Error::Database(_)))
    }

    /// The name of the violated constraint, if the database refused a statement because of one.
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
        let row = DbErr::from(Error::decode("no such code"));
        assert!(matches!(Error::from(row), Error::Decode(what) if what == "no such code"));
    }
}
