//! Lines for COPY: the fastest way into PostgreSQL, which needs no more memory than a buffer.

use std::fmt::Write as _;

use shahrak_domain::code::Coded;
use sqlx::postgres::{PgConnection, PgCopyIn};
use sqlx::{AssertSqlSafe, Executor};

use super::LineOutcome;
use crate::error::Result;

/// Bytes that are collected before they are sent.
const BUFFER: usize = 256 * 1024;

/// Up to how many bytes one INSERT is used instead. COPY ends with a packet of its own, which waits up to 40 ms for the
/// acknowledgement of the data before it.
const FEW: usize = 32 * 1024;

/// A table being filled.
pub struct Copy<'c> {
    columns: String,
    /// The connection, until something is sent.
    idle: Option<&'c mut PgConnection>,
    /// The COPY, once something is sent.
    into: Option<PgCopyIn<&'c mut PgConnection>>,
    line: CopyLine,
}

/// The current line. Values are added in the order of the columns.
#[derive(Default)]
pub struct CopyLine {
    text: String,
    begun: bool,
}

impl<'c> Copy<'c> {
    /// Begins to fill the columns of a table: `staged_park (file, line, code)`.
    pub(super) fn begin(connection: &'c mut PgConnection, columns: &str) -> Copy<'c> {
        Copy { columns: columns.to_owned(), idle: Some(connection), into: None, line: CopyLine::default() }
    }

    /// Begins a line: the place of its file in the report, its number, and its outcome if it is refused already.
    pub fn file_line(&mut self, file: usize, number: u64, outcome: Option<LineOutcome>) -> &mut CopyLine {
        self.line.plain(file).plain(number).maybe(outcome.map(LineOutcome::code))
    }

    /// The current line.
    pub(super) fn line(&mut self) -> &mut CopyLine {
        &mut self.line
    }

    /// Ends the line, and sends the buffer if it is full.
    pub async fn end_line(&mut self) -> Result<()> {
        self.line.text.push('\n');
        self.line.begun = false;
        if self.line.text.len() >= BUFFER { self.send().await } else { Ok(()) }
    }

    /// Sends the rest.
    pub async fn finish(mut self) -> Result<()> {
        if self.line.text.len() <= FEW
            && let Some(connection) = self.idle.take()
        {
            let Some(values) = self.line.values() else { return Ok(()) };
            let insert = format!("INSERT INTO {} VALUES {values}", self.columns);
            connection.execute(sqlx::raw_sql(AssertSqlSafe(insert))).await?;
            return Ok(());
        }
        self.send().await?;
        if let Some(into) = self.into {
            into.finish().await?;
        }
        Ok(())
    }

    /// Sends the buffer.
    async fn send(&mut self) -> Result<()> {
        if let Some(connection) = self.idle.take() {
            self.into = Some(connection.copy_in_raw(&format!("COPY {} FROM STDIN", self.columns)).await?);
        }
        if let Some(into) = &mut self.into {
            into.send(self.line.text.as_bytes()).await?;
        }
        self.line.text.clear();
        Ok(())
    }
}

impl CopyLine {
    /// Adds a text, escaped.
    pub fn text(&mut self, value: &str) -> &mut CopyLine {
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

    /// Adds a value that needs no escaping: a number, a day, a code.
    pub fn plain(&mut self, value: impl std::fmt::Display) -> &mut CopyLine {
        self.separate();
        // Writing to a string cannot fail.
        let _ = write!(self.text, "{value}");
        self
    }

    /// Adds a text, or NULL.
    pub fn maybe_text(&mut self, value: Option<&str>) -> &mut CopyLine {
        match value {
            Some(value) => self.text(value),
            None => self.plain("\\N"),
        }
    }

    /// Adds a value that needs no escaping, or NULL.
    pub fn maybe(&mut self, value: Option<impl std::fmt::Display>) -> &mut CopyLine {
        match value {
            Some(value) => self.plain(value),
            None => self.plain("\\N"),
        }
    }

    /// Adds an array of texts.
    pub fn array<T: AsRef<str>>(&mut self, values: &[T]) -> &mut CopyLine {
        let quoted = |value: &T| format!("\"{}\"", value.as_ref().replace('\\', "\\\\").replace('"', "\\\""));
        let values: Vec<String> = values.iter().map(quoted).collect();
        self.text(&format!("{{{}}}", values.join(",")))
    }

    /// The collected lines as rows of SQL: `('7', NULL), ('8', 'x')`; none without lines.
    fn values(&self) -> Option<String> {
        let rows: Vec<String> = self.text.split_terminator('\n').map(row).collect();
        (!rows.is_empty()).then(|| rows.join(", "))
    }

    fn separate(&mut self) {
        if self.begun {
            self.text.push('\t');
        }
        self.begun = true;
    }
}

/// A line of COPY as a row of SQL.
fn row(line: &str) -> String {
    let value = |cell: &str| match cell {
        "\\N" => "NULL".to_owned(),
        text => format!("'{}'", unescaped(text).replace('\'', "''")),
    };
    format!("({})", line.split('\t').map(value).collect::<Vec<_>>().join(", "))
}

/// Undoes the escaping of [`CopyLine::text`].
fn unescaped(cell: &str) -> String {
    let (mut text, mut letters) = (String::with_capacity(cell.len()), cell.chars());
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            text.push(letter);
            continue;
        }
        text.extend(letters.next().map(|meant| match meant {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            other => other,
        }));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_copy_is_a_row_of_sql() {
        let mut line = CopyLine::default();
        line.text("a\tb\\N\n\r'").plain(7).maybe_text(None).text("\\N").maybe(None::<i32>);
        line.array(&["x\"", "y\\"]);
        let expected = r#"('7', NULL, '\N', NULL, '{"x\"","y\\"}')"#;
        assert_eq!(line.values(), Some(expected.replace("('7'", "('a\tb\\N\n\r''', '7'")));
        assert_eq!(CopyLine::default().values(), None);
    }
}
