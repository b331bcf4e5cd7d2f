//! Tables as files for people and programs: CSV, workbooks, JSON Lines.
//!
//! A row is its cells as [`FileRow::cells`](crate::file_row::FileRow::cells) writes them. Texts that a spreadsheet would take
//! for formulas are [escaped](crate::text::escape) in CSV and workbooks, and plain in JSON Lines.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Write};

use shahrak_domain::import::FileKind;
use shahrak_messages::Language;

use crate::columns::{Column, Format, columns_of};

mod json_lines;
mod sheet;

use json_lines::JsonLines;
use sheet::Sheet;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// UTF-8, with commas
    Csv,
    /// A workbook with one sheet
    Xlsx,
    /// A JSON object a line
    JsonLines,
}

/// The names of columns in the first line of CSV and workbooks. JSON Lines has the names of the exchange format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Headers {
    /// Those of the exchange format: `name_en`
    #[default]
    Names,
    /// Labels for people
    Labels(Language),
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// Its name.
    pub name: Cow<'static, str>,
    /// Its label, in the language of the headers.
    pub label: Cow<'static, str>,
    /// What its cells hold.
    pub holds: Held,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// A text or a code
    Text,
    /// A number that every program reads exactly
    Number,
    /// A number that may have more digits than a JavaScript number or a cell of a workbook; a string in JSON
    Amount,
    /// A day in ISO 8601
    Day,
    /// Codes, separated by `;`
    List,
    /// `true` or `false`
    Flag,
}

/// Writes a table into a file.
pub struct TableWriter<W: Write> {
    form: Form<W>,
    columns: Vec<TableColumn>,
    rows: u64,
}

enum Form<W: Write> {
    Csv(Box<csv::Writer<W>>),
    JsonLines(JsonLines<W>),
    /// A workbook is complete only at its end, so it is written into a temporary file.
    Sheet(Box<Sheet>),
}

/// The rows below the header for which a sheet has room.
pub const MOST_ROWS_OF_SHEET: u64 = 1_048_575;

impl FileFormat {
    /// All formats.
    pub const ALL: [FileFormat; 3] = [FileFormat::Csv, FileFormat::Xlsx, FileFormat::JsonLines];

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            FileFormat::Csv => "csv",
            FileFormat::Xlsx => "xlsx",
            FileFormat::JsonLines => "jsonl",
        }
    }

    /// The format with this extension.
    pub fn of_extension(extension: &str) -> Option<FileFormat> {
        FileFormat::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// The media type of its files.
    pub fn media_type(self) -> &'static str {
        match self {
            FileFormat::Csv => "text/csv; charset=utf-8; header=present",
            FileFormat::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileFormat::JsonLines => "application/jsonl; charset=utf-8",
        }
    }
}

impl TableColumn {
    /// The columns of a kind of file.
    pub fn of_kind(kind: FileKind, headers: Headers) -> Vec<TableColumn> {
        TableColumn::all(columns_of(kind), headers)
    }

    /// Columns of the dictionary.
    pub fn all(columns: &'static [Column], headers: Headers) -> Vec<TableColumn> {
        let of = |column: &'static Column| TableColumn {
            name: column.name.into(),
            label: match headers {
                Headers::Names => column.name.into(),
                Headers::Labels(language) => column.label(language).into(),
            },
            holds: column.format.into(),
        };
        columns.iter().map(of).collect()
    }
}

impl From<Format> for Held {
    fn from(format: Format) -> Held {
        match format {
            Format::Whole | Format::Decimal | Format::Percent | Format::Year => Held::Number,
            Format::Amount => Held::Amount,
            Format::Day => Held::Day,
            Format::ListOf(_) => Held::List,
            Format::Flag => Held::Flag,
            Format::Code
            | Format::MetricCode
            | Format::Digits
            | Format::Name
            | Format::Line
            | Format::Prose
            | Format::Rule
            | Format::Province
            | Format::Scope
            | Format::Moment
            | Format::OneOf(_) => Held::Text,
        }
    }
}

impl<W: Write> TableWriter<W> {
    /// Begins a file with its header. `name` is that of the sheet in a workbook.
    ///
    /// # Errors
    /// The header cannot be written.
    pub fn new(
        format: FileFormat,
        name: &str,
        columns: Vec<TableColumn>,
        headers: Headers,
        mut output: W,
    ) -> io::Result<TableWriter<W>> {
        let labels = || columns.iter().map(|column| &*column.label);
        let form = match format {
            FileFormat::Csv => {
                if matches!(headers, Headers::Labels(_)) {
                    // Without this mark, Excel takes the file for one in the code page of the machine.
                    output.write_all("\u{feff}".as_bytes())?;
                }
                let mut csv = csv::Writer::from_writer(output);
                csv.write_record(labels()).map_err(io::Error::from)?;
                Form::Csv(Box::new(csv))
            }
            FileFormat::JsonLines => Form::JsonLines(JsonLines::new(output)),
            FileFormat::Xlsx => {
                let right_to_left = headers == Headers::Labels(Language::Persian);
                Form::Sheet(Box::new(Sheet::new(name, labels(), right_to_left)?))
            }
        };
        Ok(TableWriter { form, columns, rows: 0 })
    }

    /// Adds a row: a cell for each column.
    ///
    /// # Errors
    /// The row cannot be written, or a sheet has no room for it.
    pub fn write(&mut self, cells: &[String]) -> io::Result<()> {
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell for each column");
        self.rows += 1;
        match &mut self.form {
            Form::Csv(csv) => csv.write_record(cells).map_err(io::Error::from),
            Form::JsonLines(lines) => lines.write(&self.columns, cells),
            Form::Sheet(sheet) => sheet.write(self.rows, &self.columns, cells),
        }
    }

    /// The number of rows so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Writes the rest. A workbook is returned as a temporary file, from its beginning, and nothing is in the output.
    ///
    /// # Errors
    /// The rest cannot be written.
    pub fn finish(self) -> io::Result<Option<File>> {
        match self.form {
            Form::Csv(mut csv) => csv.flush().map(|()| None),
            Form::JsonLines(lines) => lines.finish().map(|()| None),
            Form::Sheet(sheet) => sheet.finish().map(Some),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
