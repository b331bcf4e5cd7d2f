//! Units that are not in operation yet: a list by physical progress, and their numbers by band.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sea_orm::FromQueryResult;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::number::Progress;
use shahrak_domain::pipeline::{ProgressBand, UNFINISHED};

use crate::db::Db;
use crate::entity::Code;
use crate::error::{Error, Result};
use crate::list::{Cells, Columns, Paged, VERSION, columns};
use crate::page::{Column, Key, Order, Page, PageRequest};
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::unit::{Derived, Unit, UnitFilter, push_seen};

/// A unit that is not in operation yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// The unit.
    pub unit: Unit,
    /// Its physical progress, by the latest report.
    pub progress: Option<Progress>,
    /// The day of its permit.
    pub permitted_on: Day,
    /// The day of its latest permit, assignment of land or report of progress.
    pub waiting_since: Day,
    /// Whether land was assigned to it.
    pub has_land: bool,
}

/// How many units of a province are in a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BandCount {
    /// The province.
    pub province_id: ProvinceId,
    /// The band.
    pub band: ProgressBand,
    /// The number of units.
    pub units: i64,
}

/// By physical progress, the most advanced first and those without a report last, then by code.
pub const BY_PROGRESS: Order = Order {
    columns: &[
        Column { sql: "COALESCE(-unit.progress, 1)", cast: "numeric" },
        Column { sql: "unit.code", cast: "text" },
    ],
    descending: false,
};

/// A page of the units that satisfy the filter, in some bands.
///
/// # Errors
/// Any [`Error`].
pub async fn list(
    db: &Db,
    filter: &UnitFilter,
    bands: Option<&[ProgressBand]>,
    page: &PageRequest,
) -> Result<Paged<Unfinished>> {
    let mut query = Sql::new(format!(
        "SELECT {VERSION}, {}, {} FROM (SELECT * FROM (",
        BY_PROGRESS.key_sql(),
        UnfinishedRow::sql()
    ));
    push_unfinished(&mut query, filter);
    query.push(") AS unit WHERE true");
    push_bands(&mut query, bands);
    BY_PROGRESS.push(&mut query, page);
    // Of the units of the page alone.
    query.push(
        ") AS unit CROSS JOIN LATERAL (SELECT min(stated.occurred_on) FILTER (WHERE stated.kind = 'permit_issued') AS permitted_on,
            max(stated.occurred_on) AS waiting_since, bool_or(stated.kind = 'land_assigned') AS has_land
        FROM unit_event AS stated WHERE stated.unit_id = unit.id
            AND stated.kind IN ('permit_issued', 'land_assigned', 'progress_reported')",
    );
    push_seen(&mut query, "stated", filter.view);
    query.push(format!(") AS way ORDER BY {}", BY_PROGRESS.sort_sql(page)));
    let rows: Vec<PipelineRow> = query.read(&lane(db, filter)).await?;
    let version = rows.first().map_or(0, |row| row.version);
    let rows = rows.into_iter().map(|row| Ok((row.key, row.row.into_unfinished()?)));
    Ok(Paged { page: Page::new(rows.collect::<Result<_>>()?, page), version })
}

/// Counts the units that satisfy the filter, in some bands.
///
/// # Errors
/// Any [`Error`].
pub async fn count(db: &Db, filter: &UnitFilter, bands: Option<&[ProgressBand]>) -> Result<i64> {
    let mut query = Sql::new("SELECT count(*) FROM (");
    push_unfinished(&mut query, filter);
    query.push(") AS unit WHERE true");
    push_bands(&mut query, bands);
    query.value(&db.heavy()).await
}

/// Counts the units that satisfy the filter, by province and band. Provinces and bands without units are missing.
///
/// # Errors
/// Any [`Error`].
pub async fn bands(db: &Db, filter: &UnitFilter) -> Result<Vec<BandCount>> {
    let mut query =
        Sql::new("SELECT unit.province_id AS province, CASE WHEN unit.progress IS NULL THEN 'not_reported'");
    for band in ProgressBand::ALL {
        if let Some(above) = band.above() {
            query.push(format!(" WHEN unit.progress > {above} THEN '{}'", band.code()));
        }
    }
    query.push(format!(" ELSE '{}' END AS band, count(*) AS units FROM (", ProgressBand::To20.code()));
    push_unfinished(&mut query, filter);
    query.push(") AS unit GROUP BY 1, 2");
    let rows: Vec<CountRow> = query.rows(&db.heavy()).await?;
    let count = |row: CountRow| BandCount { province_id: row.province, band: row.band.0, units: row.units };
    Ok(rows.into_iter().map(count).collect())
}

/// The columns of the units that satisfy the filter and are not in operation yet, with `progress`.
fn push_unfinished(query: &mut Sql, filter: &UnitFilter) {
    let asked = filter.status.as_deref();
    let status = UNFINISHED.into_iter().filter(|status| asked.is_none_or(|asked| asked.contains(status)));
    let filter = UnitFilter { status: Some(status.collect()), ..filter.clone() };
    match filter.view {
        None => {
            query.push("SELECT unit.*, unit.progress_percent AS progress FROM unit WHERE true");
            // In a form in which the index of unfinished units serves it.
            query.push(" AND unit.status IN ('planned', 'under_construction')");
        }
        Some(view) => {
            query.push("SELECT unit.*, reported.value AS progress FROM unit LEFT JOIN LATERAL (");
            Derived::Progress.push_latest(query, Some(view));
            query.push(") AS reported ON true WHERE true");
        }
    }
    filter.push(query);
}

fn push_bands(query: &mut Sql, bands: Option<&[ProgressBand]>) {
    let Some(bands) = bands else { return };
    let conditions: Vec<String> = bands.iter().copied().map(condition).collect();
    query.push(format!(" AND (false{})", conditions.concat()));
}

/// The condition that the progress is in a band: above its percentage, and up to that of the band before.
fn condition(band: ProgressBand) -> String {
    if band == ProgressBand::NotReported {
        return " OR unit.progress IS NULL".to_owned();
    }
    let before = ProgressBand::ALL.iter().copied().take_while(|other| *other != band).last();
    let above = band.above().map(|above| format!(" AND unit.progress > {above}"));
    let most = before.and_then(ProgressBand::above).map(|most| format!(" AND unit.progress <= {most}"));
    [" OR unit.progress IS NOT NULL".to_owned(), above.unwrap_or_default(), most.unwrap_or_default()].concat()
}

fn lane(db: &Db, filter: &UnitFilter) -> Db {
    if filter.view.is_some() { db.heavy() } else { filter.lane(db) }
}

#[derive(FromQueryResult)]
struct CountRow {
    province: ProvinceId,
    band: Code<ProgressBand>,
    units: i64,
}

struct UnitProgress {
    progress: Option<Decimal>,
    permitted_on: NaiveDate,
    waiting_since: NaiveDate,
    has_land: bool,
}

columns!(UnitProgress, "way", { progress = "unit.progress", permitted_on, waiting_since, has_land });

type UnfinishedRow = (UnitProgress, Unit);

struct PipelineRow {
    version: i64,
    key: Key,
    row: Read,
}

struct Read(UnfinishedRow);

impl Columns for PipelineRow {
    fn sql() -> String {
        UnfinishedRow::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<PipelineRow> {
        Ok(PipelineRow { version: cells.next()?, key: cells.next()?, row: Read(Columns::read(cells)?) })
    }
}

impl Read {
    fn into_unfinished(self) -> Result<Unfinished> {
        let (way, unit) = self.0;
        Ok(Unfinished {
            unit,
            progress: way.progress.map(Progress::new).transpose().map_err(Error::decode)?,
            permitted_on: Day::new(way.permitted_on),
            waiting_since: Day::new(way.waiting_since),
            has_land: way.has_land,
        })
    }
}
