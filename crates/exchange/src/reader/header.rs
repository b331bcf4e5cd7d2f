//! The header of a file: where its columns stand, or what is wrong with their names.

use std::io::Read;
use std::mem;

use shahrak_domain::code::Coded;
use shahrak_domain::import::{FileKind, Refusal};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::text::shown;
use shahrak_domain::violation::Violation;

use super::{Columns, malformed};
use crate::columns::{Column, columns_of};
use crate::line::Records;
use crate::nearest::nearest;

/// Reads and judges the header.
pub(super) fn read<R: Read>(
    file: &str,
    kind: FileKind,
    records: &mut Records<R>,
) -> Result<Columns, Vec<Refusal>> {
    let whole = |wrong: Violation| vec![Refusal::of(wrong, file)];
    malformed::start(records.start().map_err(|error| whole(malformed::unreadable(&error)))?)
        .map_err(whole)?;
    let first = records.advance().map_err(|error| whole(malformed::unreadable(&error)))?;
    let (line, found) = first.ok_or_else(|| whole(malformed::empty(&all(kind))))?;
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

/// What is wrong with the names of a header.
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
    Violation::new(
        RefusalCode::DuplicateColumn,
        format!("the column {name} occurs twice; remove one of them"),
        format!("ستون {name} دو بار آمده است؛ یکی را بردارید"),
    )
}

fn missing(kind: FileKind, name: &str) -> Violation {
    Violation::new(
        RefusalCode::MissingColumn,
        format!("the column {name} is missing; a file of {} needs it", noun(kind)),
        format!("ستون {name} نیست؛ پروندهٔ {} باید آن را داشته باشد", kind.code()),
    )
}

/// What is said of an unknown column: the nearest of those that the header lacks, or all there are.
fn unknown(kind: FileKind, place: usize, name: &str, names: &[&str]) -> Violation {
    let wrong = |english, persian| Violation::new(RefusalCode::UnknownColumn, english, persian);
    if name.is_empty() {
        let place = place + 1;
        return wrong(
            format!("column {place} has no name; name it or remove it"),
            format!("ستون {place} نام ندارد؛ نام آن را بنویسید یا ستون را بردارید"),
        );
    }
    let english = format!("a file of {} has no column {name}", noun(kind));
    let persian = format!("پروندهٔ {} ستون {name} ندارد", kind.code());
    let lacking = columns_of(kind).iter().map(|column| column.name).filter(|known| !names.contains(known));
    match nearest(&name.to_lowercase(), lacking) {
        Some(near) => {
            wrong(format!("{english}; did you mean {near}?"), format!("{persian}؛ آیا {near} است؟"))
        }
        None => {
            let all = all(kind);
            wrong(format!("{english}; its columns are {all}"), format!("{persian}؛ ستون‌های آن: {all}"))
        }
    }
}

fn noun(kind: FileKind) -> String {
    kind.code().replace('_', " ")
}

fn all(kind: FileKind) -> String {
    columns_of(kind).iter().map(|column| column.name).collect::<Vec<_>>().join(", ")
}
