//! Lines for COPY: the fastest way into Postgres, and one that needs no more memory than its buffer.

use std::fmt::Write as _;

use sqlx::postgres::{PgConnection, PgCopyIn};

use crate::error::Result;

/// How much is gathered before it is sent.
const BUFFER: usize = 256 * 1024;

/// A table being filled.
pub(super) struct Copy<'c> {
    into: PgCopyIn<&'c mut PgConnection>,
    line: Line,
}

/// The line under way: values are added in the order of the columns.
#[derive(Default)]
pub(super) struct Line {
    text: String,
    begun: bool,
}

impl<'c> Copy<'c> {
    /// Begins to fill the columns of a table: `staged_park (file, line, code)`.
    pub(super) async fn begin(connection: &'c mut PgConnection, columns: &str) -> Result<Copy<'c>> {
        let into = connection.copy_in_raw(&format!("COPY {columns} FROM STDIN")).await?;
        Ok(Copy { into, line: Line::default() })
    }

    /// The line under way.
    pub(super) fn line(&mut self) -> &mut Line {
        &mut self.line
    }

    /// Ends the line, and sends what was gathered if it is enough.
    pub(super) async fn end_line(&mut self) -> Result<()> {
        self.line.text.push('\n');
        self.line.begun = false;
        if self.line.text.len() >= BUFFER {
            self.into.send(self.line.text.as_bytes()).await?;
            self.line.text.clear();
        }
        Ok(())
    }

    /// Sends the rest.
    pub(super) async fn finish(mut self) -> Result<()> {
        self.into.send(self.line.text.as_bytes()).await?;
        self.into.finish().await?;
        Ok(())
    }
}

impl Line {
    /// A value as it is written, escaped.
    pub(super) fn text(&mut self, value: &str) -> &mut Line {
        self.separate();
        for letter in value.chars() {
            match letter {
                '\\' => self.text.push_str("\\\\"),
                '\t' => self.text.push_str("\\t"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                other => self.text.push(other),
            }
        }
        self
    }

    /// A value that needs no escaping: a number, a day, a code.
    pub(super) fn plain(&mut self, value: impl std::fmt::Display) -> &mut Line {
        self.separate();
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{value}");
        self
    }

    /// A text, or NULL.
    pub(super) fn maybe_text(&mut self, value: Option<&str>) -> &mut Line {
        match value {
            Some(value) => self.text(value),
            None => self.plain("\\N"),
        }
    }

    /// A value that needs no escaping, or NULL.
    pub(super) fn maybe(&mut self, value: Option<impl std::fmt::Display>) -> &mut Line {
        match value {
            Some(value) => self.plain(value),
            None => self.plain("\\N"),
        }
    }

    /// An array of texts.
    pub(super) fn array<T: AsRef<str>>(&mut self, values: &[T]) -> &mut Line {
        let quoted = |value: &T| format!("\"{}\"", value.as_ref().replace('\\', "\\\\").replace('"', "\\\""));
        let values: Vec<String> = values.iter().map(quoted).collect();
        self.text(&format!("{{{}}}", values.join(",")))
    }

    fn separate(&mut self) {
        if self.begun {
            self.text.push('\t');
        }
        self.begun = true;
    }
}
