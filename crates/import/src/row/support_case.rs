//! Records of support cases.

use shahrak_domain::code::Coded;
use shahrak_domain::support::{Step, Subject};
use shahrak_exchange::row::SupportCaseRow;
use shahrak_exchange::row::support_case::{DECIDING, SaidOfCase};
use shahrak_persistence::province::number_of;
use shahrak_persistence::staging::CopyLine;

use super::StagedRow;

impl StagedRow for SupportCaseRow {
    const COLUMNS: &'static [&'static str] = &[
        "case_code",
        "code",
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
        "recorded_at",
        "recorded_by",
    ];
    const DECIDING: &'static [&'static str] = &DECIDING;

    fn fill(&self, line: &mut CopyLine) {
        line.text(&self.case).text(&self.record);
        fill_subject(self.subject.as_ref(), line);
        let (replaces, voids) = match &self.says {
            SaidOfCase::Happened { step, replaces } => {
                fill_step(step, line);
                (replaces.as_deref(), None)
            }
            SaidOfCase::Void { of } => {
                (0..5).for_each(|_| {
                    line.maybe(None::<i16>);
                });
                (None, Some(of.as_str()))
            }
        };
        line.maybe_text(self.note.as_deref())
            .maybe_text(replaces)
            .maybe_text(voids)
            .maybe(self.recorded_at.map(|moment| moment.to_rfc3339()))
            .maybe_text(self.recorded_by.as_deref());
    }
}

fn fill_subject(subject: Option<&Subject>, line: &mut CopyLine) {
    let (unit, applicant, province) = match subject {
        Some(Subject::Unit(unit)) => (Some(unit.as_str()), None, None),
        Some(Subject::Applicant { name, province }) => (None, Some(name.as_str()), number_of(province)),
        None => (None, None, None),
    };
    line.maybe_text(unit).maybe_text(applicant).maybe(province);
}

fn fill_step(step: &Step, line: &mut CopyLine) {
    let facts = step.act.facts();
    line.plain(step.kind().code())
        .plain(step.occurred_on.date())
        .maybe(facts.kind.map(Coded::code))
        .maybe_text(facts.body.as_deref())
        .maybe(facts.outcome.map(Coded::code));
}
