//! The header of a file: the places of its columns, and the mistakes in it.

use std::io::Read;
use std::mem;

use shahrak_domain::import::{FileKind, RowError, Warning};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::text;
use shahrak_domain::violation::Violation;
use shahrak_messages::{Argument, Explain, Message, message, shown};

use super::layout::layout;
use super::malformed;
use crate::columns::find::{Named, is_one_sheet, named, named_in_one_sheet, names_code};
use crate::columns::{Column, columns_of};
use crate::csv_record::Records;
use crate::decoded::Decoded;
use crate::one_sheet::needed_by;
use crate::spelling::folded;
use crate::suggest::suggest;

/// A header that names at least one column.
pub(super) struct Header {
    /// The order of the columns in the file.
    pub(super) columns: Columns,
    /// Refusals of names, and of columns that are missing.
    pub(super) mistakes: Vec<RowError>,
    /// How the header was understood.
    pub(super) notes: Vec<Warning>,
}

/// The order of the columns in a file.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// The index of each column of the kind, if the file has it.
    pub(super) places: Vec<Option<usize>>,
    /// The index of the name of the province, beside its code.
    pub(super) name_of_province: Option<usize>,
    /// The indices of cells of the header that are empty.
    pub(super) unnamed: Vec<usize>,
    /// The required columns that the file lacks, even under a misspelt name.
    pub(super) lacking: Vec<&'static str>,
    /// The number of cells of the header, up to the last filled one.
    pub(super) count: usize,
}

/// Reads the header of a text; the records after it follow.
pub(super) fn read<R: Read>(
    file: &str,
    kind: FileKind,
    input: Decoded<R>,
) -> Result<(Header, Records<Decoded<R>>), Vec<RowError>> {
    let whole = |wrong: Violation| vec![RowError::of(wrong, file)];
    malformed::start(input.start()).map_err(whole)?;
    let layout = layout(input.head(), kind);
    let mut records = Records::new(input, layout.separator);
    let mut notes = Vec::new();
    loop {
        let next = records.advance().map_err(|error| whole(malformed::unreadable(&error)))?;
        let (line, end) = next.ok_or_else(|| whole(malformed::empty(all(kind))))?;
        if layout.header.is_none_or(|header| line >= header) {
            let at = |refusals: Vec<RowError>| refusals.into_iter().map(|it| it.at(line)).collect::<Vec<_>>();
            malformed::record(end).map_err(|wrong| at(whole(wrong)))?;
            let text = records.cells().ok_or_else(|| at(whole(malformed::not_utf8())))?;
            let mut header = understand(file, kind, &names(text, records.ends())).map_err(at)?;
            header.mistakes = at(header.mistakes);
            notes.extend(header.notes.into_iter().map(|note| note.at(line)));
            return Ok((Header { notes, ..header }, records));
        }
        if !(layout.stated && line == 1) {
            let title = message!("title-not-read", header = layout.header.unwrap_or_default());
            notes.push(Warning::new(file, title).at(line));
        }
    }
}

fn names<'a>(text: &'a str, ends: &[usize]) -> Vec<&'a str> {
    let mut start = 0;
    let cells = ends.iter().map(|end| text::trim(&text[mem::replace(&mut start, *end)..*end]));
    let mut names: Vec<&str> = cells.collect();
    while names.last().is_some_and(|name| text::is_blank(name)) {
        names.pop();
    }
    names
}

/// The columns that a header names, or its refusals if it names none.
fn understand(file: &str, kind: FileKind, names: &[&str]) -> Result<Header, Vec<RowError>> {
    let known = columns_of(kind);
    let mut columns = Columns { places: vec![None; known.len()], count: names.len(), ..Columns::default() };
    let (mut mistakes, mut unread, mut derived) = (Vec::new(), Vec::new(), Vec::new());
    let (mut unknown_at, mut of_sheet) = (Vec::new(), Vec::new());
    let one_sheet = kind == FileKind::Units && is_one_sheet(names);
    for (place, name) in names.iter().enumerate() {
        match named(kind, name) {
            Some(Named::Column(index)) => match columns.places[index] {
                None => columns.places[index] = Some(place),
                Some(other)
                    if columns.name_of_province.is_none() && names_code(name) != names_code(names[other]) =>
                {
                    let (code, name) = if names_code(name) { (place, other) } else { (other, place) };
                    columns.places[index] = Some(code);
                    columns.name_of_province = Some(name);
                }
                Some(_) => mistakes.push(refusal(file, name, twice(known[index].name))),
            },
            Some(Named::NameOfProvince) if columns.name_of_province.is_none() => {
                columns.name_of_province = Some(place);
            }
            Some(Named::NameOfProvince) => mistakes.push(refusal(file, name, twice(name))),
            Some(Named::Derived | Named::OfSheet) if one_sheet && named_in_one_sheet(name).is_some() => {
                of_sheet.extend(named_in_one_sheet(name).map(|column| (*name, column.name)));
            }
            Some(Named::Derived) => derived.push(*name),
            Some(Named::OfSheet) => unknown_at.push((place, *name)),
            Some(Named::RowNumber) => unread.push(message!("column-of-row-numbers", name = *name)),
            None if text::is_blank(name) => columns.unnamed.push(place),
            None => match several(kind, name) {
                Some(columns) => unread.push(message!("column-of-several", name = *name, columns)),
                None => unknown_at.push((place, *name)),
            },
        }
    }
    mistakes.extend(mistakes_of_sheet(file, &of_sheet));
    columns.settle_province(known);
    let understood = columns.understood(known, names);
    let has = |column: &&Column| {
        known.iter().zip(&columns.places).any(|(it, place)| it.name == column.name && place.is_some())
    };
    let lacking: Vec<&'static Column> = known.iter().filter(|column| !has(column)).collect();
    let required = lacking.iter().filter(|column| column.required).map(|column| column.name);
    let required: Vec<&'static str> = required.collect();
    for (place, name) in unknown_at {
        let near = nearest(name, &lacking);
        mistakes.push(refusal(file, name, unknown(kind, name, near)));
        // The cells of a column with a misspelt name are checked all the same: one run finds all mistakes.
        let index = near.and_then(|near| known.iter().position(|column| column.name == near));
        if let Some(index) = index.filter(|index| columns.places[*index].is_none()) {
            columns.places[index] = Some(place);
        }
    }
    mistakes.extend(required.iter().map(|name| RowError::of(missing(kind, name), file).in_column(*name)));
    columns.lacking = required;
    columns.lacking.retain(|name| {
        known.iter().zip(&columns.places).any(|(it, place)| it.name == *name && place.is_none())
    });
    if columns.places.iter().all(Option::is_none) {
        return Err(mistakes);
    }
    if one_sheet {
        unread.push(message!("units-with-events"));
    }
    let notes = notes(file, understood, &derived, unread);
    Ok(Header { columns, mistakes, notes })
}

/// Columns of events that a sheet with a unit a row has twice, or that say nothing without another.
fn mistakes_of_sheet(file: &str, columns: &[(&str, &'static str)]) -> Vec<RowError> {
    let mut mistakes = Vec::new();
    for (place, (name, column)) in columns.iter().enumerate() {
        if columns[..place].iter().any(|(_, earlier)| earlier == column) {
            mistakes.push(refusal(file, name, twice(column)));
        }
        if let Some(needed) = needed_by(column).filter(|needed| columns.iter().all(|(_, it)| it != needed)) {
            mistakes.push(RowError::of(missing(FileKind::Units, needed), file).in_column(needed));
        }
    }
    mistakes
}

impl Columns {
    /// A name of the province without a code takes its place.
    fn settle_province(&mut self, known: &[Column]) {
        let Some(index) = known.iter().position(|column| column.name == "province") else { return };
        if self.places[index].is_none() {
            self.places[index] = self.name_of_province.take();
        }
    }

    /// The columns that the header calls by other names, in its order.
    fn understood(&self, known: &[Column], names: &[&str]) -> Vec<Message> {
        let mut read: Vec<(usize, &str)> = known
            .iter()
            .zip(&self.places)
            .filter_map(|(column, place)| Some(((*place)?, column.name)))
            .collect();
        read.sort_unstable();
        read.retain(|(place, column)| folded(names[*place]) != folded(column));
        read.into_iter()
            .map(|(place, column)| message!("column-understood", name = names[place], column))
            .collect()
    }
}

/// The columns that a name names together, such as `owner, licence`; none if it is no such list.
fn several(kind: FileKind, name: &str) -> Option<Argument> {
    let parts: Vec<&str> = name.split([',', '،', ';', '؛', '/', '+', '&']).map(text::trim).collect();
    let known = columns_of(kind);
    let column = |part: &&str| match named(kind, part)? {
        Named::Column(index) => Some(known[index].name),
        _ => None,
    };
    let columns: Option<Vec<&str>> = parts.iter().map(column).collect();
    columns.filter(|columns| columns.len() > 1).map(Argument::list)
}

/// The notes on columns that a header calls by other names, and on those that are not read.
fn notes(file: &str, understood: Vec<Message>, derived: &[&str], unread: Vec<Message>) -> Vec<Warning> {
    let mut notes = unread;
    if !understood.is_empty() {
        notes.push(message!("columns-understood", columns = Argument::list(understood)));
    }
    if !derived.is_empty() {
        notes.push(message!("columns-not-read", columns = Argument::list(derived.iter().copied())));
    }
    notes.into_iter().map(|note| Warning::new(file, note)).collect()
}

fn refusal(file: &str, name: &str, wrong: Violation) -> RowError {
    RowError { column: Some(shown(name).into_owned()), ..RowError::of(wrong, file).because_of(name) }
}

fn twice(name: &str) -> Violation {
    Violation::new(RefusalCode::DuplicateColumn, message!("column-twice", name))
}

fn missing(kind: FileKind, name: &str) -> Violation {
    Violation::new(RefusalCode::MissingColumn, message!("column-missing", name, kind = kind.message()))
}

/// The column with the name that is most similar to an unknown one, of those that the header lacks.
fn nearest(name: &str, lacking: &[&Column]) -> Option<&'static str> {
    let spellings: Vec<(String, &'static str)> = lacking
        .iter()
        .flat_map(|column| column.spellings().map(|spelling| (folded(spelling), column.name)))
        .collect();
    let near = suggest(&folded(name), spellings.iter().map(|(spelling, _)| spelling.as_str()))?;
    spellings.iter().find(|(spelling, _)| spelling == near).map(|(_, column)| *column)
}

/// The refusal of an unknown column. It names the nearest column, or all columns.
fn unknown(kind: FileKind, name: &str, near: Option<&str>) -> Violation {
    let message = match near {
        Some(near) => message!("column-unknown-near", kind = kind.message(), name, near),
        None => message!("column-unknown", kind = kind.message(), name, all = all(kind)),
    };
    Violation::new(RefusalCode::UnknownColumn, message)
}

fn all(kind: FileKind) -> Argument {
    Argument::list(columns_of(kind).iter().map(|column| column.name))
}
