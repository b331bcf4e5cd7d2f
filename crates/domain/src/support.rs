//! Support cases: an applicant or a unit needs help, and what comes of it.
//!
//! The steps of a case are records like the events of a unit: added, replaced or voided, never changed.

use crate::coded;
use crate::day::Day;
use crate::ledger::Dated;
use crate::parse::{Parsed, name};

mod fact;
mod record;
mod span;
mod subject;

pub use fact::{StepFactError, StepFacts};
pub use record::{CaseEffects, CaseError, at_fault, history, record};
pub use span::{CaseChange, CaseSpan};
pub use subject::{Subject, SubjectError};

coded! {
    /// With what a case needs help.
    pub enum SupportKind("support-kind") {
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
    /// The outcome of a case.
    pub enum CaseOutcome("support-outcome") {
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
    pub enum StepKind("support-step") {
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
    pub enum CaseStatus("support-status") {
        /// No body has been asked to act yet, or not since it was reopened
        Open = "open",
        /// A body has been asked to act
        Referred = "referred",
        /// It has ended
        Resolved = "resolved",
    }
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
    Resolved(CaseOutcome),
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
    /// The outcome; none unless the case is resolved.
    pub outcome: Option<CaseOutcome>,
}

/// A step that the status of a case does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepNotAllowed {
    /// The step.
    pub kind: StepKind,
    /// The status before; none for a case without steps.
    pub status: Option<CaseStatus>,
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

impl Dated for Step {
    fn occurred_on(&self) -> Day {
        self.occurred_on
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
