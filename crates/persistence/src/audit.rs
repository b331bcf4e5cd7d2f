//! The audit trail: who changed what. The database writes the entries; this module lists, counts and finds them.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use shahrak_domain::act::{Thing, Via};
use shahrak_domain::actor::RoleName;
use shahrak_domain::import::ImportReport;
use shahrak_domain::moment::Moment;

use crate::db::Db;
use crate::entity::audit_entry::Model;
use crate::error::Result;
use crate::import_job::state::ImportId;
use crate::list::{Cells, Columns, ListTables, Paged, columns};
use crate::page::{Column, Order, PageRequest};
use crate::park::ParkId;
use crate::province::ProvinceId;
use crate::sql::Sql;
use crate::tx::Tx;
use crate::unit::UnitId;

mod filter;

pub use filter::AuditFilter;

/// The id of an entry.
pub type EntryId = i64;

/// An entry: one change of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// Its id.
    pub id: EntryId,
    /// When the change was made.
    pub at: Moment,
    /// The name of the actor, or of the database user for changes outside the program.
    pub who: String,
    /// The role of the actor; none for changes outside the program.
    pub role: Option<RoleName>,
    /// The organisation of the actor.
    pub organisation: Option<String>,
    /// The channel through which the change was made.
    pub via: Via,
    /// The id of the request, if there was one.
    pub request: Option<String>,
    /// The act that the change belongs to: `unitCommission`.
    pub act: String,
    /// The kind of thing that was changed.
    pub thing: Thing,
    /// The key of the thing; none for an entry about several things.
    pub key: Option<String>,
    /// The province that the thing belongs to, if any.
    pub province_id: Option<ProvinceId>,
    /// The row before the change.
    pub before: Option<Value>,
    /// The row after the change.
    pub after: Option<Value>,
    /// The unit that the entry is about, if it exists.
    pub unit_id: Option<UnitId>,
    /// The park that the entry is about, if it exists.
    pub park_id: Option<ParkId>,
}

/// By the moment of the change, then in the order in which entries were written.
pub const BY_MOMENT: Order = Order {
    columns: &[Column { sql: "entry.at", cast: "timestamptz" }, Column { sql: "entry.id", cast: "bigint" }],
    descending: false,
};

const ENTRIES: ListTables = ListTables {
    table: "audit_entry AS entry",
    alias: "entry",
    // Codes have no blanks.
    joins: " LEFT JOIN unit ON entry.thing IN ('unit', 'event') AND unit.code = split_part(entry.key, ' ', 1) \
        LEFT JOIN park ON entry.thing IN ('park', 'infrastructure') AND park.code = split_part(entry.key, ' ', 1)",
};

/// A page of entries.
pub async fn list(
    db: &Db,
    filter: &AuditFilter,
    order: &Order,
    page: &PageRequest,
) -> Result<Paged<AuditEntry>> {
    ENTRIES.page(db, order, page, |query| filter.push(query)).await
}

/// Counts entries.
pub async fn count(db: &Db, filter: &AuditFilter) -> Result<i64> {
    ENTRIES.count(db, |query| filter.push(query)).await
}

/// The entries with these ids, in no order.
pub async fn find_all(db: &Db, ids: Vec<EntryId>) -> Result<Paged<AuditEntry>> {
    ENTRIES.find(db, "entry.id", ids).await
}

/// Adds the entry of an import as a whole: the counts of its files. An import that changes nothing has no entry.
pub(crate) async fn add_import(
    tx: &impl ConnectionTrait,
    job: Option<ImportId>,
    report: &ImportReport,
) -> Result<()> {
    if report.files.iter().all(|file| file.added + file.changed == 0) {
        return Ok(());
    }
    add(tx, job, json!({ "files": report.files })).await
}

/// Adds the entry of an act that cancels an import.
pub(crate) async fn add_cancelling(tx: &Tx, job: ImportId) -> Result<()> {
    add(tx, Some(job), json!({ "cancelled": true })).await
}

/// Adds an entry about an import; the database fills in who acts.
async fn add(tx: &impl ConnectionTrait, job: Option<ImportId>, after: Value) -> Result<()> {
    let job = job.map(|job| job.to_string());
    // The role that serves cannot write to the trail itself.
    Sql::with("SELECT audit_import($1, $2)", [job.into(), after.into()]).execute(tx).await?;
    Ok(())
}

/// The unit and the park that an entry concerns, if they still exist.
struct Concerned {
    unit_id: Option<UnitId>,
    park_id: Option<ParkId>,
}

columns!(Model, "entry", {
    id, at, who, owner, role, organisation, via, request, act, thing, key, province_id, before, after,
});
columns!(Concerned, "entry", { unit_id = "unit.id", park_id = "park.id" });

impl Columns for AuditEntry {
    fn sql() -> String {
        <(Model, Concerned)>::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<AuditEntry> {
        let (entry, concerned): (Model, Concerned) = Columns::read(cells)?;
        Ok(AuditEntry {
            id: entry.id,
            at: entry.at,
            who: entry.who,
            role: entry.role.map(|role| role.0),
            organisation: entry.organisation,
            via: entry.via.0,
            request: entry.request,
            act: entry.act,
            thing: entry.thing.0,
            key: entry.key,
            province_id: entry.province_id,
            before: entry.before,
            after: entry.after,
            unit_id: concerned.unit_id,
            park_id: concerned.park_id,
        })
    }
}
