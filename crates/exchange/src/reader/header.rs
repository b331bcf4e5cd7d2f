//! The header of a file: the order of its columns, or the refusals of their names.

use std::io::Read;
use std::mem;

use shahrak_domain::import::{FileKind, Refusal};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;
use shahrak_messages::{Argument, Explain, message, shown};

use super::{Columns, malformed};
use crate::columns::{Column, columns_of};
use crate::csv_record::Records;
use crate::suggest::suggest;

/// Reads and checks the header.
pub(super) fn read<R: Read>(
    file: &str,
    kind: FileKind,
    records: &mut Records<R>,
) -> Result<Columns, Vec<Refusal>> {
    let whole = |wrong: Violation| vec![Refusal::of(wrong, file)];
    malformed::start(records.start().map_err(|error| whole(malformed::unreadable(&error)))?)
        .map_err(whole)?;
    let first = records.advance().map_err(|error| whole(malformed::unreadable(&error)))?;
    let (line, found) = first.ok_or_else(|| whole(malformed::empty(all(kind))))?;
    let at = |refusals: Vec<Refusal>| refusals.into_iter().map(|refusal| refusal.at(line)).collect();
    malformed::record(found).map_err(|wrong| at(whole(wrong)))?;
    let text = records.cells().ok_or_else(|| at(whole(malformed::not_utf8())))?;
    let names = names(text, records.ends());
    if names.len() == 1 && names[0].contains([';', '\t']) {
        return Err(at(whole(malformed::no_commas())));
    }
    let refusals = judge(file, kind, &names);
    if !refusals.is_empty() {
        return Err(at(refusals));
    }
    let place = |column: &Column| names.iter().position(|name| *name == column.name);
    Ok(Columns { places: columns_of(kind).iter().map(place).collect(), count: names.len() })
}

fn names<'a>(text: &'a str, ends: &[usize]) -> Vec<&'a str> {
    let mut start = 0;
    ends.iter().map(|end| text[mem::replace(&mut start, *end)..*end].trim()).collect()
}

/// The refusals of the names in a header.
fn judge(file: &str, kind: FileKind, names: &[&str]) -> Vec<Refusal> {
    let columns = columns_of(kind);
    let mut refusals = Vec::new();
    for (place, name) in names.iter().enumerate() {
        let column = (!name.is_empty()).then(|| shown(name).into_owned());
        let refuse = |wrong: Violation| Refusal { column, ..Refusal::of(wrong, file).because_of(name) };
        if !columns.iter().any(|column| column.name == *name) {
            refusals.push(refuse(unknown(kind, place, name, names)));
        } else if names[..place].contains(name) {
            refusals.push(refuse(twice(name)));
        }
    }
    for column in columns.iter().filter(|column| column.required && !names.contains(&column.name)) {
        refusals.push(Refusal::of(missing(kind, column.name), file).in_column(column.name));
    }
    refusals
}

fn twice(name: &str) -> Violation {
    Violation::new(RefusalCode::DuplicateColumn, message!("column-twice", name))
}

fn missing(kind: FileKind, name: &str) -> Violation {
    Violation::new(RefusalCode::MissingColumn, message!("column-missing", name, kind = kind.message()))
}

/// The refusal of an unknown column. It names the most similar column that the header lacks, or all columns.
fn unknown(kind: FileKind, place: usize, name: &str, names: &[&str]) -> Violation {
    let lacking = columns_of(kind).iter().map(|column| column.name).filter(|known| !names.contains(known));
    let message = if name.is_empty() {
        message!("column-unnamed", place = place + 1)
    } else if let Some(near) = suggest(&name.to_lowercase(), lacking) {
        message!("column-unknown-near", kind = kind.message(), name, near)
    } else {
        message!("column-unknown", kind = kind.message(), name, all = all(kind))
    };
    Violation::new(RefusalCode::UnknownColumn, message)
}

fn all(kind: FileKind) -> Argument {
    Argument::list(columns_of(kind).iter().map(|column| column.name))
}
