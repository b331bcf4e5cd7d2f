//! Places in files.

use std::fmt;

/// Where something is in a file: `events.csv:9 unit`, `units.xlsx Units!C7 owner`.
pub(super) struct FilePosition<'a> {
    pub(super) file: &'a str,
    pub(super) line: Option<u64>,
    pub(super) column: Option<&'a str>,
    pub(super) cell: Option<&'a str>,
}

impl fmt::Display for FilePosition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.file)?;
        match (self.cell, self.line) {
            (Some(cell), _) => write!(f, " {cell}")?,
            (None, Some(line)) => write!(f, ":{line}")?,
            (None, None) => {}
        }
        self.column.map_or(Ok(()), |column| write!(f, " {column}"))
    }
}
