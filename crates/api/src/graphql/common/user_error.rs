//! User errors: what the sender of a change can correct, with its place, its code and a message in the sender's
//! language.

use async_graphql::{Context, Enum, Object};
use graphql_http::error_code::internal;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use shahrak_domain::code::Coded;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;
use shahrak_messages::Message;

use crate::graphql::common::context::ContextExt;

/// Why a change or an import is refused. New codes may be added; the meaning of a code never changes.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::refusal::RefusalCode")]
pub enum UserErrorCode {
    /// The file cannot be read to its end.
    Unreadable,
    /// This kind of file has no such column.
    UnknownColumn,
    /// A required column is missing.
    MissingColumn,
    /// A column occurs twice.
    DuplicateColumn,
    /// The file is not a well-formed CSV file in UTF-8.
    Malformed,
    /// A required value is empty.
    Empty,
    /// A value is given where none is allowed.
    NotEmpty,
    /// The value is not one of the allowed values, or the text is not allowed.
    BadValue,
    /// The value is not a day.
    BadDay,
    /// The value is not a moment in RFC 3339 format.
    BadMoment,
    /// The value is not a number, or not written as one.
    BadNumber,
    /// A number, day, year or length is out of range.
    OutOfRange,
    /// The value does not have the form of a code.
    BadCode,
    /// No province has this code.
    UnknownProvince,
    /// The province code is from before 2020 and is not labelled as such.
    OldProvinceCode,
    /// No park has this code.
    UnknownPark,
    /// No unit has this code.
    UnknownUnit,
    /// The unit has no event with this code.
    UnknownEvent,
    /// The same key occurs twice with different facts.
    DuplicateKey,
    /// The key is already recorded with different facts, which cannot be changed.
    Changed,
    /// A fact that the kind of event requires is missing.
    FactMissing,
    /// This kind of event does not carry the fact.
    FactNotCarried,
    /// The status of the unit does not allow the event; the message names the event that would no longer be allowed.
    EventNotAllowed,
    /// The event has already been replaced or voided.
    AlreadyCorrected,
    /// A void cannot be replaced or voided.
    CannotCorrectVoid,
    /// Records replace each other in a circle.
    CircularCorrection,
    /// The day is in the future.
    FutureDay,
    /// The moment is in the future.
    FutureMoment,
    /// The unit has records with a later moment of recording.
    MomentBeforeLatest,
    /// The place can no longer change, because an event depends on it.
    PlaceFixed,
    /// The park lies in another province.
    ConflictingPlace,
    /// Two rates of the same kind overlap.
    OverlappingRates,
    /// Capacities have already been reported under the thresholds in force on or after that day.
    MethodologyInUse,
    /// Values contradict each other.
    Inconsistent,
    /// The role or the provinces of the sender do not allow this line of an import.
    Forbidden,
    /// An object with this code or key is already registered.
    AlreadyRegistered,
    /// No such target exists.
    UnknownTarget,
    /// No announced figure has this code.
    UnknownFigure,
    /// No support case has this code.
    UnknownCase,
    /// The support case has no record with this code.
    UnknownStep,
    /// The status of the support case does not allow the step.
    StepNotAllowed,
    /// No token has this id.
    UnknownToken,
    /// No import has this id.
    UnknownImport,
    /// The import has already ended.
    ImportEnded,
    /// The object has changed since the sender read it; the message lists the current values.
    StaleVersion,
    /// The idempotency key was used for another change.
    KeyReused,
}

/// One error that the sender of a change can correct.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct InputError {
    code: String,
    field: Vec<String>,
    // Earlier versions of the program stored the text in English.
    #[serde(alias = "english")]
    message: Message,
    /// The object as recorded, if it differs from what the sender read and the payload shows it. Boxed, because few
    /// errors have one.
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "there")]
    current: Option<Box<Value>>,
}

impl InputError {
    /// An error at a field of the input, such as `["input", "jobs"]`.
    pub fn new(
        code: RefusalCode,
        field: impl IntoIterator<Item = impl Into<String>>,
        message: Message,
    ) -> InputError {
        InputError {
            code: code.code().to_owned(),
            field: field.into_iter().map(Into::into).collect(),
            message,
            current: None,
        }
    }

    /// The violation of a rule as an error at its field below `at`.
    pub fn of(violation: Violation, at: &[&str]) -> InputError {
        let field = violation.field.map(field_of_column);
        let field = at.iter().map(|part| (*part).to_owned()).chain(field);
        InputError::new(violation.code, field, violation.message)
    }

    /// The same error, with the object as recorded, which the payload shows.
    pub fn with_current(self, current: &impl Serialize) -> async_graphql::Result<InputError> {
        let current = serde_json::to_value(current).map_err(internal)?;
        Ok(InputError { current: Some(Box::new(current)), ..self })
    }
}

/// The object of the first of these errors that has one, as recorded when the change was refused.
pub fn current_object<T: DeserializeOwned>(errors: &[InputError]) -> async_graphql::Result<Option<T>> {
    let current = errors.iter().find_map(|error| error.current.as_deref());
    current.map(T::deserialize).transpose().map_err(internal)
}

/// The field of an input for a column: `occurredOn` for `occurred_on`.
pub fn field_of_column(column: &str) -> String {
    let mut words = column.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |field, word| {
        let mut letters = word.chars();
        let capital = letters.next().map(|letter| letter.to_ascii_uppercase());
        field + &capital.into_iter().chain(letters).collect::<String>()
    })
}

/// An error as the schema shows it.
pub struct UserError(InputError);

/// An error in a change that its sender can correct. Nothing of the change was recorded.
#[Object]
impl UserError {
    /// Why the change is refused, for programs.
    async fn code(&self) -> UserErrorCode {
        // What was answered by another version of the program may be unknown here.
        RefusalCode::parse(&self.0.code).unwrap_or(RefusalCode::BadValue).into()
    }

    /// Path to the wrong field of the arguments: `["input", "jobs"]`.
    async fn field(&self) -> &[String] {
        &self.0.field
    }

    /// What is wrong and what would be right, for people: in Persian with `Accept-Language: fa`, otherwise in English.
    async fn message(&self, ctx: &Context<'_>) -> String {
        self.0.message.text(ctx.language())
    }
}

/// The errors as the payload shows them.
pub fn user_errors(input_errors: Vec<InputError>) -> Vec<UserError> {
    input_errors.into_iter().map(UserError).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_a_field() {
        for (column, field) in
            [("jobs", "jobs"), ("occurred_on", "occurredOn"), ("area_m2", "areaM2"), ("name_fa", "nameFa")]
        {
            assert_eq!(field_of_column(column), field);
        }
    }
}
