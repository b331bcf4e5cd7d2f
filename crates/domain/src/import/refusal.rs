//! Refusals: what in a file cannot be recorded, where it stands, and what would be right.

use std::fmt;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::code::Coded;
use crate::refusal::RefusalCode;
use crate::text::shown;
use crate::violation::Violation;

/// One thing that cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The file as it was named.
    pub file: String,
    /// The line on which the record begins; the header is line 1. None for the file as a whole.
    pub line: Option<u64>,
    /// The column.
    pub column: Option<String>,
    /// The cell of a workbook, `Units!C7`.
    pub cell: Option<String>,
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
    /// A refusal of the file as a whole; the other parts are added by the methods below.
    pub fn new(file: impl Into<String>, code: RefusalCode, message: impl Into<String>) -> Refusal {
        let (file, message) = (file.into(), message.into());
        Refusal { file, line: None, column: None, cell: None, code, value: None, message, persian: None }
    }

    /// What a rule refuses in a file, or of something in it.
    pub fn of(violation: Violation, file: &str) -> Refusal {
        let Violation { code, field, value, message, persian } = violation;
        let (column, persian) = (field.map(str::to_owned), Some(persian));
        Refusal { file: file.to_owned(), line: None, column, cell: None, code, value, message, persian }
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

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        match (&self.cell, self.line) {
            (Some(cell), _) => write!(f, " {cell}")?,
            (None, Some(line)) => write!(f, ":{line}")?,
            (None, None) => {}
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
        let mut refusal = serializer.serialize_struct("Refusal", 7)?;
        refusal.serialize_field("file", &self.file)?;
        refusal.serialize_field("line", &self.line)?;
        refusal.serialize_field("column", &self.column)?;
        refusal.serialize_field("cell", &self.cell)?;
        refusal.serialize_field("code", self.code.code())?;
        refusal.serialize_field("value", &self.value)?;
        refusal.serialize_field("message", &self.message)?;
        refusal.end()
    }
}
