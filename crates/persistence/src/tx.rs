//! Transactions: nothing in the register changes outside of one, and each knows whose act it is.

use sea_orm::ConnectionTrait;
use serde_json::json;
use shahrak_domain::act::Act;
use shahrak_domain::code::Coded;
use sqlx::{AssertSqlSafe, Postgres, Transaction};
use tokio::sync::{Mutex, MutexGuard};

use crate::db::{Connections, Db, Held, Lane};
use crate::error::{Error, Result};
use crate::sql::Sql;

/// A change of the register under way. Dropped without [`Tx::commit`], it leaves nothing behind.
pub struct Tx {
    transaction: Mutex<Transaction<'static, Postgres>>,
    /// Given back after the connection: fields are dropped in this order.
    _held: Held,
}

impl Db {
    /// Begins an act that changes the register, on one of the few connections for that.
    ///
    /// # Errors
    /// [`Error::Busy`] if others keep all of these for longer than a request waits, or any other [`Error`].
    pub async fn begin(&self, act: &Act) -> Result<Tx> {
        let busy = |error| match error {
            Error::Unavailable(error @ sqlx::Error::PoolTimedOut) => Error::Busy(error),
            error => error,
        };
        let (connections, held) = self.hold(Lane::Writers).await.map_err(busy)?;
        Tx::begin(connections, held, act).await
    }

    /// Begins an act on what controls the server – tokens, imports as such –, which waits for no change of the register.
    /// Whoever holds it asks for no other connection until its end.
    pub async fn begin_control(&self, act: &Act) -> Result<Tx> {
        let (connections, held) = self.hold(Lane::Control).await?;
        Tx::begin(connections, held, act).await
    }
}

impl Tx {
    /// Begins and signs at once, which saves every change a round trip.
    async fn begin(connections: &Connections, held: Held, act: &Act) -> Result<Tx> {
        let begin = format!("BEGIN; SET LOCAL shahrak.act = {}", literal(&signature(act)));
        let transaction = connections.pool().begin_with(AssertSqlSafe(begin)).await?;
        Ok(Tx { transaction: Mutex::new(transaction), _held: held })
    }

    /// Makes what was done part of the register.
    ///
    /// # Errors
    /// Any [`Error`]. What was done is lost then, unless the connection broke: whether it was kept
    /// is not known in that case.
    pub async fn commit(self) -> Result<()> {
        Ok(self.transaction.into_inner().commit().await?)
    }

    /// Takes back what was done.
    pub async fn rollback(self) -> Result<()> {
        Ok(self.transaction.into_inner().rollback().await?)
    }

    /// The connection on which it runs, for one statement at a time.
    pub(crate) async fn lock(&self) -> MutexGuard<'_, Transaction<'static, Postgres>> {
        self.transaction.lock().await
    }
}

/// Says in the transaction whose act it is: the audit trail reads it there.
pub(crate) async fn sign(tx: &impl ConnectionTrait, act: &Act) -> Result<()> {
    Sql::with("SELECT set_config('shahrak.act', $1, true)", [signature(act).into()]).execute(tx).await?;
    Ok(())
}

fn signature(act: &Act) -> String {
    let actor = &act.actor;
    let said = json!({
        "who": actor.name,
        "owner": actor.owner,
        "role": actor.role.name().code(),
        "organisation": actor.organisation,
        "via": act.via.code(),
        "request": act.request,
        "act": act.name,
    });
    said.to_string()
}

/// A text as a literal of SQL, whatever the server takes a backslash for.
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
