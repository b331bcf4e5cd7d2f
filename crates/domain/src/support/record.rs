//! Recording and correcting the steps of support cases.

use shahrak_messages::{Argument, Explain, Message, message};

use super::span::spans;
use super::{CaseChange, CaseState, CaseStatus, Step, StepNotAllowed};
use crate::code::Coded;
use crate::day::Day;
use crate::ledger::{self, Effective, LedgerError, Position, Record};
use crate::moment::Moment;
use crate::refusal::RefusalCode;

/// Why steps cannot be recorded. Positions name the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseError {
    /// A correction that is not allowed.
    Correction(LedgerError),
    /// A step that is not allowed.
    NotAllowed {
        /// The step.
        position: Position,
        /// Its day.
        occurred_on: Day,
        /// The step and the status that does not allow it.
        why: StepNotAllowed,
    },
    /// Nothing would be left of the case.
    Empty {
        /// The correction.
        position: Position,
    },
}

/// The effective steps of a case, each with the state after it.
///
/// # Errors
/// [`CaseError::Correction`] and [`CaseError::NotAllowed`] for the first record that is not allowed.
pub fn history(records: &[Record<Step>]) -> Result<Vec<(Effective<'_, Step>, CaseState)>, CaseError> {
    let mut steps: Vec<(Effective<'_, Step>, CaseState)> = Vec::new();
    for step in ledger::effective(records).map_err(CaseError::Correction)? {
        let before = steps.last().map(|(_, state)| state.clone());
        let after = CaseState::after(before, step.facts).map_err(|why| CaseError::NotAllowed {
            position: step.position,
            occurred_on: step.facts.occurred_on,
            why,
        })?;
        steps.push((step, after));
    }
    Ok(steps)
}

/// What follows from records that are added to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseEffects {
    /// Where the case stands after all of its steps.
    pub state: CaseState,
    /// What becomes known, moment by moment.
    pub changes: Vec<CaseChange>,
}

/// Decides on records that are added to a case. The history must be allowed at each moment from the first of them on.
/// A case keeps at least one step: what was opened by mistake is resolved as withdrawn.
///
/// # Errors
/// The first [`CaseError`].
pub fn record(recorded: &[Record<Step>], added: &[Record<Step>]) -> Result<CaseEffects, CaseError> {
    let all: Vec<Record<Step>> = recorded.iter().chain(added).cloned().collect();
    let mut moments: Vec<Moment> = added.iter().map(|record| record.recorded_at).collect();
    let first = moments.iter().min().copied();
    moments.extend(all.iter().map(|record| record.recorded_at).filter(|moment| Some(*moment) > first));
    moments.sort();
    moments.dedup();
    let (mut known, mut changes) = (spans(recorded)?, Vec::new());
    for moment in moments {
        let records: Vec<Record<Step>> = all.iter().filter(|it| it.recorded_at <= moment).cloned().collect();
        let after = spans(&records)?;
        changes.extend(CaseChange::between(moment, &known, &after));
        known = after;
    }
    let position = added.last().map_or(0, |record| record.position);
    let state = known.pop().map(|span| span.state).ok_or(CaseError::Empty { position })?;
    Ok(CaseEffects { state, changes })
}

/// The new record that causes an error: the one in question or, if that is already recorded, the newest one.
pub fn at_fault(error: &CaseError, added: &[Record<Step>]) -> Option<Position> {
    let mut new = added.iter().map(|record| record.position);
    let named = new.clone().find(|position| *position == error.position());
    named.or_else(|| new.next_back())
}

impl CaseError {
    /// The record that is not allowed.
    pub fn position(&self) -> Position {
        match self {
            CaseError::Correction(error) => error.position(),
            CaseError::NotAllowed { position, .. } | CaseError::Empty { position } => *position,
        }
    }

    /// The code for programs.
    pub fn code(&self) -> RefusalCode {
        match self {
            CaseError::Correction(LedgerError::Unknown { .. }) => RefusalCode::UnknownStep,
            CaseError::Correction(error) => error.code(),
            CaseError::NotAllowed { .. } | CaseError::Empty { .. } => RefusalCode::StepNotAllowed,
        }
    }

    /// What is wrong and what would be right. `record` names the record at a position.
    pub fn message(&self, record: impl Fn(Position) -> Message) -> Message {
        match self {
            CaseError::Correction(error) => error.message(record, None),
            CaseError::NotAllowed { position, occurred_on, why } => {
                message!(
                    "ledger-not-allowed",
                    record = record(*position),
                    day = *occurred_on,
                    why = why.message()
                )
            }
            CaseError::Empty { .. } => message!("case-keeps-a-step"),
        }
    }
}

impl Explain for StepNotAllowed {
    fn message(&self) -> Message {
        let status = |status: Option<CaseStatus>| status.map_or(message!("case-not-opened"), Coded::label);
        message!(
            "step-not-allowed",
            step = self.kind.label(),
            status = status(self.status),
            allowed = Argument::any_of(self.kind.allowed_while().iter().copied().map(status)),
        )
    }
}
