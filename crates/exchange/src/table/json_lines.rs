//! JSON Lines: an object a row, with null for empty cells.

use std::io::{self, Write};

use super::{Held, TableColumn};
use crate::text::unescape;

/// Rows on their way into a file.
pub(super) struct JsonLines<W> {
    output: W,
    line: Vec<u8>,
}

impl<W: Write> JsonLines<W> {
    pub(super) fn new(output: W) -> Self {
        JsonLines { output, line: Vec::new() }
    }

    pub(super) fn write(&mut self, columns: &[TableColumn], cells: &[String]) -> io::Result<()> {
        self.line.clear();
        for (column, cell) in columns.iter().zip(cells) {
            self.line.push(if self.line.is_empty() { b'{' } else { b',' });
            serde_json::to_writer(&mut self.line, &*column.name)?;
            self.line.push(b':');
            self.value(column.holds, cell)?;
        }
        self.line.extend_from_slice(b"}\n");
        self.output.write_all(&self.line)
    }

    fn value(&mut self, holds: Held, cell: &str) -> io::Result<()> {
        match holds {
            Held::List => {
                let items: Vec<&str> = cell.split(';').filter(|item| !item.is_empty()).collect();
                serde_json::to_writer(&mut self.line, &items)?;
            }
            _ if cell.is_empty() => self.line.extend_from_slice(b"null"),
            Held::Number | Held::Flag => self.line.extend_from_slice(cell.as_bytes()),
            Held::Text => serde_json::to_writer(&mut self.line, unescape(cell))?,
            Held::Amount | Held::Day => serde_json::to_writer(&mut self.line, cell)?,
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.output.flush()
    }
}
