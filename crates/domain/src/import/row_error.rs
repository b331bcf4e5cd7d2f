//! Refusals: what in a file cannot be recorded, where it is, and what would be right.

use std::fmt;

use serde::{Serialize, Serializer};
use shahrak_messages::{Language, Message, message, shown};

use super::file_position::FilePosition;
use crate::code::Coded;
use crate::refusal::RefusalCode;
use crate::violation::Violation;

/// One thing that cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RowError {
    /// The name of the file.
    pub file: String,
    /// The line on which the record begins; the header is line 1. None for the file as a whole.
    pub line: Option<u64>,
    /// The column.
    pub column: Option<String>,
    /// The cell of a workbook, `Units!C7`.
    pub cell: Option<String>,
    /// The code for programs.
    #[serde(serialize_with = "code")]
    pub code: RefusalCode,
    /// The wrong value, as messages show it.
    pub value: Option<String>,
    /// What is wrong and what would be right.
    pub message: Message,
}

fn code<S: Serializer>(code: &RefusalCode, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.code())
}

impl RowError {
    /// A refusal of the file as a whole; the other parts are added by the methods below.
    pub fn new(file: impl Into<String>, code: RefusalCode, message: Message) -> RowError {
        RowError { file: file.into(), line: None, column: None, cell: None, code, value: None, message }
    }

    /// The violation of a rule in a file.
    pub fn of(violation: Violation, file: &str) -> RowError {
        let Violation { code, field, value, message } = violation;
        RowError { column: field.map(str::to_owned), value, ..RowError::new(file, code, message) }
    }

    /// The same at a line.
    #[must_use]
    pub fn at(self, line: u64) -> RowError {
        RowError { line: Some(line), ..self }
    }

    /// The same in a column.
    #[must_use]
    pub fn in_column(self, column: impl Into<String>) -> RowError {
        RowError { column: Some(column.into()), ..self }
    }

    /// The same because of a value, unless it is empty.
    #[must_use]
    pub fn because_of(self, value: &str) -> RowError {
        if value.is_empty() {
            return self;
        }
        RowError { value: Some(shown(value).into_owned()), ..self }
    }

    /// The refusal on one line: its place, its code and its text. The value is added if the text does not contain it.
    pub fn text(&self, language: Language) -> String {
        let RowError { file, line, column, cell, code, value, message } = self;
        let place = FilePosition { file, line: *line, column: column.as_deref(), cell: cell.as_deref() };
        let head = format!("{place} {}: {}", code.code(), message.text(language));
        match value {
            Some(value) if !head.contains(value.as_str()) => {
                format!("{head} {}", message!("value-found", value).text(language))
            }
            _ => head,
        }
    }
}

/// In English.
impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}
