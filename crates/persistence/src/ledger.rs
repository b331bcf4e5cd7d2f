//! The ledger of one unit, held for as long as an act on it takes.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, FromRow};

use shahrak_domain::draft::Draft;
use shahrak_domain::ledger::{Position, Record};
use shahrak_domain::methodology::Methodologies;
use shahrak_domain::unit::check_code;

use crate::error::Result;
use crate::methodology;
use crate::park::ParkId;
use crate::record::{RecordRow, moment_sql};
use crate::snapshot::ProvinceId;
use crate::tx::Tx;
use crate::unit::{self, UnitId};

mod anew;
mod append;
mod sector;
pub(crate) mod sums;

pub(crate) use anew::derive_anew;
pub use append::{Appended, Details, append};
pub use sector::move_sector;

/// A unit whose ledger nobody else writes until the end of the transaction.
#[derive(Clone, Debug)]
pub struct UnitLedger {
    /// Its number.
    pub id: UnitId,
    /// Where it stands.
    pub province_id: ProvinceId,
    /// The park in which it stands, if it stands in one.
    pub park_id: Option<ParkId>,
    /// The unit itself, as it stood when its ledger was locked: its facts stay so until the end of the transaction.
    pub unit: unit::Row,
    /// Its number of [`crate::unit_sector`]; 9 where unknown.
    sector: i16,
    /// The codes of its records by their positions.
    pub codes: HashMap<Position, String>,
    /// The thresholds by which it is judged.
    pub methodologies: Methodologies,
    records: Vec<Record>,
}

#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    record: RecordRow,
    recorded_at: DateTime<Utc>,
    code: String,
}

/// Finds the unit with this code and waits until nobody else writes to it.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn lock(tx: &mut Tx, code: &str) -> Result<Option<UnitLedger>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    // Before the thresholds are read by which it is judged.
    tx.share_thresholds().await?;
    let Some(unit) = unit::lock(tx, code).await? else { return Ok(None) };
    let id = unit.unit.id;
    let (records, codes) = records(tx, id).await?;
    let methodologies = methodology::all(tx).await?;
    Ok(Some(UnitLedger {
        id,
        province_id: unit.unit.province_id,
        park_id: unit.unit.park_id,
        sector: unit.unit.sector.unwrap_or(9),
        unit,
        codes,
        methodologies,
        records,
    }))
}

async fn records(tx: &mut Tx, id: UnitId) -> Result<(Vec<Record>, HashMap<Position, String>)> {
    let sql = format!(
        "SELECT unit_id, position, kind::text, occurred_on, investment_irr, jobs, capacity_percent, progress_percent,
            replaces, voids, {} AS recorded_at, code
         FROM unit_event AS event WHERE unit_id = $1 ORDER BY position",
        moment_sql("event")
    );
    let rows: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql)).bind(id).fetch_all(tx.connection()).await?;
    let codes = rows.iter().map(|row| (row.record.position, row.code.clone())).collect();
    let records =
        rows.into_iter().map(|row| row.record.into_record(row.recorded_at)).collect::<Result<_>>()?;
    Ok((records, codes))
}

impl UnitLedger {
    /// A draft of what is to be added.
    pub fn draft(&self) -> Draft {
        Draft::of(self.records.clone())
    }

    /// The position of the record with this code.
    pub fn position(&self, code: &str) -> Option<Position> {
        self.codes.iter().find(|(_, known)| *known == code).map(|(position, _)| *position)
    }
}
