//! Refusals: what in a file cannot be recorded, where it stands, and what would be right.

use std::borrow::Cow;
use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use shahrak_domain::code::Coded;
use shahrak_domain::coded;

mod ledger;

pub use ledger::{of_ledger, of_ledger_in_persian};

coded! {
    /// Why something in an import, or in a change, is refused.
    pub enum RefusalCode("refusal code") {
        /// The file cannot be read to its end
        Unreadable = "UNREADABLE",
        /// No such column in this kind of file
        UnknownColumn = "UNKNOWN_COLUMN",
        /// A column that must be there is not
        MissingColumn = "MISSING_COLUMN",
        /// A column is there twice
        DuplicateColumn = "DUPLICATE_COLUMN",
        /// Not the form of a CSV file in UTF-8
        Malformed = "MALFORMED",
        /// A cell that must be filled is empty
        Empty = "EMPTY",
        /// A cell that must be empty is filled
        NotEmpty = "NOT_EMPTY",
        /// Not one of the known codes, or not such a text
        BadValue = "BAD_VALUE",
        /// No day
        BadDay = "BAD_DAY",
        /// No moment of RFC 3339
        BadMoment = "BAD_MOMENT",
        /// No number, or not written as one
        BadNumber = "BAD_NUMBER",
        /// A number, day, year or length beyond its bounds
        OutOfRange = "OUT_OF_RANGE",
        /// Not the form of a code
        BadCode = "BAD_CODE",
        /// No province has this code
        UnknownProvince = "UNKNOWN_PROVINCE",
        /// A province code from before 2020 without its label
        OldProvinceCode = "OLD_PROVINCE_CODE",
        /// No park has this code
        UnknownPark = "UNKNOWN_PARK",
        /// No unit has this code
        UnknownUnit = "UNKNOWN_UNIT",
        /// The unit has no such event
        UnknownEvent = "UNKNOWN_EVENT",
        /// The same key twice in the files, with other facts
        DuplicateKey = "DUPLICATE_KEY",
        /// The key is recorded with other facts, which cannot be changed
        Changed = "CHANGED",
        /// The event must state a fact
        FactMissing = "FACT_MISSING",
        /// The event does not carry a fact
        FactNotCarried = "FACT_NOT_CARRIED",
        /// The event could not have happened in the state of the unit
        EventNotAllowed = "EVENT_NOT_ALLOWED",
        /// The event was already replaced or voided
        AlreadyCorrected = "ALREADY_CORRECTED",
        /// A record that voids cannot be replaced or voided
        CannotCorrectVoid = "CANNOT_CORRECT_VOID",
        /// Records replace each other in a circle
        CircularCorrection = "CIRCULAR_CORRECTION",
        /// The day has not come yet
        FutureDay = "FUTURE_DAY",
        /// The moment has not come yet
        FutureMoment = "FUTURE_MOMENT",
        /// The unit has later records
        MomentBeforeLatest = "MOMENT_BEFORE_LATEST",
        /// Events hang on the place
        PlaceFixed = "PLACE_FIXED",
        /// The park lies in another province
        ConflictingPlace = "CONFLICTING_PLACE",
        /// Two rates of a kind on one day
        OverlappingRates = "OVERLAPPING_RATES",
        /// Events were judged by the thresholds that were in force
        MethodologyInUse = "METHODOLOGY_IN_USE",
        /// Cells of a line contradict each other
        Inconsistent = "INCONSISTENT",
        /// Not for the role or the provinces of who sends it
        Forbidden = "FORBIDDEN",
        /// Something with this code or key is registered already
        AlreadyRegistered = "ALREADY_REGISTERED",
        /// No such target was set
        UnknownTarget = "UNKNOWN_TARGET",
        /// No token has this id
        UnknownToken = "UNKNOWN_TOKEN",
        /// No import has this id
        UnknownImport = "UNKNOWN_IMPORT",
        /// The import has ended already
        ImportEnded = "IMPORT_ENDED",
        /// Somebody else has changed it since it was read
        StaleVersion = "STALE_VERSION",
        /// The idempotency key named another change
        KeyReused = "IDEMPOTENCY_KEY_REUSED",
    }
}

/// One thing that cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The file as it was named.
    pub file: String,
    /// The line on which the record begins; the header is line 1. None for the file as a whole.
    pub line: Option<u64>,
    /// The column.
    pub column: Option<String>,
    /// Why.
    pub code: RefusalCode,
    /// What was found, at most 200 characters of it.
    pub value: Option<String>,
    /// What is wrong and what would be right, in English.
    pub message: String,
    /// The same in Persian; none of what the database judges. Reports are in English.
    pub persian: Option<String>,
}

impl Refusal {
    /// Most characters of a value that are repeated.
    pub const LONGEST_VALUE: usize = 200;

    /// A refusal of the file as a whole; the other parts are added by the methods below.
    pub fn new(file: impl Into<String>, code: RefusalCode, message: impl Into<String>) -> Refusal {
        let (file, message) = (file.into(), message.into());
        Refusal { file, line: None, column: None, code, value: None, message, persian: None }
    }

    /// The same, said in Persian too.
    #[must_use]
    pub fn in_persian(self, persian: impl Into<String>) -> Refusal {
        Refusal { persian: Some(persian.into()), ..self }
    }

    /// The same at a line.
    #[must_use]
    pub fn at(self, line: u64) -> Refusal {
        Refusal { line: Some(line), ..self }
    }

    /// The same in a column.
    #[must_use]
    pub fn in_column(self, column: impl Into<String>) -> Refusal {
        Refusal { column: Some(column.into()), ..self }
    }

    /// The same because of a value; none is kept of an empty one. The messages show no more of it either.
    #[must_use]
    pub fn because_of(self, value: &str) -> Refusal {
        if value.is_empty() {
            return self;
        }
        let shown = shown(value);
        let cut = |words: String| if shown == value { words } else { words.replace(value, &shown) };
        let (message, persian) = (cut(self.message), self.persian.map(cut));
        Refusal { value: Some(shown.into_owned()), message, persian, ..self }
    }
}

/// At most 200 characters, none of which a terminal obeys.
pub(crate) fn shown(value: &str) -> Cow<'_, str> {
    let long = value.chars().nth(Refusal::LONGEST_VALUE).is_some();
    if !long && !value.contains(char::is_control) {
        return value.into();
    }
    let most = if long { Refusal::LONGEST_VALUE - 1 } else { Refusal::LONGEST_VALUE };
    let plain = |letter: char| if letter.is_control() { char::REPLACEMENT_CHARACTER } else { letter };
    let mut shown: String = value.chars().take(most).map(plain).collect();
    shown.extend(long.then_some('…'));
    shown.into()
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = &self.column {
            write!(f, " {column}")?;
        }
        write!(f, " {}: {}", self.code.code(), self.message)?;
        match &self.value {
            Some(value) if !self.message.contains(value.as_str()) => write!(f, " (found “{value}”)"),
            _ => Ok(()),
        }
    }
}

impl Serialize for Refusal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut refusal = serializer.serialize_struct("Refusal", 6)?;
        refusal.serialize_field("file", &self.file)?;
        refusal.serialize_field("line", &self.line)?;
        refusal.serialize_field("column", &self.column)?;
        refusal.serialize_field("code", self.code.code())?;
        refusal.serialize_field("value", &self.value)?;
        refusal.serialize_field("message", &self.message)?;
        refusal.end()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
