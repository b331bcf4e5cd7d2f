//! The states of units as known at a moment, derived from their records.

use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use shahrak_domain::day::Day;
use shahrak_domain::ledger::{self, Position, Record, Says};
use shahrak_domain::moment::Moment;
use shahrak_domain::state::State;

use crate::error::{Error, Result};
use crate::event::FactsRow;
use crate::ledger::row::{moment_sql, push_recorded};
use crate::list::{Cells, Columns, columns};
use crate::methodology;
use crate::sql::Sql;
use crate::unit::UnitId;

/// The states of units as of a day, as known at a moment, or now if none is given. Units without events are missing.
pub async fn states(
    db: &impl ConnectionTrait,
    units: &[UnitId],
    as_of: Day,
    known_at: Option<Moment>,
) -> Result<HashMap<UnitId, State>> {
    let methodologies = methodology::all(db).await?;
    let mut states = HashMap::new();
    for (unit, records) in records(db, units, known_at).await? {
        let steps = ledger::history(&records, &methodologies)
            .map_err(|error| Error::decode(format!("the ledger of unit {unit} cannot stand: {error:?}")))?;
        states.extend(ledger::state_on(&steps, as_of).map(|state| (unit, state)));
    }
    Ok(states)
}

/// All records of units that count for a moment.
async fn records(
    db: &impl ConnectionTrait,
    units: &[UnitId],
    known_at: Option<Moment>,
) -> Result<HashMap<UnitId, Vec<Record>>> {
    let mut query = Sql::new(format!(
        "SELECT {} FROM unit_event AS event WHERE event.unit_id = ANY(",
        RecordOfUnit::sql()
    ));
    query.push_bind(units.to_vec()).push(")");
    if let Some(known_at) = known_at {
        push_recorded(&mut query, "event", "<=", known_at);
    }
    let mut records: HashMap<UnitId, Vec<Record>> = HashMap::new();
    for RecordOfUnit { unit, record } in query.read(db).await? {
        records.entry(unit).or_default().push(record);
    }
    Ok(records)
}

/// A record of the ledger and its unit.
pub(crate) struct RecordOfUnit {
    pub(crate) unit: UnitId,
    pub(crate) record: Record,
}

/// The position and place of a record.
struct EventPosition {
    unit_id: UnitId,
    position: Position,
    recorded_at: Moment,
    voids: Option<Position>,
    replaces: Option<Position>,
}

columns!(EventPosition, "event", { unit_id, position, recorded_at = moment_sql("event"), voids, replaces });

impl Columns for RecordOfUnit {
    fn sql() -> String {
        <(EventPosition, FactsRow)>::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<Self> {
        let (place, facts): (EventPosition, FactsRow) = Columns::read(cells)?;
        let says = match place.voids {
            Some(voided) => Says::Void(voided),
            None => Says::Happened { facts: facts.into_facts()?, replaces: place.replaces },
        };
        let record = Record { position: place.position, recorded_at: place.recorded_at, says };
        Ok(RecordOfUnit { unit: place.unit_id, record })
    }
}
