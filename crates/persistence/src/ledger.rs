//! The ledger: the records of one unit, locked for a change; the feed of all records; moments and sums.

use std::collections::HashMap;

use sea_orm::{DbErr, FromQueryResult, QueryResult};

use shahrak_domain::draft::Draft;
use shahrak_domain::event::Facts;
use shahrak_domain::ledger::{Position, Record, Says};
use shahrak_domain::methodology::Methodologies;
use shahrak_domain::moment::Moment;
use shahrak_domain::standing::Standing;
use shahrak_domain::unit::check_code;

use crate::error::Result;
use crate::event::FactsRow;
use crate::ledger::row::{RecordRow, moment_sql};
use crate::list::{Cells, Columns, columns};
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::tx::Tx;
use crate::unit::{self, UnitId};

mod append;
pub mod feed;
mod held;
pub mod listener;
pub mod moments;
pub mod provenance;
mod rederive;
pub(crate) mod row;
mod sector;
pub(crate) mod sums;

pub use append::{Appended, Details, append};
pub(crate) use rederive::rederive;
pub use sector::move_sector;

/// A unit whose ledger is locked until the end of the transaction.
#[derive(Clone, Debug)]
pub struct UnitLedger {
    /// Its id.
    pub id: UnitId,
    /// Its province.
    pub province_id: ProvinceId,
    /// The row of the unit.
    pub unit: unit::Row,
    /// The codes of its records by position: those passed to [`lock`] and that of the last event, or all once they are read.
    pub codes: HashMap<Position, String>,
    /// The thresholds for capacities.
    pub methodologies: Methodologies,
    standing: Standing,
}

/// Locks the unit with this code, and finds its records with the given codes.
pub async fn lock(tx: &Tx, code: &str, codes: &[&str]) -> Result<Option<UnitLedger>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    // Other texts are codes of no record, and may be invalid in a statement.
    let codes = codes.iter().filter(|code| check_code(code).is_ok()).map(|code| (*code).to_owned()).collect();
    held::hold(tx, code, codes).await
}

/// The facts of a record, and what is recorded with them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedFacts {
    /// The facts.
    pub facts: Facts,
    /// A note.
    pub note: Option<String>,
    /// The number or address of a document.
    pub evidence: Option<String>,
}

struct StatedRow {
    position: Position,
    note: Option<String>,
    evidence: Option<String>,
}

columns!(StatedRow, "event", { position, note, evidence });

struct Row {
    record: RecordRow,
    recorded_at: Moment,
    code: String,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, _: &str) -> std::result::Result<Self, DbErr> {
        let (record, rest): (RecordRow, RecordDetails) = Columns::read(&mut Cells::new(row))?;
        Ok(Row { record, recorded_at: rest.recorded_at, code: rest.code })
    }
}

/// When a record was recorded, and its code.
struct RecordDetails {
    recorded_at: Moment,
    code: String,
}

columns!(RecordDetails, "event", { recorded_at = moment_sql("event"), code });

async fn records(tx: &Tx, id: UnitId) -> Result<(Vec<Record>, HashMap<Position, String>)> {
    let columns = <(RecordRow, RecordDetails)>::sql();
    let mut all = Sql::new(format!("SELECT {columns} FROM unit_event AS event WHERE unit_id = "));
    all.push_bind(id).push(" ORDER BY position");
    let rows: Vec<Row> = all.rows(tx).await?;
    let codes = rows.iter().map(|row| (row.record.position, row.code.clone())).collect();
    let records =
        rows.into_iter().map(|row| row.record.into_record(row.recorded_at)).collect::<Result<_>>()?;
    Ok((records, codes))
}

impl UnitLedger {
    /// A draft that adds these records: to the present state if they come after everything else, otherwise to all records.
    pub async fn draft(&mut self, tx: &Tx, new: &[Says]) -> Result<Draft> {
        if let Some(draft) = Draft::at_end(&self.standing, new) {
            return Ok(draft);
        }
        self.draft_on_all(tx, new).await
    }

    /// A draft that adds these records to all records, which it reads.
    pub async fn draft_on_all(&mut self, tx: &Tx, new: &[Says]) -> Result<Draft> {
        let (records, codes) = records(tx, self.id).await?;
        self.codes = codes;
        let mut draft = Draft::of(records);
        for says in new {
            draft.add(says.clone());
        }
        Ok(draft)
    }

    /// The facts of the records with known codes, by position, without voids.
    pub async fn stated(&self, tx: &Tx) -> Result<HashMap<Position, StatedFacts>> {
        let columns = <(StatedRow, FactsRow)>::sql();
        let mut known = Sql::new(format!("SELECT {columns} FROM unit_event AS event WHERE position = ANY("));
        known.push_bind(self.codes.keys().copied().collect::<Vec<_>>()).push(") AND voids IS NULL");
        let rows: Vec<(StatedRow, FactsRow)> = known.read(tx).await?;
        rows.into_iter()
            .map(|(StatedRow { position, note, evidence }, facts)| {
                Ok((position, StatedFacts { facts: facts.into_facts()?, note, evidence }))
            })
            .collect()
    }

    /// The position of the record with this code, if the code is known.
    pub fn position(&self, code: &str) -> Option<Position> {
        self.codes.iter().find(|(_, known)| *known == code).map(|(position, _)| *position)
    }
}
