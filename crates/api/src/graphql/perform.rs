//! Running a mutation: once, in full or not at all, on behalf of the caller.

use async_graphql::{Context, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use shahrak_domain::act::Act;
use shahrak_domain::code::Coded;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::{Violation, Violations};
use shahrak_persistence::error::Error;
use shahrak_persistence::idempotency::{self, IdempotencyKey, KeyState};
use shahrak_persistence::tx::Tx;

use crate::error_code::internal;
use crate::graphql::context::{Ask, failure};
use crate::graphql::persian;
use crate::graphql::user_error::Mistake;

/// Why a change is not made.
pub enum Failure {
    /// Errors that the sender can correct; returned in the payload.
    Mistakes(Vec<Mistake>),
    /// Any other error; returned as an error of the field.
    Error(async_graphql::Error),
}

impl From<Mistake> for Failure {
    fn from(mistake: Mistake) -> Failure {
        Failure::Mistakes(vec![mistake])
    }
}

impl From<Vec<Mistake>> for Failure {
    fn from(mistakes: Vec<Mistake>) -> Failure {
        Failure::Mistakes(mistakes)
    }
}

impl From<Violation> for Failure {
    fn from(violation: Violation) -> Failure {
        Mistake::of(violation, &["input"]).into()
    }
}

impl From<Violations> for Failure {
    fn from(violations: Violations) -> Failure {
        Failure::Mistakes(violations.into_iter().map(|it| Mistake::of(it, &["input"])).collect())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Error(failure(error))
    }
}

impl From<async_graphql::Error> for Failure {
    fn from(error: async_graphql::Error) -> Failure {
        Failure::Error(error)
    }
}

/// The result of a change: the content of its payload, or the user errors.
pub type Outcome<T> = Result<T, Vec<Mistake>>;

/// The maximum length of an idempotency key, in bytes.
const LONGEST_KEY: usize = 200;

/// Makes a change in its own transaction on behalf of the caller. If the client gave a key, the answer is stored under it:
/// the same change sent again with the key gets the first answer and is not made again. A refused change is rolled back
/// with its key, which stays free for the corrected change.
///
/// # Errors
/// `UNAUTHENTICATED` for a citizen; errors of `work` that are not user errors; failures of the database.
pub async fn perform<T>(
    ctx: &Context<'_>,
    name: &str,
    key: Option<&str>,
    work: impl AsyncFnOnce(&mut Tx, &Act) -> Result<T, Failure>,
) -> async_graphql::Result<Outcome<T>>
where
    T: Serialize + DeserializeOwned,
{
    let act = ctx.act(name)?;
    let tx = ctx.db()?.begin(&act).await.map_err(failure)?;
    perform_in(tx, ctx, &act, key, work).await
}

/// The same for a change that controls the server and waits for no other ([`Db::begin_control`]). `work` must use no
/// other connection than its own.
///
/// # Errors
/// As [`perform`].
///
/// [`Db::begin_control`]: shahrak_persistence::db::Db::begin_control
pub async fn perform_beside<T>(
    ctx: &Context<'_>,
    name: &str,
    key: Option<&str>,
    work: impl AsyncFnOnce(&mut Tx, &Act) -> Result<T, Failure>,
) -> async_graphql::Result<Outcome<T>>
where
    T: Serialize + DeserializeOwned,
{
    let act = ctx.act(name)?;
    let tx = ctx.db()?.begin_control(&act).await.map_err(failure)?;
    perform_in(tx, ctx, &act, key, work).await
}

async fn perform_in<T>(
    mut tx: Tx,
    ctx: &Context<'_>,
    act: &Act,
    key: Option<&str>,
    work: impl AsyncFnOnce(&mut Tx, &Act) -> Result<T, Failure>,
) -> async_graphql::Result<Outcome<T>>
where
    T: Serialize + DeserializeOwned,
{
    let outcome = match key {
        None => settle(work(&mut tx, act).await)?,
        Some(text) => {
            let (owner, request) = (owner(act), digest(ctx, act)?);
            let key = IdempotencyKey { owner: &owner, key: text, request: &request };
            once(&mut tx, act, &key, work).await?
        }
    };
    // A refusal takes its key back as well.
    match outcome {
        Ok(_) => tx.commit().await.map_err(failure)?,
        Err(_) => tx.rollback().await.map_err(failure)?,
    }
    Ok(outcome)
}

/// Does the work if the key is new; otherwise returns the stored answer.
async fn once<T>(
    tx: &mut Tx,
    act: &Act,
    key: &IdempotencyKey<'_>,
    work: impl AsyncFnOnce(&mut Tx, &Act) -> Result<T, Failure>,
) -> async_graphql::Result<Outcome<T>>
where
    T: Serialize + DeserializeOwned,
{
    if !(1..=LONGEST_KEY).contains(&key.key.len()) || key.key.contains(char::is_control) {
        let message =
            format!("an idempotency key must have 1 to {LONGEST_KEY} bytes and no control characters");
        let persian = format!("کلید تکرار 1 تا {LONGEST_KEY} بایت دارد و نویسهٔ کنترلی ندارد");
        // Everything else that is wrong is reported too.
        let mut mistakes = settle(work(tx, act).await)?.err().unwrap_or_default();
        mistakes.push(Mistake::new(RefusalCode::OutOfRange, KEY_FIELD, message, persian));
        return Ok(Err(mistakes));
    }
    match idempotency::take(tx, key).await.map_err(failure)? {
        // An earlier version of the program also stored refusals; they are answered until they expire.
        KeyState::Answered(answer) => return serde_json::from_value(answer).map_err(internal),
        KeyState::Other => {
            let message = "this key was used for another change; use a new key for a new change";
            let persian = persian::refusal(RefusalCode::KeyReused, None);
            return Ok(Err(vec![Mistake::new(RefusalCode::KeyReused, KEY_FIELD, message, persian)]));
        }
        KeyState::New => {}
    }
    let outcome = settle(work(tx, act).await)?;
    if outcome.is_ok() {
        let answer = serde_json::to_value(&outcome).map_err(internal)?;
        idempotency::answer(tx, key, &answer).await.map_err(failure)?;
    }
    Ok(outcome)
}

/// The description of every `idempotencyKey`, so that the schema says the same of all of them.
macro_rules! idempotency_key {
    () => {
        "A key of your choice for this change, at most 200 bytes. If you send the change again with the same key, it is \
        not made twice and you get the first answer again. A key expires after seven days. A refused change leaves its key \
        free: correct the change and send it again with the same key."
    };
}
pub(crate) use idempotency_key;

const KEY_FIELD: [&str; 2] = ["input", "idempotencyKey"];

/// Separates user errors from all other failures.
fn settle<T>(result: Result<T, Failure>) -> async_graphql::Result<Outcome<T>> {
    match result {
        Ok(done) => Ok(Ok(done)),
        Err(Failure::Mistakes(mistakes)) => Ok(Err(mistakes)),
        Err(Failure::Error(error)) => Err(error),
    }
}

/// The owner of a key: an actor with these rights. With other rights the same key is a different one, so that no answer
/// outlives the rights.
fn owner(act: &Act) -> String {
    let role = &act.actor.role;
    let provinces: Vec<&str> = role.provinces().into_iter().flatten().map(String::as_str).collect();
    format!("{} {} {}", act.actor.owner, role.name().code(), provinces.join(" "))
}

/// The hash of the request, independent of the order of its fields.
fn digest(ctx: &Context<'_>, act: &Act) -> async_graphql::Result<Vec<u8>> {
    let mut hash = Sha256::new();
    hash.update(format!("{}\n", act.name));
    for (name, value) in ctx.field().arguments()? {
        hash.update(name.as_bytes());
        hash.update(sorted(value).to_string());
    }
    Ok(hash.finalize().to_vec())
}

/// Normalizes a value so that the document and the variables (which write enums as strings) give the same, in any order
/// of fields.
fn sorted(value: Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.into_iter().map(sorted).collect()),
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.into_iter().map(|(name, value)| (name, sorted(value))).collect();
            fields.sort_by(|left, right| left.0.cmp(&right.0));
            Value::Object(fields.into_iter().collect())
        }
        Value::Enum(name) => Value::String(name.to_string()),
        other => other,
    }
}
