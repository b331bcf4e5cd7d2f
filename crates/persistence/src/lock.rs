//! The advisory locks of the register, for rules that concern more than one row.

use sea_orm::ConnectionTrait;

use shahrak_domain::code::Coded;
use shahrak_domain::money::RateKind;

use crate::error::Result;
use crate::import_job::state::ImportId;
use crate::sql::Sql;

/// The first of the two keys of all locks but those of jobs.
const REGISTER: i32 = 1399;
/// What is added to the id of a job for its lock, which has a single key of 64 bits.
pub(crate) const JOBS: i64 = 1400 << 48;

/// What a lock guards, in the order in which transactions take the locks.
///
/// An import writes what is new first. Then it locks, between [`Lock::Thresholds`] and [`Lock::Rates`], the units of its events
/// in the order of their ids, and the parks and units that its files change: from there to the commit, others wait for it. A
/// single change locks the park before the unit. A duplicate key, or a deadlock with a single change, makes an import validate
/// again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lock {
    /// Migrations: one process at a time. The crate `migrations` takes it.
    #[cfg_attr(not(test), expect(dead_code, reason = "only migrations take it"))]
    Migrations,
    /// Loading bundled or synthetic data: one process at a time. Held by the session.
    Shipping,
    /// The lease of an import: a job lives as long as the session that holds its lock.
    Job(ImportId),
    /// Batches: large imports are written one after another, each at positions after everything recorded meanwhile.
    Landing,
    /// The sums of reports: one transaction at a time folds deltas into them.
    Fold,
    /// The thresholds for capacities (rule L3): shared by those who record capacities, exclusive for those who adopt a
    /// methodology.
    Thresholds,
    /// The rates of a kind: their periods do not overlap.
    Rates(RateKind),
    /// Targets: shared by single changes, which also lock the row or its key; exclusive for an import, from its last
    /// decision to the commit.
    Targets,
    /// Budget lines, as [`Lock::Targets`].
    Budgets,
    /// Announcements, as [`Lock::Targets`].
    Announcements,
    /// Support cases, as [`Lock::Targets`].
    SupportCases,
    /// The ledger: positions and moments follow the order of commits. `ledger_open()` takes it.
    #[cfg_attr(not(test), expect(dead_code, reason = "only functions of the database take it"))]
    Ledger,
}

impl Lock {
    /// The keys, as arguments of PostgreSQL's functions.
    fn keys(self) -> String {
        let second = match self {
            Lock::Ledger => 1,
            Lock::Migrations => 2,
            Lock::Landing => 3,
            Lock::Thresholds => 4,
            Lock::Rates(kind) => 5 + RateKind::ALL.iter().take_while(|other| **other != kind).count(),
            Lock::Fold => 9,
            Lock::Targets => 10,
            Lock::Budgets => 11,
            Lock::Announcements => 12,
            Lock::Shipping => 13,
            Lock::SupportCases => 14,
            Lock::Job(id) => return (JOBS + id).to_string(),
        };
        format!("{REGISTER}, {second}")
    }

    /// Takes it exclusively until the end of the transaction.
    pub(crate) async fn lock_exclusive(self, connection: &impl ConnectionTrait) -> Result<()> {
        self.call("pg_advisory_xact_lock").execute(connection).await?;
        Ok(())
    }

    /// Takes it together with others who share it, until the end of the transaction.
    pub(crate) async fn lock_shared(self, connection: &impl ConnectionTrait) -> Result<()> {
        self.call("pg_advisory_xact_lock_shared").execute(connection).await?;
        Ok(())
    }

    /// Takes it exclusively until the end of the transaction, unless others hold it.
    pub(crate) async fn try_lock_exclusive(self, connection: &impl ConnectionTrait) -> Result<bool> {
        self.call("pg_try_advisory_xact_lock").value(connection).await
    }

    /// Takes it exclusively until the connection is closed.
    pub(crate) async fn lock_for_session(self, connection: &impl ConnectionTrait) -> Result<()> {
        self.call("pg_advisory_lock").execute(connection).await?;
        Ok(())
    }

    fn call(self, function: &str) -> Sql {
        Sql::new(format!("SELECT {function}({})", self.keys()))
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
            Lock::SupportCases,
            Lock::Landing,
            Lock::Fold,
            Lock::Ledger,
        ];
        let keys: Vec<String> = rates.chain(others).map(Lock::keys).collect();
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len(), "{keys:?}");
    }
}
