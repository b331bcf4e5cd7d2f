//! Advisory locks that transactions take: what each of them guards. What stands in one row is guarded by the lock on the row.

use sea_orm::{ConnectionTrait, DbBackend, Statement};

use shahrak_domain::code::Coded;
use shahrak_domain::money::RateKind;

use crate::error::Result;

/// The first key of all advisory locks of the register. The second is 1 for the ledger, 2 for migrations, 3, 9 and 13 as [`crate::ledger::locks`] says.
const REGISTER: i32 = 1399;

/// What is guarded until the end of a transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lock {
    /// The thresholds by which capacities are judged (rule L3): shared by whoever records a capacity, held alone by whoever
    /// adopts a methodology.
    Thresholds,
    /// The rates of a kind: their periods share no day.
    Rates(RateKind),
    /// Targets, budget lines, announcements: shared by whoever changes a single one, which is guarded by its row or its key,
    /// held alone by an import from its last look at them to its end.
    Targets,
    /// See [`Lock::Targets`].
    Budgets,
    /// See [`Lock::Targets`].
    Announcements,
}

impl Lock {
    /// The second key.
    fn key(self) -> i32 {
        match self {
            Lock::Thresholds => 4,
            Lock::Targets => 10,
            Lock::Budgets => 11,
            Lock::Announcements => 12,
            Lock::Rates(kind) => {
                5 + RateKind::ALL.iter().take_while(|other| **other != kind).map(|_| 1).sum::<i32>()
            }
        }
    }

    /// Both keys, in SQL.
    pub(crate) fn keys(self) -> String {
        format!("{REGISTER}, {}", self.key())
    }

    /// Waits until nobody else holds it, and holds it alone.
    pub(crate) async fn alone(self, connection: &impl ConnectionTrait) -> Result<()> {
        self.take(connection, "SELECT pg_advisory_xact_lock($1, $2)").await
    }

    /// Waits until nobody holds it alone, and shares it with others.
    pub(crate) async fn share(self, connection: &impl ConnectionTrait) -> Result<()> {
        self.take(connection, "SELECT pg_advisory_xact_lock_shared($1, $2)").await
    }

    async fn take(self, connection: &impl ConnectionTrait, sql: &'static str) -> Result<()> {
        let keys = [REGISTER.into(), self.key().into()];
        connection.execute_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, keys)).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_lock_has_a_key_of_its_own() {
        let rates = RateKind::ALL.iter().map(|kind| Lock::Rates(*kind));
        let others = [Lock::Thresholds, Lock::Targets, Lock::Budgets, Lock::Announcements];
        let keys: Vec<i32> = rates.chain(others).map(Lock::key).chain([1, 2, 3, 9, 13]).collect();
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len(), "{keys:?}");
    }
}
