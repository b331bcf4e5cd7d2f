//! Units: listing, counting, finding.

use std::collections::HashMap;

use sea_orm::{EntityTrait, QueryFilter};

use shahrak_domain::activity::{Activity, Sector};
use shahrak_domain::province::Name;
use shahrak_domain::state::State;
use shahrak_domain::unit::check_code;

use crate::db::Db;
use crate::entity::unit::{COLUMN, Entity};
use crate::error::Result;
use crate::list::{ListTables, Paged, PagedByParent};
use crate::page::{Column, Order, PageRequest};
use crate::park::ParkId;
use crate::province::ProvinceId;
use crate::sql::Sql;

mod change;
mod condition;
mod facet;
mod filter;
mod history;
mod row;
mod view;

pub use change::{UnitPlace, add, has_events, is_registered, update};
pub use condition::{Between, DayBounds, OwnedBy};
pub(crate) use condition::{
    codes, push_county, push_population, push_reasons, push_sectors, push_text, push_words,
};
pub use facet::{Facets, facets, facets_of};
pub use filter::{Happened, UnitFilter};
pub(crate) use history::RecordOfUnit;
pub use history::states;
pub use row::{Row, lock};
pub(crate) use view::{Derived, push_held, push_seen};
pub use view::{View, investments};

/// The id of a unit.
pub type UnitId = i64;

/// A unit and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// Its province.
    pub province_id: ProvinceId,
    /// Its park; none outside parks.
    pub park_id: Option<ParkId>,
    /// Its version, which each change of its facts increases; events do not.
    pub version: i32,
    /// Its code.
    pub code: String,
    /// Its names.
    pub name: Name,
    /// Its activity.
    pub activity: Option<Activity>,
    /// Its sector; none if unknown.
    pub sector: Option<Sector>,
    /// The number of its licence.
    pub licence: Option<String>,
    /// Its owner.
    pub owner: Option<String>,
    /// Its present state; none without events.
    pub state: Option<State>,
}

/// The parents of lists of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parent {
    /// Parks, by their numbers
    Park,
    /// Provinces, by their numbers
    Province,
}

const ID: Column = Column { sql: "unit.id", cast: "bigint" };

/// By code, in byte order.
pub const BY_CODE: Order = Order { columns: &[Column { sql: "unit.code", cast: "text" }], descending: false };
/// By English name, in lower case; by Persian name where the English one is not known.
pub const BY_NAME: Order = Order {
    columns: &[
        Column { sql: "(lower(COALESCE(unit.name_en, unit.name_fa)) COLLATE \"C\")", cast: "text" },
        ID,
    ],
    descending: false,
};
/// By Persian name, in the order of the Persian alphabet; units without one first.
pub const BY_NAME_FA: Order = Order {
    columns: &[Column { sql: "(COALESCE(unit.name_fa, '') COLLATE persian)", cast: "text" }, ID],
    descending: false,
};
/// By the first day of the present status; units without events first.
pub const BY_STATUS_SINCE: Order = Order {
    columns: &[Column { sql: "COALESCE(unit.status_since, '-infinity')", cast: "date" }, ID],
    descending: false,
};
/// By the day of the latest event; units without events first.
pub const BY_LAST_CONFIRMED: Order = Order {
    columns: &[Column { sql: "COALESCE(unit.last_confirmed_on, '-infinity')", cast: "date" }, ID],
    descending: false,
};
/// By persons at work; units for which they are not known first.
pub const BY_JOBS: Order =
    Order { columns: &[Column { sql: "COALESCE(unit.jobs, -1)", cast: "integer" }, ID], descending: false };

const UNITS: ListTables = ListTables { table: "unit", alias: "unit", joins: "" };

impl Parent {
    fn column(self) -> &'static str {
        match self {
            Parent::Park => "unit.park_id",
            Parent::Province => "unit.province_id",
        }
    }
}

/// A page of units.
pub async fn list(db: &Db, filter: &UnitFilter, order: &Order, page: &PageRequest) -> Result<Paged<Unit>> {
    UNITS.page(&filter.lane(db), order, page, |query| filter.push(query)).await
}

/// Returns a page of units for each filter, in one statement, by the index of the filter.
pub async fn list_each(
    db: &Db,
    filters: &[UnitFilter],
    order: &Order,
    page: &PageRequest,
) -> Result<PagedByParent<Unit>> {
    let push = |filter| move |query: &mut Sql| UnitFilter::push(filter, query);
    let selections: Vec<_> = filters.iter().map(push).collect();
    UNITS.selections(&db.heavy(), order, page, &selections).await
}

/// Counts units.
pub async fn count(db: &Db, filter: &UnitFilter) -> Result<i64> {
    UNITS.count(db, |query| filter.push(query)).await
}

/// Returns a page of units for each park or province, in one statement.
pub async fn list_of(
    db: &Db,
    parent: Parent,
    ids: &[i64],
    filter: &UnitFilter,
    order: &Order,
    page: &PageRequest,
) -> Result<PagedByParent<Unit>> {
    UNITS.pages(&filter.lane(db), (parent.column(), ids), order, page, |query| filter.push(query)).await
}

/// Counts the units of each park or province; those without units are missing.
pub async fn count_of(
    db: &Db,
    parent: Parent,
    ids: &[i64],
    filter: &UnitFilter,
) -> Result<HashMap<i64, i64>> {
    UNITS.counts(db, (parent.column(), ids), |query| filter.push(query)).await
}

/// The unit with this code.
pub async fn find(db: &Db, code: &str) -> Result<Option<Paged<Unit>>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    let found: Paged<Unit> = UNITS.find(db, "unit.code", vec![code.to_owned()]).await?;
    Ok((!found.page.rows.is_empty()).then_some(found))
}

/// Returns the units with these ids, in no order.
pub async fn find_all(db: &Db, ids: Vec<UnitId>) -> Result<Paged<Unit>> {
    UNITS.find(db, "unit.id", ids).await
}

/// The id of the unit with this code.
pub async fn id_of(db: &Db, code: &str) -> Result<Option<UnitId>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    let found = Entity::find().filter(COLUMN.code.eq(code)).one(db).await?;
    Ok(found.map(|unit| unit.id))
}
