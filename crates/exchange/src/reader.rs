//! Reading a file row by row: each line is a typed row, or the list of all that is wrong with it.

use std::io::{self, Read};
use std::marker::PhantomData;
use std::mem;
use std::sync::Arc;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;
use shahrak_domain::province::Province;

use crate::cells::Cells;
use crate::columns::Column;
use crate::file::FileKind;
use crate::line::{Found, Records, Start};
use crate::nearest::nearest;
use crate::refusal::{Refusal, RefusalCode, shown};

/// What a reader has to know besides the file.
#[derive(Clone, Debug)]
pub struct Context {
    /// Today, where the register is kept; days of events are not later.
    pub today: Day,
    /// Now; moments of recording are not later.
    pub now: Moment,
    /// The provinces, by whose codes places are told.
    pub provinces: Vec<Province>,
}

/// What one line of a kind of file says.
pub trait Record: Sized {
    /// The kind of file.
    const KIND: FileKind;

    /// The row, or none where a cell is refused; the refusals are gathered in `cells`.
    fn parse(cells: &mut Cells<'_>) -> Option<Self>;

    /// The cells of the row, as many and in the same order as the columns of its kind.
    fn cells(&self) -> Vec<String>;
}

/// A row and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<T> {
    /// The physical line on which the record begins; the header is line 1.
    pub number: u64,
    /// What it says.
    pub row: T,
}

/// A line with mistakes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedLine<T> {
    /// The physical line on which the record begins.
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
pub fn read<T: Record, R: Read>(
    name: impl Into<String>,
    input: R,
    context: Arc<Context>,
) -> Result<Rows<T, R>, Vec<Refusal>> {
    let file = name.into();
    let mut records = Records::new(input);
    let columns = header(&file, T::KIND, &mut records)?;
    Ok(Rows { file, records, columns, context, ended: false, row: PhantomData })
}

impl<T, R: Read> Rows<T, R> {
    /// How many bytes were read so far.
    pub fn bytes(&self) -> u64 {
        self.records.bytes()
    }
}

impl<T: Record, R: Read> Iterator for Rows<T, R> {
    type Item = Result<Line<T>, RefusedLine<T>>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.records.advance() {
                Ok(Some((line, found))) => match self.row(line, found) {
                    Some(item) => return Some(item),
                    None => continue,
                },
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(RefusedLine::unread(0, vec![unreadable(&self.file, &error)])));
                }
            }
        }
        None
    }
}

impl<T: Record, R: Read> Rows<T, R> {
    /// The row of the present record; none where all cells are empty, as spreadsheets leave behind.
    fn row(&mut self, line: u64, found: Found) -> Option<Result<Line<T>, RefusedLine<T>>> {
        let (text, ends) = match self.well_formed(found) {
            Ok(()) => (self.records.cells().unwrap_or_default(), self.records.ends()),
            Err(message) => {
                self.records.give_back();
                let refusal = Refusal::new(&*self.file, RefusalCode::Malformed, message).at(line);
                return Some(Err(RefusedLine::unread(line, vec![refusal])));
            }
        };
        if text.trim().is_empty() {
            return None;
        }
        let mut cells = Cells {
            file: &self.file,
            line,
            columns: T::KIND.columns(),
            places: &self.columns.places,
            text,
            ends,
            context: &self.context,
            refusals: Vec::new(),
            rest: false,
        };
        Some(match T::parse(&mut cells) {
            Some(row) if cells.refusals.is_empty() => Ok(Line { number: line, row }),
            _ => Err(RefusedLine { number: line, rest: rest(&mut cells), refusals: cells.refusals }),
        })
    }

    /// Whether the record has as many cells as the header, in UTF-8.
    fn well_formed(&self, found: Found) -> Result<(), String> {
        match found {
            Found::Unclosed => return Err(String::from(UNCLOSED)),
            Found::Stray => return Err(String::from(STRAY)),
            Found::TooLong => return Err(String::from(TOO_LONG)),
            Found::Record => {}
        }
        let (count, wanted) = (self.records.ends().len(), self.columns.count);
        if count != wanted {
            let lines = self.records.lines();
            let quote = if lines > 1 {
                format!(", over {lines} lines; is a quotation mark missing or too much?")
            } else {
                String::from("; a cell with a comma stands in quotation marks")
            };
            return Err(format!("the header has {wanted} cells and this record {count}{quote}"));
        }
        match self.records.cells() {
            Some(_) => Ok(()),
            None => Err(String::from(NOT_UTF8)),
        }
    }
}

/// What a refused line says without its refused cells. Contradictions between the others are found by the way.
fn rest<T: Record>(cells: &mut Cells<'_>) -> Option<T> {
    let mut refused = cells.columns.iter().filter(|column| cells.refused(column.name));
    if refused.any(|column| column.stand_in.is_none()) {
        return None;
    }
    cells.rest = true;
    let wrong = cells.refusals.len();
    T::parse(cells).filter(|_| cells.refusals.len() == wrong)
}

const UNCLOSED: &str =
    "a quotation mark opens a cell and none closes it; close it, or double a quotation mark inside a cell";
const STRAY: &str =
    "text stands after the closing quotation mark of a cell; double a quotation mark inside a cell";
const TOO_LONG: &str = "the record is longer than 1 MiB; is a quotation mark or a line break missing?";
const NOT_UTF8: &str = "the line is not UTF-8; save the file as “CSV UTF-8”";

/// Reads and judges the header.
fn header<R: Read>(file: &str, kind: FileKind, records: &mut Records<R>) -> Result<Columns, Vec<Refusal>> {
    let malformed = |message: &str| vec![Refusal::new(file, RefusalCode::Malformed, message)];
    match records.start().map_err(|error| vec![unreadable(file, &error)])? {
        Start::Text => {}
        Start::Workbook => {
            return Err(malformed(
                "this workbook cannot be read; save it as .xlsx, or its sheet as “CSV UTF-8”",
            ));
        }
        Start::Utf16 => return Err(malformed("the file is UTF-16; save it as “CSV UTF-8”")),
    }
    let (line, found) = match records.advance().map_err(|error| vec![unreadable(file, &error)])? {
        Some(header) => header,
        None => {
            return Err(malformed(&format!(
                "the file is empty; its first line names columns: {}",
                all(kind)
            )));
        }
    };
    let at = |refusals: Vec<Refusal>| refusals.into_iter().map(|refusal| refusal.at(line)).collect();
    let names = match (found, records.cells()) {
        (Found::Record, Some(text)) => names(text, records.ends()),
        (Found::Record, None) => return Err(at(malformed(NOT_UTF8))),
        (Found::Unclosed, _) => return Err(at(malformed(UNCLOSED))),
        (Found::Stray, _) => return Err(at(malformed(STRAY))),
        (Found::TooLong, _) => return Err(at(malformed(TOO_LONG))),
    };
    if names.len() == 1 && names[0].contains([';', '\t']) {
        return Err(at(malformed(
            "the cells of the header are not separated by commas; save the file as “CSV UTF-8”",
        )));
    }
    let refusals = judge(file, kind, &names);
    if !refusals.is_empty() {
        return Err(at(refusals));
    }
    let place = |column: &Column| names.iter().position(|name| *name == column.name);
    Ok(Columns { places: kind.columns().iter().map(place).collect(), count: names.len() })
}

fn names<'a>(text: &'a str, ends: &[usize]) -> Vec<&'a str> {
    let mut start = 0;
    ends.iter().map(|end| text[mem::replace(&mut start, *end)..*end].trim()).collect()
}

/// What is wrong with the names of a header.
fn judge(file: &str, kind: FileKind, names: &[&str]) -> Vec<Refusal> {
    let columns = kind.columns();
    let mut refusals = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let column = (!name.is_empty()).then(|| shown(name).into_owned());
        let refuse = |code, message| Refusal { column, ..Refusal::new(file, code, message).because_of(name) };
        if !columns.iter().any(|column| column.name == *name) {
            refusals.push(refuse(RefusalCode::UnknownColumn, unknown(kind, place, name, names)));
        } else if names[..place].contains(name) {
            let message = format!("the column {name} is there twice; leave one of them out");
            refusals.push(refuse(RefusalCode::DuplicateColumn, message));
        }
    }
    for column in columns.iter().filter(|column| column.required && !names.contains(&column.name)) {
        let message = format!("the column {} is missing; a file of {} must have it", column.name, noun(kind));
        refusals.push(Refusal::new(file, RefusalCode::MissingColumn, message).in_column(column.name));
    }
    refusals
}

/// The message about an unknown column: the nearest of those that the header lacks, or all there are.
fn unknown(kind: FileKind, place: usize, name: &str, names: &[&str]) -> String {
    if name.is_empty() {
        return format!("column {} has no name; name it or leave it out", place + 1);
    }
    let lacking = kind.columns().iter().map(|column| column.name).filter(|known| !names.contains(known));
    match nearest(&name.to_lowercase(), lacking) {
        Some(nearest) => format!("a file of {} has no column {name}; is it {nearest}?", noun(kind)),
        None => format!("a file of {} has no column {name}; its columns are {}", noun(kind), all(kind)),
    }
}

fn noun(kind: FileKind) -> String {
    kind.code().replace('_', " ")
}

fn all(kind: FileKind) -> String {
    kind.columns().iter().map(|column| column.name).collect::<Vec<_>>().join(", ")
}

fn unreadable(file: &str, error: &io::Error) -> Refusal {
    // What a workbook is not taken for says itself what would be right.
    if error.kind() == io::ErrorKind::InvalidData {
        return Refusal::new(file, RefusalCode::Malformed, error.to_string());
    }
    Refusal::new(file, RefusalCode::Unreadable, format!("the file cannot be read further: {error}"))
}

#[cfg(test)]
mod tests;
