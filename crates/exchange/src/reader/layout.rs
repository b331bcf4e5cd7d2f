//! The layout of a text file: what separates its cells, and which line is the header.

use std::io::Cursor;

use shahrak_domain::import::FileKind;

use crate::columns::find::{is_header, kind_with, known_in};
use crate::csv_record::Records;
use crate::one_sheet::{self, Of};

/// How many lines are searched for the header.
const MOST_LINES: usize = 10;

/// The separators that are tried.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The layout of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// What separates the cells.
    pub(crate) separator: u8,
    /// The line of the header; none if the file is empty.
    pub(crate) header: Option<u64>,
    /// Whether the first line states the separator, as some spreadsheet programs write it.
    pub(crate) stated: bool,
}

/// The first lines by one separator.
struct Lines {
    separator: u8,
    lines: Vec<(u64, Vec<String>)>,
}

/// The layout of a file of a kind that begins like this. Without a line that names columns, the first line is the header.
pub(crate) fn layout(head: &[u8], kind: FileKind) -> Layout {
    let (stated, tried) = tried(head);
    let header = |lines: &Lines| lines.lines.iter().find(|(_, cells)| is_header(kind, cells)).cloned();
    let headers = tried.iter().filter_map(|lines| Some((lines.separator, header(lines)?)));
    // Of several separators, the one by which most columns are known; the first of several such.
    let best = headers.rev().max_by_key(|(_, (_, cells))| known_in(kind, cells));
    if let Some((separator, (line, _))) = best {
        return Layout { separator, header: Some(line), stated };
    }
    let first = tried.iter().rev().max_by_key(|lines| {
        let cells = lines.lines.first().map(|(_, cells)| cells.as_slice()).unwrap_or_default();
        (known_in(kind, cells), cells.len())
    });
    let header = first.and_then(|lines| Some(lines.lines.first()?.0));
    Layout { separator: first.map_or(b',', |lines| lines.separator), header, stated }
}

/// The events that a list of units has columns for, if it begins like this.
pub(crate) fn events_of(head: &[u8]) -> Vec<Of> {
    let found = layout(head, FileKind::Units);
    let lines = lines(head, found.separator).lines;
    let header = lines.into_iter().find(|(line, _)| Some(*line) == found.header);
    header.map(|(_, cells)| one_sheet::events_of(&cells)).unwrap_or_default()
}

/// The kind of a file that begins like this, by its columns.
pub(crate) fn kind_of(head: &[u8]) -> Option<FileKind> {
    let (_, tried) = tried(head);
    tried.iter().flat_map(|lines| &lines.lines).find_map(|(_, cells)| kind_with(cells))
}

/// The first lines by each separator that comes into question, and whether the file states it.
fn tried(head: &[u8]) -> (bool, Vec<Lines>) {
    match stated_separator(head) {
        Some(separator) => {
            let mut lines = lines(head, separator);
            lines.lines.remove(0);
            (true, vec![lines])
        }
        None => (false, SEPARATORS.map(|separator| lines(head, separator)).into()),
    }
}

/// The separator of a first line `sep=;`.
fn stated_separator(head: &[u8]) -> Option<u8> {
    let first = head.split(|byte| *byte == b'\n').next()?.trim_ascii();
    let first = first.strip_prefix(b"\"").and_then(|it| it.strip_suffix(b"\"")).unwrap_or(first);
    // A tab at the end is white space.
    match first.to_ascii_lowercase().strip_prefix(b"sep=")? {
        b"" => Some(b'\t'),
        [separator] if separator.is_ascii_punctuation() && *separator != b'"' => Some(*separator),
        _ => None,
    }
}

fn lines(head: &[u8], separator: u8) -> Lines {
    let mut records = Records::new(Cursor::new(head), separator);
    let mut lines = Vec::new();
    while lines.len() < MOST_LINES {
        let Ok(Some((line, _))) = records.advance() else { break };
        let cells = records.cells().map(|text| split(text, records.ends())).unwrap_or_default();
        lines.push((line, cells));
    }
    Lines { separator, lines }
}

/// The cells of a record.
fn split(text: &str, ends: &[usize]) -> Vec<String> {
    let mut start = 0;
    ends.iter().map(|end| text[std::mem::replace(&mut start, *end)..*end].to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, separator: u8, header: Option<u64>) {
        let found = layout(head.as_bytes(), FileKind::Units);
        assert_eq!((char::from(found.separator), found.header), (char::from(separator), header), "{head:?}");
    }

    #[test]
    fn the_separator_is_the_one_by_which_columns_are_known() {
        check("code,park,name_en\n", b',', Some(1));
        check("code;park;\"owner, licence\"\n", b';', Some(1));
        check("code\tpark\tname_en\n", b'\t', Some(1));
        check("code|park|name_en\n", b'|', Some(1));
        check("sep=;\ncode;park;name_en\n", b';', Some(2));
        check("\"sep=|\"\ncode|park\n", b'|', Some(2));
        check("sep=\t\ncode\tpark\n", b'\t', Some(2));
    }

    #[test]
    fn a_title_precedes_the_header() {
        check("Units of 1399, first half\n\ncode,park,name_en\nU1,P,A\n", b',', Some(3));
        check("واحدها\n;;\nکد;شهرک;نام\n", b';', Some(3));
    }

    #[test]
    fn without_a_known_header_it_is_the_first_line() {
        check("kod;pork;nam\nU1;P;A\n", b';', Some(1));
        check("", b',', None);
    }
}
