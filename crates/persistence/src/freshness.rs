//! Freshness: how many units have not been confirmed by an event since a day.

use chrono::NaiveDate;
use sea_orm::FromQueryResult;

use shahrak_domain::day::Day;
use shahrak_domain::state::Status;

use crate::db::Db;
use crate::error::Result;
use crate::list::VERSION;
use crate::park::ParkId;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::unit::{DayBounds, UnitFilter, push_seen};

/// How fresh the units of a park are, or those of a province outside parks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FreshnessCell {
    /// The province.
    pub province_id: ProvinceId,
    /// The park; none outside parks.
    pub park_id: Option<ParkId>,
    /// The number of units.
    pub units: i64,
    /// The number of units that were last confirmed before the day.
    pub stale: i64,
    /// The day of the event that confirmed a unit longest ago.
    pub oldest: Option<Day>,
}

/// The cells, and the version of the reference cache that their places need.
#[derive(Clone, Debug)]
pub struct FreshnessCells {
    /// The cells; places without units are missing.
    pub cells: Vec<FreshnessCell>,
    /// [`Reference::version`](crate::reference_cache::Reference::version), at least.
    pub version: i64,
}

#[derive(FromQueryResult)]
struct Row {
    version: i64,
    province: ProvinceId,
    park: Option<ParkId>,
    units: i64,
    stale: i64,
    oldest: Option<NaiveDate>,
}

/// The statuses of units that somebody should confirm: of all but closed and cancelled ones.
pub const CONFIRMED: [Status; 5] =
    [Status::Planned, Status::UnderConstruction, Status::Active, Status::SemiActive, Status::Inactive];

/// The filter of the units that count.
#[must_use]
pub fn counted(filter: UnitFilter) -> UnitFilter {
    let asked = filter.status.as_deref();
    let status = CONFIRMED.into_iter().filter(|status| asked.is_none_or(|asked| asked.contains(status)));
    UnitFilter { status: Some(status.collect()), ..filter }
}

/// The filter of those that were last confirmed before a day.
#[must_use]
pub fn stale(filter: UnitFilter, before: Day) -> UnitFilter {
    let DayBounds { from, to } = filter.last_confirmed_on;
    let last = before.previous();
    let days = DayBounds { from, to: Some(to.map_or(last, |to| to.min(last))) };
    UnitFilter { last_confirmed_on: days, ..counted(filter) }
}

/// Counts the units that satisfy a filter, by place, in one statement.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn cells(db: &Db, filter: &UnitFilter, before: Day) -> Result<FreshnessCells> {
    let confirmed = if filter.view.is_some() { "confirmed.on_day" } else { "unit.last_confirmed_on" };
    let mut query = Sql::new(format!(
        "SELECT {VERSION} AS version, unit.province_id AS province, unit.park_id AS park, count(*) AS units,
            count(*) FILTER (WHERE {confirmed} < "
    ));
    query.push_bind(before.date());
    query.push(format!(") AS stale, min({confirmed}) AS oldest FROM unit"));
    if filter.view.is_some() {
        // Once for all units, not for each of them.
        query.push(
            " JOIN (SELECT stated.unit_id, max(stated.occurred_on) AS on_day FROM unit_event AS stated WHERE true",
        );
        push_seen(&mut query, "stated", filter.view);
        query.push(" GROUP BY stated.unit_id) AS confirmed ON confirmed.unit_id = unit.id");
    }
    query.push(" WHERE true");
    counted(filter.clone()).push(&mut query);
    query.push(" GROUP BY unit.province_id, unit.park_id");
    let rows: Vec<Row> = query.rows(&db.heavy()).await?;
    let version = rows.first().map_or(0, |row| row.version);
    Ok(FreshnessCells { cells: rows.into_iter().map(FreshnessCell::from).collect(), version })
}

impl From<Row> for FreshnessCell {
    fn from(row: Row) -> FreshnessCell {
        FreshnessCell {
            province_id: row.province,
            park_id: row.park,
            units: row.units,
            stale: row.stale,
            oldest: row.oldest.map(Day::new),
        }
    }
}
