//! Running a mutation: once, in full or not at all, on behalf of the caller.

use std::time::{Duration, Instant};

use async_graphql::{Context, Result, Value};
use graphql_http::Position;
use graphql_http::error_code::internal;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use tokio::time::sleep;

use shahrak_domain::act::Act;
use shahrak_domain::code::Coded;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::{Violation, Violations};
use shahrak_messages::message;
use shahrak_persistence::error::Error;
use shahrak_persistence::idempotency::{self, IdempotencyKey, KeyState};
use shahrak_persistence::tx::Tx;

use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::user_error::InputError;

/// Why a mutation changes nothing.
pub enum MutationError {
    /// Errors that the sender can correct; returned in the payload.
    Input(Vec<InputError>),
    /// Others hold a lock; the mutation is run again later.
    Locked(Error),
    /// Any other error; returned as an error of the field.
    Other(async_graphql::Error),
}

impl From<InputError> for MutationError {
    fn from(error: InputError) -> MutationError {
        MutationError::Input(vec![error])
    }
}

impl From<Vec<InputError>> for MutationError {
    fn from(errors: Vec<InputError>) -> MutationError {
        MutationError::Input(errors)
    }
}

impl From<Violation> for MutationError {
    fn from(violation: Violation) -> MutationError {
        InputError::of(violation, &["input"]).into()
    }
}

impl From<Violations> for MutationError {
    fn from(violations: Violations) -> MutationError {
        MutationError::Input(violations.into_iter().map(|it| InputError::of(it, &["input"])).collect())
    }
}

impl From<Error> for MutationError {
    fn from(error: Error) -> MutationError {
        match error.is_locked() {
            true => MutationError::Locked(error),
            false => MutationError::Other(failure(error)),
        }
    }
}

impl From<async_graphql::Error> for MutationError {
    fn from(error: async_graphql::Error) -> MutationError {
        MutationError::Other(error)
    }
}

/// The result of a mutation: the content of its payload, or the errors in its input.
pub type MutationOutcome<T> = std::result::Result<T, Vec<InputError>>;

/// The maximum length of an idempotency key, in bytes.
const MAX_KEY_BYTES: usize = 200;

/// How long a mutation waits for locks of others: less than a request may take, so that its answer says why.
const PATIENCE: Duration = Duration::from_secs(8);
/// The first and the longest pause before it tries again; each is twice as long as the one before.
const PAUSES: (Duration, Duration) = (Duration::from_millis(50), Duration::from_millis(800));

/// Runs the mutation of the current field in its own transaction, on behalf of the caller.
///
/// While others hold what it changes (an import that is being written holds its units), it waits without a connection,
/// so that other changes are made meanwhile: `work` may run several times, each time in a new transaction.
///
/// With an idempotency key, the result is stored: if the same mutation is sent again with the key, it is not run and
/// the stored result is returned. A refused mutation is rolled back together with its key, which stays free.
///
/// # Errors
/// `UNAUTHENTICATED` for a citizen.
pub async fn run<T>(
    ctx: &Context<'_>,
    key: Option<&str>,
    work: impl AsyncFnOnce(&mut Tx, &Act) -> std::result::Result<T, MutationError> + Clone,
) -> Result<MutationOutcome<T>>
where
    T: Serialize + DeserializeOwned,
{
    let act = ctx.act()?;
    let began = Instant::now();
    let (mut pause, longest) = PAUSES;
    loop {
        let tx = ctx.db()?.begin(&act).await.map_err(failure)?;
        match run_in(tx, ctx, &act, key, work.clone()).await {
            Err(MutationError::Locked(_)) if began.elapsed() < PATIENCE => {
                sleep(pause).await;
                pause = longest.min(pause * 2);
            }
            ended => return outcome(ended),
        }
    }
}

/// Runs a mutation that controls the server and does not wait for others ([`Db::begin_control`]). `work` must not use
/// any other connection.
///
/// [`Db::begin_control`]: shahrak_persistence::db::Db::begin_control
pub async fn run_control<T>(
    ctx: &Context<'_>,
    key: Option<&str>,
    work: impl AsyncFnOnce(&mut Tx, &Act) -> std::result::Result<T, MutationError>,
) -> Result<MutationOutcome<T>>
where
    T: Serialize + DeserializeOwned,
{
    let act = ctx.act()?;
    let tx = ctx.db()?.begin_control(&act).await.map_err(failure)?;
    outcome(run_in(tx, ctx, &act, key, work).await)
}

/// Only this function is compiled once for each mutation, so it contains only what depends on the type of the result.
async fn run_in<T>(
    mut tx: Tx,
    ctx: &Context<'_>,
    act: &Act,
    key: Option<&str>,
    work: impl AsyncFnOnce(&mut Tx, &Act) -> std::result::Result<T, MutationError>,
) -> std::result::Result<T, MutationError>
where
    T: Serialize + DeserializeOwned,
{
    let started = match start(&mut tx, ctx, act, key).await? {
        Start::Run(key) => work(&mut tx, act).await.map(|done| (done, key)),
        // Everything else that is wrong is reported too.
        Start::RunWith(error) => Err(with(work(&mut tx, act).await.err(), error)),
        Start::Refused(error) => Err(error.into()),
        Start::Answered(stored) => {
            tx.rollback().await?;
            let stored: MutationOutcome<T> = serde_json::from_value(stored).map_err(internal)?;
            return stored.map_err(MutationError::Input);
        }
    };
    let (done, key) = match started {
        Ok(started) => started,
        Err(error) => {
            tx.rollback().await?;
            return Err(error);
        }
    };
    if let Some(key) = key {
        let result = serde_json::to_value(MutationOutcome::Ok(&done)).map_err(internal)?;
        idempotency::answer(&tx, &key.stored(), &result).await?;
    }
    // From here on it is not known whether an error came before the commit or after it: the mutation is not run again.
    tx.commit().await.map_err(failure)?;
    note_position(ctx).await;
    Ok(done)
}

/// Notes for the client where the log is after its change: a replica answers it no earlier.
async fn note_position(ctx: &Context<'_>) {
    let (Some(position), Ok(db)) = (ctx.data_opt::<Position>(), ctx.db()) else { return };
    match db.position().await {
        Ok(Some(reached)) => position.reach(reached.to_string()),
        Ok(None) => {}
        // The change is made. Without a position, a later query may read from a replica that has not seen it yet.
        Err(error) => tracing::warn!(%error, "the position after a change is not known"),
    }
}

/// The result of a mutation in the form of resolvers.
fn outcome<T>(result: std::result::Result<T, MutationError>) -> Result<MutationOutcome<T>> {
    match result {
        Ok(done) => Ok(Ok(done)),
        Err(MutationError::Input(errors)) => Ok(Err(errors)),
        Err(MutationError::Locked(error)) => Err(failure(error)),
        Err(MutationError::Other(error)) => Err(error),
    }
}

/// An idempotency key with its owner and the request for which it was taken.
struct TakenKey {
    owner: String,
    key: String,
    request: Vec<u8>,
}

impl TakenKey {
    fn stored(&self) -> IdempotencyKey<'_> {
        IdempotencyKey { owner: &self.owner, key: &self.key, request: &self.request }
    }
}

/// What follows from the idempotency key.
enum Start {
    /// The mutation is run; its result is stored under the key, if there is one.
    Run(Option<TakenKey>),
    /// The mutation is run to find further errors and is refused with this one.
    RunWith(InputError),
    /// The mutation is refused.
    Refused(InputError),
    /// The mutation was run before, with this result.
    Answered(serde_json::Value),
}

async fn start(
    tx: &mut Tx,
    ctx: &Context<'_>,
    act: &Act,
    key: Option<&str>,
) -> std::result::Result<Start, MutationError> {
    let Some(key) = key else { return Ok(Start::Run(None)) };
    if !(1..=MAX_KEY_BYTES).contains(&key.len()) || key.contains(char::is_control) {
        let message = message!("idempotency-key-out-of-range", longest = MAX_KEY_BYTES);
        return Ok(Start::RunWith(InputError::new(RefusalCode::OutOfRange, KEY_FIELD, message)));
    }
    let key = TakenKey { owner: owner(act), key: key.to_owned(), request: digest(ctx, act)? };
    Ok(match idempotency::take(tx, &key.stored()).await? {
        KeyState::New => Start::Run(Some(key)),
        // An earlier version of the program also stored refusals; they are returned until they expire.
        KeyState::Answered(stored) => Start::Answered(stored),
        KeyState::Other => Start::Refused(InputError::new(
            RefusalCode::KeyReused,
            KEY_FIELD,
            message!("idempotency-key-reused"),
        )),
    })
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

/// The errors in the input, if there are any, and one more.
fn with(error: Option<MutationError>, another: InputError) -> MutationError {
    match error {
        None => another.into(),
        Some(MutationError::Input(errors)) => {
            MutationError::Input(errors.into_iter().chain([another]).collect())
        }
        Some(other) => other,
    }
}

/// The owner of a key: an actor with these rights. With other rights the same key is a different one, so that no
/// stored result outlives the rights.
fn owner(act: &Act) -> String {
    let role = &act.actor.role;
    let provinces: Vec<&str> = role.provinces().into_iter().flatten().map(String::as_str).collect();
    format!("{} {} {}", act.actor.owner, role.name().code(), provinces.join(" "))
}

/// The hash of the request, independent of the order of its fields.
fn digest(ctx: &Context<'_>, act: &Act) -> Result<Vec<u8>> {
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
