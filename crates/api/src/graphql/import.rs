//! Imports that were sent to `POST /imports`: their result, cancelling them, following them.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Context, ID, InputObject, Object, Result, Subscription};
use async_stream::try_stream;
use futures_util::{Stream, StreamExt as _};
use graphql_http::EventPermits;
use tokio::time::sleep;

use shahrak_domain::act::Act;
use shahrak_domain::actor::Actor;
use shahrak_domain::policy::{Action, Jurisdiction};
use shahrak_domain::refusal::RefusalCode;
use shahrak_messages::message;
use shahrak_persistence::import_job::{self as stored, ImportId};
use shahrak_persistence::page::Order;
use shahrak_persistence::tx::Tx;

use crate::graphql::common::batch::Batch;
use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::mutation::{self, MutationError, MutationOutcome, idempotency_key};
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::payload::payload;
use crate::graphql::common::retry::while_unavailable;
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::common::user_error::InputError;

mod object;

pub use object::Import;

/// The queries of imports.
#[derive(Default)]
pub struct ImportQuery;

/// The mutation of imports.
#[derive(Default)]
pub struct ImportMutation;

/// The subscription to an import.
#[derive(Default)]
pub struct ImportSubscription;

/// The name of the order in cursors.
const BY_NUMBER: &str = "import.number";

/// How often the state of a followed import is read.
const LOOK: Duration = Duration::from_secs(1);

#[Object]
impl ImportQuery {
    /// The import with this global id; null if there is none. Provincial officers find only their own imports; roles of
    /// the whole country find all.
    async fn import(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id.")] id: ID,
    ) -> Result<Option<Import>> {
        ctx.authenticated()?;
        let Some((NodeKind::Import, key)) = global_id::decode(&id) else { return Ok(None) };
        find(ctx, &key).await
    }

    /// Imports that were sent to `POST /imports`, the latest first by default. Provincial officers see their own
    /// imports; roles of the whole country see all.
    async fn imports(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Whether the latest item comes first.", default_with = "Some(true)")]
        descending: Option<bool>,
    ) -> Result<Connection<Import>> {
        let owner = visible_to(ctx.authenticated()?).map(str::to_owned);
        let order = Order { descending: descending.unwrap_or(true), ..stored::BY_NUMBER };
        let page = PageArgs { first, after, last, before }.request(BY_NUMBER, &order)?;
        let page = stored::list(ctx.db()?, owner.as_deref(), &order, &page).await.map_err(failure)?;
        let batch = Arc::new(Batch::new(page.rows.iter().map(|(_, job)| job.id)));
        let total = TotalCount::new(move |db| {
            let owner = owner.clone();
            async move { stored::count(&db, owner.as_deref()).await.map_err(failure) }
        });
        Ok(connection(BY_NUMBER, page, total, |job| Import::new(job, batch.clone())))
    }
}

/// The import to cancel.
#[derive(InputObject)]
pub struct ImportCancelInput {
    /// Global id of the import.
    id: ID,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

payload! {
    /// The result of cancelling an import.
    ImportCancelPayload {
        /// The import as it is now; it becomes `CANCELLED` within a second or two. Null if the request was refused.
        import: Import
    }
}

#[Object]
impl ImportMutation {
    /// Cancels an import that waits or runs; nothing of it is recorded. Any caller who may read the import and may
    /// import can cancel it, through any server. Once the import is being committed, it can no longer be cancelled.
    async fn import_cancel(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: ImportCancelInput,
    ) -> Option<Result<ImportCancelPayload>> {
        let outcome = ask_to_cancel(ctx, &input).await;
        let show = async |id: ImportId| find(ctx, &id.to_string()).await;
        Some(ImportCancelPayload::of(outcome, show).await)
    }
}

async fn ask_to_cancel(ctx: &Context<'_>, input: &ImportCancelInput) -> Result<MutationOutcome<ImportId>> {
    let who = ctx.authorized(Action::KeepRegister(Jurisdiction::Some))?;
    let found = readable(ctx, who, &input.id).await?;
    let key = input.idempotency_key.as_deref();
    mutation::run_control(ctx, key, async |tx: &mut Tx, _: &Act| cancel(tx, found).await).await
}

async fn find(ctx: &Context<'_>, key: &str) -> Result<Option<Import>> {
    Ok(Import::by_key(ctx, &[key.to_owned()]).await?.remove(key))
}

/// The import with this global id, if the actor may read it.
async fn readable(ctx: &Context<'_>, who: &Actor, id: &ID) -> Result<Option<ImportId>> {
    let key = global_id::decode(id).filter(|(kind, _)| *kind == NodeKind::Import).map(|(_, key)| key);
    let ids = global_id::numbers(key.as_slice());
    let found = stored::find(ctx.db()?, visible_to(who), ids).await.map_err(failure)?.pop();
    Ok(found.map(|import| import.id))
}

async fn cancel(tx: &mut Tx, import: Option<ImportId>) -> Result<ImportId, MutationError> {
    let input_error = |code, message| InputError::new(code, ["input", "id"], message);
    let import = import
        .ok_or_else(|| input_error(RefusalCode::UnknownImport, message!("unknown-import-to-cancel")))?;
    if stored::ask_to_cancel(tx, import).await? {
        return Ok(import);
    }
    Err(input_error(RefusalCode::ImportEnded, message!("import-ended")).into())
}

#[Subscription]
impl ImportSubscription {
    /// Sends the import as it is now, then again when its state or progress has changed, at most once a second, and a
    /// last time when it has ended. Then the subscription completes.
    async fn import_changed(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The global id.")] id: ID,
    ) -> Result<impl Stream<Item = Result<Import>>> {
        ctx.authenticated()?;
        let unknown = || bad_input("id", message!("import-not-sent"));
        let (_, key) =
            global_id::decode(&id).filter(|(kind, _)| *kind == NodeKind::Import).ok_or_else(unknown)?;
        let mut import = find(ctx, &key).await?.ok_or_else(unknown)?;
        let changes = try_stream! {
            loop {
                yield import.clone();
                if import.has_ended() {
                    break;
                }
                import = loop {
                    sleep(LOOK).await;
                    let now = while_unavailable(ctx, || find(ctx, &key)).await?.ok_or_else(unknown)?;
                    if !now.is_as(&import) {
                        break now;
                    }
                };
            }
        };
        Ok(EventPermits::stream(ctx, changes).map(|import| {
            ctx.renew()?;
            import
        }))
    }
}

/// Whose imports the actor may read: those of the returned name, or, if none is returned, all. Roles of the whole
/// country edit or audit the register of all provinces, and errors contain no more than the files did.
pub fn visible_to(who: &Actor) -> Option<&str> {
    who.role.provinces().map(|_| who.owner.as_str())
}

impl Import {
    /// The imports with these keys of global ids that the caller may read.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` for a citizen.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, Import>> {
        let owner = visible_to(ctx.authenticated()?);
        let found = stored::find(ctx.db()?, owner, global_id::numbers(keys)).await.map_err(failure)?;
        let batch = Arc::new(Batch::new(found.iter().map(|job| job.id)));
        let import = |job: stored::ImportJob| (job.id.to_string(), Import::new(job, batch.clone()));
        Ok(found.into_iter().map(import).collect())
    }
}
