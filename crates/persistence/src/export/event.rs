//! Records of the ledger.

use shahrak_domain::event::Facts;
use shahrak_domain::moment::Moment;

use crate::error::Result;
use crate::event::{EventFilter, FactsRow};
use crate::ledger::row::{moment_sql, push_recorded};
use crate::list::{Cells, Columns, columns};
use crate::reference_cache::ProvinceId;
use crate::snapshot::{Batches, Snapshot};
use crate::sql::Sql;

/// Which records of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordsOf {
    /// All that were recorded by a moment, corrected ones and voids included
    Ledger(Moment),
    /// The events that satisfy a filter
    Filter(Box<EventFilter>),
}

/// A record of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedEvent {
    /// Code of its unit.
    pub unit: String,
    /// Its code, unique within the unit.
    pub code: String,
    /// The facts; none on a void.
    pub facts: Option<Facts>,
    /// The code of the record that it replaces, or voids if there are no facts.
    pub corrects: Option<String>,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// Whether the reader may see note, evidence and recorder.
    pub seen: bool,
    /// The note, if seen.
    pub note: Option<String>,
    /// The number or address of a document, if seen.
    pub evidence: Option<String>,
    /// The name of the recorder, if seen.
    pub recorded_by: Option<String>,
}

/// Records, for a reader of the confidential data of these provinces.
pub async fn events<'a>(
    snapshot: &'a Snapshot,
    of: &RecordsOf,
    sight: &[ProvinceId],
) -> Result<Batches<'a, ExportedEvent>> {
    let mut query = Sql::new(format!(
        "SELECT {} FROM unit_event AS event JOIN unit ON unit.id = event.unit_id
            LEFT JOIN unit_event AS corrected ON corrected.position = event.corrects
            CROSS JOIN LATERAL (SELECT event.province_id = ANY(",
        ExportedEvent::sql()
    ));
    query.push_bind(sight.to_vec()).push(") AS seen) AS sight WHERE true");
    match of {
        RecordsOf::Ledger(known_at) => push_recorded(&mut query, "event", "<=", *known_at),
        RecordsOf::Filter(filter) => filter.push(&mut query),
    }
    query.push(" ORDER BY event.position");
    snapshot.read(query).await
}

struct Row {
    unit: String,
    code: String,
    void: bool,
    corrects: Option<String>,
    recorded_at: Moment,
    seen: bool,
    note: Option<String>,
    evidence: Option<String>,
    recorded_by: Option<String>,
}

columns!(Row, "event", {
    unit = "unit.code", code, void = "event.voids IS NOT NULL", corrects = "corrected.code",
    recorded_at = moment_sql("event"), seen = "sight.seen", note = "CASE WHEN sight.seen THEN event.note END",
    evidence = "CASE WHEN sight.seen THEN event.evidence END",
    recorded_by = "CASE WHEN sight.seen THEN event.recorded_by END",
});

impl Columns for ExportedEvent {
    fn sql() -> String {
        <(Row, FactsRow)>::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<ExportedEvent> {
        let (row, facts): (Row, FactsRow) = Columns::read(cells)?;
        Ok(ExportedEvent {
            unit: row.unit,
            code: row.code,
            facts: (!row.void).then(|| facts.into_facts()).transpose()?,
            corrects: row.corrects,
            recorded_at: row.recorded_at,
            seen: row.seen,
            note: row.note,
            evidence: row.evidence,
            recorded_by: row.recorded_by,
        })
    }
}
