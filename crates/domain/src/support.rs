//! Support cases: an applicant or a unit needs help, and what comes of it.
//!
//! The steps of a case are records like the events of a unit: added, replaced or voided, never changed.

use crate::code::Coded;
use crate::coded;
use crate::day::Day;
use crate::ledger::{self, Dated, Effective, LedgerError, Position, Record};
use crate::moment::Moment;
use crate::number::Progress;
use crate::persian::InPersian;
use crate::refusal::RefusalCode;
use crate::violation::RuleError;
use crate::written::{Parsed, name};

coded! {
    /// With what a case needs help.
    pub enum SupportKind("kind of support") {
        /// Loans or working capital
        Finance = "finance",
        /// Water, power, gas, roads and the like
        Infrastructure = "infrastructure",
        /// Permits and licences
        Licence = "licence",
        /// A dispute in law
        Legal = "legal",
        /// Buyers
        Market = "market",
        /// Raw materials
        Materials = "materials",
    }
}

coded! {
    /// What came of a case.
    pub enum Outcome("outcome of a support case") {
        /// The help was given
        Helped = "helped",
        /// The help was refused
        Refused = "refused",
        /// The applicant no longer asks for it
        Withdrawn = "withdrawn",
    }
}

coded! {
    /// A kind of step of a case.
    pub enum StepKind("step of a support case") {
        /// The applicant or unit asked for help
        Opened = "opened",
        /// A body was asked to act
        Referred = "referred",
        /// The case ended
        Resolved = "resolved",
        /// It was taken up again
        Reopened = "reopened",
    }
}

coded! {
    /// Where a case stands.
    pub enum CaseStatus("status of a support case") {
        /// No body has been asked to act yet, or not since it was reopened
        Open = "open",
        /// A body has been asked to act
        Referred = "referred",
        /// It has ended
        Resolved = "resolved",
    }
}

/// Who needs help.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A unit, by its code
    Unit(String),
    /// An applicant without a unit, by name, in a province
    Applicant {
        /// The name.
        name: String,
        /// The ISO code of the province.
        province: String,
    },
}

/// One step of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The day on which it was taken.
    pub occurred_on: Day,
    /// What was done.
    pub act: StepAct,
}

/// What was done with a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepAct {
    /// Help of a kind was asked for.
    Opened(SupportKind),
    /// A body, by its name, was asked to act.
    Referred(String),
    /// The case ended.
    Resolved(Outcome),
    /// It was taken up again.
    Reopened,
}

/// Where a case stands after a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseState {
    /// With what it needs help.
    pub kind: SupportKind,
    /// The status.
    pub status: CaseStatus,
    /// First day of the unbroken run of the status.
    pub since: Day,
    /// The day on which it was opened.
    pub opened_on: Day,
    /// The body that was asked last.
    pub referred_to: Option<String>,
    /// What came of it; none unless it is resolved.
    pub outcome: Option<Outcome>,
}

/// A step that the status of a case does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepNotAllowed {
    /// The step.
    pub kind: StepKind,
    /// The status before; none for a case without steps.
    pub status: Option<CaseStatus>,
}

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

/// Whether a unit with this physical progress comes before others: it is more than 60 % built.
pub fn comes_first(progress: Option<Progress>) -> bool {
    progress.is_some_and(|progress| progress.get() > 60.into())
}

impl Step {
    /// Parses the name of a body to which a case is referred.
    ///
    /// # Errors
    /// The text is not a name.
    pub fn body(text: &str) -> Parsed<String> {
        name(text)
    }

    /// The kind of step.
    pub fn kind(&self) -> StepKind {
        match self.act {
            StepAct::Opened(_) => StepKind::Opened,
            StepAct::Referred(_) => StepKind::Referred,
            StepAct::Resolved(_) => StepKind::Resolved,
            StepAct::Reopened => StepKind::Reopened,
        }
    }
}

impl StepKind {
    /// The statuses in which such a step is allowed; `None` means a case without steps.
    pub fn allowed_while(self) -> &'static [Option<CaseStatus>] {
        match self {
            StepKind::Opened => &[None],
            StepKind::Referred | StepKind::Resolved => &[Some(CaseStatus::Open), Some(CaseStatus::Referred)],
            StepKind::Reopened => &[Some(CaseStatus::Resolved)],
        }
    }
}

impl CaseState {
    /// The state after a step.
    ///
    /// # Errors
    /// [`StepNotAllowed`] in a status that does not allow it.
    pub fn after(before: Option<CaseState>, step: &Step) -> Result<CaseState, StepNotAllowed> {
        let (kind, day) = (step.kind(), step.occurred_on);
        let status = before.as_ref().map(|state| state.status);
        let refusal = StepNotAllowed { kind, status };
        if !kind.allowed_while().contains(&status) {
            return Err(refusal);
        }
        match (&step.act, before) {
            (StepAct::Opened(kind), _) => Ok(CaseState {
                kind: *kind,
                status: CaseStatus::Open,
                since: day,
                opened_on: day,
                referred_to: None,
                outcome: None,
            }),
            (_, None) => Err(refusal),
            (StepAct::Referred(to), Some(state)) => {
                let since = if state.status == CaseStatus::Referred { state.since } else { day };
                Ok(CaseState { status: CaseStatus::Referred, since, referred_to: Some(to.clone()), ..state })
            }
            (StepAct::Resolved(outcome), Some(state)) => {
                Ok(CaseState { status: CaseStatus::Resolved, since: day, outcome: Some(*outcome), ..state })
            }
            (StepAct::Reopened, Some(state)) => {
                Ok(CaseState { status: CaseStatus::Open, since: day, outcome: None, ..state })
            }
        }
    }
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

impl Dated for Step {
    fn occurred_on(&self) -> Day {
        self.occurred_on
    }
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
