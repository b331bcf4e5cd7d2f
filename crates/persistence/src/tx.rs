//! Transactions: nothing in the register changes outside of one, and each knows whose act it is.

use serde_json::json;
use shahrak_domain::act::Act;
use shahrak_domain::code::Coded;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Postgres, Transaction};

use crate::db::{Db, Held, Lane};
use crate::error::{Error, Result};

/// A change of the register under way. Dropped without [`Tx::commit`], it leaves nothing behind.
pub struct Tx {
    transaction: Transaction<'static, Postgres>,
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

/// How long an act waits for its turn at the register: less than others wait for its connection, so that they get it.
const TURN: &str = "2s";

impl Tx {
    async fn signed(mut transaction: Transaction<'static, Postgres>, held: Held, act: &Act) -> Result<Tx> {
        sign(&mut transaction, act).await?;
        Ok(Tx { transaction, _held: held })
    }

    /// Makes what was done part of the register.
    ///
    /// # Errors
    /// Any [`Error`]. What was done is lost then, unless the connection broke: whether it was kept
    /// is not known in that case.
    pub async fn commit(self) -> Result<()> {
        Ok(self.transaction.commit().await?)
    }

    /// Takes back what was done.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn rollback(self) -> Result<()> {
        Ok(self.transaction.rollback().await?)
    }

    /// Marks the point to which [`Tx::back_to_mark`] takes back what is done from here on.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn mark(&mut self) -> Result<()> {
        sqlx::query("SAVEPOINT mark").execute(self.connection()).await?;
        Ok(())
    }

    /// Takes back what was done since [`Tx::mark`], and nothing else.
    ///
    /// # Errors
    /// Any [`Error`].
    pub async fn back_to_mark(&mut self) -> Result<()> {
        sqlx::query("ROLLBACK TO SAVEPOINT mark").execute(self.connection()).await?;
        Ok(())
    }

    /// Waits for imports under way and keeps new ones out: for an act on single units.
    ///
    /// # Errors
    /// [`Error::Busy`] if an import takes longer than a request waits.
    pub async fn share(&mut self) -> Result<()> {
        self.wait("SELECT pg_advisory_xact_lock_shared(1399, 3)").await
    }

    /// Waits for all other acts and keeps new ones out: for an act that is judged against the whole register.
    ///
    /// # Errors
    /// [`Error::Busy`] if another act takes longer than a request waits.
    pub async fn alone(&mut self) -> Result<()> {
        self.wait("SELECT pg_advisory_xact_lock(1399, 3)").await
    }

    /// Waits for its turn at the register; for all other locks it waits as long as the connection says.
    async fn wait(&mut self, lock: &str) -> Result<()> {
        let sql = format!("SET LOCAL lock_timeout = '{TURN}'; {lock}; SET LOCAL lock_timeout TO DEFAULT");
        self.connection().execute(sqlx::raw_sql(AssertSqlSafe(sql))).await?;
        Ok(())
    }

    /// The connection on which it runs.
    pub(crate) fn connection(&mut self) -> &mut PgConnection {
        &mut self.transaction
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
