//! Who needs help.

use shahrak_messages::{Explain, Message, message};

use crate::refusal::RefusalCode;
use crate::violation::RuleError;

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

/// Why it is not known who needs help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectError {
    /// A new case names neither a unit nor an applicant.
    Missing,
    /// Both a unit and an applicant, or the province of a unit, in the column that is too much.
    Both(&'static str),
    /// An applicant without a province, or a province without an applicant, in the column that is missing.
    Half(&'static str),
    /// The case is recorded for somebody else.
    Other(&'static str),
}

impl Subject {
    /// The subject that an input or a line names; none if it names none.
    ///
    /// # Errors
    /// [`SubjectError::Both`] or [`SubjectError::Half`].
    pub fn new(
        unit: Option<String>,
        applicant: Option<String>,
        province: Option<String>,
    ) -> Result<Option<Subject>, SubjectError> {
        match (unit, applicant, province) {
            (None, None, None) => Ok(None),
            (Some(unit), None, None) => Ok(Some(Subject::Unit(unit))),
            (None, Some(name), Some(province)) => Ok(Some(Subject::Applicant { name, province })),
            (Some(_), Some(_), _) => Err(SubjectError::Both("applicant")),
            (Some(_), None, Some(_)) => Err(SubjectError::Both("province")),
            (None, Some(_), None) => Err(SubjectError::Half("province")),
            (None, None, Some(_)) => Err(SubjectError::Half("applicant")),
        }
    }

    /// Checks that a step names the subject of its case, or none.
    ///
    /// # Errors
    /// [`SubjectError::Other`].
    pub fn agrees(&self, stated: Option<&Subject>) -> Result<(), SubjectError> {
        match stated {
            Some(Subject::Unit(_)) if stated != Some(self) => Err(SubjectError::Other("unit")),
            Some(Subject::Applicant { .. }) if stated != Some(self) => Err(SubjectError::Other("applicant")),
            _ => Ok(()),
        }
    }
}

impl Explain for SubjectError {
    fn message(&self) -> Message {
        match self {
            SubjectError::Missing => message!("case-without-subject"),
            SubjectError::Both(_) => message!("case-of-unit-and-applicant"),
            SubjectError::Half(_) => message!("case-of-half-applicant"),
            SubjectError::Other(_) => message!("case-of-other-subject"),
        }
    }
}

impl RuleError for SubjectError {
    fn code(&self) -> RefusalCode {
        match self {
            SubjectError::Missing | SubjectError::Half(_) => RefusalCode::Empty,
            SubjectError::Both(_) => RefusalCode::NotEmpty,
            SubjectError::Other(_) => RefusalCode::Changed,
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            SubjectError::Missing => Some("unit"),
            SubjectError::Both(column) | SubjectError::Half(column) | SubjectError::Other(column) => {
                Some(column)
            }
        }
    }
}
