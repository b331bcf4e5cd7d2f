//! Reads a file row by row: each line is a typed row, or a list of refusals.

use std::io::Read;
use std::marker::PhantomData;
use std::sync::Arc;

use shahrak_domain::import::Refusal;
use shahrak_domain::text::is_blank;
use shahrak_domain::violation::Violation;

use crate::cells::Cells;
use crate::columns::columns_of;
use crate::context::Context;
use crate::csv_record::{Found, Records};
use crate::file_row::FileRow;
use crate::workbook::Findings;

mod header;
mod malformed;

/// A row and its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<T> {
    /// The physical line on which the record begins, or the row of the sheet; the header is line 1.
    pub number: u64,
    /// The content.
    pub row: T,
}

/// A line with mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedLine<T> {
    /// The physical line on which the record begins, or the row of the sheet.
    pub number: u64,
    /// The refusals of its cells.
    pub refusals: Vec<Refusal>,
    /// The row with placeholders in place of refused cells, so that the other cells can be compared with the register.
    /// None if they cannot be checked without a refused cell.
    pub rest: Option<T>,
}

impl<T> RefusedLine<T> {
    /// A line of which no cell is read.
    pub(crate) fn unread(number: u64, refusals: Vec<Refusal>) -> RefusedLine<T> {
        RefusedLine { number, refusals, rest: None }
    }

    /// Whether one of these columns has a refusal.
    pub fn lacks(&self, columns: &[&str]) -> bool {
        self.refusals.iter().filter_map(|refusal| refusal.column.as_deref()).any(|it| columns.contains(&it))
    }
}

/// Iterates over the lines of a file: each item is a row or a refused line. It ends where the file cannot be read any
/// further.
pub struct Rows<T, R> {
    file: String,
    records: Records<R>,
    columns: Columns,
    context: Arc<Context>,
    /// Findings of a sheet: cells that are refused before they are parsed.
    findings: Option<Findings>,
    ended: bool,
    row: PhantomData<fn() -> T>,
}

/// The order of the columns in a file.
struct Columns {
    /// The index of each column of the kind, if the file has it.
    places: Vec<Option<usize>>,
    /// The number of columns of the file.
    count: usize,
}

/// Opens a file: reads and checks its header.
///
/// # Errors
/// All [`Refusal`]s of the header. Lines cannot be parsed without it.
pub fn read<T: FileRow, R: Read>(
    name: impl Into<String>,
    input: R,
    context: Arc<Context>,
) -> Result<Rows<T, R>, Vec<Refusal>> {
    let file = name.into();
    let mut records = Records::new(input);
    let columns = header::read(&file, T::KIND, &mut records)?;
    Ok(Rows { file, records, columns, context, findings: None, ended: false, row: PhantomData })
}

impl<T, R: Read> Rows<T, R> {
    /// Adds the findings of the sheet from which the file was converted.
    #[must_use]
    pub fn with(self, findings: Option<Findings>) -> Self {
        Rows { findings, ..self }
    }

    /// The number of bytes read so far.
    pub fn bytes(&self) -> u64 {
        self.records.bytes()
    }
}

impl<T: FileRow, R: Read> Iterator for Rows<T, R> {
    type Item = Result<Line<T>, RefusedLine<T>>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.records.advance() {
                Ok(Some((line, found))) => {
                    if let Some(item) = self.row(self.place(line), found) {
                        return Some(item);
                    }
                }
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(RefusedLine::unread(
                        0,
                        vec![Refusal::of(malformed::unreadable(&error), &self.file)],
                    )));
                }
            }
        }
        None
    }
}

impl<T: FileRow, R: Read> Rows<T, R> {
    /// The row of the current record; none if all cells are empty: spreadsheets leave such rows behind.
    fn row(&mut self, line: u64, found: Found) -> Option<Result<Line<T>, RefusedLine<T>>> {
        let (text, ends) = match self.well_formed(found) {
            Ok(()) => (self.records.cells().unwrap_or_default(), self.records.ends()),
            Err(wrong) => {
                // In a sheet no quotation mark can be missing.
                if self.findings.is_none() {
                    self.records.give_back();
                }
                let refusal = Refusal::of(wrong, &self.file).at(line);
                return Some(Err(RefusedLine::unread(line, vec![refusal])));
            }
        };
        if is_blank(text) {
            return None;
        }
        let mut cells = Cells {
            file: &self.file,
            line,
            columns: columns_of(T::KIND),
            places: &self.columns.places,
            text,
            ends,
            context: &self.context,
            refusals: Vec::new(),
            spoiled: Vec::new(),
            rest: false,
        };
        for (place, wrong) in self.findings.iter().flat_map(|findings| findings.take_row(line)) {
            cells.spoil(place, wrong);
        }
        cells.find_spoiled();
        Some(match T::parse(&mut cells) {
            Some(row) if cells.refusals.is_empty() => Ok(Line { number: line, row }),
            _ => Err(RefusedLine { number: line, rest: rest(&mut cells), refusals: cells.refusals }),
        })
    }

    /// The number of a record that begins on a line: in a sheet its row, because line breaks in cells do not count.
    fn place(&self, line: u64) -> u64 {
        if self.findings.is_some() { self.records.ordinal() } else { line }
    }

    /// Checks that the record is UTF-8 and has as many cells as the header.
    fn well_formed(&self, found: Found) -> Result<(), Violation> {
        malformed::record(found)?;
        let (count, wanted) = (self.records.ends().len(), self.columns.count);
        if count != wanted {
            return Err(malformed::count(count, wanted, self.records.lines()));
        }
        self.records.cells().map(|_| ()).ok_or_else(malformed::not_utf8)
    }
}

/// Parses a refused line again without its refused cells. This also finds contradictions between the others, which are
/// then refused as well.
fn rest<T: FileRow>(cells: &mut Cells<'_>) -> Option<T> {
    cells.rest = true;
    loop {
        let mut refused = cells.columns.iter().filter(|column| cells.refused(column.name));
        if refused.any(|column| column.placeholder.is_none()) {
            return None;
        }
        let wrong = cells.refusals.len();
        let row = T::parse(cells);
        if cells.refusals.len() == wrong {
            return row;
        }
    }
}

#[cfg(test)]
mod tests;
