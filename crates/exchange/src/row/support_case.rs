//! Lines of `support_cases.csv`: each is one record of a support case.

use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::parse::{code, coded, name, past_day, past_moment, prose, province};
use shahrak_domain::support::{
    CaseOutcome, Step, StepAct, StepFacts, StepKind, Subject, SubjectError, SupportKind,
};
use shahrak_domain::violation::RuleError;

use super::void::voided;
use super::write::{code as write_code, day, moment, text};
use crate::cells::Cells;
use crate::file_row::FileRow;

/// A record of a support case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportCaseRow {
    /// Code of the case.
    pub case: String,
    /// The sender's code of the record, unique within its case.
    pub record: String,
    /// Who needs help; stated where the case is opened.
    pub subject: Option<Subject>,
    /// The content.
    pub says: SaidOfCase,
    /// A note; for a void, its reason.
    pub note: Option<String>,
    /// The moment of recording; none means that of the import.
    pub recorded_at: Option<Moment>,
    /// The name of the recorder; none means the sender of the import.
    pub recorded_by: Option<String>,
}

/// The content of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaidOfCase {
    /// A step.
    Happened {
        /// The step.
        step: Step,
        /// The code of the record that it replaces.
        replaces: Option<String>,
    },
    /// A void: the step of the record with this code was not taken.
    Void {
        /// The record.
        of: String,
    },
}

/// The columns that decide whether other steps of the case are allowed.
pub const DECIDING: [&str; 5] = ["step", "occurred_on", "replaces", "voids", "recorded_at"];

/// The columns that are empty on a void.
const FACTS: [&str; 8] = ["step", "occurred_on", "unit", "applicant", "province", "kind", "body", "outcome"];

impl FileRow for SupportCaseRow {
    const KIND: FileKind = FileKind::SupportCases;

    fn parse(cells: &mut Cells<'_>) -> Option<SupportCaseRow> {
        let now = cells.context.now;
        let case = cells.required("case", code);
        let record = cells.required("record", code);
        let (subject, says) = if cells.filled("voids") {
            (None, voided(cells, &FACTS).map(|of| SaidOfCase::Void { of }))
        } else {
            (subject(cells), happened(cells))
        };
        let note = cells.optional("note", prose);
        let recorded_at = cells.optional("recorded_at", |text| past_moment(text, now));
        let recorded_by = cells.optional("recorded_by", name);
        Some(SupportCaseRow {
            case: case?,
            record: record?,
            subject,
            says: says?,
            note,
            recorded_at,
            recorded_by,
        })
    }

    fn cells(&self) -> Vec<String> {
        let mut cells = vec![text(&*self.case), text(&*self.record)];
        let (replaces, voids) = match &self.says {
            SaidOfCase::Happened { step, replaces } => {
                cells.extend(write_step(step, self.subject.as_ref()));
                (replaces.as_deref(), None)
            }
            SaidOfCase::Void { of } => {
                cells.extend(FACTS.map(|_| String::new()));
                (None, Some(&**of))
            }
        };
        cells.extend([text(self.note.as_deref()), text(replaces), text(voids)]);
        cells.extend([moment(self.recorded_at), text(self.recorded_by.as_deref())]);
        cells
    }
}

fn subject(cells: &mut Cells<'_>) -> Option<Subject> {
    let provinces = &cells.context.provinces;
    let unit = cells.optional("unit", code);
    let applicant = cells.optional("applicant", name);
    let province = cells.optional("province", |text| province(text, provinces));
    if ["unit", "applicant", "province"].iter().any(|column| cells.refused(column)) {
        return None;
    }
    match Subject::new(unit, applicant, province) {
        Ok(subject) => subject,
        Err(error) => {
            cells.refuse(error.field().unwrap_or("unit"), error.into());
            None
        }
    }
}

fn happened(cells: &mut Cells<'_>) -> Option<SaidOfCase> {
    let today = cells.context.today;
    let kind = cells.required("step", coded::<StepKind>);
    let occurred_on = cells.required("occurred_on", |text| past_day(text, today));
    let facts = StepFacts {
        kind: cells.optional("kind", coded::<SupportKind>),
        body: cells.optional("body", Step::body),
        outcome: cells.optional("outcome", coded::<CaseOutcome>),
    };
    let replaces = cells.optional("replaces", code);
    let kind = kind?;
    let named = ["unit", "applicant", "province"].iter().any(|column| cells.filled(column));
    if kind == StepKind::Opened && replaces.is_none() && !named {
        cells.refuse("unit", SubjectError::Missing.into());
    }
    match StepAct::new(kind, facts) {
        Ok(act) => Some(SaidOfCase::Happened { step: Step { occurred_on: occurred_on?, act }, replaces }),
        Err(errors) => {
            for error in errors {
                if !cells.refused(error.column) {
                    cells.refuse(error.column, error.into());
                }
            }
            None
        }
    }
}

/// The cells of [`FACTS`].
fn write_step(step: &Step, subject: Option<&Subject>) -> [String; 8] {
    let (unit, applicant, province) = match subject {
        Some(Subject::Unit(unit)) => (Some(&**unit), None, None),
        Some(Subject::Applicant { name, province }) => (None, Some(&**name), Some(&**province)),
        None => (None, None, None),
    };
    let facts = step.act.facts();
    [
        write_code(Some(step.kind())),
        day(Some(step.occurred_on)),
        text(unit),
        text(applicant),
        text(province),
        write_code(facts.kind),
        text(facts.body.as_deref()),
        write_code(facts.outcome),
    ]
}
