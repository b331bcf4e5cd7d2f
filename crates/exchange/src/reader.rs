//! Reads a file row by row: each line is a typed row, or a list of refusals.

use std::io::Read;
use std::marker::PhantomData;
use std::sync::{Arc, LazyLock};

use shahrak_domain::import::{RowError, Warning};
use shahrak_domain::province::Province;
use shahrak_domain::text::is_blank;
use shahrak_domain::violation::Violation;
use shahrak_messages::{Language, message};

use crate::cells::Cells;
use crate::columns::{Column, columns_of};
use crate::context::ReaderContext;
use crate::csv_record::{RecordEnd, Records};
use crate::decoded::Decoded;
use crate::file_row::FileRow;
use crate::spelling::{Spelled, beside_name, folded, spelled};
use crate::text::unescape;
use crate::workbook::Findings;

mod header;
pub(crate) mod layout;
mod malformed;
mod understood;

use header::{Columns, Header};
use understood::Understood;

/// A row and its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<T> {
    /// The physical line on which the record begins, or the row of the sheet; the first one is line 1.
    pub number: u64,
    /// The content.
    pub row: T,
}

/// A line with mistakes, or of a file without a required column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedLine<T> {
    /// The physical line on which the record begins, or the row of the sheet.
    pub number: u64,
    /// The refusals of its cells.
    pub refusals: Vec<RowError>,
    /// The required columns that the file lacks.
    pub lacking: Vec<&'static str>,
    /// The row with placeholders in place of refused cells, so that the other cells can be compared with the register.
    /// None if they cannot be checked without a refused cell.
    pub rest: Option<T>,
}

impl<T> RefusedLine<T> {
    /// A line of which no cell is read.
    pub(crate) fn unread(number: u64, refusals: Vec<RowError>) -> RefusedLine<T> {
        RefusedLine { number, refusals, lacking: Vec::new(), rest: None }
    }

    /// Whether one of these columns has a refusal.
    pub fn lacks(&self, columns: &[&str]) -> bool {
        let refused = self.refusals.iter().filter_map(|refusal| refusal.column.as_deref());
        refused.chain(self.lacking.iter().copied()).any(|it| columns.contains(&it))
    }
}

/// Iterates over the lines of a file: each item is a row or a refused line. It ends where the file cannot be read any
/// further.
pub struct Rows<T, R> {
    file: String,
    records: Records<Decoded<R>>,
    columns: Columns,
    mistakes: Vec<RowError>,
    notes: Vec<Warning>,
    understood: Understood,
    context: Arc<ReaderContext>,
    /// Findings of a sheet: cells that are refused before they are parsed.
    findings: Option<Findings>,
    ended: bool,
    row: PhantomData<fn() -> T>,
}

/// Opens a file: reads its header.
///
/// # Errors
/// All [`RowError`]s of a header that names no column of the kind. Lines cannot be parsed without it.
pub fn read<T: FileRow, R: Read>(
    name: impl Into<String>,
    input: R,
    context: Arc<ReaderContext>,
) -> Result<Rows<T, R>, Vec<RowError>> {
    let file = name.into();
    let (header, records) = header::read(&file, T::KIND, Decoded::new(input))?;
    let Header { columns, mistakes, notes } = header;
    let understood = Understood::default();
    Ok(Rows {
        file,
        records,
        columns,
        mistakes,
        notes,
        understood,
        context,
        findings: None,
        ended: false,
        row: PhantomData,
    })
}

impl<T, R: Read> Rows<T, R> {
    /// Adds the findings of the sheet from which the file was converted.
    #[must_use]
    pub fn with(self, findings: Option<Findings>) -> Self {
        Rows { findings, ..self }
    }

    /// Mistakes of the header. The lines are read all the same: one run finds all mistakes.
    pub fn mistakes(&self) -> &[RowError] {
        &self.mistakes
    }

    /// How the file was understood so far.
    pub fn notes(&self) -> Vec<Warning> {
        let guessed = self.records.input().guessed();
        let guessed =
            guessed.map(|encoding| Warning::new(&self.file, message!("encoding-guessed", encoding)));
        guessed
            .into_iter()
            .chain(self.notes.iter().cloned())
            .chain(self.understood.notes(&self.file))
            .collect()
    }

    /// The number of bytes read so far.
    pub fn bytes(&self) -> u64 {
        self.records.input().bytes()
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
                        vec![RowError::of(malformed::unreadable(&error), &self.file)],
                    )));
                }
            }
        }
        None
    }
}

impl<T: FileRow, R: Read> Rows<T, R> {
    /// The row of the current record; none if all cells are empty: spreadsheets leave such rows behind.
    fn row(&mut self, line: u64, found: RecordEnd) -> Option<Result<Line<T>, RefusedLine<T>>> {
        if let Err(wrong) = self.well_formed(found) {
            // In a sheet no quotation mark can be missing.
            if self.findings.is_none() {
                self.records.give_back();
            }
            let refusal = RowError::of(wrong, &self.file).at(line);
            return Some(Err(RefusedLine::unread(line, vec![refusal])));
        }
        let (text, ends) = (self.records.cells().unwrap_or_default(), self.records.ends());
        if is_blank(text) {
            return None;
        }
        if is_example(text, ends) {
            self.notes.push(Warning::new(&self.file, message!("example-not-read")).at(line));
            return None;
        }
        let known = columns_of(T::KIND);
        let mut read = vec![Spelled::Same; known.len()];
        for ((column, place), read) in known.iter().zip(&self.columns.places).zip(&mut read) {
            if let Some(place) = *place {
                let text = unescape(cell(text, ends, place));
                *read = self.understood.read(column, text, line, &self.context.provinces);
            }
        }
        if let Some(place) = self.columns.name_of_province {
            let provinces = &self.context.provinces;
            let name = unescape(cell(text, ends, place));
            beside_code(
                known,
                &mut read,
                name,
                provinces,
                |place| unescape(cell(text, ends, place)),
                &self.columns.places,
            );
        }
        let mut cells = Cells {
            file: &self.file,
            line,
            columns: known,
            places: &self.columns.places,
            lacking: &self.columns.lacking,
            read: &read,
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
            Some(row) if cells.refusals.is_empty() && cells.lacking.is_empty() => {
                Ok(Line { number: line, row })
            }
            _ => {
                let rest = rest(&mut cells);
                let lacking = cells.lacking.to_vec();
                Err(RefusedLine { number: line, rest, refusals: cells.refusals, lacking })
            }
        })
    }

    /// The number of a record that begins on a line: in a sheet its row, because line breaks in cells do not count.
    fn place(&self, line: u64) -> u64 {
        if self.findings.is_some() { self.records.ordinal() } else { line }
    }

    /// Checks that the record is UTF-8, has as many cells as the header, and none outside the columns.
    fn well_formed(&self, found: RecordEnd) -> Result<(), Violation> {
        malformed::record(found)?;
        let text = self.records.cells().ok_or_else(malformed::not_utf8)?;
        let (ends, wanted) = (self.records.ends(), self.columns.count);
        let count = ends.len();
        let filled = |place: usize| !is_blank(cell(text, ends, place));
        if count < wanted && !is_blank(text) || (wanted..count).any(filled) {
            return Err(malformed::count(count, wanted, self.records.lines()));
        }
        let mut unnamed = self.columns.unnamed.iter().copied().filter(|place| *place < count);
        unnamed.find(|place| filled(*place)).map_or(Ok(()), |place| Err(malformed::unnamed(place)))
    }
}

/// Compares the code of a province with its name in another cell. Without a code, the name counts.
fn beside_code<'a>(
    known: &'static [Column],
    read: &mut [Spelled],
    name: &str,
    provinces: &[Province],
    cell: impl Fn(usize) -> &'a str,
    places: &[Option<usize>],
) {
    let Some(index) = known.iter().position(|column| column.name == "province") else { return };
    let Some(place) = places[index].filter(|_| !is_blank(name)) else { return };
    let written = cell(place);
    let code = match &read[index] {
        Spelled::Wrong(_) => return,
        Spelled::Same => written,
        Spelled::Code(code) | Spelled::Named(code) => code,
    };
    if is_blank(code) {
        read[index] = spelled(&known[index], name, provinces);
    } else if let Some(violation) = beside_name(code, name, provinces) {
        read[index] = Spelled::Wrong(violation);
    }
}

/// The content of a cell of a record.
fn cell<'a>(text: &'a str, ends: &[usize], place: usize) -> &'a str {
    let start = if place == 0 { 0 } else { ends[place - 1] };
    &text[start..ends[place]]
}

/// The first cell of the example of a template in each language, in folded form.
static MARKS: LazyLock<[String; 2]> = LazyLock::new(|| {
    [Language::English, Language::Persian].map(|language| folded(&message!("template-mark").text(language)))
});

/// Whether the first filled cell of a record says that it is an example.
pub(crate) fn is_example(text: &str, ends: &[usize]) -> bool {
    let first = (0..ends.len()).map(|place| cell(text, ends, place)).find(|cell| !is_blank(cell));
    first.is_some_and(|first| first.len() <= 32 && MARKS.contains(&folded(first)))
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
#[expect(clippy::expect_used, reason = "a test fails by panicking")]
mod hostile;
#[cfg(test)]
mod tests;
