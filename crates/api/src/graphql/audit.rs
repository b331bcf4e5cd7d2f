//! The audit trail: who changed what, for auditors and administrators.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Json, Object, Result};
use serde_json::Value;

use shahrak_domain::policy::Action;
use shahrak_persistence::audit as stored;
use shahrak_persistence::list::Paged;
use shahrak_persistence::page::Order;
use shahrak_persistence::reference_cache::Reference;
use shahrak_persistence::unit::{self as stored_unit, UnitId};

use crate::graphql::common::batch::Batch;
use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::enums::Role;
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::scalar::DateTime;
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::park::Park;
use crate::graphql::province::Province;
use crate::graphql::unit::Unit;

mod filter;
mod kind;

pub use filter::AuditFilter;
pub use kind::{AuditThing, ChangeVia};

/// The queries of the audit trail.
#[derive(Default)]
pub struct AuditQuery;

/// The name of the order in cursors.
const BY_MOMENT: &str = "audit.moment";

#[Object]
impl AuditQuery {
    /// The audit trail: every change of the register, of targets, announcements, methodologies, rates and tokens, and
    /// every import, the latest first by default. Only auditors and administrators may read it.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn audit_entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Returns the items that satisfy all conditions.")] filter: Option<AuditFilter>,
        #[graphql(desc = "Whether the latest item comes first.", default_with = "Some(true)")]
        descending: Option<bool>,
    ) -> Result<Connection<AuditEntry>> {
        ctx.authorized(Action::ReadAudit)?;
        let filter = Arc::new(filter.unwrap_or_default().stored(&*ctx.reference()?)?);
        let order = Order { descending: descending.unwrap_or(true), ..stored::BY_MOMENT };
        let page = PageArgs { first, after, last, before }.request(BY_MOMENT, &order)?;
        let Paged { page, version } =
            stored::list(ctx.db()?, &filter, &order, &page).await.map_err(failure)?;
        let batch = batch(ctx.reference_at_least(version).await?, page.rows.iter().map(|(_, row)| row));
        let total = TotalCount::new(move |db| {
            let filter = filter.clone();
            async move { stored::count(&db, &filter).await.map_err(failure) }
        });
        Ok(connection(BY_MOMENT, page, total, |row| AuditEntry { row: Arc::new(row), batch: batch.clone() }))
    }
}

/// An audit entry and the batch with which it was loaded.
#[derive(Clone)]
pub struct AuditEntry {
    row: Arc<stored::AuditEntry>,
    batch: Arc<AuditBatch>,
}

/// The objects to which the entries of a list refer.
struct AuditBatch {
    provinces: Arc<BatchScope>,
    parks: Arc<BatchScope>,
    units: Batch,
}

/// One change, or several changes that one statement of an import made. The database writes the entry in the
/// transaction of the change. Entries are never changed or deleted.
#[Object]
impl AuditEntry {
    /// Global id. Only callers who may read the audit trail can look it up.
    pub(crate) async fn id(&self) -> ID {
        global_id::encode(NodeKind::AuditEntry, self.row.id)
    }

    /// The moment of the change.
    async fn at(&self) -> DateTime {
        DateTime(self.row.at)
    }

    /// Name of the person or system that made the change. For a change by plain SQL, the name of the database user.
    async fn who(&self) -> &str {
        &self.row.who
    }

    /// Role in which the change was made; null for a change by plain SQL.
    async fn role(&self) -> Option<Role> {
        self.row.role.map(Role::from)
    }

    /// Organisation for which the change was made; null if not known.
    async fn organisation(&self) -> Option<&str> {
        self.row.organisation.as_deref()
    }

    /// The channel through which the change was made.
    async fn via(&self) -> ChangeVia {
        self.row.via.into()
    }

    /// Id of the request that made the change, as in `X-Request-Id` and in the log; null if there was no request.
    async fn request_id(&self) -> Option<&str> {
        self.row.request.as_deref()
    }

    /// The action of which the change is a part: the name of the mutation, `import` or `sql`.
    async fn act(&self) -> &str {
        &self.row.act
    }

    /// The kind of object that was changed.
    async fn thing(&self) -> AuditThing {
        self.row.thing.into()
    }

    /// Key of the object within its kind, as in import files. Two parts are separated by a space: `TOUS`, `U1 e7` for
    /// an event of a unit, `official 2020-03-20` for a rate. Null if the entry covers several objects.
    async fn key(&self) -> Option<&str> {
        self.row.key.as_deref()
    }

    /// The province to which the object belongs; null if it belongs to none.
    async fn province(&self) -> Option<Province> {
        Province::in_batch(&self.batch.provinces, self.row.province_id?)
    }

    /// The park whose facts or infrastructure were changed; null for other objects, and if the park no longer exists.
    async fn park(&self) -> Option<Park> {
        Park::in_batch(&self.batch.parks, self.row.park_id?)
    }

    /// The unit whose facts were changed or whose event was recorded; null for other objects, and if the unit no longer
    /// exists.
    async fn unit(&self, ctx: &Context<'_>) -> Result<Option<Unit>> {
        let Some(id) = self.row.unit_id else { return Ok(None) };
        let units =
            self.batch.units.get_or_load("units".to_owned(), async |ids| units(ctx, ids).await).await?;
        Ok(units.get(&id).cloned())
    }

    /// The values before the change, named as in import files; null if nothing existed. For an event: what was known of
    /// its unit and, in `corrects`, the event that it replaces or voids. For a revision: the latest revision before it.
    async fn before(&self) -> Option<Json<&Value>> {
        self.row.before.as_ref().map(Json)
    }

    /// The values after the change, named as in import files; null if the object was deleted. If one statement of an
    /// import added more than 1,000 rows or more than 100 events, there is one entry for each province with their
    /// `count` and the `first` and `last` key or position.
    async fn after(&self) -> Option<Json<&Value>> {
        self.row.after.as_ref().map(Json)
    }
}

impl AuditEntry {
    /// The entries with these keys of global ids.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` or `FORBIDDEN` if the caller may not read the audit trail.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, AuditEntry>> {
        ctx.authorized(Action::ReadAudit)?;
        let found = stored::find_all(ctx.db()?, global_id::numbers(keys)).await.map_err(failure)?;
        let rows: Vec<stored::AuditEntry> = found.page.rows.into_iter().map(|(_, row)| row).collect();
        let batch = batch(ctx.reference_at_least(found.version).await?, rows.iter());
        let entry = |row: stored::AuditEntry| AuditEntry { row: Arc::new(row), batch: batch.clone() };
        Ok(rows.into_iter().map(|row| (row.id.to_string(), entry(row))).collect())
    }
}

fn batch<'a>(
    reference: Arc<Reference>,
    rows: impl Iterator<Item = &'a stored::AuditEntry> + Clone,
) -> Arc<AuditBatch> {
    let parks: Vec<_> = rows.clone().filter_map(|row| row.park_id).collect();
    Arc::new(AuditBatch {
        provinces: BatchScope::of_provinces(
            reference.clone(),
            rows.clone().filter_map(|row| row.province_id),
        ),
        parks: BatchScope::of_parks(reference, &parks),
        units: Batch::new(rows.filter_map(|row| row.unit_id)),
    })
}

/// The units to which the entries of a batch refer.
async fn units(ctx: &Context<'_>, ids: Vec<UnitId>) -> Result<HashMap<UnitId, Unit>> {
    let found = stored_unit::find_all(ctx.db()?, ids).await.map_err(failure)?;
    let reference = ctx.reference_at_least(found.version).await?;
    let rows: Vec<_> = found.page.rows.into_iter().map(|(_, row)| row).collect();
    let batch = BatchScope::of_units(reference, None, rows.iter());
    Ok(rows.into_iter().map(|row| (row.id, Unit::in_batch(&batch, row))).collect())
}
