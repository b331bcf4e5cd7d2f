//! Workbooks: the first sheet of an `.xlsx` file as a CSV file of the same lines, row by row.
//!
//! It is written by a thread of its own into a pipe, from which the reader takes it: only the texts that the sheet's cells share are kept
//! in memory. Whoever stops reading ends the thread.

use std::fs::File;
use std::io::{self, BufWriter, ErrorKind, PipeReader, Read, Seek, Write};
use std::thread::{self, JoinHandle};

use calamine::{DataRef, Reader as _, SheetType, Xlsx};
use zip::ZipArchive;

mod cell;

/// Bytes of all parts of a workbook at most when they are unpacked.
pub const MOST_UNPACKED: u64 = 200_000_000;

/// Rows and columns of a sheet at most, by the format.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

/// The first sheet of a workbook as CSV. What is wrong with the workbook is told at the end of what could be read, as an error of the kind
/// [`ErrorKind::InvalidData`].
#[derive(Debug)]
pub struct Sheet {
    pipe: PipeReader,
    work: Option<JoinHandle<io::Result<()>>>,
}

/// The file to be read as CSV, and how many bytes that will be, if known: of a workbook its first sheet, of any other file itself.
///
/// # Errors
/// The file cannot be read, or there are no means to convert it.
pub fn open(mut file: File, size: u64) -> io::Result<(Box<dyn Read + Send>, Option<u64>)> {
    let mut first = Vec::new();
    (&mut file).take(4).read_to_end(&mut first)?;
    file.rewind()?;
    if first != b"PK\x03\x04" {
        return Ok((Box::new(file), Some(size)));
    }
    Ok((Box::new(to_csv(file, MOST_UNPACKED)?), None))
}

/// Begins to convert a workbook of which no more than `most` bytes are to be unpacked.
///
/// # Errors
/// There is no pipe or no thread to be had.
pub fn to_csv<R: Read + Seek + Send + 'static>(input: R, most: u64) -> io::Result<Sheet> {
    let (pipe, output) = io::pipe()?;
    let work = thread::Builder::new()
        .name("workbook".to_owned())
        .spawn(move || convert(input, most, BufWriter::with_capacity(1 << 16, output)))?;
    Ok(Sheet { pipe, work: Some(work) })
}

impl Read for Sheet {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.pipe.read(buffer)?;
        if read == 0
            && !buffer.is_empty()
            && let Some(work) = self.work.take()
        {
            // A library that panics over a file says the file is damaged.
            work.join().unwrap_or_else(|_| Err(damaged("its content")))?;
        }
        Ok(read)
    }
}

fn convert(mut input: impl Read + Seek, most: u64, output: impl Write) -> io::Result<()> {
    bound(&mut input, most)?;
    input.rewind()?;
    let mut workbook = Xlsx::new(input).map_err(damaged)?;
    let sheet = workbook.sheets_metadata().iter().find(|sheet| sheet.typ == SheetType::WorkSheet);
    let name = sheet.map(|sheet| sheet.name.clone()).ok_or_else(|| damaged("it has no sheet"))?;
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(damaged)?;
    let mut rows = Rows::new(output);
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        rows.add(row, column, cell.get_value())?;
    }
    rows.end()
}

/// Unpacks everything once and keeps nothing: what an archive says of its sizes need not be true.
fn bound(input: impl Read + Seek, most: u64) -> io::Result<()> {
    let mut archive = ZipArchive::new(input).map_err(damaged)?;
    let mut left = most;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(damaged)?;
        let unpacked = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(damaged)?;
        left = left.checked_sub(unpacked).ok_or_else(|| {
            let most = most / 1_000_000;
            wrong(format!(
                "this workbook is larger than {most} MB when unpacked; save its sheet as “CSV UTF-8”"
            ))
        })?;
    }
    Ok(())
}

/// The rows of a sheet, each written when the next begins.
struct Rows<W: Write> {
    output: csv::Writer<W>,
    /// The present row, counted from 0.
    number: u32,
    cells: Vec<String>,
    /// How many cells the header has, when it was written.
    width: Option<usize>,
}

impl<W: Write> Rows<W> {
    fn new(output: W) -> Self {
        let output = csv::WriterBuilder::new().flexible(true).from_writer(output);
        Self { output, number: 0, cells: Vec::new(), width: None }
    }

    fn add(&mut self, row: u32, column: u32, value: &DataRef<'_>) -> io::Result<()> {
        if row < self.number || row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(damaged("a cell is out of place"));
        }
        while self.number < row {
            self.write()?;
            self.number += 1;
        }
        let text = cell::text(value);
        if text.is_empty() {
            return Ok(());
        }
        // Of what stands beside the columns that are named one cell is enough for the row to be refused.
        let place = (column as usize).min(self.width.unwrap_or(usize::MAX));
        if self.cells.len() <= place {
            self.cells.resize(place + 1, String::new());
        }
        self.cells[place] = text;
        Ok(())
    }

    /// Writes the present row. An empty one is written too: the lines of the file are those of the sheet.
    fn write(&mut self) -> io::Result<()> {
        match self.width {
            // Nothing but a line without a cell may stand before the header.
            None if self.cells.is_empty() => {
                self.output.write_record([" "])?;
                return Ok(());
            }
            None => self.width = Some(self.cells.len()),
            Some(width) if self.cells.len() < width => self.cells.resize(width, String::new()),
            Some(_) => {}
        }
        self.output.write_record(&self.cells)?;
        self.cells.clear();
        Ok(())
    }

    fn end(mut self) -> io::Result<()> {
        if !self.cells.is_empty() {
            self.write()?;
        }
        self.output.flush()
    }
}

/// For `map_err`: a workbook that cannot be read.
fn damaged(why: impl ToString) -> io::Error {
    let why = why.to_string();
    wrong(format!("this workbook cannot be read ({why}); save it as .xlsx, or its sheet as “CSV UTF-8”"))
}

fn wrong(message: String) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, message)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
