//! Warnings: what the sender of a file should know, although it keeps nothing from being recorded.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One thing that the sender of a file should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// The file as it was named.
    pub file: String,
    /// The line on which the record begins; the header is line 1. None for the file as a whole.
    pub line: Option<u64>,
    /// The column; none for the line as a whole.
    pub column: Option<String>,
    /// The cell of a workbook, `Units!C7`.
    pub cell: Option<String>,
    /// What the file holds and what becomes of it, in English.
    pub message: String,
    /// The same in Persian.
    #[serde(rename = "message_fa")]
    pub persian: String,
}

impl Warning {
    /// A warning about the file as a whole; the other parts are added by the methods below.
    pub fn new(file: impl Into<String>, message: impl Into<String>, persian: impl Into<String>) -> Warning {
        let (file, message, persian) = (file.into(), message.into(), persian.into());
        Warning { file, line: None, column: None, cell: None, message, persian }
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
}

impl fmt::Display for Warning {
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
        write!(f, " warning: {}", self.message)
    }
}
