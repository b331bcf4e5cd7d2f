//! The provenance of records: who recorded them, and confidential notes for those who may read them.

use std::collections::HashMap;

use sea_orm::{FromQueryResult, raw_sql};

use shahrak_domain::actor::RoleName;
use shahrak_domain::ledger::Position;

use crate::db::Db;
use crate::entity::Code;
use crate::error::Result;
use crate::reference_cache::ProvinceId;

/// The provenance of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The role of the recorder; none if only a name is known.
    pub role: Option<RoleName>,
    /// The organisation of the recorder.
    pub organisation: Option<String>,
    /// The confidential part; none for readers who may not see it.
    pub confidential: Option<Confidential>,
}

/// The confidential part of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confidential {
    /// The name of the recorder.
    pub recorded_by: String,
    /// The note.
    pub note: Option<String>,
    /// The number or address of a document.
    pub evidence: Option<String>,
}

#[derive(FromQueryResult)]
struct Row {
    position: Position,
    recorder_role: Option<Code<RoleName>>,
    recorder_organisation: Option<String>,
    recorded_by: Option<String>,
    note: Option<String>,
    evidence: Option<String>,
}

/// Returns the provenance of the records at these positions, for a reader of the confidential parts in some provinces.
pub async fn visible(
    db: &Db,
    positions: &[Position],
    provinces: &[ProvinceId],
) -> Result<HashMap<Position, Provenance>> {
    let (positions, provinces) = (positions.to_vec(), provinces.to_vec());
    let query = raw_sql!(
        Postgres,
        "SELECT position, recorder_role, recorder_organisation, CASE WHEN sees THEN recorded_by END AS recorded_by,
            CASE WHEN sees THEN note END AS note, CASE WHEN sees THEN evidence END AS evidence
         FROM unit_event CROSS JOIN LATERAL (SELECT province_id = ANY({provinces}) AS sees) AS sight
         WHERE position = ANY({positions})"
    );
    let rows = Row::find_by_statement(query).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.position, row.into())).collect())
}

impl From<Row> for Provenance {
    fn from(row: Row) -> Provenance {
        let Row { recorder_role, recorder_organisation: organisation, recorded_by, note, evidence, .. } = row;
        let confidential = recorded_by.map(|recorded_by| Confidential { recorded_by, note, evidence });
        Provenance { role: recorder_role.map(|role| role.0), organisation, confidential }
    }
}
