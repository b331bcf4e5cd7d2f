//! Texts in cells: trimmed, and never taken for a formula.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula. Such a text is written with an
//! apostrophe before it, and so is a text that begins with apostrophes before one of these; reading removes one
//! apostrophe. `=A1` is written `'=A1`, `'=A1` is written `''=A1`, and `'tis` stays as it is. So an exported text is
//! imported unchanged, and files from elsewhere are read literally. The same holds for a text that looks like what a
//! spreadsheet writes instead of a value: `#N/A`, `1.23457E+17`.

use std::borrow::Cow;

use shahrak_domain::text::trim;

/// The cell for a text.
pub fn escape(text: &str) -> Cow<'_, str> {
    if misread(text.trim_start_matches('\'')) { format!("'{text}").into() } else { text.into() }
}

/// The text of a cell.
pub fn unescape(cell: &str) -> &str {
    let cell = trim(cell);
    match cell.strip_prefix('\'') {
        Some(text) if misread(text.trim_start_matches('\'')) => text,
        _ => cell,
    }
}

/// Whether a spreadsheet, or the reader, takes the text for something else.
fn misread(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@']) || is_error(text) || is_shortened(text)
}

/// Whether the text is an error of a spreadsheet.
pub(crate) fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 13] = [
        "#N/A",
        "#REF!",
        "#VALUE!",
        "#DIV/0!",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!",
        "#BLOCKED!",
        "#CONNECT!",
    ];
    text.starts_with('#') && ERRORS.iter().any(|error| text.eq_ignore_ascii_case(error))
}

/// Whether the text is a number in shortened form: `1.23457E+17`.
pub(crate) fn is_shortened(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once("E+") else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    whole.len() == 1 && digits(whole) && digits(fraction) && digits(exponent) && exponent.len() >= 2
}

/// The number in a cell of percents, with or without its sign or word.
pub(crate) fn without_percent(cell: &str) -> &str {
    const SIGNS: [char; 2] = ['%', '٪'];
    let number = cell.strip_suffix(SIGNS).or_else(|| cell.strip_prefix(SIGNS));
    let number = number.or_else(|| ["درصد", "percent"].iter().find_map(|word| cell.strip_suffix(word)));
    number.map_or(cell, str::trim)
}

#[cfg(test)]
mod tests;
