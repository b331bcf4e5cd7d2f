//! How text is kept in a cell: as written, without white space around it, and never as a formula.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula. Such a text is written with an
//! apostrophe before it, and so is a text that begins with apostrophes before one of these; reading takes that one
//! apostrophe away. `=A1` is written `'=A1`, `'=A1` is written `''=A1`, and `'tis` stays as it is: what was exported
//! is imported as the same text, and a file from elsewhere is read as it stands.

use std::borrow::Cow;

/// The text as it is written into a cell.
pub fn escape(text: &str) -> Cow<'_, str> {
    if formula(text.trim_start_matches('\'')) { format!("'{text}").into() } else { text.into() }
}

/// The text that a cell holds.
pub fn unescape(cell: &str) -> &str {
    let cell = cell.trim();
    match cell.strip_prefix('\'') {
        Some(text) if formula(text.trim_start_matches('\'')) => text,
        _ => cell,
    }
}

fn formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@'])
}

#[cfg(test)]
mod tests;
