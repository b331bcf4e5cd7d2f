//! Why the database cannot serve for now. The SQLSTATE of a refused statement says why; one table lists them.

use std::{fmt, io};

use sea_orm::{DbErr, RuntimeErr};
use shahrak_messages::{Explain, Message, message};

/// Why the database cannot serve for now, although nothing is wrong with the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unavailable {
    /// It cannot be reached, is starting or is stopping.
    Away,
    /// It accepts no more connections, or all of those of the server are in use.
    NoConnection,
    /// It accepts no changes.
    ReadOnly,
    /// Its disk is full.
    DiskFull,
    /// It lacks memory, or another resource.
    NoResources,
    /// It cannot read or write its files.
    Storage,
    /// It rejects the credentials of the server, or the database does not exist any more.
    LoginRefused,
}

/// Reasons by SQLSTATE, or by the first characters of one. The first entry that fits counts.
const BY_SQLSTATE: &[(&str, Unavailable)] = &[
    // Connection exceptions
    ("08", Unavailable::Away),
    ("25006", Unavailable::ReadOnly),
    ("28", Unavailable::LoginRefused),
    ("3D000", Unavailable::LoginRefused),
    // Insufficient resources
    ("53100", Unavailable::DiskFull),
    ("53300", Unavailable::NoConnection),
    ("53", Unavailable::NoResources),
    // The server starts, stops, or ends a connection. 57014 is a cancelled statement, which is no fault.
    ("57P", Unavailable::Away),
    // Errors of the system below PostgreSQL
    ("58", Unavailable::Storage),
];

impl Unavailable {
    /// The reason for which PostgreSQL refuses with this SQLSTATE; none if it says nothing about the database as a whole.
    pub fn of_sqlstate(sqlstate: &str) -> Option<Unavailable> {
        let entry = BY_SQLSTATE.iter().find(|(start, _)| sqlstate.starts_with(start));
        entry.map(|(_, reason)| *reason)
    }

    /// The reason of an error of the driver, if it is one of these.
    pub(crate) fn of(error: &sqlx::Error) -> Option<Unavailable> {
        match error {
            sqlx::Error::Database(refusal) => Self::of_sqlstate(&refusal.code()?),
            sqlx::Error::Io(error) => {
                let known = error.get_ref().and_then(|inner| inner.downcast_ref::<Unavailable>());
                Some(known.copied().unwrap_or(Unavailable::Away))
            }
            sqlx::Error::PoolTimedOut => Some(Unavailable::NoConnection),
            // The driver reports a connection that ends within a message as a violation of the protocol.
            sqlx::Error::PoolClosed
            | sqlx::Error::Tls(_)
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Protocol(_) => Some(Unavailable::Away),
            _ => None,
        }
    }

    /// The same of an error of SeaORM.
    pub fn within(error: &DbErr) -> Option<Unavailable> {
        match error {
            DbErr::Conn(RuntimeErr::SqlxError(error))
            | DbErr::Exec(RuntimeErr::SqlxError(error))
            | DbErr::Query(RuntimeErr::SqlxError(error)) => Self::of(error),
            _ => None,
        }
    }

    /// Whether reading still works.
    pub fn hinders_changes_only(self) -> bool {
        matches!(self, Unavailable::ReadOnly | Unavailable::DiskFull)
    }

    /// The reason for programs.
    pub fn code(self) -> &'static str {
        match self {
            Unavailable::Away => "DATABASE_AWAY",
            Unavailable::NoConnection => "NO_CONNECTION",
            Unavailable::ReadOnly => "READ_ONLY",
            Unavailable::DiskFull => "DISK_FULL",
            Unavailable::NoResources => "NO_RESOURCES",
            Unavailable::Storage => "STORAGE",
            Unavailable::LoginRefused => "LOGIN_REFUSED",
        }
    }

    /// The error of a statement that is refused at once, because this is known already.
    pub(crate) fn known(self) -> sqlx::Error {
        sqlx::Error::Io(io::Error::new(io::ErrorKind::NotConnected, self))
    }
}

/// For clients and operators.
impl Explain for Unavailable {
    fn message(&self) -> Message {
        match self {
            Unavailable::Away => message!("register-unavailable"),
            Unavailable::NoConnection => message!("database-without-connection"),
            Unavailable::ReadOnly => message!("database-read-only"),
            Unavailable::DiskFull => message!("database-disk-full"),
            Unavailable::NoResources => message!("database-without-resources"),
            Unavailable::Storage => message!("database-storage-fails"),
            Unavailable::LoginRefused => message!("database-login-refused"),
        }
    }
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message().fmt(f)
    }
}

impl std::error::Error for Unavailable {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_of_the_database_is_told_by_sqlstate() {
        #[track_caller]
        fn check(sqlstates: &[&str], expected: Option<Unavailable>) {
            for sqlstate in sqlstates {
                assert_eq!(Unavailable::of_sqlstate(sqlstate), expected, "{sqlstate}");
            }
        }
        check(&["08000", "08001", "08003", "08006", "08P01"], Some(Unavailable::Away));
        check(&["57P01", "57P02", "57P03", "57P04", "57P05"], Some(Unavailable::Away));
        check(&["25006"], Some(Unavailable::ReadOnly));
        check(&["53100"], Some(Unavailable::DiskFull));
        check(&["53300"], Some(Unavailable::NoConnection));
        check(&["53000", "53200", "53400"], Some(Unavailable::NoResources));
        check(&["58000", "58030", "58P01", "58P02", "58P03"], Some(Unavailable::Storage));
        check(&["28000", "28P01", "3D000"], Some(Unavailable::LoginRefused));
        // Faults of a statement, of a transaction, and of the data.
        check(&["23505", "40001", "40P01", "55P03", "57014", "42P01", "22003", "25001", "XX000"], None);
    }

    #[test]
    fn a_known_reason_reads_back() {
        for (_, reason) in BY_SQLSTATE {
            assert_eq!(Unavailable::of(&reason.known()), Some(*reason));
        }
        assert_eq!(Unavailable::of(&sqlx::Error::PoolTimedOut), Some(Unavailable::NoConnection));
        assert_eq!(Unavailable::of(&sqlx::Error::RowNotFound), None);
    }
}
