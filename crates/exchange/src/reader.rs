//! Reading a file row by row: each line is a typed row, or the list of all that is wrong with it.

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

/// A row and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<T> {
    /// The physical line on which the record begins, or the row of the sheet; the header is line 1.
    pub number: u64,
    /// What it says.
    pub row: T,
}

/// A line with mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedLine<T> {
    /// The physical line on which the record begins, or the row of the sheet.
    pub number: u64,
    /// All that is wrong with its cells.
    pub refusals: Vec<Refusal>,
    /// What the others say, so that they can be judged where the register is known. In place of each refused cell stands
    /// something from which nothing follows. None where nothing can be said without a refused cell.
    pub rest: Option<T>,
}

impl<T> RefusedLine<T> {
    /// A line of which nothing is read.
    pub(crate) fn unread(number: u64, refusals: Vec<Refusal>) -> RefusedLine<T> {
        RefusedLine { number, refusals, rest: None }
    }

    /// Whether one of these columns is refused.
    pub fn lacks(&self, columns: &[&str]) -> bool {
        self.refusals.iter().filter_map(|refusal| refusal.column.as_deref()).any(|it| columns.contains(&it))
    }
}

/// The rows of a file in its order. Each item is a row or a line that is refused; after a file that cannot be read
/// further there are no more.
pub struct Rows<T, R> {
    file: String,
    records: Records<R>,
    columns: Columns,
    context: Arc<Context>,
    /// Of a sheet: the cells that are refused before they are read.
    findings: Option<Findings>,
    ended: bool,
    row: PhantomData<fn() -> T>,
}

/// Where the columns stand in a file.
struct Columns {
    /// Where each column of the kind stands, if it is there.
    places: Vec<Option<usize>>,
    /// How many columns the file has.
    count: usize,
}

/// Begins to read a file: its header is read and judged.
///
/// # Errors
/// All [`Refusal`]s of the header. The lines cannot be told without it.
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
    /// The same rows, of the sheet in which this was found.
    #[must_use]
    pub fn with(self, findings: Option<Findings>) -> Self {
        Rows { findings, ..self }
    }

    /// How many bytes were read so far.
    pub fn bytes(&self) -> u64 {
        self.records.bytes()
    }
}

impl<T: FileRow, R: Read> Iterator for Rows<T, R> {
    type Item = Result<Line<T>, RefusedLine<T>>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.records.advance() {
                Ok(Some((line, found))) => match self.row(self.place(line), found) {
                    Some(item) => return Some(item),
                    None => continue,
                },
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
    /// The row of the present record; none where all cells are empty, as spreadsheets leave behind.
    fn row(&mut self, line: u64, found: Found) -> Option<Result<Line<T>, RefusedLine<T>>> {
        let (text, ends) = match self.well_formed(found) {
            Ok(()) => (self.records.cells().unwrap_or_default(), self.records.ends()),
            Err(wrong) => {
                // A sheet has no quotation marks that could be missing.
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

    /// Where the record stands that begins on a line: in a sheet the row, which a line break in a cell does not move.
    fn place(&self, line: u64) -> u64 {
        if self.findings.is_some() { self.records.ordinal() } else { line }
    }

    /// Whether the record has as many cells as the header, in UTF-8.
    fn well_formed(&self, found: Found) -> Result<(), Violation> {
        malformed::record(found)?;
        let (count, wanted) = (self.records.ends().len(), self.columns.count);
        if count != wanted {
            return Err(malformed::count(count, wanted, self.records.lines()));
        }
        self.records.cells().map(|_| ()).ok_or_else(malformed::not_utf8)
    }
}

/// What a refused line says without its refused cells. Contradictions between the others are found by the way, and are
/// refused cells themselves then.
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
