//! Idempotency keys: answers to changes, stored for seven days. Refused changes leave their key free.

use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::{ConnectionTrait, EntityTrait, raw_sql};
use serde_json::Value;

use crate::entity::idempotency_key::{ActiveModel, Entity, Model};
use crate::error::{Error, Result};
use crate::tx::Tx;

/// An idempotency key with its owner and request.
#[derive(Clone, Debug)]
pub struct IdempotencyKey<'a> {
    /// Whose key it is ([`Actor::owner`](shahrak_domain::actor::Actor::owner)).
    pub owner: &'a str,
    /// The key.
    pub key: &'a str,
    /// The digest of the request.
    pub request: &'a [u8],
}

/// The state of a key.
#[derive(Clone, Debug, PartialEq)]
pub enum KeyState {
    /// It is new: the change is made and [`answer`]ed in the same transaction, or rolled back with its key.
    New,
    /// It was used for this change, with this answer.
    Answered(Value),
    /// It was used for another change.
    Other,
}

/// Takes a key for the change of this transaction. Waits for another transaction that has taken it.
pub async fn take(tx: &Tx, key: &IdempotencyKey<'_>) -> Result<KeyState> {
    let IdempotencyKey { owner, key: name, request } = *key;
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
        return Ok(KeyState::New);
    }
    let known = Entity::find_by_id((owner.to_owned(), name.to_owned())).one(tx).await?;
    Ok(match known.ok_or_else(|| Error::decode("a key that is taken is not there"))? {
        Model { request: known, answer: Some(answer), .. } if known == request => KeyState::Answered(answer),
        _ => KeyState::Other,
    })
}

/// Stores the answer.
pub async fn answer(tx: &Tx, key: &IdempotencyKey<'_>, answer: &Value) -> Result<()> {
    let answered = ActiveModel {
        owner: Unchanged(key.owner.to_owned()),
        key: Unchanged(key.key.to_owned()),
        answer: Set(Some(answer.clone())),
        ..Default::default()
    };
    Entity::update(answered).exec_without_returning(tx).await?;
    Ok(())
}

/// Deletes a few expired keys with each change that has a new one, so no sweeper is needed. The transaction has its own key by
/// then and does not wait for another one afterwards, so two transactions cannot wait for each other.
async fn forget_some(tx: &Tx) -> Result<()> {
    tx.execute_unprepared(
        "DELETE FROM idempotency_key WHERE (owner, key) IN (
            SELECT owner, key FROM idempotency_key WHERE at < clock_timestamp() - interval '7 days'
            ORDER BY at LIMIT 10 FOR UPDATE SKIP LOCKED)",
    )
    .await?;
    Ok(())
}
