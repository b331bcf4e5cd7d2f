//! What the sender of a change can put right: where, by which code, and in words of their language.

use async_graphql::{Context, Enum, Object};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use shahrak_domain::code::Coded;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;

use crate::error_code::internal;
use crate::graphql::context::Ask;
use crate::http::Locale;

/// Why something in a change or an import is refused. Codes are added freely and never change their meaning.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_exchange::refusal::RefusalCode")]
pub enum UserErrorCode {
    /// The file cannot be read to its end.
    Unreadable,
    /// No such column in this kind of file.
    UnknownColumn,
    /// A column that must be there is not.
    MissingColumn,
    /// A column is there twice.
    DuplicateColumn,
    /// Not the form of a CSV file in UTF-8.
    Malformed,
    /// What must be filled is empty.
    Empty,
    /// What must be empty is filled.
    NotEmpty,
    /// Not one of the known values, or not such a text.
    BadValue,
    /// No day.
    BadDay,
    /// No moment of RFC 3339.
    BadMoment,
    /// No number, or not written as one.
    BadNumber,
    /// A number, day, year or length beyond its bounds.
    OutOfRange,
    /// Not the form of a code.
    BadCode,
    /// No province has this code.
    UnknownProvince,
    /// A province code from before 2020 without its label.
    OldProvinceCode,
    /// No park has this code.
    UnknownPark,
    /// No unit has this code.
    UnknownUnit,
    /// The unit has no such event.
    UnknownEvent,
    /// The same key twice, with other facts.
    DuplicateKey,
    /// The key is recorded with other facts, which cannot be changed.
    Changed,
    /// The event must state a fact.
    FactMissing,
    /// The event does not carry a fact.
    FactNotCarried,
    /// The event could not have happened in the state of the unit (rule L2); the message names the event in the way.
    EventNotAllowed,
    /// The event was already replaced or voided.
    AlreadyCorrected,
    /// A record that voids cannot be replaced or voided.
    CannotCorrectVoid,
    /// Records replace each other in a circle.
    CircularCorrection,
    /// The day has not come yet.
    FutureDay,
    /// The moment has not come yet.
    FutureMoment,
    /// The unit has later records.
    MomentBeforeLatest,
    /// Events hang on the place (rule L7).
    PlaceFixed,
    /// The park lies in another province.
    ConflictingPlace,
    /// Two rates of a kind on one day.
    OverlappingRates,
    /// Events were judged by the thresholds that were in force (rule L3).
    MethodologyInUse,
    /// Values contradict each other.
    Inconsistent,
    /// Not for the role or the provinces of who sends it: of a line in an import.
    Forbidden,
    /// Something with this code or key is registered already.
    AlreadyRegistered,
    /// No such target was set.
    UnknownTarget,
    /// No token has this id.
    UnknownToken,
    /// No import has this id.
    UnknownImport,
    /// The import has ended already.
    ImportEnded,
    /// Somebody else has changed it since it was read; the message says what is there now.
    StaleVersion,
    /// The idempotency key named another change.
    KeyReused,
}

/// One thing in a change that its sender can put right.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Mistake {
    code: String,
    field: Vec<String>,
    english: String,
    persian: String,
    /// What stands in its way, as it can be kept, where that is shown beside it. Boxed, because few mistakes have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    there: Option<Box<Value>>,
}

impl Mistake {
    /// A mistake at a field of the input: `["input", "jobs"]`.
    pub fn new(
        code: RefusalCode,
        field: impl IntoIterator<Item = impl Into<String>>,
        english: impl Into<String>,
        persian: impl Into<String>,
    ) -> Mistake {
        Mistake {
            code: code.code().to_owned(),
            field: field.into_iter().map(Into::into).collect(),
            english: shown(english.into()),
            persian: shown(persian.into()),
            there: None,
        }
    }

    /// What a rule refuses in an input, as a mistake at its field, which stands below `at`.
    pub fn of(violation: Violation, at: &[&str]) -> Mistake {
        let field = violation.field.map(field_of_column);
        let field = at.iter().map(|part| (*part).to_owned()).chain(field);
        Mistake::new(violation.code, field, violation.message, violation.persian)
    }

    /// The same mistake, beside which is shown what stands in its way.
    ///
    /// # Errors
    /// What cannot be written as JSON.
    pub fn beside(self, there: &impl Serialize) -> async_graphql::Result<Mistake> {
        Ok(Mistake { there: Some(Box::new(serde_json::to_value(there).map_err(internal)?)), ..self })
    }
}

/// What stands in the way of a change, as it stood then, if it is shown beside one of these mistakes.
///
/// # Errors
/// What was kept in another form.
pub fn in_the_way<K: DeserializeOwned>(mistakes: &[Mistake]) -> async_graphql::Result<Option<K>> {
    let there = mistakes.iter().find_map(|mistake| mistake.there.as_deref());
    there.map(K::deserialize).transpose().map_err(internal)
}

/// Words that repeat what was sent, without what a terminal would obey and a database would not keep.
fn shown(words: String) -> String {
    if !words.contains(char::is_control) {
        return words;
    }
    words.replace(char::is_control, "\u{fffd}")
}

/// The field of an input that stands for a column: `occurred_on` is `occurredOn`.
pub fn field_of_column(column: &str) -> String {
    let mut words = column.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |field, word| {
        let mut letters = word.chars();
        let capital = letters.next().map(|letter| letter.to_ascii_uppercase());
        field + &capital.into_iter().chain(letters).collect::<String>()
    })
}

/// A mistake as it is answered.
pub struct UserError(Mistake);

/// What its sender can put right in a change that was refused. Nothing of the change was recorded.
#[Object]
impl UserError {
    /// Why it is refused, for programs.
    async fn code(&self) -> UserErrorCode {
        // What was answered by another version of the program may be unknown here.
        RefusalCode::parse(&self.0.code).unwrap_or(RefusalCode::BadValue).into()
    }

    /// Where: the path to a field of the arguments, `["input", "jobs"]`.
    async fn field(&self) -> &[String] {
        &self.0.field
    }

    /// What is wrong and what would be right, for people: in Persian with `Accept-Language: fa`, else in English.
    async fn message(&self, ctx: &Context<'_>) -> &str {
        match ctx.locale() {
            Locale::English => &self.0.english,
            Locale::Persian => &self.0.persian,
        }
    }
}

/// Mistakes as a payload shows them.
pub fn user_errors(mistakes: Vec<Mistake>) -> Vec<UserError> {
    mistakes.into_iter().map(UserError).collect()
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

    #[test]
    fn every_code_has_a_sentence_of_its_own_in_persian() {
        let mut sentences: Vec<_> =
            RefusalCode::ALL.iter().map(|code| crate::graphql::persian::refusal(*code, None)).collect();
        sentences.sort();
        sentences.dedup();
        assert_eq!(sentences.len(), RefusalCode::ALL.len());
    }
}
