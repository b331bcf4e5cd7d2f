//! Records of support cases: the domain decides about all records of a case together.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::FromQueryResult;

use shahrak_domain::actor::Actor;
use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::support::{CaseOutcome, Step, StepAct, StepFacts, StepKind, Subject, SupportKind};

use crate::connection::Session;
use crate::entity::Code;
use crate::error::{Error, Result};
use crate::lock::Lock;
use crate::province::code_of;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::staging::table::{self, StagingTable};
use crate::staging::tables::event::refuse_late_days;
use crate::staging::{StagingOptions, apply_ledger, authorize};

mod judge;
mod outcome;

use judge::{Judged, LineContent, RecordedCase, RecordedStep, StepLine};
use outcome::Outcomes;

/// The staging table of records of support cases.
pub(crate) struct SupportCaseTable;

impl StagingTable for SupportCaseTable {
    const KIND: FileKind = FileKind::SupportCases;
    const TABLE: &'static str = "staged_support";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("case_code", "text COLLATE \"C\""),
        ("code", "text COLLATE \"C\""),
        ("unit", "text COLLATE \"C\""),
        ("applicant", "text"),
        ("province_id", "smallint"),
        ("step", "text"),
        ("occurred_on", "date"),
        ("kind", "text"),
        ("body", "text"),
        ("outcome_of_case", "text"),
        ("note", "text"),
        ("replaces_code", "text COLLATE \"C\""),
        ("voids_code", "text COLLATE \"C\""),
        ("recorded_at", "timestamptz"),
        ("recorded_by", "text"),
        // Found out here.
        ("unit_id", "bigint"),
        ("case_id", "bigint"),
        ("position", "bigint"),
        ("place", "bigint"),
        ("replaces", "bigint"),
        ("voids", "bigint"),
    ];
    const PLACES: &'static [&'static str] = &[
        "SELECT s.file, s.line, 'case', s.case_code, 'forbidden-case', s.case_code, COALESCE(u.province_id, c.province_id)
         FROM staged_support AS s JOIN support_case AS c ON c.id = s.case_id LEFT JOIN unit AS u ON u.id = c.unit_id",
        "SELECT s.file, s.line, 'unit', s.unit, 'forbidden-unit', s.unit, u.province_id
         FROM staged_support AS s JOIN unit AS u ON u.id = s.unit_id",
        "SELECT s.file, s.line, 'province', p.code, 'forbidden-case', s.case_code, s.province_id
         FROM staged_support AS s JOIN province AS p ON p.id = s.province_id",
    ];
    const RESTORING: &'static [&'static str] = &["recorded_at", "recorded_by"];
}

const KEY: &[&str] = &["case_code", "code"];

/// The columns that a line states.
const STATED: [&str; 11] = [
    "unit",
    "applicant",
    "province_id",
    "step",
    "occurred_on",
    "kind",
    "body",
    "outcome_of_case",
    "note",
    "replaces_code",
    "voids_code",
];

/// What becomes known of cases. `infinity` is the moment of the import; without `known_until`, it is still known.
const DERIVED: &str = "
    CREATE TEMP TABLE IF NOT EXISTS derived_case (
        case_code text COLLATE \"C\" NOT NULL, from_on date NOT NULL, until_on date, known_from timestamptz,
        known_until timestamptz, kind text, status text, since date, opened_on date, referred_to text, outcome text
    ) ON COMMIT DROP;
    TRUNCATE derived_case";

/// Cases whose lines are read at once.
const BATCH: usize = 500;

/// Resolves codes, refuses lines beyond the actor's permission, and has the domain decide; afterwards each line has an
/// outcome.
pub(in crate::staging) async fn validate(db: &Session, options: &StagingOptions) -> Result<()> {
    find_subjects(db).await?;
    // Before lines are compared with recorded ones: the result would reveal what the actor may not read.
    authorize::lines::<SupportCaseTable>(db, &options.act.actor).await?;
    refuse_unknown_units(db).await?;
    refuse_late_days(db, SupportCaseTable::TABLE, &options.zone).await?;
    decide(db).await
}

/// Decides once more about lines that are about to be written, and keeps others from recording anything of cases. False if
/// one is refused now.
pub(in crate::staging) async fn decide_again(db: &Session) -> Result<bool> {
    Lock::SupportCases.lock_exclusive(db).await?;
    table::run(db, "UPDATE staged_support SET outcome = NULL WHERE outcome IN ('added', 'unchanged')")
        .await?;
    find_subjects(db).await?;
    decide(db).await?;
    Ok(!crate::staging::table_spec::has::<SupportCaseTable>(db, "refused").await?)
}

/// Finds the units and the recorded cases.
async fn find_subjects(db: &Session) -> Result<()> {
    table::run(
        db,
        "UPDATE staged_support AS s SET unit_id = u.id FROM unit AS u WHERE u.code = s.unit;
         UPDATE staged_support AS s SET case_id = c.id FROM support_case AS c WHERE c.code = s.case_code",
    )
    .await
}

async fn refuse_unknown_units(db: &Session) -> Result<()> {
    table::refuse(
        db,
        SupportCaseTable::TABLE,
        "SELECT file, line, 'unit', 'UNKNOWN_UNIT', unit, CASE WHEN EXISTS (
                SELECT FROM refused_code AS r WHERE r.kind = 'unit' AND r.code = unit)
            THEN '{\"key\": \"unit-line-refused\"}'::jsonb ELSE '{\"key\": \"unit-not-in-files\"}'::jsonb END
         FROM staged_support WHERE unit IS NOT NULL AND unit_id IS NULL",
    )
    .await
}

/// Has the domain decide about the lines of each case.
async fn decide(db: &Session) -> Result<()> {
    table::run(db, DERIVED).await?;
    table::compare_repeated(db, SupportCaseTable::TABLE, KEY, "same-case-step", &STATED.map(str::to_owned))
        .await?;
    let codes = "SELECT case_code FROM staged_support GROUP BY case_code ORDER BY min(n)";
    let codes: Vec<String> = Sql::new(codes).values(db).await?;
    for codes in codes.chunks(BATCH) {
        let mut lines = staged(db, codes).await?;
        let recorded = recorded(db, codes).await?;
        let mut outcomes = Outcomes::default();
        for code in codes {
            let lines = lines.remove(code).unwrap_or_default();
            outcomes.add(code, Judged::of(code, lines, recorded.get(code)));
        }
        outcomes.write(db, SupportCaseTable::TABLE).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct StagedRow {
    n: i64,
    outcome: Option<String>,
    case_code: String,
    code: String,
    unit: Option<String>,
    applicant: Option<String>,
    province_id: Option<ProvinceId>,
    note: Option<String>,
    replaces_code: Option<String>,
    voids_code: Option<String>,
    recorded_at: Option<DateTime<Utc>>,
    #[sea_orm(nested)]
    step: StepColumns,
}

#[derive(FromQueryResult)]
struct StepColumns {
    step: Option<Code<StepKind>>,
    occurred_on: Option<NaiveDate>,
    kind: Option<Code<SupportKind>>,
    body: Option<String>,
    outcome_of_case: Option<Code<CaseOutcome>>,
}

#[derive(FromQueryResult)]
struct CaseRow {
    code: String,
    unit: Option<String>,
    applicant: Option<String>,
    province_id: Option<ProvinceId>,
}

#[derive(FromQueryResult)]
struct StepRow {
    case_code: String,
    position: i64,
    code: String,
    note: Option<String>,
    replaces: Option<i64>,
    voids: Option<i64>,
    recorded_at: DateTime<Utc>,
    #[sea_orm(nested)]
    step: StepColumns,
}

/// The staged lines of some cases that are not repeated, in the order of the files.
async fn staged(db: &Session, codes: &[String]) -> Result<HashMap<String, Vec<StepLine>>> {
    let sql = "SELECT * FROM staged_support WHERE case_code = ANY($1) AND outcome IS DISTINCT FROM 'unchanged' ORDER BY n";
    let rows: Vec<StagedRow> = Sql::with(sql, [codes.to_vec().into()]).rows(db).await?;
    let mut lines: HashMap<String, Vec<StepLine>> = HashMap::new();
    for row in rows {
        lines.entry(row.case_code.clone()).or_default().push(row.into_line()?);
    }
    Ok(lines)
}

/// The cases with these codes that are recorded, by code.
async fn recorded(db: &Session, codes: &[String]) -> Result<HashMap<String, RecordedCase>> {
    let cases = "SELECT c.code, u.code AS unit, c.applicant, c.province_id FROM support_case AS c
        LEFT JOIN unit AS u ON u.id = c.unit_id WHERE c.code = ANY($1)";
    let cases: Vec<CaseRow> = Sql::with(cases, [codes.to_vec().into()]).rows(db).await?;
    let mut recorded = HashMap::new();
    for row in cases {
        let subject = subject(row.unit, row.applicant, row.province_id);
        let subject = subject.ok_or_else(|| Error::decode(format!("the case {} of nobody", row.code)))?;
        recorded.insert(row.code, RecordedCase { subject, steps: Vec::new() });
    }
    let steps = "SELECT c.code AS case_code, s.*, s.outcome AS outcome_of_case FROM support_step AS s
        JOIN support_case AS c ON c.id = s.case_id WHERE c.code = ANY($1) ORDER BY s.position";
    let steps: Vec<StepRow> = Sql::with(steps, [codes.to_vec().into()]).rows(db).await?;
    for row in steps {
        let Some(case) = recorded.get_mut(&row.case_code) else { continue };
        case.steps.push(row.into_step()?);
    }
    Ok(recorded)
}

fn subject(unit: Option<String>, applicant: Option<String>, province: Option<ProvinceId>) -> Option<Subject> {
    match (unit, applicant, province) {
        (Some(unit), ..) => Some(Subject::Unit(unit)),
        (None, Some(name), Some(province)) => Some(Subject::Applicant { name, province: code_of(province) }),
        _ => None,
    }
}

impl StepColumns {
    /// The step; none on a void.
    fn into_step(self) -> Result<Option<Step>> {
        let (Some(Code(kind)), Some(day)) = (self.step, self.occurred_on) else { return Ok(None) };
        let facts = StepFacts {
            kind: self.kind.map(|kind| kind.0),
            body: self.body,
            outcome: self.outcome_of_case.map(|outcome| outcome.0),
        };
        let act = StepAct::new(kind, facts).map_err(|errors| Error::decode(format!("{errors:?}")))?;
        Ok(Some(Step { occurred_on: shahrak_domain::day::Day::new(day), act }))
    }
}

impl StagedRow {
    fn into_line(self) -> Result<StepLine> {
        let says = match (self.voids_code, self.step.into_step()?) {
            (Some(of), _) => LineContent::Void(of),
            (None, Some(step)) => LineContent::Happened { step, replaces: self.replaces_code },
            (None, None) => return Err(Error::decode("a staged record states nothing")),
        };
        Ok(StepLine {
            n: self.n,
            refused: self.outcome.is_some(),
            code: self.code,
            subject: subject(self.unit, self.applicant, self.province_id),
            says,
            note: self.note,
            recorded_at: self.recorded_at,
        })
    }
}

impl StepRow {
    fn into_step(self) -> Result<RecordedStep> {
        Ok(RecordedStep {
            position: self.position,
            code: self.code,
            step: self.step.into_step()?,
            note: self.note,
            replaces: self.replaces,
            voids: self.voids,
            recorded_at: self.recorded_at,
        })
    }
}

/// Adds new cases and their records, at the moment of the import where no other is restored. The ledger is open.
pub(in crate::staging) async fn write(db: &Session, moment: Moment, recorder: &Actor) -> Result<()> {
    table::run(
        db,
        "INSERT INTO support_case (code, unit_id, applicant, province_id)
         SELECT case_code, unit_id, applicant, province_id FROM (
            SELECT DISTINCT ON (case_code) * FROM staged_support
            WHERE outcome = 'added' AND case_id IS NULL AND (unit_id IS NOT NULL OR applicant IS NOT NULL)
            ORDER BY case_code, n) AS first ORDER BY n",
    )
    .await?;
    find_subjects(db).await?;
    outcome::number(db).await?;
    apply_ledger::recorded(
        db,
        "INSERT INTO support_step (position, case_id, code, step, occurred_on, kind, body, outcome, note, replaces, voids,
            place, recorded_at, recorded_by, recorder_role, recorder_organisation)
         SELECT position, case_id, code, step, occurred_on, kind, body, outcome_of_case, note, replaces, voids, place,
            COALESCE(recorded_at, $1), COALESCE(recorded_by, $2), CASE WHEN recorded_by IS NULL THEN $3 END,
            CASE WHEN recorded_by IS NULL THEN $4 END
         FROM staged_support WHERE outcome = 'added' ORDER BY position",
        moment,
        recorder,
    )
    .await?;
    outcome::write_states(db, moment).await
}
