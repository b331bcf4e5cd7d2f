//! What was recorded between two moments (rule R12).

use sqlx::{Postgres, QueryBuilder};

use shahrak_domain::day::Day;
use shahrak_domain::ledger::Position;
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Population;

use crate::db::Db;
use crate::error::Result;
use crate::list::{Cells, Columns, Source};
use crate::page::{Column, Order, Page, PageRequest};
use crate::park::ParkId;
use crate::snapshot::ProvinceId;
use crate::unit::push_population;

/// A record of the ledger, whatever it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its place in the ledger.
    pub position: Position,
    /// The code that its sender gave it, unique within the unit.
    pub code: String,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// The record in whose place it stands.
    pub replaces: Option<Position>,
    /// The record that it strikes.
    pub voids: Option<Position>,
}

/// Which records a list holds: those that satisfy all that is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordedFilter {
    /// Recorded after this moment.
    pub after: Moment,
    /// Recorded at this moment or before.
    pub until: Moment,
    /// That concern this day or an earlier one: by the day on which they say that something happened, or by that of
    /// what they replace or void.
    pub as_of: Day,
    /// Of units of this province.
    pub province: Option<ProvinceId>,
    /// Of units of this park.
    pub park: Option<ParkId>,
    /// Of units in parks, outside, or both.
    pub population: Population,
}

/// In the order in which they were recorded.
pub const BY_RECORDING: Order =
    Order { columns: &[Column { sql: "record.position", cast: "bigint" }], descending: false };

const RECORDS: Source = Source {
    table: "unit_event AS record LEFT JOIN unit_event AS corrected ON corrected.position = record.corrects",
    alias: "record",
    joins: "",
};

/// A page of records.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn list(db: &Db, filter: &RecordedFilter, page: &PageRequest) -> Result<Page<Recorded>> {
    Ok(RECORDS.page(db, &BY_RECORDING, page, |query| filter.push(query)).await?.page)
}

/// How many records there are.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn count(db: &Db, filter: &RecordedFilter) -> Result<i64> {
    RECORDS.count(db, |query| filter.push(query)).await
}

/// The records at these positions.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn find_all(db: &Db, positions: Vec<Position>) -> Result<Page<Recorded>> {
    Ok(RECORDS.find(db, "record.position", positions).await?.page)
}

impl RecordedFilter {
    fn push(&self, query: &mut QueryBuilder<Postgres>) {
        query.push(" AND record.recorded_at > ").push_bind(self.after);
        query.push(" AND record.recorded_at <= ").push_bind(self.until);
        // The earlier of the two days; either may be missing.
        query.push(" AND LEAST(record.occurred_on, corrected.occurred_on) <= ").push_bind(self.as_of.date());
        if let Some(province) = self.province {
            query.push(" AND record.province_id = ").push_bind(province);
        }
        if let Some(park) = self.park {
            query.push(" AND record.park_id = ").push_bind(park);
        }
        push_population(query, "record", Some(self.population));
    }
}

impl Columns for Recorded {
    fn sql() -> String {
        "record.position, record.code, record.recorded_at, record.replaces, record.voids".to_owned()
    }

    fn read(cells: &mut Cells<'_>) -> sqlx::Result<Recorded> {
        Ok(Recorded {
            position: cells.next()?,
            code: cells.next()?,
            recorded_at: cells.next()?,
            replaces: cells.next()?,
            voids: cells.next()?,
        })
    }
}
