//! Refusals of a file, or of a record in it, that is not well-formed.

use std::io;

use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;
use shahrak_messages::{Argument, Message, message};

use crate::csv_record::RecordEnd;
use crate::decoded::Start;
use crate::workbook::WorkbookError;

/// Checks that a file is text by its first bytes.
pub(super) fn start(start: Start) -> Result<(), Violation> {
    match start {
        Start::Text => Ok(()),
        Start::Workbook => Err(wrong(message!("workbook-unreadable"))),
        Start::OldWorkbook => Err(wrong(message!("workbook-of-old-form"))),
        Start::Protected => Err(wrong(message!("workbook-protected"))),
        Start::WebPage => Err(wrong(message!("file-is-web-page"))),
    }
}

/// Checks that a record is well-formed.
pub(super) fn record(found: RecordEnd) -> Result<(), Violation> {
    match found {
        RecordEnd::Record => Ok(()),
        RecordEnd::Unclosed => Err(wrong(message!("quote-not-closed"))),
        RecordEnd::Stray => Err(wrong(message!("text-after-quote"))),
        RecordEnd::TooLong => Err(wrong(message!("record-too-long"))),
    }
}

/// The refusal of a record with another number of cells than the header.
pub(super) fn count(count: usize, wanted: usize, lines: usize) -> Violation {
    wrong(match lines {
        0 | 1 => message!("other-number-of-cells", wanted, count),
        _ => message!("other-number-of-cells-over-lines", wanted, count, lines),
    })
}

/// The refusal of a filled cell in a column without a name.
pub(super) fn unnamed(place: usize) -> Violation {
    Violation::new(RefusalCode::UnknownColumn, message!("column-unnamed", place = place + 1))
}

/// The refusal of bytes that are not UTF-8.
pub(super) fn not_utf8() -> Violation {
    wrong(message!("line-not-utf-8"))
}

/// The refusal of a file without a header.
pub(super) fn empty(columns: Argument) -> Violation {
    wrong(message!("file-empty", columns))
}

/// The refusal of a file that cannot be read to its end.
pub(super) fn unreadable(error: &io::Error) -> Violation {
    match error.get_ref().and_then(|error| error.downcast_ref::<WorkbookError>()) {
        Some(workbook) => wrong(workbook.0.clone()),
        None => Violation::new(RefusalCode::Unreadable, message!("file-broken-off", why = error.to_string())),
    }
}

fn wrong(message: Message) -> Violation {
    Violation::new(RefusalCode::Malformed, message)
}
