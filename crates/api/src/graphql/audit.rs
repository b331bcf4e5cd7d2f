//! The audit trail: who changed what, for auditors and administrators.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Json, Object, Result};
use serde_json::Value;

use shahrak_domain::policy::Action;
use shahrak_persistence::audit as stored;
use shahrak_persistence::list::Paged;
use shahrak_persistence::page::Order;
use shahrak_persistence::snapshot::Reference;
use shahrak_persistence::unit::{self as stored_unit, UnitId};

use crate::graphql::closed_set::Role;
use crate::graphql::company::Company;
use crate::graphql::context::{Ask, failure};
use crate::graphql::node::{self, Kind};
use crate::graphql::page::{Listing, PageArgs, listing};
use crate::graphql::park::Park;
use crate::graphql::province::Province;
use crate::graphql::scalar::DateTime;
use crate::graphql::together::Together;
use crate::graphql::total::Total;
use crate::graphql::unit::Unit;

mod filter;
mod kind;

pub use filter::AuditFilter;
pub use kind::{AuditThing, ChangeVia};

/// What can be asked about changes.
#[derive(Default)]
pub struct AuditQuery;

/// The name of the order in cursors.
const BY_MOMENT: &str = "audit.moment";

#[Object]
impl AuditQuery {
    /// The audit trail: every change of the register, of targets, announcements, methodologies, rates and tokens, and
    /// every import, the latest first unless told. For auditors and administrators.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn audit_entries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that satisfy all of this.")] filter: Option<AuditFilter>,
        #[graphql(desc = "Whether the latest comes first.", default_with = "Some(true)")] descending: Option<
            bool,
        >,
    ) -> Result<Listing<AuditEntry, Total>> {
        ctx.officer(Action::ReadAudit)?;
        let filter = Arc::new(filter.unwrap_or_default().stored(&*ctx.reference()?)?);
        let order = Order { descending: descending.unwrap_or(true), ..stored::BY_MOMENT };
        let page = PageArgs { first, after, last, before }.request(BY_MOMENT, &order)?;
        let Paged { page, version } =
            stored::list(ctx.db()?, &filter, &order, &page).await.map_err(failure)?;
        let company = company(ctx.reference_at_least(version).await?, page.rows.iter().map(|(_, row)| row));
        let total = Total::new(move |db| {
            let filter = filter.clone();
            async move { stored::count(&db, &filter).await.map_err(failure) }
        });
        Ok(listing(BY_MOMENT, page, total, |row| AuditEntry { row: Arc::new(row), company: company.clone() }))
    }
}

/// An entry, and those that were listed together with it.
#[derive(Clone)]
pub struct AuditEntry {
    row: Arc<stored::Entry>,
    company: Arc<Companies>,
}

/// What the entries of a list speak of.
struct Companies {
    provinces: Arc<Company>,
    parks: Arc<Company>,
    units: Together,
}

/// One change, or many that one statement of an import made. It is written by the database itself, in the transaction
/// of the change, and never changed or deleted.
#[Object]
impl AuditEntry {
    /// Global id. Only who may read the audit trail finds it by that.
    pub(crate) async fn id(&self) -> ID {
        node::encode(Kind::AuditEntry, self.row.id)
    }

    /// When the change was made.
    async fn at(&self) -> DateTime {
        DateTime(self.row.at)
    }

    /// Who made it, by name; of a change by plain SQL, the name in the database.
    async fn who(&self) -> &str {
        &self.row.who
    }

    /// In what role; null for a change by plain SQL.
    async fn role(&self) -> Option<Role> {
        self.row.role.map(Role::from)
    }

    /// For which organisation; null where none is known.
    async fn organisation(&self) -> Option<&str> {
        self.row.organisation.as_deref()
    }

    /// Through what.
    async fn via(&self) -> ChangeVia {
        self.row.via.into()
    }

    /// The request in which it was asked for, as `X-Request-Id` and the log name it; null where it was none.
    async fn request_id(&self) -> Option<&str> {
        self.row.request.as_deref()
    }

    /// The act of which it is a part: the name of the mutation, `import`, or `sql`.
    async fn act(&self) -> &str {
        &self.row.act
    }

    /// What was changed.
    async fn thing(&self) -> AuditThing {
        self.row.thing.into()
    }

    /// What tells it apart among its kind, as files say it, with a blank between two parts: `TOUS`, `U1 e7` for an event
    /// of a unit, `official 2020-03-20` for a rate. Null where the entry speaks of many.
    async fn key(&self) -> Option<&str> {
        self.row.key.as_deref()
    }

    /// The province that it belongs to; null where it belongs to none.
    async fn province(&self) -> Option<Province> {
        Province::in_company(&self.company.provinces, self.row.province_id?)
    }

    /// The park whose facts or infrastructure were changed; null for other things, and where it is no longer there.
    async fn park(&self) -> Option<Park> {
        Park::in_company(&self.company.parks, self.row.park_id?)
    }

    /// The unit whose facts were changed or whose event was recorded; null for other things, and where it is no longer
    /// there.
    async fn unit(&self, ctx: &Context<'_>) -> Result<Option<Unit>> {
        let Some(id) = self.row.unit_id else { return Ok(None) };
        let units = self.company.units.ask("units".to_owned(), async |ids| units(ctx, ids).await).await?;
        Ok(units.get(&id).cloned())
    }

    /// What stood there before, named as in files; of an event, what was known of its unit and, in `corrects`, the event
    /// that it replaces or voids; of a revision, the latest one before. Null where nothing was.
    async fn before(&self) -> Option<Json<&Value>> {
        self.row.before.as_ref().map(Json)
    }

    /// What stands there since, named as in files; null where it was deleted. Where one statement of an import added more
    /// than 1,000 rows, or more than 100 events, an entry for each province instead: their `count`, and the `first` and
    /// the `last` key or position.
    async fn after(&self) -> Option<Json<&Value>> {
        self.row.after.as_ref().map(Json)
    }
}

impl AuditEntry {
    /// The entries with these keys of global ids.
    ///
    /// # Errors
    /// `UNAUTHENTICATED` or `FORBIDDEN` for those who may not read the audit trail.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, AuditEntry>> {
        ctx.officer(Action::ReadAudit)?;
        let found = stored::find_all(ctx.db()?, node::numbers(keys)).await.map_err(failure)?;
        let rows: Vec<stored::Entry> = found.page.rows.into_iter().map(|(_, row)| row).collect();
        let company = company(ctx.reference_at_least(found.version).await?, rows.iter());
        let entry = |row: stored::Entry| AuditEntry { row: Arc::new(row), company: company.clone() };
        Ok(rows.into_iter().map(|row| (row.id.to_string(), entry(row))).collect())
    }
}

fn company<'a>(
    reference: Arc<Reference>,
    rows: impl Iterator<Item = &'a stored::Entry> + Clone,
) -> Arc<Companies> {
    let parks: Vec<_> = rows.clone().filter_map(|row| row.park_id).collect();
    Arc::new(Companies {
        provinces: Company::of_provinces(reference.clone(), rows.clone().filter_map(|row| row.province_id)),
        parks: Company::of_parks(reference, &parks),
        units: Together::new(rows.filter_map(|row| row.unit_id)),
    })
}

/// The units that entries listed together speak of.
async fn units(ctx: &Context<'_>, ids: Vec<UnitId>) -> Result<HashMap<UnitId, Unit>> {
    let found = stored_unit::find_all(ctx.db()?, ids).await.map_err(failure)?;
    let reference = ctx.reference_at_least(found.version).await?;
    let rows: Vec<_> = found.page.rows.into_iter().map(|(_, row)| row).collect();
    let company = Company::of_units(reference, None, rows.iter());
    Ok(rows.into_iter().map(|row| (row.id, Unit::in_company(&company, row))).collect())
}
