//! The records of support cases as they are shown.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use shahrak_domain::actor::RoleName;
use shahrak_domain::day::Day;
use shahrak_domain::ledger::Position;
use shahrak_domain::moment::Moment;
use shahrak_domain::support::{CaseOutcome, Step, StepAct, StepFacts, StepKind, SupportKind};

use super::CaseId;
use crate::db::Db;
use crate::entity::Code;
use crate::error::{Error, Result};
use crate::list::{Cells, Columns, columns};
use crate::sql::Sql;

/// A record of a case: a step, or a void.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRecord {
    /// Its case.
    pub case_id: CaseId,
    /// Its position among the records of all cases.
    pub position: Position,
    /// Its order within a day.
    pub place: Position,
    /// Its code, unique within the case.
    pub code: String,
    /// The step; none on a void.
    pub step: Option<Step>,
    /// A note; of a void, its reason.
    pub note: Option<String>,
    /// The code of the record that it replaces.
    pub replaces: Option<String>,
    /// The code of the record that it voids.
    pub voids: Option<String>,
    /// When it was recorded.
    pub recorded_at: Moment,
    /// Who recorded it.
    pub recorder: Recorder,
    /// The record that replaces or voids it.
    pub correction: Option<StepCorrection>,
}

/// Who recorded something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorder {
    /// The name.
    pub name: String,
    /// The role; none if only a name is known.
    pub role: Option<RoleName>,
    /// The organisation.
    pub organisation: Option<String>,
}

/// A record that replaces or voids another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepCorrection {
    /// Its code.
    pub code: String,
    /// When it was recorded.
    pub recorded_at: Moment,
}

/// All records of some cases, each in the order in which steps take effect; voids come last.
///
/// # Errors
/// Any [`Error`].
pub async fn records_of(db: &Db, cases: &[CaseId]) -> Result<HashMap<CaseId, Vec<CaseRecord>>> {
    let mut query = Sql::new(format!(
        "SELECT {} FROM support_step AS step LEFT JOIN support_step AS correction ON correction.corrects = step.position
            LEFT JOIN support_step AS corrected ON corrected.position = step.corrects WHERE step.case_id = ANY(",
        CaseRecord::sql()
    ));
    query.push_bind(cases.to_vec()).push(") ORDER BY step.occurred_on NULLS LAST, step.place, step.position");
    let mut of_case: HashMap<CaseId, Vec<CaseRecord>> = HashMap::new();
    for record in query.read::<CaseRecord>(db).await? {
        of_case.entry(record.case_id).or_default().push(record);
    }
    Ok(of_case)
}

/// The columns of a step.
pub(super) struct StepRow {
    step: Option<Code<StepKind>>,
    occurred_on: Option<NaiveDate>,
    kind: Option<Code<SupportKind>>,
    body: Option<String>,
    outcome: Option<Code<CaseOutcome>>,
}

columns!(StepRow, "step", { step, occurred_on, kind, body, outcome });

impl StepRow {
    /// The step; none on a void.
    pub(super) fn into_step(self) -> Result<Option<Step>> {
        let (Some(Code(kind)), Some(day)) = (self.step, self.occurred_on) else { return Ok(None) };
        let facts = StepFacts {
            kind: self.kind.map(|kind| kind.0),
            body: self.body,
            outcome: self.outcome.map(|outcome| outcome.0),
        };
        let act = StepAct::new(kind, facts).map_err(|errors| Error::decode(format!("{errors:?}")))?;
        Ok(Some(Step { occurred_on: Day::new(day), act }))
    }
}

struct RecordRow {
    case_id: CaseId,
    position: Position,
    place: Position,
    code: String,
    note: Option<String>,
    replaces: Option<String>,
    voids: Option<String>,
    recorded_at: DateTime<Utc>,
    recorded_by: String,
    recorder_role: Option<Code<RoleName>>,
    recorder_organisation: Option<String>,
    corrected_by: Option<String>,
    corrected_at: Option<DateTime<Utc>>,
}

columns!(RecordRow, "step", {
    case_id, position, place, code, note,
    replaces = "CASE WHEN step.replaces IS NOT NULL THEN corrected.code END",
    voids = "CASE WHEN step.voids IS NOT NULL THEN corrected.code END",
    recorded_at, recorded_by, recorder_role, recorder_organisation,
    corrected_by = "correction.code", corrected_at = "correction.recorded_at",
});

impl Columns for CaseRecord {
    fn sql() -> String {
        <(RecordRow, StepRow)>::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<CaseRecord> {
        let (row, step): (RecordRow, StepRow) = Columns::read(cells)?;
        Ok(CaseRecord {
            case_id: row.case_id,
            position: row.position,
            place: row.place,
            code: row.code,
            step: step.into_step()?,
            note: row.note,
            replaces: row.replaces,
            voids: row.voids,
            recorded_at: row.recorded_at,
            recorder: Recorder {
                name: row.recorded_by,
                role: row.recorder_role.map(|role| role.0),
                organisation: row.recorder_organisation,
            },
            correction: row
                .corrected_by
                .zip(row.corrected_at)
                .map(|(code, recorded_at)| StepCorrection { code, recorded_at }),
        })
    }
}
