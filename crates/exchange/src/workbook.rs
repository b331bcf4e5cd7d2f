//! Workbooks: a sheet of an `.xlsx` file as a CSV file, row by row.
//!
//! A thread writes the sheet into a pipe, from which the reader reads, so only the shared texts of the sheet are in memory.
//! The thread ends when the reader stops reading. A cell is written as a person sees it. [`Findings`] list the cells for
//! which that is impossible, and what is not read.

use std::collections::HashSet;
use std::io::{self, BufWriter, ErrorKind, PipeReader, Read, Seek, Write};
use std::thread::{self, JoinHandle};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};
use shahrak_domain::import::FileKind;
use shahrak_domain::text;
use shahrak_messages::{Message, message};
use zip::ZipArchive;

use crate::columns::find::{is_header, kind_with};
use crate::one_sheet::{self, Of};

mod cell;
pub(crate) mod cell_error;
mod findings;
mod format;
mod rows;

pub use findings::{Findings, SheetColumns};

pub(crate) use self::findings::letters;
use self::format::Format;
use self::rows::Rows;

/// The maximum size of all unpacked parts of a workbook, in bytes.
pub const MOST_UNPACKED: u64 = 200_000_000;

/// The hidden sheet of a template with the values of its drop-down lists.
pub const LISTS: &str = "_lists";

/// How many bytes of the part that lists the sheets are searched for its settings.
const MOST_SETTINGS: u64 = 1 << 20;

/// The maximum number of formulas without a result: their places are in memory.
const MOST_NOT_COMPUTED: usize = 100_000;

/// A sheet of a workbook as CSV. If the workbook is not valid, reading ends with an error of the kind
/// [`ErrorKind::InvalidData`].
#[derive(Debug)]
pub struct Sheet {
    pipe: PipeReader,
    work: Option<JoinHandle<io::Result<()>>>,
    findings: Findings,
}

/// Begins to convert the first visible sheet of a workbook that has at most `most` bytes when unpacked.
///
/// # Errors
/// The system has no pipe or thread.
pub fn to_csv<R: Read + Seek + Send + 'static>(input: R, kind: FileKind, most: u64) -> io::Result<Sheet> {
    sheet_to_csv(input, kind, None, Findings::default(), most)
}

/// Begins to convert one sheet of a workbook; the first visible one if none is named.
///
/// # Errors
/// The system has no pipe or thread.
pub(crate) fn sheet_to_csv<R: Read + Seek + Send + 'static>(
    input: R,
    kind: FileKind,
    sheet: Option<String>,
    findings: Findings,
    most: u64,
) -> io::Result<Sheet> {
    let (pipe, output) = io::pipe()?;
    let (noted, output) = (findings.clone(), BufWriter::with_capacity(1 << 16, output));
    let work = thread::Builder::new()
        .name("workbook".to_owned())
        .spawn(move || convert(input, kind, sheet, most, output, &noted))?;
    Ok(Sheet { pipe, work: Some(work), findings })
}

/// Why a workbook cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct WorkbookError(pub(crate) Message);

impl Sheet {
    /// The findings so far.
    pub fn findings(&self) -> Findings {
        self.findings.clone()
    }
}

impl Read for Sheet {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.pipe.read(buffer)?;
        if read == 0
            && !buffer.is_empty()
            && let Some(work) = self.work.take()
        {
            // The library panics for some damaged files.
            work.join().unwrap_or_else(|_| Err(damaged("its content")))?;
        }
        Ok(read)
    }
}

fn convert(
    mut input: impl Read + Seek,
    kind: FileKind,
    sheet: Option<String>,
    most: u64,
    output: impl Write,
    findings: &Findings,
) -> io::Result<()> {
    let recomputed = bound(&mut input, most)?;
    input.rewind()?;
    let mut workbook = Xlsx::new(input).map_err(damaged)?;
    let name = match sheet {
        Some(name) => name,
        None => choose(&mut workbook, findings)?,
    };
    let not_computed = not_computed(&mut workbook, &name, recomputed)?;
    findings.read_from(&name);
    for area in workbook.merge_cells_by_sheet_name(&name).map_err(damaged)? {
        findings.merged(area.start, area.end);
    }
    let header = header_row(&head(&mut workbook, &name)?, kind);
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(damaged)?;
    let formats: Vec<Format> = cells.styles().iter().map(format_of).collect();
    let mut rows = Rows::new(output, kind, header, findings);
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let format = formats.get(style).unwrap_or(&Format::General);
        if not_computed.contains(&(row, column)) {
            rows.add_not_computed(row, column)?;
        } else {
            rows.add(row, column, cell.get_value(), format)?;
        }
    }
    rows.end()
}

/// How many filled rows are searched for the header.
const MOST_ROWS_ABOVE: usize = 10;

/// The texts of the first filled rows of a sheet, with their numbers from 0.
fn head<R: Read + Seek>(workbook: &mut Xlsx<R>, name: &str) -> io::Result<Vec<(u32, Vec<String>)>> {
    let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
    let mut cells = workbook.worksheet_cells_reader(name).map_err(damaged)?;
    while let Ok(Some(cell)) = cells.next_cell() {
        let text = cell::title(cell.get_value());
        if text::is_blank(&text) {
            continue;
        }
        let (row, column) = cell.get_position();
        if rows.last().is_none_or(|(last, _)| *last != row) {
            if rows.len() == MOST_ROWS_ABOVE {
                break;
            }
            rows.push((row, Vec::new()));
        }
        if let Some((_, texts)) = rows.last_mut().filter(|_| column < rows::MOST_COLUMNS) {
            texts.resize(texts.len().max(column as usize + 1), String::new());
            texts[column as usize] = text;
        }
    }
    Ok(rows)
}

/// The row of the header: the first one that names columns of the kind, or else the first filled one.
fn header_row(head: &[(u32, Vec<String>)], kind: FileKind) -> u32 {
    let header = head.iter().find(|(_, cells)| is_header(kind, cells)).or(head.first());
    header.map_or(0, |(row, _)| *row)
}

/// A sheet of a workbook.
pub(crate) struct SheetHead {
    pub(crate) name: String,
    pub(crate) visible: bool,
    /// Whether it has content.
    pub(crate) filled: bool,
    /// The kind of file that its columns are those of.
    pub(crate) kind: Option<FileKind>,
    /// The events for which it has columns, if it has units.
    pub(crate) events: Vec<Of>,
}

/// The sheets of a workbook that has at most `most` bytes when unpacked.
pub(crate) fn sheets(mut input: impl Read + Seek, most: u64) -> io::Result<Vec<SheetHead>> {
    bound(&mut input, most)?;
    input.rewind()?;
    let mut workbook = Xlsx::new(input).map_err(damaged)?;
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<(String, bool)> =
        sheets.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect();
    let of = |(name, visible): (String, bool)| {
        // A sheet that cannot be read may have content.
        let filled = holds_something(&mut workbook, &name).unwrap_or(true);
        let head = head(&mut workbook, &name).unwrap_or_default();
        let kind = head.iter().find_map(|(_, cells)| kind_with(cells));
        let header = head.iter().find(|(_, cells)| is_header(FileKind::Units, cells));
        let events = header.map(|(_, cells)| one_sheet::events_of(cells)).unwrap_or_default();
        SheetHead { name, visible, filled, kind, events }
    };
    Ok(sheets.into_iter().map(of).collect())
}

/// Unpacks everything once without storing it, because the sizes that an archive states may be wrong. Returns whether the
/// workbook asks to be recomputed when it is opened.
fn bound(input: impl Read + Seek, most: u64) -> io::Result<bool> {
    let mut archive = ZipArchive::new(input).map_err(damaged)?;
    let (mut left, mut recomputed) = (most, false);
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(damaged)?;
        let settings = part.name().is_ok_and(|name| name == "xl/workbook.xml");
        let mut bytes = part.take(left + 1);
        let mut text = Vec::new();
        if settings {
            (&mut bytes).take(MOST_SETTINGS).read_to_end(&mut text).map_err(damaged)?;
            recomputed = asks_to_be_computed(&String::from_utf8_lossy(&text));
        }
        let unpacked = text.len() as u64 + io::copy(&mut bytes, &mut io::sink()).map_err(damaged)?;
        left = left
            .checked_sub(unpacked)
            .ok_or_else(|| wrong(message!("workbook-too-large", most = most / 1_000_000)))?;
    }
    Ok(recomputed)
}

fn asks_to_be_computed(settings: &str) -> bool {
    ["fullCalcOnLoad=\"1\"", "fullCalcOnLoad=\"true\""].iter().any(|flag| settings.contains(flag))
}

/// The first visible sheet. Other sheets with content become findings.
fn choose<R: Read + Seek>(workbook: &mut Xlsx<R>, findings: &Findings) -> io::Result<String> {
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<(String, bool)> =
        sheets.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect();
    if sheets.is_empty() {
        return Err(damaged("it has no sheet"));
    }
    let chosen = sheets.iter().position(|(_, visible)| *visible);
    let chosen = chosen.ok_or_else(|| wrong(message!("workbook-hidden")))?;
    let read = &sheets[chosen].0;
    for (place, (name, visible)) in sheets.iter().enumerate() {
        // A sheet that cannot be read may have content.
        if place != chosen && holds_something(workbook, name).unwrap_or(true) {
            findings.not_read(name, *visible, read);
        }
    }
    Ok(read.clone())
}

fn holds_something<R: Read + Seek>(workbook: &mut Xlsx<R>, name: &str) -> io::Result<bool> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(damaged)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
        if cell.formula.is_some() || !cell::title(&cell.value).trim().is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The cells whose formula has no stored result. In a workbook that asks to be recomputed, 0 means none: programs that
/// write formulas without computing them store it.
fn not_computed<R: Read + Seek>(
    workbook: &mut Xlsx<R>,
    name: &str,
    recomputed: bool,
) -> io::Result<HashSet<(u32, u32)>> {
    let mut found = HashSet::new();
    let mut cells = workbook.worksheet_cells_reader(name).map_err(damaged)?;
    let mut last = (0, 0);
    loop {
        let cell = cells.next_cell_with_formula_metadata();
        let Some(cell) = cell.map_err(|error| unknown_error(error, name, last))? else { return Ok(found) };
        last = cell.pos;
        let missing = match cell.value {
            DataRef::Empty => true,
            DataRef::Float(number) => recomputed && number == 0.0,
            _ => false,
        };
        if cell.formula.is_some() && missing {
            found.insert(cell.pos);
        }
        if found.len() > MOST_NOT_COMPUTED {
            return Err(wrong(message!("workbook-not-computed", most = MOST_NOT_COMPUTED)));
        }
    }
}

/// The text of an error that the library does not know, such as `#SPILL!`.
fn unknown_error(error: XlsxError, sheet: &str, (row, column): (u32, u32)) -> io::Error {
    let XlsxError::CellError(value) = error else { return damaged(error) };
    let cell = format!("{}{}", letters(column as usize), row + 1);
    wrong(message!("workbook-with-unknown-error", cell, sheet, error = value))
}

fn format_of(style: &calamine::Style) -> Format {
    style
        .number_format
        .as_ref()
        .map_or(Format::General, |format| Format::parse(&format.format_code, format.format_id))
}

/// For `map_err`: the workbook cannot be read.
fn damaged(why: impl ToString) -> io::Error {
    wrong(message!("workbook-damaged", why = why.to_string()))
}

fn wrong(message: Message) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, WorkbookError(message))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
