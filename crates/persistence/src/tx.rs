//! Transactions: nothing in the register changes outside of one, and each knows whose act it is.

use sea_orm::ConnectionTrait;
use serde_json::json;
use shahrak_domain::act::Act;
use shahrak_domain::code::Coded;
use sqlx::postgres::PgConnection;
use sqlx::{Postgres, Transaction};
use tokio::sync::{Mutex, MutexGuard};

use crate::db::{Db, Held, Lane};
use crate::error::{Error, Result};
use crate::lock::Lock;
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
        Tx::signed(connections.pool().begin().await?, held, act).await
    }

    /// Begins an act on what controls the server – tokens, imports as such –, which waits for no change of the register.
    /// Whoever holds it asks for no other connection until its end.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn begin_control(&self, act: &Act) -> Result<Tx> {
        let (connections, held) = self.hold(Lane::Control).await?;
        Tx::signed(connections.pool().begin().await?, held, act).await
    }
}

impl Tx {
    async fn signed(transaction: Transaction<'static, Postgres>, held: Held, act: &Act) -> Result<Tx> {
        let tx = Tx { transaction: Mutex::new(transaction), _held: held };
        sign(&tx, act).await?;
        Ok(tx)
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
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn rollback(self) -> Result<()> {
        Ok(self.transaction.into_inner().rollback().await?)
    }

    /// Marks the point to which [`Tx::back_to_mark`] takes back what is done from here on.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn mark(&mut self) -> Result<()> {
        Sql::new("SAVEPOINT mark").execute(self).await?;
        Ok(())
    }

    /// Takes back what was done since [`Tx::mark`], and nothing else.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn back_to_mark(&mut self) -> Result<()> {
        Sql::new("ROLLBACK TO SAVEPOINT mark").execute(self).await?;
        Ok(())
    }

    /// Keeps methodologies from being adopted until the end of the transaction: for an act that records a capacity, before it
    /// reads the thresholds.
    ///
    /// # Errors
    /// [`Error::Busy`] if one is adopted for longer than a request waits.
    pub async fn share_thresholds(&self) -> Result<()> {
        Lock::Thresholds.share(self).await
    }

    /// The connection on which it runs, for one statement at a time.
    pub(crate) async fn lock(&self) -> MutexGuard<'_, Transaction<'static, Postgres>> {
        self.transaction.lock().await
    }

    /// The connection on which it runs.
    pub(crate) fn connection(&mut self) -> &mut PgConnection {
        self.transaction.get_mut()
    }
}

/// Says in the transaction whose act it is: the audit trail reads it there.
pub(crate) async fn sign(tx: &impl ConnectionTrait, act: &Act) -> Result<()> {
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
    Sql::with("SELECT set_config('shahrak.act', $1, true)", [said.to_string().into()]).execute(tx).await?;
    Ok(())
}
