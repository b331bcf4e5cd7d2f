//! Records of support cases.

use shahrak_domain::moment::Moment;

use crate::error::Result;
use crate::list::{Cells, Columns, columns};
use crate::province::code_of;
use crate::reference_cache::ProvinceId;
use crate::snapshot::{Batches, Snapshot};
use crate::sql::Sql;
use crate::support_case::{CaseFilter, CaseRecord, PROVINCE, TABLES};

/// A record with the subject of its case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedStep {
    /// Code of the case.
    pub case: String,
    /// Code of its unit; none for an applicant.
    pub unit: Option<String>,
    /// Name of the applicant and ISO code of the province; none for a unit.
    pub applicant: Option<(String, String)>,
    /// The record.
    pub record: CaseRecord,
}

/// The records by a moment: of the cases that satisfy a filter, or of all cases of some provinces.
pub async fn support_steps<'a>(
    snapshot: &'a Snapshot,
    filter: Option<&CaseFilter>,
    sight: &[ProvinceId],
    known_at: Moment,
) -> Result<Batches<'a, ExportedStep>> {
    let mut query = Sql::new(format!(
        "SELECT {} FROM support_step AS step JOIN support_case ON support_case.id = step.case_id
            LEFT JOIN unit ON unit.id = support_case.unit_id
            LEFT JOIN support_step AS correction ON correction.corrects = step.position
            LEFT JOIN support_step AS corrected ON corrected.position = step.corrects
         WHERE {PROVINCE} = ANY(",
        ExportedStep::sql()
    ));
    query.push_bind(sight.to_vec()).push(") AND step.recorded_at <= ").push_bind(known_at);
    if let Some(filter) = filter {
        query.push(format!(" AND step.case_id IN (SELECT support_case.id FROM {TABLES} WHERE true"));
        filter.push(&mut query);
        query.push(")");
    }
    query.push(" ORDER BY step.position");
    snapshot.read(query).await
}

struct CaseRow {
    case: String,
    unit: Option<String>,
    applicant: Option<String>,
    province_id: Option<ProvinceId>,
}

columns!(CaseRow, "support_case", { case = "support_case.code", unit = "unit.code", applicant, province_id });

impl Columns for ExportedStep {
    fn sql() -> String {
        <(CaseRow, CaseRecord)>::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<ExportedStep> {
        let (row, record): (CaseRow, CaseRecord) = Columns::read(cells)?;
        let applicant = row.applicant.zip(row.province_id.map(code_of));
        Ok(ExportedStep { case: row.case, unit: row.unit, applicant, record })
    }
}
