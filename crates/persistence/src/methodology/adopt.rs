//! Methodologies on their way into the register.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use futures_util::TryStreamExt as _;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};
use sqlx::FromRow;
use sqlx::postgres::PgConnection;

use shahrak_domain::day::Day;
use shahrak_domain::ledger::{Position, Record};
use shahrak_domain::methodology::{Broken, Methodologies, Methodology, stands};

use super::{Row, all};
use crate::error::{Error, Result};
use crate::ledger;
use crate::lock::Lock;
use crate::record::RecordRow;
use crate::sql::Sql;
use crate::tx::Tx;

/// Keeps others from recording capacities and from adopting methodologies until the end of the transaction; all
/// methodologies that there are.
///
/// # Errors
/// Any [`Error`].
pub async fn lock(tx: &Tx) -> Result<Methodologies> {
    Lock::Thresholds.alone(tx).await?;
    all(tx).await
}

/// The last day on which a capacity was reported that holds, if it is not before `from`.
///
/// # Errors
/// Any [`Error`].
pub async fn last_capacity(db: &impl ConnectionTrait, from: Day) -> Result<Option<Day>> {
    let mut last = Sql::new(
        "SELECT max(occurred_on) FROM unit_event AS e WHERE kind IN ('capacity_reported', 'capacity_raised')
            AND NOT EXISTS (SELECT FROM unit_event AS c WHERE c.corrects = e.position) AND occurred_on >= ",
    );
    last.push_bind(from.date());
    let last: Option<NaiveDate> = last.value(db).await?;
    Ok(last.map(Day::new))
}

/// What a corrected history says that could not have been recorded by these thresholds, of which some are new from a day
/// on. Histories are read one after the other: only those of units to which a capacity was reported since that day.
///
/// # Errors
/// Any [`Error`].
pub async fn broken(tx: &mut Tx, from: Day, thresholds: &Methodologies) -> Result<Option<Broken>> {
    broken_on(tx.connection(), from, thresholds).await
}

/// The same on the connection of an import.
pub(crate) async fn broken_on(
    connection: &mut PgConnection,
    from: Day,
    thresholds: &Methodologies,
) -> Result<Option<Broken>> {
    let mut rows = sqlx::query_as::<_, RecordOfUnit>(RECORDS).bind(from.date()).fetch(connection);
    let mut unit: Vec<RecordOfUnit> = Vec::new();
    while let Some(row) = rows.try_next().await? {
        if unit.last().is_some_and(|last| last.record.unit_id != row.record.unit_id)
            && let Some(broken) = judge(std::mem::take(&mut unit), thresholds)?
        {
            return Ok(Some(broken));
        }
        unit.push(row);
    }
    judge(unit, thresholds)
}

/// Adds a methodology, and derives anew what was known by it of the past: no event that holds meets other thresholds, but
/// one that was corrected may. The ledger is open from there to the end of the transaction, so this comes last.
///
/// # Errors
/// Any [`Error`].
pub async fn add(tx: &mut Tx, methodology: &Methodology, before: &Methodologies) -> Result<()> {
    Row::from(methodology).into_active_model().insert(tx).await?;
    ledger::derive_anew(tx, methodology.valid_from, before, &before.with(methodology.clone())).await
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

/// All records of the units to which a capacity was reported on a day or later.
const RECORDS: &str = "
    SELECT r.unit_id, r.position, r.kind::text, r.occurred_on, r.investment_irr, r.jobs, r.capacity_percent,
        r.progress_percent, r.replaces, r.voids,
        COALESCE(r.recorded_at, (SELECT b.recorded_at FROM ledger_batch AS b WHERE b.id = r.batch)) AS recorded_at,
        r.code, u.code AS unit
    FROM unit_event AS r JOIN unit AS u ON u.id = r.unit_id WHERE r.unit_id IN (
        SELECT unit_id FROM unit_event WHERE kind IN ('capacity_reported', 'capacity_raised') AND occurred_on >= $1)
    ORDER BY r.unit_id, r.position";

#[derive(FromRow)]
struct RecordOfUnit {
    #[sqlx(flatten)]
    record: RecordRow,
    recorded_at: DateTime<Utc>,
    code: String,
    unit: String,
}

/// Judges the history of one unit.
fn judge(rows: Vec<RecordOfUnit>, thresholds: &Methodologies) -> Result<Option<Broken>> {
    let Some(unit) = rows.first().map(|row| row.unit.clone()) else { return Ok(None) };
    let codes: HashMap<Position, String> =
        rows.iter().map(|row| (row.record.position, row.code.clone())).collect();
    let records = rows.into_iter().map(|row| row.record.into_record(row.recorded_at));
    let records = records.collect::<Result<Vec<Record>>>()?;
    stands(&unit, &records, &codes, thresholds)
        .map_err(|error| Error::row(format!("the recorded ledger of unit {unit}: {error:?}")))
}
