//! Decisions about recorded figures as files state them: corrections and marks, in the order of recording.

use std::collections::HashMap;

use shahrak_messages::{Explain, Message, message};

use super::{CorrectionError, FigureStanding, Mark};
use crate::change::Change;
use crate::coded;
use crate::moment::Moment;
use crate::refusal::RefusalCode;
use crate::violation::RuleError;

coded! {
    /// What is decided about a recorded figure.
    pub enum FigureDecisionKind("figure-decision") {
        /// Another record replaces it
        Replaced = "replaced",
        /// It is void
        Voided = "voided",
        /// Series use it
        Used = "used",
        /// Series do not use it
        Unused = "unused",
    }
}

/// A decision about a recorded figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureDecision {
    /// The code of the figure.
    pub figure: String,
    /// What is decided.
    pub kind: FigureDecisionKind,
    /// The code of the record that replaces the figure; none for other decisions.
    pub replaced_by: Option<String>,
    /// Why.
    pub reason: String,
    /// When it was recorded; none for now.
    pub recorded_at: Option<Moment>,
}

/// What is known about figures and the decisions about them.
#[derive(Clone, Debug, Default)]
pub struct FigureHistories(HashMap<String, History>);

#[derive(Clone, Debug, Default)]
struct History {
    /// The decisions about it, the earliest first.
    decisions: Vec<FigureDecision>,
    /// Since when it replaces another figure.
    replaces_since: Option<Moment>,
}

/// Why a decision about a figure cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecisionError {
    /// The figure cannot be corrected or marked.
    Figure(CorrectionError),
    /// The other figure cannot replace it.
    Replacement(CorrectionError),
    /// The other figure, with this code, replaces another one already.
    ReplacesAnother(String),
    /// A decision about the figure with this code was recorded later.
    TooEarly(String),
}

impl FigureDecisionKind {
    /// Whether it puts the figure out of effect.
    pub fn corrects(self) -> bool {
        matches!(self, FigureDecisionKind::Replaced | FigureDecisionKind::Voided)
    }
}

impl FigureDecision {
    /// When it takes effect. What is recorded now comes after everything else.
    fn at(&self) -> Moment {
        self.recorded_at.unwrap_or(Moment::MAX_UTC)
    }

    /// Whether it was recorded as the other one states.
    fn is_recorded_by(&self, other: &FigureDecision) -> bool {
        let same =
            (self.kind, &self.replaced_by, &self.reason) == (other.kind, &other.replaced_by, &other.reason);
        same && (other.recorded_at.is_none() || other.recorded_at == self.recorded_at)
    }

    fn mark(&self) -> Option<Mark> {
        let mark = |used| Mark { used, reason: self.reason.clone(), recorded_at: self.at() };
        match self.kind {
            FigureDecisionKind::Used => Some(mark(true)),
            FigureDecisionKind::Unused => Some(mark(false)),
            FigureDecisionKind::Replaced | FigureDecisionKind::Voided => None,
        }
    }
}

impl FigureHistories {
    /// Figures without decisions.
    pub fn of(codes: impl IntoIterator<Item = String>) -> FigureHistories {
        FigureHistories(codes.into_iter().map(|code| (code, History::default())).collect())
    }

    /// Adds a decision, which comes after those that were added before. Figures that are not known are left out.
    pub fn add(&mut self, decision: FigureDecision) {
        if let Some(other) = decision.replaced_by.as_ref().and_then(|code| self.0.get_mut(code)) {
            other.replaces_since = Some(decision.at());
        }
        if let Some(history) = self.0.get_mut(&decision.figure) {
            history.decisions.push(decision);
        }
    }

    /// Decides on a further decision. The same decision changes nothing, unless its moment is stated and differs.
    ///
    /// # Errors
    /// All reasons why it cannot be recorded.
    pub fn decide(&self, decision: &FigureDecision) -> Result<Change, Vec<DecisionError>> {
        let history = self.0.get(&decision.figure);
        if history.is_some_and(|it| it.decisions.iter().any(|there| there.is_recorded_by(decision))) {
            return Ok(Change::Keep);
        }
        if let Err(error) = self.check(&decision.figure) {
            return Err(vec![DecisionError::Figure(error)]);
        }
        let replaced_by = decision.replaced_by.as_deref();
        if let Some(error) = replaced_by.and_then(|by| self.check_replacement(&decision.figure, by)) {
            return Err(vec![error]);
        }
        if let Some(code) = self.later_than(decision) {
            return Err(vec![DecisionError::TooEarly(code)]);
        }
        let latest = history.and_then(|it| it.decisions.last()?.mark());
        Ok(match decision.mark() {
            Some(mark) => Mark::decide(mark.used, &mark.reason, latest.as_ref()),
            None => Change::Add,
        })
    }

    fn check(&self, code: &str) -> Result<(), CorrectionError> {
        FigureStanding::check(self.0.get(code).map(History::standing).as_ref(), code)
    }

    fn check_replacement(&self, figure: &str, by: &str) -> Option<DecisionError> {
        if figure == by {
            return Some(DecisionError::Replacement(CorrectionError::NothingCorrected));
        }
        if let Err(error) = self.check(by) {
            return Some(DecisionError::Replacement(error));
        }
        let replaces = self.0.get(by).is_some_and(|it| it.replaces_since.is_some());
        replaces.then(|| DecisionError::ReplacesAnother(by.to_owned()))
    }

    /// The code of a figure that the decision is about, with a decision after it.
    fn later_than(&self, decision: &FigureDecision) -> Option<String> {
        let codes = [Some(&decision.figure), decision.replaced_by.as_ref()];
        let later = |code: &&String| self.0.get(*code).is_some_and(|it| it.is_later_than(decision));
        codes.into_iter().flatten().find(later).cloned()
    }
}

impl History {
    fn standing(&self) -> FigureStanding {
        let correction = self.decisions.iter().find(|it| it.kind.corrects());
        match correction {
            None => FigureStanding::InForce,
            Some(it) => it.replaced_by.clone().map_or(FigureStanding::Void, FigureStanding::Replaced),
        }
    }

    fn is_later_than(&self, decision: &FigureDecision) -> bool {
        let last = self.decisions.iter().map(FigureDecision::at).max();
        // A chain at one moment would have no order.
        let chained =
            decision.kind.corrects() && self.replaces_since.is_some_and(|since| since >= decision.at());
        last.is_some_and(|last| last > decision.at()) || chained
    }
}

impl Explain for DecisionError {
    fn message(&self) -> Message {
        match self {
            DecisionError::Figure(error) | DecisionError::Replacement(error) => error.message(),
            DecisionError::ReplacesAnother(code) => message!("figure-replaces-another", code),
            DecisionError::TooEarly(code) => message!("figure-decided-too-early", code),
        }
    }
}

impl RuleError for DecisionError {
    fn code(&self) -> RefusalCode {
        match self {
            DecisionError::Figure(error) | DecisionError::Replacement(error) => error.code(),
            DecisionError::ReplacesAnother(_) => RefusalCode::AlreadyCorrected,
            DecisionError::TooEarly(_) => RefusalCode::MomentBeforeLatest,
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            DecisionError::Figure(_) => "figure",
            DecisionError::Replacement(_) | DecisionError::ReplacesAnother(_) => "replaced_by",
            DecisionError::TooEarly(_) => "recorded_at",
        })
    }

    fn found(&self) -> Option<String> {
        match self {
            DecisionError::Figure(error) | DecisionError::Replacement(error) => error.found(),
            DecisionError::ReplacesAnother(code) => Some(code.clone()),
            DecisionError::TooEarly(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
