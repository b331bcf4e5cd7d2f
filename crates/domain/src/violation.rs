//! Violations of the rules in what a sender states, collected so that the sender sees all of them at once.

use shahrak_messages::{Explain, Message, message, shown};

use crate::activity::IsicCodeError;
use crate::code::UnknownCode;
use crate::day::DayError;
use crate::number::NumberError;
use crate::province::ProvinceCodeError;
use crate::refusal::RefusalCode;
use crate::text::{is_blank, trim};
use crate::unit::CodeError;
use crate::year::YearError;

/// The value of a text, or why it cannot be parsed.
pub type Parsed<T> = Result<T, Violation>;

/// An error of the domain that a sender can correct.
pub trait RuleError: Explain {
    /// The code for programs.
    fn code(&self) -> RefusalCode;

    /// The column of the wrong value in files; none for the whole.
    fn field(&self) -> Option<&'static str> {
        None
    }

    /// The wrong value, if it is worth showing with the message.
    fn found(&self) -> Option<String> {
        None
    }
}

/// One error that a sender can correct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The code for programs.
    pub code: RefusalCode,
    /// The column of the wrong value in files; none for the whole.
    pub field: Option<&'static str>,
    /// The wrong value, as messages show it.
    pub value: Option<String>,
    /// What is wrong and what would be right.
    pub message: Message,
}

impl Violation {
    /// A violation without a field.
    pub fn new(code: RefusalCode, message: Message) -> Violation {
        Violation { code, field: None, value: None, message }
    }

    /// A required value is empty.
    pub fn empty() -> Violation {
        Violation::new(RefusalCode::Empty, message!("empty"))
    }

    /// The same violation at a field.
    #[must_use]
    pub fn at(self, field: &'static str) -> Violation {
        Violation { field: Some(field), ..self }
    }

    /// The same violation because of a value, unless it is empty. No more of it is repeated than is [`shown`].
    #[must_use]
    pub fn because_of(self, value: &str) -> Violation {
        if value.is_empty() {
            return self;
        }
        Violation { value: Some(shown(value).into_owned()), ..self }
    }
}

impl<E: RuleError> From<E> for Violation {
    fn from(error: E) -> Violation {
        let violation = Violation::new(error.code(), error.message());
        let violation = violation.because_of(&error.found().unwrap_or_default());
        Violation { field: error.field(), ..violation }
    }
}

/// All violations in what was stated. A field has only its first one: the placeholder for a refused value must not be
/// checked further.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// No violations.
    pub fn new() -> Violations {
        Violations::default()
    }

    /// Adds a violation, unless its field is already refused.
    pub fn add(&mut self, violation: impl Into<Violation>) {
        let violation = violation.into();
        if !violation.field.is_some_and(|field| self.refuses(field)) {
            self.0.push(violation);
        }
    }

    /// Whether a field is refused.
    pub fn refuses(&self, field: &str) -> bool {
        self.0.iter().any(|violation| violation.field == Some(field))
    }

    /// The result of a decision; none if it has errors, which are added. It may have several for one field.
    pub fn take<T, E: Into<Violation>>(&mut self, decided: Result<T, Vec<E>>) -> Option<T> {
        let told = |violation: &Violation| violation.field.is_some_and(|field| self.refuses(field));
        match decided {
            Ok(decided) => Some(decided),
            Err(errors) => {
                let new = errors.into_iter().map(Into::into).filter(|violation| !told(violation));
                let new: Vec<Violation> = new.collect();
                self.0.extend(new);
                None
            }
        }
    }

    /// The value of a required field; none if it is refused. A [blank](is_blank) field is empty.
    pub fn required<'a, T>(
        &mut self,
        field: &'static str,
        text: &'a str,
        parse: impl FnOnce(&'a str) -> Parsed<T>,
    ) -> Option<T> {
        if is_blank(text) {
            self.add(Violation::empty().at(field));
        }
        self.optional(field, Some(text), parse)
    }

    /// The value of a field; none if it is empty, omitted or refused.
    pub fn optional<'a, T>(
        &mut self,
        field: &'static str,
        text: Option<&'a str>,
        parse: impl FnOnce(&'a str) -> Parsed<T>,
    ) -> Option<T> {
        let text = text.map(trim).filter(|text| !is_blank(text))?;
        parse(text).map_err(|violation| self.add(violation.at(field).because_of(text))).ok()
    }

    /// Whether nothing is refused.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The decision, if nothing is refused.
    ///
    /// # Errors
    /// All violations, if there are any.
    pub fn settle<T>(self, decided: Option<T>) -> Result<T, Violations> {
        match decided {
            Some(decided) if self.is_empty() => Ok(decided),
            _ => Err(self),
        }
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl RuleError for UnknownCode {
    fn code(&self) -> RefusalCode {
        RefusalCode::BadValue
    }
}

impl RuleError for NumberError {
    fn code(&self) -> RefusalCode {
        RefusalCode::OutOfRange
    }
}

impl RuleError for DayError {
    fn code(&self) -> RefusalCode {
        match self {
            DayError::Outside(_) => RefusalCode::OutOfRange,
            DayError::Form(_) | DayError::Absent(..) => RefusalCode::BadDay,
        }
    }
}

impl RuleError for ProvinceCodeError {
    fn code(&self) -> RefusalCode {
        match self {
            ProvinceCodeError::Old { .. } => RefusalCode::OldProvinceCode,
            ProvinceCodeError::Unknown(_) => RefusalCode::UnknownProvince,
        }
    }
}

impl RuleError for CodeError {
    fn code(&self) -> RefusalCode {
        RefusalCode::BadCode
    }
}

impl RuleError for IsicCodeError {
    fn code(&self) -> RefusalCode {
        RefusalCode::BadCode
    }
}

impl RuleError for YearError {
    fn code(&self) -> RefusalCode {
        RefusalCode::OutOfRange
    }
}

#[cfg(test)]
mod tests {
    use shahrak_messages::Language;

    use super::*;
    use crate::parse::{code, decimal};

    #[test]
    fn of_a_refused_field_nothing_more_is_said() {
        let of = |code| Violation::new(code, message!("empty"));
        let mut violations = Violations::new();
        assert_eq!(violations.required("value", " x ", decimal), None);
        assert_eq!(violations.required("code", " \u{200C} ", code), None);
        assert_eq!(violations.optional("source", Some(" \u{FEFF}"), code), None);
        violations.add(of(RefusalCode::Inconsistent).at("value"));
        violations.add(of(RefusalCode::Changed));
        let fixed = |field| of(RefusalCode::PlaceFixed).at(field);
        violations.take(Err::<(), _>(vec![fixed("code"), fixed("park"), fixed("park")]));
        let told: Vec<_> = violations.into_iter().map(|it| (it.code, it.field, it.value)).collect();
        let expected = [
            (RefusalCode::BadNumber, Some("value"), Some("x".to_owned())),
            (RefusalCode::Empty, Some("code"), None),
            (RefusalCode::Changed, None, None),
            (RefusalCode::PlaceFixed, Some("park"), None),
            (RefusalCode::PlaceFixed, Some("park"), None),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn messages_repeat_only_the_beginning_of_a_long_value() {
        let long = "x".repeat(300);
        let violation = Violation::from(CodeError(long.clone())).because_of(&long);
        assert_eq!(violation.value.as_ref().map(|value| value.chars().count()), Some(200));
        for language in [Language::English, Language::Persian] {
            assert!(violation.message.text(language).chars().count() < 400);
        }
    }

    #[test]
    fn a_decision_stands_only_where_nothing_is_refused() {
        let mut violations = Violations::new();
        assert_eq!(violations.clone().settle(Some(1)), Ok(1));
        let decided = violations.take(Err::<i32, _>(vec![CodeError("a b".to_owned())]));
        assert!(violations.settle(decided.or(Some(1))).is_err());
    }
}
