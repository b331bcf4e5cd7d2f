//! Transactions: nothing in the register changes outside of one, and each knows whose act it is.

use serde_json::json;
use shahrak_domain::act::Act;
use shahrak_domain::code::Coded;
use sqlx::postgres::PgConnection;
use sqlx::{Postgres, Transaction};

use crate::db::Db;
use crate::error::Result;

/// A change of the register under way. Dropped without [`Tx::commit`], it leaves nothing behind.
pub struct Tx(Transaction<'static, Postgres>);

impl Db {
    /// Begins an act.
    ///
    /// # Errors
    /// Any [`Error`](crate::error::Error).
    pub async fn begin(&self, act: &Act) -> Result<Tx> {
        let mut transaction = self.writers().begin().await?;
        sign(&mut transaction, act).await?;
        Ok(Tx(transaction))
    }
}

impl Tx {
    /// Makes what was done part of the register.
    ///
    /// # Errors
    /// Any [`Error`](crate::error::Error). What was done is lost then, unless the connection broke: whether it was kept
    /// is not known in that case.
    pub async fn commit(self) -> Result<()> {
        Ok(self.0.commit().await?)
    }

    /// Takes back what was done.
    ///
    /// # Errors
    /// Any [`Error`](crate::error::Error).
    pub async fn rollback(self) -> Result<()> {
        Ok(self.0.rollback().await?)
    }

    /// Marks the point to which [`Tx::back_to_mark`] takes back what is done from here on.
    ///
    /// # Errors
    /// Any [`Error`](crate::error::Error).
    pub async fn mark(&mut self) -> Result<()> {
        sqlx::query("SAVEPOINT mark").execute(self.connection()).await?;
        Ok(())
    }

    /// Takes back what was done since [`Tx::mark`], and nothing else.
    ///
    /// # Errors
    /// Any [`Error`](crate::error::Error).
    pub async fn back_to_mark(&mut self) -> Result<()> {
        sqlx::query("ROLLBACK TO SAVEPOINT mark").execute(self.connection()).await?;
        Ok(())
    }

    /// Waits for imports under way and keeps new ones out: for an act on single units.
    ///
    /// # Errors
    /// [`Error::Busy`](crate::error::Error::Busy) if an import takes longer than a request waits.
    pub async fn share(&mut self) -> Result<()> {
        sqlx::query("SELECT pg_advisory_xact_lock_shared(1399, 3)").execute(self.connection()).await?;
        Ok(())
    }

    /// Waits for all other acts and keeps new ones out: for an act that is judged against the whole register.
    ///
    /// # Errors
    /// [`Error::Busy`](crate::error::Error::Busy) if another act takes longer than a request waits.
    pub async fn alone(&mut self) -> Result<()> {
        sqlx::query("SELECT pg_advisory_xact_lock(1399, 3)").execute(self.connection()).await?;
        Ok(())
    }

    /// The connection on which it runs.
    pub(crate) fn connection(&mut self) -> &mut PgConnection {
        &mut self.0
    }
}

/// Says in the transaction whose act it is: the audit trail reads it there.
pub(crate) async fn sign(connection: &mut PgConnection, act: &Act) -> Result<()> {
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
    sqlx::query("SELECT set_config('shahrak.act', $1, true)")
        .bind(said.to_string())
        .execute(connection)
        .await?;
    Ok(())
}
