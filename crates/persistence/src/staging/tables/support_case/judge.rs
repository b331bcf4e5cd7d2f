//! What becomes of the lines of one case.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use shahrak_domain::ledger::{self, Position, Record, Says};
use shahrak_domain::moment::Moment;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::support::{CaseChange, CaseError, Step, Subject, at_fault, record};
use shahrak_domain::violation::Violation;
use shahrak_messages::{Message, message};

use crate::staging::tables::event::PROVISIONAL;

/// A staged line.
pub(super) struct StepLine {
    /// Its number.
    pub n: i64,
    /// Whether it is refused already, entirely or because of some cells.
    pub refused: bool,
    /// The sender's code of the record.
    pub code: String,
    /// Who needs help, if the line says so.
    pub subject: Option<Subject>,
    /// The content.
    pub says: LineContent,
    /// A note.
    pub note: Option<String>,
    /// The moment of recording, if a past is restored.
    pub recorded_at: Option<Moment>,
}

/// The content of a line. Other records are named by their codes.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum LineContent {
    /// A step.
    Happened {
        /// The step.
        step: Step,
        /// The record that it replaces.
        replaces: Option<String>,
    },
    /// A void of a record.
    Void(String),
}

/// A case that is recorded.
pub(super) struct RecordedCase {
    /// Who needs help.
    pub subject: Subject,
    /// Its records, in the order of recording.
    pub steps: Vec<RecordedStep>,
}

/// A record of a case.
pub(super) struct RecordedStep {
    pub position: Position,
    pub code: String,
    /// None on a void.
    pub step: Option<Step>,
    pub note: Option<String>,
    pub replaces: Option<Position>,
    pub voids: Option<Position>,
    pub recorded_at: Moment,
}

/// A line that is added, with the positions of the records to which it refers. Those of new records are provisional.
pub(super) struct AddedLine {
    pub n: i64,
    pub position: Position,
    pub place: Position,
    pub replaces: Option<Position>,
    pub voids: Option<Position>,
}

/// What becomes of the lines of a case.
#[derive(Default)]
pub(super) struct Judged {
    /// Lines that are recorded already.
    pub unchanged: Vec<i64>,
    /// Lines that are added.
    pub added: Vec<AddedLine>,
    /// Why others are refused.
    pub refusals: Vec<(i64, Violation)>,
    /// What becomes known of the case.
    pub changes: Vec<CaseChange>,
}

impl Judged {
    /// Judges the lines of a case, all together. If a line is refused already, the others are not judged by their order:
    /// it may be what they need.
    pub(super) fn of(code: &str, lines: Vec<StepLine>, recorded: Option<&RecordedCase>) -> Judged {
        let mut judged = Judged::default();
        judged.refuse_subjects(code, &lines, recorded);
        let known = |line: &StepLine| recorded.and_then(|case| case.find(&line.code));
        let (again, new): (Vec<StepLine>, Vec<StepLine>) =
            lines.into_iter().partition(|line| known(line).is_some());
        for line in again.iter().filter(|line| !line.refused) {
            match recorded.is_some_and(|case| case.says_the_same(line)) {
                true => judged.unchanged.push(line.n),
                false => judged.refuse(line, recorded_otherwise(code)),
            }
        }
        let complete = judged.refusals.is_empty() && !new.iter().chain(&again).any(|line| line.refused);
        let new: Vec<StepLine> = new.into_iter().filter(|line| !line.refused).collect();
        judged.judge_new(&new, recorded, complete);
        judged
    }

    fn refuse(&mut self, line: &StepLine, violation: Violation) {
        self.refusals.push((line.n, violation));
    }

    /// Refuses lines that name somebody else than the first line or the recorded case, and a new case of nobody.
    fn refuse_subjects(&mut self, code: &str, lines: &[StepLine], recorded: Option<&RecordedCase>) {
        let first = lines.iter().find_map(|line| line.subject.as_ref());
        let Some(subject) = recorded.map(|case| &case.subject).or(first) else {
            // A refused line may have named them.
            if let Some(line) = lines.first().filter(|_| !lines.iter().any(|line| line.refused)) {
                let unknown = Violation::new(RefusalCode::UnknownCase, message!("case-not-in-files", code));
                self.refuse(line, unknown.at("case").because_of(code));
            }
            return;
        };
        for line in lines.iter().filter(|line| !line.refused) {
            if let Err(other) = subject.agrees(line.subject.as_ref()) {
                self.refuse(line, other.into());
            }
        }
    }

    /// Judges new lines: each alone, and then all of them with the recorded ones.
    fn judge_new(&mut self, new: &[StepLine], recorded: Option<&RecordedCase>, complete: bool) {
        let records = recorded.map(RecordedCase::records).unwrap_or_default();
        let latest = records.iter().map(|record| record.recorded_at).max();
        let mut added: Vec<(&StepLine, Record<Step>)> = Vec::new();
        for line in new {
            match line.record(new, recorded, latest) {
                Ok(record) => added.push((line, record)),
                Err(violation) => self.refuse(line, violation),
            }
        }
        if complete && added.len() == new.len() {
            self.decide(&records, &mut added, recorded);
        }
        let all: Vec<Record<Step>> =
            records.into_iter().chain(added.iter().map(|(_, it)| it.clone())).collect();
        let places: HashMap<Position, Position> = ledger::places(&all).collect();
        self.added = added.iter().map(|(line, record)| AddedLine::of(line, record, &places)).collect();
    }

    /// Has the domain decide. A line that is not allowed is left out, with those that correct it, so that the next one is
    /// found too.
    fn decide(
        &mut self,
        records: &[Record<Step>],
        added: &mut Vec<(&StepLine, Record<Step>)>,
        recorded: Option<&RecordedCase>,
    ) {
        while !added.is_empty() {
            let new: Vec<Record<Step>> = added.iter().map(|(_, record)| record.clone()).collect();
            let error = match record(records, &new) {
                Ok(decided) => {
                    self.changes = if self.refusals.is_empty() { decided.changes } else { Vec::new() };
                    return;
                }
                Err(error) => error,
            };
            let Some(mut left_out) = at_fault(&error, &new).map(|position| vec![position]) else { return };
            let violation = violation(&error, added, recorded);
            if let Some((line, _)) = added.iter().find(|(_, record)| left_out.contains(&record.position)) {
                self.refuse(line, violation);
            }
            while let Some(position) = left_out.pop() {
                let corrects = |record: &Record<Step>| record.says.corrects() == Some(position);
                left_out.extend(added.iter().filter(|(_, it)| corrects(it)).map(|(_, it)| it.position));
                added.retain(|(_, record)| record.position != position);
            }
        }
    }
}

impl RecordedCase {
    fn find(&self, code: &str) -> Option<&RecordedStep> {
        self.steps.iter().find(|step| step.code == code)
    }

    fn code_at(&self, position: Option<Position>) -> Option<&str> {
        let step = self.steps.iter().find(|step| Some(step.position) == position)?;
        Some(&step.code)
    }

    fn says_the_same(&self, line: &StepLine) -> bool {
        self.find(&line.code).is_some_and(|recorded| {
            let corrects = (self.code_at(recorded.replaces), self.code_at(recorded.voids));
            let same = match &line.says {
                LineContent::Happened { step, replaces } => {
                    recorded.step.as_ref() == Some(step) && corrects == (replaces.as_deref(), None)
                }
                LineContent::Void(of) => recorded.step.is_none() && corrects == (None, Some(of)),
            };
            same && recorded.note == line.note
        })
    }

    fn records(&self) -> Vec<Record<Step>> {
        let record = |step: &RecordedStep| {
            let says = match (step.voids, &step.step) {
                (None, Some(facts)) => Says::Happened { facts: facts.clone(), replaces: step.replaces },
                (voided, _) => Says::Void(voided.unwrap_or_default()),
            };
            Record { position: step.position, recorded_at: step.recorded_at, says }
        };
        self.steps.iter().map(record).collect()
    }
}

impl StepLine {
    fn position(&self) -> Position {
        PROVISIONAL + self.n
    }

    /// The record that the line adds, at its provisional position.
    fn record(
        &self,
        new: &[StepLine],
        recorded: Option<&RecordedCase>,
        latest: Option<Moment>,
    ) -> Result<Record<Step>, Violation> {
        if let (Some(moment), Some(latest)) = (self.recorded_at, latest)
            && moment < latest
        {
            let message = message!("case-moment-before-latest", latest = latest.to_rfc3339());
            return Err(Violation::new(RefusalCode::MomentBeforeLatest, message).at("recorded_at"));
        }
        let find = |code: &str, column| {
            let other = recorded.and_then(|case| case.find(code)).map(|step| step.position);
            let other = other.or_else(|| new.iter().find(|line| line.code == code).map(StepLine::position));
            let unknown = || Violation::new(RefusalCode::UnknownStep, message!("unknown-step", code));
            other.ok_or_else(|| unknown().at(column).because_of(code))
        };
        let says = match &self.says {
            LineContent::Happened { step, replaces } => {
                let replaces = replaces.as_ref().map(|code| find(code, "replaces")).transpose()?;
                Says::Happened { facts: step.clone(), replaces }
            }
            LineContent::Void(of) => Says::Void(find(of, "voids")?),
        };
        let recorded_at = self.recorded_at.unwrap_or(DateTime::<Utc>::MAX_UTC);
        Ok(Record { position: self.position(), recorded_at, says })
    }
}

impl AddedLine {
    fn of(line: &StepLine, record: &Record<Step>, places: &HashMap<Position, Position>) -> AddedLine {
        let (replaces, voids) = match &record.says {
            Says::Happened { replaces, .. } => (*replaces, None),
            Says::Void(of) => (None, Some(*of)),
        };
        let position = record.position;
        let place = places.get(&position).copied().unwrap_or(position);
        AddedLine { n: line.n, position, place, replaces, voids }
    }
}

fn recorded_otherwise(code: &str) -> Violation {
    Violation::new(RefusalCode::Changed, message!("step-recorded-otherwise", code)).at("record")
}

/// Why the records of a case are not allowed. Records are named by their codes.
fn violation(
    error: &CaseError,
    added: &[(&StepLine, Record<Step>)],
    recorded: Option<&RecordedCase>,
) -> Violation {
    let name = |position: Position| -> Message {
        let new = added.iter().find(|(_, record)| record.position == position).map(|(line, _)| &*line.code);
        let code = new.or_else(|| recorded?.code_at(Some(position))).unwrap_or_default();
        message!("step-coded", code)
    };
    Violation::new(error.code(), error.message(name)).at("step")
}
