//! Refusals of a file, or of a record in it, that is not well-formed CSV in UTF-8.

use std::io;

use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;
use shahrak_messages::{Argument, Message, message};

use crate::csv_record::{Found, Start};
use crate::workbook::WorkbookError;

/// Checks that a file is CSV by its first bytes.
pub(super) fn start(start: Start) -> Result<(), Violation> {
    match start {
        Start::Text => Ok(()),
        Start::Workbook => Err(wrong(message!("workbook-unreadable"))),
        Start::Utf16 => Err(wrong(message!("file-in-utf-16"))),
    }
}

/// Checks that a record is well-formed.
pub(super) fn record(found: Found) -> Result<(), Violation> {
    match found {
        Found::Record => Ok(()),
        Found::Unclosed => Err(wrong(message!("quote-not-closed"))),
        Found::Stray => Err(wrong(message!("text-after-quote"))),
        Found::TooLong => Err(wrong(message!("record-too-long"))),
    }
}

/// The refusal of a record with another number of cells than the header.
pub(super) fn count(count: usize, wanted: usize, lines: usize) -> Violation {
    wrong(match lines {
        0 | 1 => message!("other-number-of-cells", wanted, count),
        _ => message!("other-number-of-cells-over-lines", wanted, count, lines),
    })
}

/// The refusal of bytes that are not UTF-8.
pub(super) fn not_utf8() -> Violation {
    wrong(message!("line-not-utf-8"))
}

/// The refusal of a header with another separator.
pub(super) fn no_commas() -> Violation {
    wrong(message!("file-without-commas"))
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
