//! A workbook with one sheet: a frozen header, days as dates, numbers as numbers. Its rows go to a temporary file, so that
//! memory does not grow.

use std::fs::File;
use std::io::{self, Seek as _};

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Held, MOST_ROWS_OF_SHEET, TableColumn};

/// A sheet on its way into a file.
pub(super) struct Sheet {
    workbook: Workbook,
    day: Format,
    /// Formats of numbers, by their decimals.
    numbers: Vec<Format>,
}

/// The digits that a cell of a spreadsheet holds exactly.
const EXACT: usize = 15;

impl Sheet {
    pub(super) fn new<'a>(
        name: &str,
        labels: impl Iterator<Item = &'a str>,
        right_to_left: bool,
    ) -> io::Result<Sheet> {
        let mut workbook = Workbook::new();
        // The same rows are the same bytes, whenever they are written.
        let created = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(name).map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        sheet.set_right_to_left(right_to_left);
        let bold = Format::new().set_bold();
        for (place, label) in (0..).zip(labels) {
            sheet.write_string_with_format(0, place, label, &bold).map_err(failed)?;
        }
        let number = |decimals: usize| {
            let places = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals)) };
            Format::new().set_num_format(format!("0{places}"))
        };
        Ok(Sheet {
            workbook,
            day: Format::new().set_num_format("yyyy-mm-dd"),
            numbers: (0..EXACT).map(number).collect(),
        })
    }

    pub(super) fn write(&mut self, row: u64, columns: &[TableColumn], cells: &[String]) -> io::Result<()> {
        let row = u32::try_from(row).ok().filter(|row| u64::from(*row) <= MOST_ROWS_OF_SHEET);
        let row = row.ok_or_else(|| io::Error::from(io::ErrorKind::FileTooLarge))?;
        let Sheet { workbook, day, numbers } = self;
        let sheet = workbook.worksheet_from_index(0).map_err(failed)?;
        for (place, (column, cell)) in (0..).zip(columns.iter().zip(cells)) {
            if !cell.is_empty() {
                write_cell(sheet, (row, place), (column.holds, cell), day, numbers).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// The workbook as a temporary file, from its beginning.
    pub(super) fn finish(mut self) -> io::Result<File> {
        let mut file = tempfile::tempfile()?;
        self.workbook.save_to_writer(&mut file).map_err(failed)?;
        file.rewind()?;
        Ok(file)
    }
}

/// Writes a number or a day as what it is if a spreadsheet holds it exactly, otherwise as text.
fn write_cell(
    sheet: &mut Worksheet,
    (row, place): (u32, u16),
    (holds, cell): (Held, &str),
    day: &Format,
    numbers: &[Format],
) -> Result<(), XlsxError> {
    match holds {
        Held::Number | Held::Amount => match exact(cell) {
            Some((number, decimals)) => {
                return sheet.write_number_with_format(row, place, number, &numbers[decimals]).map(drop);
            }
            None => {
                if let Some(number) = shortest(cell).filter(|_| holds == Held::Number) {
                    return sheet.write_number(row, place, number).map(drop);
                }
            }
        },
        Held::Day => {
            if let Some(number) = serial(cell) {
                return sheet.write_number_with_format(row, place, number, day).map(drop);
            }
        }
        Held::Text | Held::List | Held::Flag => {}
    }
    sheet.write_string(row, place, cell).map(drop)
}

/// A number and its decimals, if a spreadsheet holds all of its digits.
fn exact(cell: &str) -> Option<(f64, usize)> {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let decimals = cell.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let number = cell.parse().ok().filter(|_| digits <= EXACT && decimals < EXACT)?;
    Some((number, decimals))
}

/// A fraction that a spreadsheet holds as it was computed, although it has more digits.
fn shortest(cell: &str) -> Option<f64> {
    cell.parse().ok().filter(|number: &f64| number.to_string() == cell)
}

/// A day as the number of days that a spreadsheet counts; none before 1901, for which spreadsheets differ.
fn serial(cell: &str) -> Option<f64> {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let day = NaiveDate::parse_from_str(cell, "%Y-%m-%d").ok().filter(|day| day.year() > 1900)?;
    Some(day.signed_duration_since(epoch).num_days() as f64)
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        error => io::Error::other(error),
    }
}
