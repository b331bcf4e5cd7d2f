//! Units: listing, counting, finding.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{Postgres, QueryBuilder};

use shahrak_domain::activity::{Activity, IsicRevision, Sector};
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::number::{Capacity, Jobs, Progress};
use shahrak_domain::province::Name;
use shahrak_domain::state::{State, Status};
use shahrak_domain::unit::check_code;

use crate::db::Db;
use crate::error::Result;
use crate::list::{Cells, Columns, Paged, PagedByParent, Source, senseless};
use crate::page::{Column, Order, PageRequest};
use crate::park::ParkId;
use crate::snapshot::ProvinceId;
use crate::tx::Tx;
use crate::unit_sector::sector_of;

mod filter;
mod history;
mod kept;

pub use filter::{Days, Happened, Held, UnitFilter};
pub(crate) use filter::{codes, push_population, push_text, sector_numbers};
pub use history::states;
pub(crate) use kept::lock_kept;
pub use kept::{Kept, find_kept};

/// Number of a unit in the database.
pub type UnitId = i64;

/// A unit and its state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its number in the database.
    pub id: UnitId,
    /// The number of its province.
    pub province_id: ProvinceId,
    /// The number of its park; none outside parks.
    pub park_id: Option<ParkId>,
    /// How often its facts were changed, and one. What happens to it is no change of them.
    pub version: i32,
    /// Its code.
    pub code: String,
    /// Its names.
    pub name: Name,
    /// What it does.
    pub activity: Option<Activity>,
    /// Its sector; none where unknown.
    pub sector: Option<Sector>,
    /// Number of its licence.
    pub licence: Option<String>,
    /// Whose it is.
    pub owner: Option<String>,
    /// What follows from its events, as of today and by present knowledge; none without events.
    pub state: Option<State>,
}

/// What a list of units belongs to.
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
/// By English name, in lower case.
pub const BY_NAME: Order = Order {
    columns: &[Column { sql: "(lower(unit.name_en) COLLATE \"C\")", cast: "text" }, ID],
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

const UNITS: Source = Source { table: "unit", alias: "unit", joins: "" };

impl Parent {
    fn column(self) -> &'static str {
        match self {
            Parent::Park => "unit.park_id",
            Parent::Province => "unit.province_id",
        }
    }
}

/// A page of units.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn list(db: &Db, filter: &UnitFilter, order: &Order, page: &PageRequest) -> Result<Paged<Unit>> {
    UNITS.page(&filter.lane(db), order, page, |query| filter.push(query)).await
}

/// For each filter a page of the units that it holds, in one statement, by its place among the filters.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn list_each(
    db: &Db,
    filters: &[UnitFilter],
    order: &Order,
    page: &PageRequest,
) -> Result<PagedByParent<Unit>> {
    let push = |filter| move |query: &mut QueryBuilder<Postgres>| UnitFilter::push(filter, query);
    let selections: Vec<_> = filters.iter().map(push).collect();
    UNITS.selections(&db.heavy(), order, page, &selections).await
}

/// How many units there are.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn count(db: &Db, filter: &UnitFilter) -> Result<i64> {
    UNITS.count(db, |query| filter.push(query)).await
}

/// Of each park or province a page of its units, in one statement.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
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

/// How many units each park or province has; one without units is missing.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn count_of(
    db: &Db,
    parent: Parent,
    ids: &[i64],
    filter: &UnitFilter,
) -> Result<HashMap<i64, i64>> {
    UNITS.counts(db, (parent.column(), ids), |query| filter.push(query)).await
}

/// The unit with this code.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn find(db: &Db, code: &str) -> Result<Option<Paged<Unit>>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    let found: Paged<Unit> = UNITS.find(db, "unit.code", vec![code.to_owned()]).await?;
    Ok((!found.page.rows.is_empty()).then_some(found))
}

/// The units with these numbers, in no order; those that there are.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn find_all(db: &Db, ids: Vec<UnitId>) -> Result<Paged<Unit>> {
    UNITS.find(db, "unit.id", ids).await
}

/// The unit with this code as an act sees it.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn find_on(tx: &mut Tx, code: &str) -> Result<Option<Unit>> {
    find_kept(tx, code).await?.map(Kept::into_unit).transpose()
}

/// The number of the unit with this code.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn id_of(db: &Db, code: &str) -> Result<Option<UnitId>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    let mut query = QueryBuilder::new("SELECT id FROM unit WHERE code = ");
    query.push_bind(code);
    let row: Option<(UnitId,)> = db.row(query.build_query_as()).await?;
    Ok(row.map(|(id,)| id))
}

impl Columns for Unit {
    fn sql() -> String {
        "unit.id, unit.province_id, unit.park_id, unit.version, unit.code, unit.name_en, unit.name_fa, \
        unit.isic_revision, unit.isic_code, unit.sector, unit.licence, unit.owner, unit.status::text, \
        unit.status_since, unit.jobs, unit.capacity_percent, unit.progress_percent, unit.last_confirmed_on"
            .to_owned()
    }

    fn read(cells: &mut Cells<'_>) -> sqlx::Result<Unit> {
        Ok(Unit {
            id: cells.next()?,
            province_id: cells.next()?,
            park_id: cells.next()?,
            version: cells.next()?,
            code: cells.next()?,
            name: Name { en: cells.next()?, fa: cells.next()? },
            activity: activity(cells.next()?, cells.next()?)?,
            sector: cells.next::<Option<i16>>()?.and_then(sector_of),
            licence: cells.next()?,
            owner: cells.next()?,
            state: state(
                cells.next()?,
                cells.next()?,
                cells.next()?,
                cells.next()?,
                cells.next()?,
                cells.next()?,
            )?,
        })
    }
}

fn activity(revision: Option<&str>, code: Option<&str>) -> sqlx::Result<Option<Activity>> {
    let Some((revision, code)) = revision.zip(code) else { return Ok(None) };
    let revision = IsicRevision::parse(revision).map_err(senseless)?;
    Activity::new(revision, code).map(Some).map_err(senseless)
}

fn state(
    status: Option<&str>,
    since: Option<NaiveDate>,
    jobs: Option<i32>,
    capacity: Option<Decimal>,
    progress: Option<Decimal>,
    last_confirmed_on: Option<NaiveDate>,
) -> sqlx::Result<Option<State>> {
    let (Some(status), Some(since), Some(last)) = (status, since, last_confirmed_on) else { return Ok(None) };
    Ok(Some(State {
        status: Status::parse(status).map_err(senseless)?,
        status_since: Day::new(since),
        jobs: jobs.map(|jobs| Jobs::new(jobs.into())).transpose().map_err(senseless)?,
        capacity: capacity.map(Capacity::new).transpose().map_err(senseless)?,
        progress: progress.map(Progress::new).transpose().map_err(senseless)?,
        last_confirmed_on: Day::new(last),
    }))
}
