//! Unit events: listing, counting, finding.

use std::collections::HashMap;

use shahrak_domain::event::Facts;
use shahrak_domain::ledger::Position;
use shahrak_domain::moment::Moment;
use shahrak_domain::unit::check_code;

use crate::db::Db;
use crate::error::Result;
use crate::ledger::row::moment_sql;
use crate::list::{Cells, Columns, ListTables, Paged, PagedByParent, columns};
use crate::page::{Column, Order, PageRequest};
use crate::sql::Sql;
use crate::unit::{Unit, UnitId};

mod facts;
mod filter;

pub(crate) use facts::FactsRow;
pub use filter::EventFilter;
pub(crate) use filter::{push_effective, push_effective_of_all};

/// A record that states an event, and its correction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its position in the ledger, which is also its id.
    pub position: Position,
    /// The id of its unit.
    pub unit_id: UnitId,
    /// The code that its sender gave it, unique within the unit.
    pub code: String,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// The record that it replaces.
    pub replaces: Option<Position>,
    /// The facts.
    pub facts: Facts,
    /// The correction, if it was replaced or voided.
    pub correction: Option<Correction>,
}

/// A record that replaces or voids another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Its position in the ledger.
    pub position: Position,
    /// Its code.
    pub code: String,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// Whether it voids the other record.
    pub voids: bool,
}

/// An event and its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventOfUnit {
    /// The event.
    pub event: Event,
    /// The unit.
    pub unit: Unit,
}

const POSITION: Column = Column { sql: "event.position", cast: "bigint" };

/// In the order in which they take effect: by day, then place.
pub const BY_DAY: Order = Order {
    columns: &[
        Column { sql: "event.occurred_on", cast: "date" },
        Column { sql: "event.place", cast: "bigint" },
        POSITION,
    ],
    descending: false,
};
/// In the order in which they were recorded.
pub const BY_RECORDING: Order = Order { columns: &[POSITION], descending: false };

const OF_UNIT: ListTables = ListTables {
    table: "unit_event AS event",
    alias: "event",
    joins: " LEFT JOIN unit_event AS correction ON correction.corrects = event.position",
};
const WITH_UNIT: ListTables = ListTables {
    table: "unit_event AS event",
    alias: "event",
    joins: " LEFT JOIN unit_event AS correction ON correction.corrects = event.position \
        JOIN unit ON unit.id = event.unit_id",
};
const UNIT: &str = "event.unit_id";

/// A page of events and their units.
pub async fn list(
    db: &Db,
    filter: &EventFilter,
    order: &Order,
    page: &PageRequest,
) -> Result<Paged<EventOfUnit>> {
    WITH_UNIT.page(&filter.lane(db), order, page, |query| filter.push(query)).await
}

/// Returns a page of events and their units for each filter, in one statement, by the index of the filter.
pub async fn list_each(
    db: &Db,
    filters: &[EventFilter],
    order: &Order,
    page: &PageRequest,
) -> Result<PagedByParent<EventOfUnit>> {
    let push = |filter| move |query: &mut Sql| EventFilter::push(filter, query);
    let selections: Vec<_> = filters.iter().map(push).collect();
    WITH_UNIT.selections(&db.heavy(), order, page, &selections).await
}

/// Counts events.
pub async fn count(db: &Db, filter: &EventFilter) -> Result<i64> {
    OF_UNIT.count(db, |query| filter.push(query)).await
}

/// Returns a page of events for each unit, in one statement.
pub async fn list_of(
    db: &Db,
    units: &[UnitId],
    filter: &EventFilter,
    order: &Order,
    page: &PageRequest,
) -> Result<PagedByParent<Event>> {
    OF_UNIT.pages(&filter.lane(db), (UNIT, units), order, page, |query| filter.push(query)).await
}

/// Counts the events of each unit; units without events are missing.
pub async fn count_of(db: &Db, units: &[UnitId], filter: &EventFilter) -> Result<HashMap<UnitId, i64>> {
    OF_UNIT.counts(db, (UNIT, units), |query| filter.push(query)).await
}

/// Returns the events at these positions, in no order. Positions of voids are left out.
pub async fn find_all(db: &Db, positions: Vec<Position>) -> Result<Paged<EventOfUnit>> {
    WITH_UNIT.find(db, "event.voids IS NULL AND event.position", positions).await
}

/// The event of a unit with this code.
pub async fn find(db: &Db, unit: &str, code: &str) -> Result<Option<Paged<EventOfUnit>>> {
    if check_code(unit).is_err() || check_code(code).is_err() {
        return Ok(None);
    }
    let found: Paged<EventOfUnit> = WITH_UNIT
        .page(
            db,
            &BY_RECORDING,
            &PageRequest { size: 1, from_end: false, after: None, before: None },
            |query| {
                query.push(" AND event.voids IS NULL AND event.code = ").push_bind(code.to_owned());
                query
                    .push(" AND event.unit_id = (SELECT id FROM unit WHERE code = ")
                    .push_bind(unit.to_owned());
                query.push(")");
            },
        )
        .await?;
    Ok((!found.page.rows.is_empty()).then_some(found))
}

impl Event {
    /// Whether it is effective as known at a moment, or now.
    pub fn effective(&self, known_at: Option<Moment>) -> bool {
        self.correction(known_at).is_none()
    }

    /// Its correction as known at a moment, or now.
    pub fn correction(&self, known_at: Option<Moment>) -> Option<&Correction> {
        let known = |correction: &&Correction| known_at.is_none_or(|moment| correction.recorded_at <= moment);
        self.correction.as_ref().filter(known)
    }
}

/// The columns of a record besides its facts.
struct EventRow {
    position: Position,
    unit_id: UnitId,
    code: String,
    recorded_at: Moment,
    replaces: Option<Position>,
}

/// The correction of a record, if there is one.
struct CorrectionRow {
    position: Option<Position>,
    code: Option<String>,
    recorded_at: Option<Moment>,
    voids: bool,
}

columns!(EventRow, "event", { position, unit_id, code, recorded_at = moment_sql("event"), replaces });
columns!(CorrectionRow, "correction", {
    position, code, recorded_at = moment_sql("correction"), voids = "correction.voids IS NOT NULL",
});

impl Columns for Event {
    fn sql() -> String {
        <(EventRow, (FactsRow, CorrectionRow))>::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<Event> {
        let (row, (facts, correction)): (EventRow, (FactsRow, CorrectionRow)) = Columns::read(cells)?;
        Ok(Event {
            position: row.position,
            unit_id: row.unit_id,
            code: row.code,
            recorded_at: row.recorded_at,
            replaces: row.replaces,
            facts: facts.into_facts()?,
            correction: correction.into_correction(),
        })
    }
}

impl Columns for EventOfUnit {
    fn sql() -> String {
        <(Event, Unit)>::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<EventOfUnit> {
        let (event, unit) = Columns::read(cells)?;
        Ok(EventOfUnit { event, unit })
    }
}

impl CorrectionRow {
    fn into_correction(self) -> Option<Correction> {
        let (position, code, recorded_at) = (self.position?, self.code?, self.recorded_at?);
        Some(Correction { position, code, recorded_at, voids: self.voids })
    }
}
