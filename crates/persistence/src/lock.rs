//! The advisory locks of the register: what each of them guards. What stands in one row is guarded by the lock on the
//! row.

use sea_orm::ConnectionTrait;

use shahrak_domain::code::Coded;
use shahrak_domain::money::RateKind;

use crate::error::Result;
use crate::import_job::ImportId;
use crate::sql::Sql;

/// The first key of the locks of the register.
const REGISTER: i32 = 1399;
/// The first key of the locks of import jobs.
pub(crate) const JOBS: i32 = 1400;

/// What is guarded, in the order in which the locks are taken. Rows of parks and units are locked after the thresholds
/// and before the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lock {
    /// Migrations: one process at a time migrates the database. The `migrations` crate takes it.
    #[cfg_attr(not(test), expect(dead_code, reason = "only migrations take it"))]
    Migrations,
    /// What ships with the program: one process at a time loads it.
    Shipping,
    /// An import that was sent to the API: its session holds this as long as it lives, and as long the job does.
    Job(ImportId),
    /// The rates of a kind: their periods share no day.
    Rates(RateKind),
    /// Targets: shared by whoever changes a single one, which is guarded by its row or its key, held alone by an import
    /// from its last look at them to its end.
    Targets,
    /// Budget lines, as [`Lock::Targets`].
    Budgets,
    /// Announcements, as [`Lock::Targets`].
    Announcements,
    /// Batches: large imports land one after another, each at positions after all that are recorded meanwhile.
    Landing,
    /// The sums of reports: one transaction at a time folds deltas into them.
    Fold,
    /// The thresholds by which capacities are judged (rule L3): shared by whoever records a capacity, held alone by
    /// whoever adopts a methodology.
    Thresholds,
    /// The ledger: positions and moments are given in the order of commits. `ledger_open()` takes it.
    #[cfg_attr(not(test), expect(dead_code, reason = "only functions of the database take it"))]
    Ledger,
}

impl Lock {
    /// Both keys.
    fn keys(self) -> (i32, i64) {
        match self {
            Lock::Ledger => (REGISTER, 1),
            Lock::Migrations => (REGISTER, 2),
            Lock::Landing => (REGISTER, 3),
            Lock::Thresholds => (REGISTER, 4),
            Lock::Rates(kind) => (
                REGISTER,
                5 + RateKind::ALL.iter().take_while(|other| **other != kind).map(|_| 1).sum::<i64>(),
            ),
            Lock::Fold => (REGISTER, 9),
            Lock::Targets => (REGISTER, 10),
            Lock::Budgets => (REGISTER, 11),
            Lock::Announcements => (REGISTER, 12),
            Lock::Shipping => (REGISTER, 13),
            Lock::Job(id) => (JOBS, id),
        }
    }

    /// Waits until nobody else holds it, and holds it alone until the end of the transaction.
    pub(crate) async fn alone(self, connection: &impl ConnectionTrait) -> Result<()> {
        self.call("pg_advisory_xact_lock").execute(connection).await?;
        Ok(())
    }

    /// Waits until nobody holds it alone, and shares it with others until the end of the transaction.
    pub(crate) async fn share(self, connection: &impl ConnectionTrait) -> Result<()> {
        self.call("pg_advisory_xact_lock_shared").execute(connection).await?;
        Ok(())
    }

    /// Holds it alone until the end of the transaction, if nobody else holds it.
    pub(crate) async fn try_alone(self, connection: &impl ConnectionTrait) -> Result<bool> {
        self.call("pg_try_advisory_xact_lock").value(connection).await
    }

    /// Waits until nobody else holds it, and holds it alone until the connection is closed.
    pub(crate) async fn for_session(self, connection: &impl ConnectionTrait) -> Result<()> {
        self.call("pg_advisory_lock").execute(connection).await?;
        Ok(())
    }

    fn call(self, function: &str) -> Sql {
        let (first, second) = self.keys();
        Sql::new(format!("SELECT {function}({first}, {second})"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_lock_has_keys_of_its_own() {
        let rates = RateKind::ALL.iter().map(|kind| Lock::Rates(*kind));
        let others = [
            Lock::Migrations,
            Lock::Shipping,
            Lock::Job(1),
            Lock::Thresholds,
            Lock::Targets,
            Lock::Budgets,
            Lock::Announcements,
            Lock::Landing,
            Lock::Fold,
            Lock::Ledger,
        ];
        let keys: Vec<(i32, i64)> = rates.chain(others).map(Lock::keys).collect();
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len(), "{keys:?}");
    }
}
