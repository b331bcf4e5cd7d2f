//! Correcting the record of a figure: it is replaced, or voided. What was announced does not change.

use shahrak_messages::{Explain, Message, message};

use super::{Figure, FigureError, Source};
use crate::refusal::RefusalCode;
use crate::violation::RuleError;

/// Whether a recorded figure is in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureStanding {
    /// It is.
    InForce,
    /// The record with this code has replaced it.
    Replaced(String),
    /// It is void.
    Void,
}

/// Why the record of a figure cannot be corrected or marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CorrectionError {
    /// No figure has this code.
    Unknown(String),
    /// The record with this code has replaced it.
    Replaced(String),
    /// It is void.
    Void,
    /// The new record states the same as the old one.
    NothingCorrected,
}

impl FigureStanding {
    /// Checks that the figure with this code may be corrected or marked; none if there is no such figure. A record is
    /// corrected once: its replacement is corrected afterwards.
    ///
    /// # Errors
    /// [`CorrectionError`].
    pub fn check(standing: Option<&FigureStanding>, code: &str) -> Result<(), CorrectionError> {
        match standing {
            None => Err(CorrectionError::Unknown(code.to_owned())),
            Some(FigureStanding::InForce) => Ok(()),
            Some(FigureStanding::Replaced(by)) => Err(CorrectionError::Replaced(by.clone())),
            Some(FigureStanding::Void) => Err(CorrectionError::Void),
        }
    }
}

impl Figure {
    /// Decides on a new record of a figure. It states the whole figure, under a code of its own; `taken` says whether
    /// a figure has that code already.
    ///
    /// # Errors
    /// All reasons why it cannot be recorded.
    pub fn replace(
        &self,
        source: &Source,
        (old_source, old): (&Source, &Figure),
        taken: bool,
    ) -> Result<(), (Vec<FigureError>, Option<CorrectionError>)> {
        let mut errors = self.check().err().unwrap_or_default();
        if taken {
            errors.push(FigureError::RecordedOtherwise);
        }
        let same = Figure { code: old.code.clone(), ..self.clone() } == *old && source == old_source;
        let nothing = same.then_some(CorrectionError::NothingCorrected);
        if errors.is_empty() && nothing.is_none() { Ok(()) } else { Err((errors, nothing)) }
    }
}

impl Explain for CorrectionError {
    fn message(&self) -> Message {
        match self {
            CorrectionError::Unknown(code) => message!("unknown-announced-figure", code),
            CorrectionError::Replaced(by) => message!("figure-already-replaced", by),
            CorrectionError::Void => message!("figure-already-void"),
            CorrectionError::NothingCorrected => message!("nothing-corrected"),
        }
    }
}

impl RuleError for CorrectionError {
    fn code(&self) -> RefusalCode {
        match self {
            CorrectionError::Unknown(_) => RefusalCode::UnknownFigure,
            CorrectionError::Replaced(_) | CorrectionError::Void => RefusalCode::AlreadyCorrected,
            CorrectionError::NothingCorrected => RefusalCode::Inconsistent,
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            CorrectionError::Unknown(code) => Some(code.clone()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
