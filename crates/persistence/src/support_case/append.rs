//! Appending records to a support case, with everything that follows from them.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use shahrak_domain::actor::Actor;
use shahrak_domain::code::Coded;
use shahrak_domain::draft::FIRST_NEW;
use shahrak_domain::ledger::{self, Position, Record, Says};
use shahrak_domain::moment::Moment;
use shahrak_domain::support::{CaseChange, CaseEffects, CaseError, CaseSpan, Step, record};

use super::CaseId;
use crate::error::{Error, Result};
use crate::sql::Sql;
use crate::tx::Tx;

/// A record to add to a case.
#[derive(Clone, Debug)]
pub struct NewRecord {
    /// The sender's code; none lets the register choose one.
    pub code: Option<String>,
    /// The content. Positions from [`FIRST_NEW`] on are those of new records.
    pub says: Says<Step>,
    /// A note; of a void, its reason.
    pub note: Option<String>,
}

/// The records of a case with those that are about to be added, at one moment after all others.
#[derive(Clone, Debug)]
pub struct CaseDraft<'a> {
    recorded: &'a [Record<Step>],
    new: &'a [NewRecord],
    /// The new records, at provisional positions.
    pub added: Vec<Record<Step>>,
}

impl<'a> CaseDraft<'a> {
    /// A draft that adds these records.
    pub fn new(recorded: &'a [Record<Step>], new: &'a [NewRecord]) -> CaseDraft<'a> {
        let added = (FIRST_NEW..).zip(new).map(|(position, new)| Record {
            position,
            recorded_at: DateTime::<Utc>::MAX_UTC,
            says: new.says.clone(),
        });
        CaseDraft { recorded, new, added: added.collect() }
    }

    /// Checks the new records together with those that are recorded.
    ///
    /// # Errors
    /// The first [`CaseError`].
    pub fn decide(&self) -> std::result::Result<CaseEffects, CaseError> {
        record(self.recorded, &self.added)
    }

    /// The places of the new records.
    fn places(&self) -> HashMap<Position, Position> {
        let all: Vec<Record<Step>> = self.recorded.iter().chain(&self.added).cloned().collect();
        ledger::places(&all).collect()
    }
}

/// Adds the records of a draft; the moment of recording. The ledger is open from here to the end of the transaction, so this
/// comes last.
///
/// # Errors
/// Any [`Error`].
pub async fn append(
    tx: &Tx,
    case: CaseId,
    draft: &CaseDraft<'_>,
    decided: &CaseEffects,
    recorder: &Actor,
) -> Result<Moment> {
    let places = draft.places();
    let steps = draft.added.iter().zip(draft.new).map(|(record, new)| StepRecord {
        place: places.get(&record.position).copied().unwrap_or(record.position),
        ..StepRecord::new(record, new, recorder)
    });
    let states = |of: fn(&CaseChange) -> &[CaseSpan]| -> Vec<CaseStateRow> {
        decided.changes.iter().flat_map(of).map(CaseStateRow::of).collect()
    };
    let appending = Appending {
        case,
        first: FIRST_NEW,
        steps: steps.collect(),
        ended: states(|change| &change.ended),
        opened: states(|change| &change.opened),
    };
    let mut append = Sql::new("SELECT support_append(");
    append.push_bind(serde_json::to_value(&appending).map_err(Error::decode)?).push(")");
    append.value(tx).await
}

/// The argument of `support_append`.
#[derive(Serialize)]
struct Appending<'a> {
    case: CaseId,
    first: Position,
    steps: Vec<StepRecord<'a>>,
    /// States that cease to be known.
    ended: Vec<CaseStateRow>,
    /// States that begin to be known.
    opened: Vec<CaseStateRow>,
}

/// A new record by the columns of `support_step`.
#[derive(Default, Serialize)]
struct StepRecord<'a> {
    position: Position,
    place: Position,
    /// None lets the register choose one.
    code: Option<&'a str>,
    step: Option<&'static str>,
    occurred_on: Option<NaiveDate>,
    kind: Option<&'static str>,
    body: Option<String>,
    outcome: Option<&'static str>,
    note: Option<&'a str>,
    replaces: Option<Position>,
    voids: Option<Position>,
    recorded_by: &'a str,
    recorder_role: &'static str,
    recorder_organisation: Option<&'a str>,
}

/// A state by the columns of `support_state`.
#[derive(Serialize)]
pub(crate) struct CaseStateRow {
    pub(crate) from_on: NaiveDate,
    pub(crate) until_on: Option<NaiveDate>,
    pub(crate) kind: &'static str,
    pub(crate) status: &'static str,
    pub(crate) since: NaiveDate,
    pub(crate) opened_on: NaiveDate,
    pub(crate) referred_to: Option<String>,
    pub(crate) outcome: Option<&'static str>,
}

impl<'a> StepRecord<'a> {
    fn new(record: &Record<Step>, new: &'a NewRecord, recorder: &'a Actor) -> StepRecord<'a> {
        let stated = match &record.says {
            Says::Happened { facts, replaces } => StepRecord { replaces: *replaces, ..StepRecord::of(facts) },
            Says::Void(of) => StepRecord { voids: Some(*of), ..StepRecord::default() },
        };
        StepRecord {
            position: record.position,
            code: new.code.as_deref(),
            note: new.note.as_deref(),
            recorded_by: &recorder.name,
            recorder_role: recorder.role.name().code(),
            recorder_organisation: recorder.organisation.as_deref(),
            ..stated
        }
    }

    fn of(step: &Step) -> StepRecord<'a> {
        let facts = step.act.facts();
        StepRecord {
            step: Some(step.kind().code()),
            occurred_on: Some(step.occurred_on.date()),
            kind: facts.kind.map(Coded::code),
            body: facts.body,
            outcome: facts.outcome.map(Coded::code),
            ..StepRecord::default()
        }
    }
}

impl CaseStateRow {
    /// The state of a span.
    pub(crate) fn of(span: &CaseSpan) -> CaseStateRow {
        let state = &span.state;
        CaseStateRow {
            from_on: span.from.date(),
            until_on: span.until.map(|day| day.date()),
            kind: state.kind.code(),
            status: state.status.code(),
            since: state.since.date(),
            opened_on: state.opened_on.date(),
            referred_to: state.referred_to.clone(),
            outcome: state.outcome.map(Coded::code),
        }
    }
}
