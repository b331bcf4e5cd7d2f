//! What was answered to changes that clients named by a key, kept for seven days.

use serde_json::Value;

use crate::error::Result;
use crate::tx::Tx;

/// A change as its client named it.
#[derive(Clone, Debug)]
pub struct Key<'a> {
    /// Whose key it is ([`Actor::owner`](shahrak_domain::actor::Actor::owner)).
    pub owner: &'a str,
    /// The key.
    pub key: &'a str,
    /// Digest of what is asked.
    pub request: &'a [u8],
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// Nothing: the change is to be made, and [`answer`]ed in the same transaction.
    New,
    /// What was answered.
    Answered(Value),
    /// The key named another change.
    Other,
}

/// Takes a key for the change of this transaction. If another transaction has just taken it, waits for its end.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn take(tx: &mut Tx, key: &Key<'_>) -> Result<Known> {
    let taken = sqlx::query(
        "INSERT INTO idempotency_key AS k (owner, key, request) VALUES ($1, $2, $3)
         ON CONFLICT (owner, key) DO UPDATE SET request = excluded.request, answer = NULL, at = excluded.at
            WHERE k.at < clock_timestamp() - interval '7 days'",
    );
    let taken = taken.bind(key.owner).bind(key.key).bind(key.request).execute(tx.connection()).await?;
    if taken.rows_affected() == 1 {
        forget_some(tx).await?;
        return Ok(Known::New);
    }
    let known: (Vec<u8>, Option<Value>) =
        sqlx::query_as("SELECT request, answer FROM idempotency_key WHERE owner = $1 AND key = $2")
            .bind(key.owner)
            .bind(key.key)
            .fetch_one(tx.connection())
            .await?;
    Ok(match known {
        (request, Some(answer)) if request == key.request => Known::Answered(answer),
        _ => Known::Other,
    })
}

/// Keeps what is answered to the change.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn answer(tx: &mut Tx, key: &Key<'_>, answer: &Value) -> Result<()> {
    sqlx::query("UPDATE idempotency_key SET answer = $3 WHERE owner = $1 AND key = $2")
        .bind(key.owner)
        .bind(key.key)
        .bind(answer)
        .execute(tx.connection())
        .await?;
    Ok(())
}

/// Each change with a new key forgets a few that are too old, so that nobody has to sweep. It has its own key by then, as
/// one that is new: it deletes another's and never waits for one afterwards, so that no two can wait for each other.
async fn forget_some(tx: &mut Tx) -> Result<()> {
    sqlx::query(
        "DELETE FROM idempotency_key WHERE (owner, key) IN (
            SELECT owner, key FROM idempotency_key WHERE at < clock_timestamp() - interval '7 days'
            ORDER BY at LIMIT 10 FOR UPDATE SKIP LOCKED)",
    )
    .execute(tx.connection())
    .await?;
    Ok(())
}
