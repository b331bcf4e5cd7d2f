//! Transactions: every change happens in one, and each has an actor.

use std::sync::Arc;

use sea_orm::ConnectionTrait;
use serde_json::json;
use shahrak_domain::act::Act;
use shahrak_domain::code::Coded;
use sqlx::{AssertSqlSafe, Postgres, SqlSafeStr, Transaction};
use tokio::sync::{Mutex, MutexGuard};

use crate::db::{Connections, Db, Lane, LanePermit, Monitor};
use crate::error::{Error, Result};
use crate::sql::Sql;

mod connection;

/// A transaction that changes the register. Dropped without [`Tx::commit`], it leaves nothing behind.
pub struct Tx {
    transaction: Mutex<Transaction<'static, Postgres>>,
    monitor: Arc<Monitor>,
    /// Dropped after the connection: fields are dropped in order.
    _held: LanePermit,
}

impl Db {
    /// Begins a change of the register, on a connection for writers.
    ///
    /// # Errors
    /// [`Error::Busy`] if others hold all of these for too long, or any other [`Error`].
    pub async fn begin(&self, act: &Act) -> Result<Tx> {
        let busy = |error| match error {
            Error::Unavailable(error @ sqlx::Error::PoolTimedOut) => Error::Busy(error),
            error => error,
        };
        let (connections, held) = self.hold(Lane::Writers).await.map_err(busy)?;
        Tx::begin(connections, held, act).await
    }

    /// Begins a change of tokens or jobs, which does not wait for changes of the register. The caller takes no other
    /// connection until its end.
    pub async fn begin_control(&self, act: &Act) -> Result<Tx> {
        let (connections, held) = self.hold(Lane::Control).await?;
        Tx::begin(connections, held, act).await
    }
}

impl Tx {
    /// Begins and sets the actor in one round trip.
    async fn begin(connections: &Connections, held: LanePermit, act: &Act) -> Result<Tx> {
        let begin = format!("BEGIN; SET LOCAL shahrak.act = {}", literal(&actor_setting(act)));
        let connection = connections.connection().await?;
        let monitor = Arc::clone(connections.monitor());
        let begun = Transaction::begin(connection, Some(AssertSqlSafe(begin).into_sql_str())).await;
        let transaction = monitor.notice_driver(begun)?;
        Ok(Tx { transaction: Mutex::new(transaction), monitor, _held: held })
    }

    /// Commits.
    ///
    /// # Errors
    /// Any [`Error`]. The change is lost then, except that after a broken connection it is not known whether it was committed.
    pub async fn commit(self) -> Result<()> {
        Ok(self.monitor.notice_driver(self.transaction.into_inner().commit().await)?)
    }

    /// Rolls back.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.transaction.into_inner().rollback().await?)
    }

    /// What is known of the database.
    pub(crate) fn monitor(&self) -> &Monitor {
        &self.monitor
    }

    /// The connection, for one statement at a time.
    pub(crate) async fn lock(&self) -> MutexGuard<'_, Transaction<'static, Postgres>> {
        self.transaction.lock().await
    }
}

/// Sets the actor of the transaction, for the audit trail.
pub(crate) async fn set_actor(tx: &impl ConnectionTrait, act: &Act) -> Result<()> {
    Sql::with("SELECT set_config('shahrak.act', $1, true)", [actor_setting(act).into()]).execute(tx).await?;
    Ok(())
}

fn actor_setting(act: &Act) -> String {
    let actor = &act.actor;
    let setting = json!({
        "who": actor.name,
        "owner": actor.owner,
        "role": actor.role.name().code(),
        "organisation": actor.organisation,
        "via": act.via.code(),
        "request": act.request,
        "act": act.name,
    });
    setting.to_string()
}

/// A text as a literal of SQL, with any setting of `standard_conforming_strings`.
fn literal(text: &str) -> String {
    format!("E'{}'", text.replace('\\', r"\\").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_ends_where_its_text_does() {
        assert_eq!(literal(r"it's \' OR"), r"E'it''s \\'' OR'");
    }
}
