//! Writes the rows of a sheet as lines of CSV, each when the next one begins.

use std::io::{self, Write};

use calamine::DataRef;
use shahrak_domain::import::FileKind;

use super::format::Format;
use super::{Findings, cell, cell_error, damaged};
use crate::columns::find::{Named, is_one_sheet, named, named_in_one_sheet};
use crate::columns::{Column, columns_of};

/// The maximum numbers of rows and columns, by the file format.
const MOST_ROWS: u32 = 1 << 20;
pub(super) const MOST_COLUMNS: u32 = 1 << 14;

/// The text of a refused cell, so that it does not look empty.
const REFUSED: &str = "?";

/// Writes the rows of a sheet.
pub(super) struct Rows<'a, W: Write> {
    output: csv::Writer<W>,
    /// The kind of file that is expected.
    kind: FileKind,
    /// The row of the header, from 0.
    header_row: u32,
    findings: &'a Findings,
    /// The current row, from 0.
    number: u32,
    cells: Vec<String>,
    /// The column that each cell of the header names, once the header is written.
    header: Option<Vec<Option<&'static Column>>>,
}

impl<'a, W: Write> Rows<'a, W> {
    pub(super) fn new(output: W, kind: FileKind, header_row: u32, findings: &'a Findings) -> Self {
        let output = csv::WriterBuilder::new().flexible(true).from_writer(output);
        Self { output, kind, header_row, findings, number: 0, cells: Vec::new(), header: None }
    }

    pub(super) fn add(
        &mut self,
        row: u32,
        column: u32,
        value: &DataRef<'_>,
        format: &Format,
    ) -> io::Result<()> {
        let place = self.go_to(row, column)?;
        let text = match self.column(place) {
            Some(column) => cell::text(value, format, column).unwrap_or_else(|wrong| {
                self.findings.refuse(row, place, wrong);
                REFUSED.to_owned()
            }),
            None => cell::title(value),
        };
        self.put(place, text);
        Ok(())
    }

    /// Adds a cell whose formula has no stored result.
    pub(super) fn add_not_computed(&mut self, row: u32, column: u32) -> io::Result<()> {
        let place = self.go_to(row, column)?;
        if self.column(place).is_some() {
            self.findings.refuse(row, place, cell_error::not_computed());
        }
        self.put(place, REFUSED.to_owned());
        Ok(())
    }

    /// Writes the rows before this one, and returns the index of the cell in its line.
    fn go_to(&mut self, row: u32, column: u32) -> io::Result<usize> {
        if row < self.number || row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(damaged("a cell is out of place"));
        }
        while self.number < row {
            self.write()?;
            self.number += 1;
        }
        // One cell outside the named columns is enough for the row to be refused.
        Ok((column as usize).min(self.header.as_ref().map_or(usize::MAX, Vec::len)))
    }

    /// The column of a cell below the header.
    fn column(&self, place: usize) -> Option<&'static Column> {
        self.header.as_ref()?.get(place).copied().flatten()
    }

    fn put(&mut self, place: usize, text: String) {
        if text.is_empty() {
            return;
        }
        if self.cells.len() <= place {
            self.cells.resize(place + 1, String::new());
        }
        self.cells[place] = text;
    }

    /// Writes the current row, even if it is empty: the records of the file are the rows of the sheet.
    fn write(&mut self) -> io::Result<()> {
        match &self.header {
            // Empty lines and titles may precede the header.
            None if self.cells.is_empty() || self.number < self.header_row => {
                if !self.cells.is_empty() {
                    self.findings.title(self.number, self.header_row);
                }
                self.cells.clear();
                self.output.write_record([" "])?;
                return Ok(());
            }
            None => self.begin(),
            Some(header) if self.cells.len() < header.len() => {
                self.cells.resize(header.len(), String::new());
            }
            Some(_) => {}
        }
        self.output.write_record(&self.cells)?;
        self.cells.clear();
        Ok(())
    }

    /// Uses the current row as the header.
    fn begin(&mut self) {
        let known = columns_of(self.kind);
        let one_sheet = self.kind == FileKind::Units && is_one_sheet(&self.cells);
        let column = |name: &String| match named(self.kind, name)? {
            Named::Column(index) => Some(&known[index]),
            Named::Derived | Named::OfSheet if one_sheet => named_in_one_sheet(name),
            Named::NameOfProvince | Named::Derived | Named::OfSheet | Named::RowNumber => None,
        };
        let columns: Vec<Option<&'static Column>> = self.cells.iter().map(column).collect();
        let names = self.cells.iter().zip(&columns);
        let names = names
            .map(|(name, column)| column.map_or_else(|| name.trim().to_owned(), |it| it.name.to_owned()));
        self.findings.header(self.number, names.collect());
        self.header = Some(columns);
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        if !self.cells.is_empty() {
            self.write()?;
        }
        self.output.flush()
    }
}
