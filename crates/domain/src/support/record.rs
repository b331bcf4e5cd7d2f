//! Recording and correcting the steps of support cases.

use super::{CaseState, CaseStatus, Step, StepKind, StepNotAllowed};
use crate::code::Coded;
use crate::day::Day;
use crate::ledger::{self, Effective, LedgerError, Position, Record};
use crate::moment::Moment;
use crate::persian::{InPersian, explain_by_both};
use crate::refusal::RefusalCode;
use crate::violation::RuleError;

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

/// Decides on records that are added to a case, and returns where it stands afterwards. The history must be allowed at
/// each moment from the first of them on. A case keeps at least one step: what was opened by mistake is resolved as withdrawn.
///
/// # Errors
/// The first [`CaseError`].
pub fn record(recorded: &[Record<Step>], added: &[Record<Step>]) -> Result<CaseState, CaseError> {
    let all: Vec<Record<Step>> = recorded.iter().chain(added).cloned().collect();
    let first = added.iter().map(|record| record.recorded_at).min();
    let mut moments: Vec<Moment> = all.iter().map(|record| record.recorded_at).collect();
    moments.retain(|moment| Some(*moment) >= first);
    moments.sort();
    moments.dedup();
    let mut state = None;
    for moment in moments {
        let known: Vec<Record<Step>> = all.iter().filter(|it| it.recorded_at <= moment).cloned().collect();
        state = history(&known)?.pop().map(|(_, state)| state);
    }
    let position = added.last().map_or(0, |record| record.position);
    state.ok_or(CaseError::Empty { position })
}

impl CaseError {
    /// The record that is not allowed.
    pub fn position(&self) -> Position {
        match self {
            CaseError::Correction(error) => error.position(),
            CaseError::NotAllowed { position, .. } | CaseError::Empty { position } => *position,
        }
    }
}

impl std::fmt::Display for StepNotAllowed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let status = |status: &Option<CaseStatus>| status.map_or("not opened", Coded::code);
        let allowed: Vec<_> = self.kind.allowed_while().iter().map(status).collect();
        write!(
            f,
            "{} is not allowed while the case is {}; it is allowed while the case is {}",
            self.kind.code(),
            status(&self.status),
            allowed.join(" or "),
        )
    }
}

impl InPersian for StepNotAllowed {
    fn persian(&self) -> String {
        let status = |status: &Option<CaseStatus>| status.map_or("بازنشده", CaseStatus::word);
        let allowed: Vec<_> = self.kind.allowed_while().iter().map(status).collect();
        format!(
            "گام «{}» برای پروندهٔ {} ممکن نیست؛ برای پروندهٔ {} ممکن است",
            self.kind.word(),
            status(&self.status),
            allowed.join(" یا "),
        )
    }
}

explain_by_both!(StepNotAllowed);

impl RuleError for StepNotAllowed {
    fn code(&self) -> RefusalCode {
        RefusalCode::EventNotAllowed
    }
}

impl StepKind {
    fn word(self) -> &'static str {
        match self {
            StepKind::Opened => "گشایش",
            StepKind::Referred => "ارجاع",
            StepKind::Resolved => "پایان",
            StepKind::Reopened => "بازگشایی",
        }
    }
}

impl CaseStatus {
    fn word(self) -> &'static str {
        match self {
            CaseStatus::Open => "باز",
            CaseStatus::Referred => "ارجاع‌شده",
            CaseStatus::Resolved => "پایان‌یافته",
        }
    }
}
