//! Warnings: what the sender of a file should know, although nothing is refused because of it.

use std::fmt;

use serde::{Deserialize, Serialize};
use shahrak_messages::{Language, Message, message};

use super::file_position::FilePosition;

/// One thing that the sender of a file should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The name of the file.
    pub file: String,
    /// The line on which the record begins; the header is line 1. None for the file as a whole.
    pub line: Option<u64>,
    /// The column; none for the line as a whole.
    pub column: Option<String>,
    /// The cell of a workbook, `Units!C7`.
    pub cell: Option<String>,
    /// What the file holds and what becomes of it.
    pub message: Message,
}

impl Warning {
    /// A warning about the file as a whole; the other parts are added by the methods below.
    pub fn new(file: impl Into<String>, message: Message) -> Warning {
        Warning { file: file.into(), line: None, column: None, cell: None, message }
    }

    /// The same at a line.
    #[must_use]
    pub fn at(self, line: u64) -> Warning {
        Warning { line: Some(line), ..self }
    }

    /// The same in a column.
    #[must_use]
    pub fn in_column(self, column: impl Into<String>) -> Warning {
        Warning { column: Some(column.into()), ..self }
    }

    /// The warning on one line: its place and its text.
    pub fn text(&self, language: Language) -> String {
        let Warning { file, line, column, cell, message } = self;
        let place = FilePosition { file, line: *line, column: column.as_deref(), cell: cell.as_deref() };
        message!("warning-at", place = place.to_string(), text = message.clone()).text(language)
    }
}

/// In English.
impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}
