//! Writes rows as files that can be read again: all columns, days in ISO 8601, plain decimals, lists with `;`.

use std::io::{self, Write};
use std::marker::PhantomData;

use crate::columns::columns_of;
use crate::file_row::FileRow;

/// Writes rows of one kind into a file.
pub struct Writer<T, W: Write> {
    csv: csv::Writer<W>,
    row: PhantomData<fn(&T)>,
}

impl<T: FileRow, W: Write> Writer<T, W> {
    /// Begins a file with its header.
    ///
    /// # Errors
    /// The header cannot be written.
    pub fn new(output: W) -> io::Result<Writer<T, W>> {
        let mut csv = csv::Writer::from_writer(output);
        csv.write_record(columns_of(T::KIND).iter().map(|column| column.name)).map_err(io::Error::from)?;
        Ok(Writer { csv, row: PhantomData })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// The row cannot be written.
    pub fn write(&mut self, row: &T) -> io::Result<()> {
        self.csv.write_record(row.cells()).map_err(io::Error::from)
    }

    /// Writes the rest, and returns the output.
    ///
    /// # Errors
    /// The rest cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.csv.into_inner().map_err(|error| error.into_error())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
