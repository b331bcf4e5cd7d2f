//! The cells of one line by the names of their columns. Collects the refusals of all cells.

use shahrak_domain::edit::Half;
use shahrak_domain::import::RowError;
use shahrak_domain::parse::Parsed;
use shahrak_domain::text::{is_blank, trim};
use shahrak_domain::violation::Violation;

use crate::columns::{Column, Holds};
use crate::context::ReaderContext;
use crate::spelling::Spelled;
use crate::text::{is_error, is_shortened, unescape};
use crate::workbook::cell_error::{failed, too_long};

/// The cells of one line.
pub struct Cells<'a> {
    pub(crate) file: &'a str,
    pub(crate) line: u64,
    pub(crate) columns: &'static [Column],
    /// The index of each column in the file.
    pub(crate) places: &'a [Option<usize>],
    /// The required columns that the file lacks.
    pub(crate) lacking: &'a [&'static str],
    /// How the cell of each column is to be read.
    pub(crate) read: &'a [Spelled],
    pub(crate) text: &'a str,
    pub(crate) ends: &'a [usize],
    pub(crate) context: &'a ReaderContext,
    pub(crate) refusals: Vec<RowError>,
    /// Columns whose cell a spreadsheet has spoiled; they get no further refusal.
    pub(crate) spoiled: Vec<&'static str>,
    /// Whether refused cells are skipped, to check the rest of the line.
    pub(crate) rest: bool,
}

impl<'a> Cells<'a> {
    /// The text of the cell; none if the file does not have the column.
    pub(crate) fn get(&self, column: &str) -> Option<&'a str> {
        let index = self.columns.iter().position(|known| known.name == column);
        debug_assert!(index.is_some(), "{column} is in the table of columns");
        if self.lacking.contains(&column) || (self.rest && self.refused(column)) {
            return self.columns[index?].placeholder;
        }
        match &self.read[index?] {
            Spelled::Code(code) | Spelled::Named(code) => Some(code),
            Spelled::Same | Spelled::Wrong(_) => Some(unescape(self.written(self.places[index?]?))),
        }
    }

    /// The text at an index of the line, as the file has it.
    fn written(&self, place: usize) -> &'a str {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.text[start..self.ends[place]]
    }

    /// Whether the cell exists and contains more than [blanks](is_blank).
    pub(crate) fn filled(&self, column: &str) -> bool {
        self.get(column).is_some_and(|cell| !is_blank(cell))
    }

    /// The value of a required cell; none if it is refused.
    pub(crate) fn required<T>(
        &mut self,
        column: &str,
        parse: impl FnOnce(&'a str) -> Parsed<T>,
    ) -> Option<T> {
        if !self.filled(column) {
            self.refuse(column, Violation::empty());
        }
        self.optional(column, parse)
    }

    /// The value of an optional cell; none if it is empty, missing or refused.
    pub(crate) fn optional<T>(
        &mut self,
        column: &str,
        parse: impl FnOnce(&'a str) -> Parsed<T>,
    ) -> Option<T> {
        let cell = self.get(column).filter(|cell| !is_blank(cell))?;
        parse(cell).map_err(|wrong| self.refuse(column, wrong)).ok()
    }

    /// Two cells whose values are only valid together.
    pub(crate) fn pair<T>(
        &mut self,
        columns: [&'static str; 2],
        parse: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<T> {
        match columns.map(|column| self.filled(column)) {
            [true, true] => parse(self),
            [false, false] => None,
            [first, _] => {
                let [lacking, other] = if first { [columns[1], columns[0]] } else { columns };
                // The other one is checked as well: one run finds all mistakes.
                parse(self);
                self.refusals.retain(|refusal| self.rest || refusal.column.as_deref() != Some(lacking));
                self.refuse(lacking, Half { stated: other, lacking }.into());
                None
            }
        }
    }

    /// The optional columns that the file has. Of a pair of columns whose values are only valid together, it has both or
    /// none.
    pub(crate) fn present(&self, pair: [&'static str; 2]) -> Vec<&'static str> {
        let has = |column: &str| self.get(column).is_some();
        let present = |column: &&Column| match pair.contains(&column.name) {
            true => pair.into_iter().any(has),
            false => has(column.name),
        };
        let optional = self.columns.iter().filter(|column| !column.required);
        optional.filter(present).map(|column| column.name).collect()
    }

    /// Refuses the line because of a cell. A skipped cell gets no further refusal.
    pub(crate) fn refuse(&mut self, column: &str, wrong: Violation) {
        if self.spoiled.contains(&column)
            || self.lacking.contains(&column)
            || (self.rest && self.refused(column))
        {
            return;
        }
        let index = self.columns.iter().position(|known| known.name == column);
        let place = index.and_then(|index| self.places[index]);
        let value = place.map(|place| unescape(self.written(place))).unwrap_or_default();
        let refusal = RowError::of(wrong, self.file).at(self.line).in_column(column).because_of(value);
        self.refusals.push(refusal);
    }

    /// Refuses the cell at an index of the line, whatever its content.
    pub(crate) fn spoil(&mut self, place: usize, wrong: Violation) {
        let index = self.places.iter().position(|known| *known == Some(place));
        let Some(column) = index.map(|index| self.columns[index].name) else { return };
        if !self.spoiled.contains(&column) {
            self.refusals.push(RowError::of(wrong, self.file).at(self.line).in_column(column));
            self.spoiled.push(column);
        }
    }

    /// Refuses what spreadsheets write instead of a value (errors, and long numbers in shortened form), and what cannot be
    /// understood.
    pub(crate) fn find_spoiled(&mut self) {
        for ((column, place), read) in self.columns.iter().zip(self.places).zip(self.read) {
            let Some(place) = *place else { continue };
            let text = trim(self.written(place));
            if is_error(text) {
                self.spoil(place, failed(text));
            } else if column.holds() == Holds::Text && is_shortened(text) {
                self.spoil(place, too_long(text));
            } else if let Spelled::Wrong(wrong) = read {
                self.spoil(place, wrong.clone().because_of(text));
            }
        }
    }

    /// Whether a cell of the column was refused, or the file lacks the column although it must have it.
    pub(crate) fn refused(&self, column: &str) -> bool {
        self.lacking.contains(&column)
            || self.refusals.iter().any(|refusal| refusal.column.as_deref() == Some(column))
    }
}
