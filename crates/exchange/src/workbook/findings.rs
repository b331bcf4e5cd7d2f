//! Findings of the conversion of a workbook: refused cells, and sheets that are not read.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use shahrak_domain::import::Warning;
use shahrak_domain::violation::Violation;
use shahrak_messages::{Message, message};

use super::cell_error;

/// Findings in a workbook. The conversion adds them, the reader takes them. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Findings(Arc<Mutex<SheetFindings>>);

#[derive(Debug, Default)]
struct SheetFindings {
    sheet: String,
    columns: Option<SheetColumns>,
    /// Refused cells, by row (from 1) and index in the row.
    cells: BTreeMap<(u64, usize), Violation>,
    warnings: Vec<Message>,
    /// Warnings about rows, which count from 1.
    titles: Vec<(u64, Message)>,
}

/// The sheet that is read, and its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetColumns {
    sheet: String,
    /// The columns that the cells of the header name, or their texts.
    names: Vec<String>,
}

impl SheetColumns {
    /// A cell, or a row without a column, as the spreadsheet names it: `Units!C7`, `'1399'!7:7`.
    pub fn place(&self, line: u64, column: Option<&str>) -> String {
        let sheet = quoted(&self.sheet);
        let place = column.and_then(|column| self.names.iter().position(|name| name == column));
        match place {
            Some(place) => format!("{sheet}!{}{line}", letters(place)),
            None => format!("{sheet}!{line}:{line}"),
        }
    }
}

impl Findings {
    /// The sheet that is read, and its columns; none before the header is read.
    pub fn columns(&self) -> Option<SheetColumns> {
        self.lock().columns.clone()
    }

    /// Warnings about what is not read.
    pub fn warnings(&self, file: &str) -> Vec<Warning> {
        let found = self.lock();
        let warnings = found.warnings.iter().map(|message| Warning::new(file, message.clone()));
        let titles = found.titles.iter().map(|(row, message)| Warning::new(file, message.clone()).at(*row));
        warnings.chain(titles).collect()
    }

    /// Takes the refused cells of a row, by their indices. The reader asks for the rows in order.
    pub(crate) fn take_row(&self, row: u64) -> Vec<(usize, Violation)> {
        let mut found = self.lock();
        let later = found.cells.split_off(&(row + 1, 0));
        let cells = std::mem::replace(&mut found.cells, later);
        cells
            .into_iter()
            .filter(|((at, _), _)| *at == row)
            .map(|((_, place), wrong)| (place, wrong))
            .collect()
    }

    /// Names the cells as those of the sheet with these findings, by the names that its columns have here.
    pub(crate) fn as_in(&self, other: &Findings, names: &[String]) {
        let sheet = other.lock().sheet.clone();
        let mut found = self.lock();
        found.columns = Some(SheetColumns { sheet: sheet.clone(), names: names.to_vec() });
        found.sheet = sheet;
    }

    /// Refuses a cell; rows count from 1.
    pub(crate) fn refuse_at(&self, row: u64, place: usize, wrong: Violation) {
        self.lock().cells.insert((row, place), wrong);
    }

    pub(super) fn read_from(&self, sheet: &str) {
        sheet.clone_into(&mut self.lock().sheet);
    }

    /// Sets the header, which is in this row (from 0). Merged cells above it and in it are a title.
    pub(super) fn header(&self, row: u32, names: Vec<String>) {
        let mut found = self.lock();
        let (first, width) = (u64::from(row) + 2, names.len());
        found.cells.retain(|(row, place), _| *row >= first && *place < width);
        found.columns = Some(SheetColumns { sheet: found.sheet.clone(), names });
    }

    /// Refuses a cell; rows count from 0.
    pub(super) fn refuse(&self, row: u32, place: usize, wrong: Violation) {
        self.lock().cells.insert((u64::from(row) + 1, place), wrong);
    }

    /// Refuses the first of some merged cells.
    pub(super) fn merged(&self, first: (u32, u32), last: (u32, u32)) {
        let name = |(row, column): (u32, u32)| format!("{}{}", letters(column as usize), row + 1);
        self.refuse(
            first.0,
            first.1 as usize,
            cell_error::merged(&format!("{}:{}", name(first), name(last))),
        );
    }

    /// Adds a row above the header; rows count from 0.
    pub(super) fn title(&self, row: u32, header: u32) {
        self.lock().titles.push((u64::from(row) + 1, message!("title-not-read", header = header + 1)));
    }

    /// Adds a warning about the workbook.
    pub(crate) fn warn(&self, message: Message) {
        self.lock().warnings.push(message);
    }

    /// Adds a sheet that is not read.
    pub(super) fn not_read(&self, name: &str, visible: bool, read: &str) {
        self.lock().warnings.push(match visible {
            true => message!("sheet-not-read", name, read),
            false => message!("hidden-sheet-not-read", name, read),
        });
    }

    fn lock(&self) -> MutexGuard<'_, SheetFindings> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The letters of a column in a spreadsheet: A to Z, AA …
pub(crate) fn letters(place: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = place + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or_default()));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The name of a sheet as formulas write it.
fn quoted(sheet: &str) -> String {
    let plain = sheet.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    if plain && !sheet.starts_with(|first: char| first.is_numeric()) {
        return sheet.to_owned();
    }
    format!("'{}'", sheet.replace('\'', "''"))
}
