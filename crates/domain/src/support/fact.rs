//! What a step states, column by column.

use shahrak_messages::{Explain, Message, message};

use super::{CaseOutcome, StepAct, StepKind, SupportKind};
use crate::code::Coded;
use crate::refusal::RefusalCode;
use crate::violation::RuleError;

/// What a step states, as columns and inputs have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepFacts {
    /// The kind of help; of an opening.
    pub kind: Option<SupportKind>,
    /// The body; of a referral.
    pub body: Option<String>,
    /// The outcome; of a resolution.
    pub outcome: Option<CaseOutcome>,
}

/// A fact that a step needs, or does not carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepFactError {
    /// The step.
    pub step: StepKind,
    /// The column of the fact.
    pub column: &'static str,
    /// Whether the fact is missing; otherwise the step does not carry it.
    pub missing: bool,
}

impl StepKind {
    /// The column of the fact that a step of this kind states.
    fn states(self) -> Option<&'static str> {
        match self {
            StepKind::Opened => Some("kind"),
            StepKind::Referred => Some("body"),
            StepKind::Resolved => Some("outcome"),
            StepKind::Reopened => None,
        }
    }
}

impl StepFacts {
    fn check(&self, step: StepKind) -> Vec<StepFactError> {
        let given = [
            ("kind", self.kind.is_some()),
            ("body", self.body.is_some()),
            ("outcome", self.outcome.is_some()),
        ];
        let wrong = given.into_iter().filter(|(column, given)| (step.states() == Some(column)) != *given);
        wrong.map(|(column, given)| StepFactError { step, column, missing: !given }).collect()
    }
}

impl StepAct {
    /// A step of a kind with its facts.
    ///
    /// # Errors
    /// A fact is missing, or the step does not carry it.
    pub fn new(step: StepKind, facts: StepFacts) -> Result<StepAct, Vec<StepFactError>> {
        let errors = facts.check(step);
        match (step, facts) {
            (StepKind::Opened, StepFacts { kind: Some(kind), .. }) if errors.is_empty() => {
                Ok(StepAct::Opened(kind))
            }
            (StepKind::Referred, StepFacts { body: Some(body), .. }) if errors.is_empty() => {
                Ok(StepAct::Referred(body))
            }
            (StepKind::Resolved, StepFacts { outcome: Some(outcome), .. }) if errors.is_empty() => {
                Ok(StepAct::Resolved(outcome))
            }
            (StepKind::Reopened, _) if errors.is_empty() => Ok(StepAct::Reopened),
            _ => Err(errors),
        }
    }

    /// What the step states.
    pub fn facts(&self) -> StepFacts {
        let none = StepFacts::default();
        match self {
            StepAct::Opened(kind) => StepFacts { kind: Some(*kind), ..none },
            StepAct::Referred(body) => StepFacts { body: Some(body.clone()), ..none },
            StepAct::Resolved(outcome) => StepFacts { outcome: Some(*outcome), ..none },
            StepAct::Reopened => none,
        }
    }
}

impl Explain for StepFactError {
    fn message(&self) -> Message {
        let step = self.step.label();
        match (self.missing, self.column) {
            (true, "kind") => message!("step-states-kind", step),
            (true, "body") => message!("step-states-body", step),
            (true, _) => message!("step-states-outcome", step),
            (false, _) => message!("step-carries-no-fact", step),
        }
    }
}

impl RuleError for StepFactError {
    fn code(&self) -> RefusalCode {
        if self.missing { RefusalCode::FactMissing } else { RefusalCode::FactNotCarried }
    }

    fn field(&self) -> Option<&'static str> {
        Some(self.column)
    }
}
