//! The answers to changes that clients named by a key, stored for seven days. Only changes that were made have one.

use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::{ConnectionTrait, EntityTrait, raw_sql};
use serde_json::Value;

use crate::entity::idempotency_key::{ActiveModel, Entity, Model};
use crate::error::{Error, Result};
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
    /// Nothing: the change is to be made and [`answer`]ed in the same transaction, or rolled back with its key.
    New,
    /// What was answered.
    Answered(Value),
    /// The key named another change.
    Other,
}

/// Takes a key for the change of this transaction. If another transaction has just taken it, waits for its end.
pub async fn take(tx: &Tx, key: &Key<'_>) -> Result<Known> {
    let Key { owner, key: name, request } = *key;
    let taken = tx
        .execute_raw(raw_sql!(
            Postgres,
            "INSERT INTO idempotency_key AS k (owner, key, request) VALUES ({owner}, {name}, {request})
             ON CONFLICT (owner, key) DO UPDATE SET request = excluded.request, answer = NULL, at = excluded.at
                WHERE k.at < clock_timestamp() - interval '7 days'"
        ))
        .await?;
    if taken.rows_affected() == 1 {
        forget_some(tx).await?;
        return Ok(Known::New);
    }
    let known = Entity::find_by_id((owner.to_owned(), name.to_owned())).one(tx).await?;
    Ok(match known.ok_or_else(|| Error::row("a key that is taken is not there"))? {
        Model { request: known, answer: Some(answer), .. } if known == request => Known::Answered(answer),
        _ => Known::Other,
    })
}

/// Keeps what is answered to the change.
pub async fn answer(tx: &Tx, key: &Key<'_>, answer: &Value) -> Result<()> {
    let answered = ActiveModel {
        owner: Unchanged(key.owner.to_owned()),
        key: Unchanged(key.key.to_owned()),
        answer: Set(Some(answer.clone())),
        ..Default::default()
    };
    Entity::update(answered).exec_without_returning(tx).await?;
    Ok(())
}

/// Each change with a new key forgets a few that are too old, so that nobody has to sweep. It has its own key by then, as
/// one that is new: it deletes another's and never waits for one afterwards, so that no two can wait for each other.
async fn forget_some(tx: &Tx) -> Result<()> {
    tx.execute_unprepared(
        "DELETE FROM idempotency_key WHERE (owner, key) IN (
            SELECT owner, key FROM idempotency_key WHERE at < clock_timestamp() - interval '7 days'
            ORDER BY at LIMIT 10 FOR UPDATE SKIP LOCKED)",
    )
    .await?;
    Ok(())
}
