//! What was known of units at a moment: their records, and the states that follow.

use std::collections::HashMap;

use sqlx::QueryBuilder;

use shahrak_domain::day::Day;
use shahrak_domain::ledger::{self, Record, Says};
use shahrak_domain::moment::Moment;
use shahrak_domain::state::State;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::event::read_facts;
use crate::list::{Cells, Columns};
use crate::methodology;
use crate::unit::UnitId;

/// The states of units as of a day, as known at a moment – or now, if none is given. A unit to which nothing had
/// happened is missing.
///
/// # Errors
/// Any [`Error`].
pub async fn states(
    db: &Db,
    units: &[UnitId],
    as_of: Day,
    known_at: Option<Moment>,
) -> Result<HashMap<UnitId, State>> {
    let methodologies = methodology::all(db).await?;
    let mut states = HashMap::new();
    for (unit, records) in records(db, units, known_at).await? {
        let steps = ledger::history(&records, &methodologies)
            .map_err(|error| Error::row(format!("the ledger of unit {unit} cannot stand: {error:?}")))?;
        states.extend(ledger::state_on(&steps, as_of).map(|state| (unit, state)));
    }
    Ok(states)
}

/// All records of units that count for a moment.
async fn records(
    db: &Db,
    units: &[UnitId],
    known_at: Option<Moment>,
) -> Result<HashMap<UnitId, Vec<Record>>> {
    let mut query = QueryBuilder::new(format!(
        "SELECT {} FROM unit_event AS event WHERE event.unit_id = ANY(",
        RecordOfUnit::sql()
    ));
    query.push_bind(units.to_vec()).push(")");
    if let Some(known_at) = known_at {
        query.push(" AND event.recorded_at <= ").push_bind(known_at);
    }
    let rows: Vec<RecordOfUnit> = db.heavy().rows(query.build_query_as()).await?;
    let mut records: HashMap<UnitId, Vec<Record>> = HashMap::new();
    for row in rows {
        records.entry(row.unit).or_default().push(row.record);
    }
    Ok(records)
}

struct RecordOfUnit {
    unit: UnitId,
    record: Record,
}

impl Columns for RecordOfUnit {
    fn sql() -> String {
        "event.unit_id, event.position, event.recorded_at, event.voids, event.replaces, \
        event.kind::text, event.occurred_on, event.investment_irr, event.jobs, event.capacity_percent, \
        event.progress_percent, event.area_m2, event.reasons, event.body, event.means"
            .to_owned()
    }

    fn read(cells: &mut Cells<'_>) -> sqlx::Result<RecordOfUnit> {
        let (unit, position, recorded_at) = (cells.next()?, cells.next()?, cells.next()?);
        let (voids, replaces) = (cells.next()?, cells.next()?);
        let says = match voids {
            Some(voided) => Says::Void(voided),
            None => Says::Happened { facts: read_facts(cells)?, replaces },
        };
        Ok(RecordOfUnit { unit, record: Record { position, recorded_at, says } })
    }
}

impl<'r> sqlx::FromRow<'r, sqlx::postgres::PgRow> for RecordOfUnit {
    fn from_row(row: &'r sqlx::postgres::PgRow) -> sqlx::Result<Self> {
        RecordOfUnit::read(&mut Cells::new(row))
    }
}
