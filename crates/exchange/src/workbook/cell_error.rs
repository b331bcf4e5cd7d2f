//! Messages about cells that cannot be recorded as a person sees them.

use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::violation::Violation;
use shahrak_messages::{Message, message};

use crate::columns::{Column, Holds};

/// A formula without a stored result.
pub(super) fn not_computed() -> Violation {
    wrong("", message!("cell-not-computed"))
}

/// Merged cells: all but the first are empty, although they do not look empty.
pub(super) fn merged(cells: &str) -> Violation {
    wrong("", message!("cells-merged", cells))
}

/// An error of a formula, such as `#N/A`.
pub(crate) fn failed(error: &str) -> Violation {
    wrong(error, message!("cell-with-error", error))
}

/// A number of which the spreadsheet has stored only 15 digits.
pub(crate) fn too_long(number: &str) -> Violation {
    wrong(number, message!("cell-with-lost-digits", number))
}

/// A number in a column of texts that may be shown in another form.
pub(super) fn not_text(number: &str) -> Violation {
    wrong(number, message!("cell-shows-other-form", number))
}

/// A date or a time outside a column of days.
pub(super) fn a_date(column: &Column, date: &str) -> Violation {
    let holds = match column.holds() {
        Holds::Text => message!("holds-text"),
        Holds::Number => message!("holds-number"),
        Holds::Day => message!("holds-day"),
    };
    wrong(date, message!("cell-became-date", holds))
}

/// A date of which the format hides a part.
pub(super) fn not_a_whole_day(date: &str) -> Violation {
    wrong(date, message!("cell-hides-day"))
}

/// A logical value.
pub(super) fn logical(value: bool) -> Violation {
    let value = if value { "TRUE" } else { "FALSE" };
    wrong(value, message!("cell-became-logical", value))
}

/// A number whose format shows another value.
pub(super) fn unclear(number: &str) -> Violation {
    wrong(number, message!("cell-shows-something-else", number))
}

/// A number that is shown rounded.
pub(super) fn rounded(seen: &str, held: &str) -> Violation {
    wrong(held, message!("cell-rounded", seen, held))
}

fn wrong(value: &str, message: Message) -> Violation {
    Violation::new(RefusalCode::BadValue, message).because_of(value)
}
