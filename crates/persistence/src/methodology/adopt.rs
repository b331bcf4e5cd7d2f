//! Adopting methodologies.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};

use shahrak_domain::day::Day;
use shahrak_domain::ledger::{Position, Record};
use shahrak_domain::methodology::{Broken, Methodologies, Methodology, stands};

use super::{Row, all};
use crate::error::{Error, Result};
use crate::ledger;
use crate::list::{Columns as _, columns};
use crate::lock::Lock;
use crate::sql::Sql;
use crate::tx::Tx;
use crate::unit::{RecordOfUnit, UnitId};

/// Keeps others from recording capacities and adopting methodologies until the end of the transaction, and returns all
/// methodologies.
pub async fn lock(tx: &Tx) -> Result<Methodologies> {
    Lock::Thresholds.lock_exclusive(tx).await?;
    all(tx).await
}

/// The last day with an effective capacity event, if it is not before `from`.
pub async fn last_capacity(db: &impl ConnectionTrait, from: Day) -> Result<Option<Day>> {
    let mut last = Sql::new(
        "SELECT max(occurred_on) FROM unit_event AS e WHERE kind IN ('capacity_reported', 'capacity_raised')
            AND NOT EXISTS (SELECT FROM unit_event AS c WHERE c.corrects = e.position) AND occurred_on >= ",
    );
    last.push_bind(from.date());
    let last: Option<NaiveDate> = last.value(db).await?;
    Ok(last.map(Day::new))
}

/// Finds a history that could not have been recorded with these thresholds, which are new from a day on. Checks only units
/// with a capacity reported since that day, a batch at a time.
pub async fn broken(
    db: &impl ConnectionTrait,
    from: Day,
    thresholds: &Methodologies,
) -> Result<Option<Broken>> {
    let mut units = Sql::new(
        "SELECT DISTINCT unit_id FROM unit_event WHERE kind IN ('capacity_reported', 'capacity_raised')
            AND occurred_on >= ",
    );
    units.push_bind(from.date()).push(" ORDER BY unit_id");
    let units: Vec<UnitId> = units.values(db).await?;
    for some in units.chunks(UNITS) {
        let rows = histories(db, some).await?;
        for history in rows.chunk_by(|one, next| one.0.unit == next.0.unit) {
            if let Some(broken) = check(history, thresholds)? {
                return Ok(Some(broken));
            }
        }
    }
    Ok(None)
}

/// Adds a methodology, and derives sums and spans again: effective events never meet other thresholds, but corrected ones
/// may. The ledger is open from here to the end of the transaction, so this comes last.
pub async fn add(tx: &mut Tx, methodology: &Methodology, before: &Methodologies) -> Result<()> {
    Row::from(methodology).into_active_model().insert(tx).await?;
    ledger::rederive(tx, methodology.valid_from, before, &before.with(methodology.clone())).await
}

impl From<&Methodology> for Row {
    fn from(methodology: &Methodology) -> Row {
        Row {
            code: methodology.code.clone(),
            valid_from: methodology.valid_from.date(),
            idle_below: methodology.idle_below,
            semi_active_below: methodology.semi_active_below,
            source: methodology.source.clone(),
        }
    }
}

/// The number of histories in a batch.
const UNITS: usize = 1_000;

/// The codes of a record and of its unit.
struct Codes {
    record: String,
    unit: String,
}

columns!(Codes, "event", { record = "event.code", unit = "unit.code" });

/// All records of units, grouped by unit.
async fn histories(db: &impl ConnectionTrait, units: &[UnitId]) -> Result<Vec<(RecordOfUnit, Codes)>> {
    let mut records = Sql::new(format!(
        "SELECT {} FROM unit_event AS event JOIN unit ON unit.id = event.unit_id WHERE event.unit_id = ANY(",
        <(RecordOfUnit, Codes)>::sql()
    ));
    records.push_bind(units.to_vec()).push(") ORDER BY event.unit_id, event.position");
    records.read(db).await
}

/// Checks the history of one unit.
fn check(history: &[(RecordOfUnit, Codes)], thresholds: &Methodologies) -> Result<Option<Broken>> {
    let Some((_, Codes { unit, .. })) = history.first() else { return Ok(None) };
    let records: Vec<Record> = history.iter().map(|(row, _)| row.record.clone()).collect();
    let codes: HashMap<Position, String> =
        history.iter().map(|(row, codes)| (row.record.position, codes.record.clone())).collect();
    stands(unit, &records, &codes, thresholds)
        .map_err(|error| Error::decode(format!("the recorded ledger of unit {unit}: {error:?}")))
}
