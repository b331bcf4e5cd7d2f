//! The text of a cell as a person sees it, or why it cannot be determined.

use calamine::{DataRef, ExcelDateTime};
use rust_decimal::{Decimal, RoundingStrategy};
use shahrak_domain::violation::Violation;

use super::cell_error::{a_date, failed, logical, not_a_whole_day, not_text, rounded, too_long, unclear};
use super::format::{Format, Section};
use crate::columns::{Column, Holds};

/// The number of digits that spreadsheets store.
const DIGITS: usize = 15;

/// The first whole number that a cell without a format shows in scientific notation.
const SCIENTIFIC_FROM: f64 = 1e11;

/// The first day that spreadsheets number correctly: they count a 29 February 1900.
const FIRST_SERIAL: f64 = 61.0;

/// The day after the last one that a spreadsheet can show.
const END_OF_SERIALS: f64 = 2_958_466.0;

/// Names of the rial that may follow an amount of rials.
const RIALS: [&str; 6] = ["ریال", "﷼", "irr", "rial", "rials", "rls"];

/// The text of a cell in the header.
pub(super) fn title(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => plain(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(moment) => day(moment, true),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// The text of a cell in a column.
pub(super) fn text(value: &DataRef<'_>, format: &Format, column: &Column) -> Result<String, Violation> {
    match value {
        DataRef::Empty => Ok(String::new()),
        DataRef::String(text) => Ok(text.clone()),
        DataRef::SharedString(text) => Ok((*text).to_owned()),
        #[expect(clippy::cast_precision_loss, reason = "whole numbers of a workbook are floats by origin")]
        DataRef::Int(number) => number_text(*number as f64, format, column),
        DataRef::Float(number) => number_text(*number, format, column),
        DataRef::DateTime(moment) => moment_text(moment, format, column),
        DataRef::DateTimeIso(text) if column.holds() == Holds::Day => {
            Ok(text.trim_end_matches('Z').trim_end_matches("T00:00:00").to_owned())
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Err(a_date(column, text)),
        DataRef::Bool(value) => Err(logical(*value)),
        DataRef::Error(error) => Err(failed(&error.to_string())),
    }
}

fn number_text(number: f64, format: &Format, column: &Column) -> Result<String, Violation> {
    let plain = plain(number);
    if plain.contains('e') || !number.is_finite() {
        return Err(too_long(&number.to_string()));
    }
    let section = match format {
        Format::Unknown => return Err(unclear(&plain)),
        Format::General => None,
        Format::Sections(_) => format.section(number).filter(|section| !section.is_general()),
    };
    match section {
        None if column.holds() == Holds::Text => general_text(number, plain),
        None => Ok(plain),
        Some(section) if section.is_date() => Err(a_date(column, &plain)),
        Some(section) if column.holds() == Holds::Text => padded(number, section, &plain),
        Some(section) => shown(number, plain, section, format.signs_itself(), column),
    }
}

/// A number without a format in a column of texts. Its decimal sign depends on the locale of the viewer.
fn general_text(number: f64, plain: String) -> Result<String, Violation> {
    let certain = number.fract() == 0.0 && (0.0..SCIENTIFIC_FROM).contains(&number);
    if certain { Ok(plain) } else { Err(not_text(&plain)) }
}

/// A number in a column of texts whose format shows only digits: `007`.
fn padded(number: f64, section: &Section, plain: &str) -> Result<String, Violation> {
    let digits_only = Section { digits: true, padding: section.padding, ..Section::default() };
    let hidden = number == 0.0 && section.padding == 0;
    if *section != digits_only || number.fract() != 0.0 || number < 0.0 || hidden {
        return Err(not_text(plain));
    }
    Ok(format!("{plain:0>width$}", width = section.padding))
}

/// A number as its format shows it, if the format does not change its value.
fn shown(
    number: f64,
    plain: String,
    section: &Section,
    signed: bool,
    column: &Column,
) -> Result<String, Violation> {
    if number == 0.0 && signed && section.minus && section.padding == 0 && section.text.is_empty() {
        // Accounting formats show a dash for zero.
        return Ok(plain);
    }
    let sign_is_right = section.minus == (number < 0.0 && signed);
    let percent_sign = ["%", "٪"].contains(&section.text.as_str());
    let text_is_right = section.text.is_empty() || percent_sign || is_rials(&section.text, column);
    let percents = section.percents + usize::from(percent_sign);
    if !section.digits
        || section.scaled
        || section.fraction
        || percents > 1
        || !sign_is_right
        || !text_is_right
    {
        return Err(unclear(&plain));
    }
    let Ok(held) = Decimal::from_str_exact(&plain) else { return Err(unclear(&plain)) };
    let held = if section.percents == 1 { held * Decimal::ONE_HUNDRED } else { held };
    let seen = match section.scientific {
        true => format!("{number:.*e}", section.decimals as usize).parse().ok().map(self::plain),
        false => {
            let rounded =
                held.round_dp_with_strategy(section.decimals, RoundingStrategy::MidpointAwayFromZero);
            Some(rounded.normalize().to_string())
        }
    };
    let held = held.normalize().to_string();
    match seen {
        Some(seen) if seen == held => Ok(if percents == 1 { held + "%" } else { held }),
        Some(seen) => Err(rounded(&seen, &held)),
        None => Err(unclear(&plain)),
    }
}

fn is_rials(text: &str, column: &Column) -> bool {
    let name = text.trim_end_matches('.').to_lowercase();
    column.name.split('_').any(|part| part == "irr") && RIALS.contains(&name.as_str())
}

/// A date as its format shows it. A shown time is included, so that a column of days refuses it.
fn moment_text(moment: &ExcelDateTime, format: &Format, column: &Column) -> Result<String, Violation> {
    let number = moment.as_f64();
    let Some(section) = format.section(number).filter(|section| section.is_date()) else {
        return number_text(number, format, column);
    };
    let text = day(moment, section.time);
    if column.holds() != Holds::Day {
        return Err(a_date(column, &text));
    }
    if !section.is_whole_day() || !(FIRST_SERIAL..END_OF_SERIALS).contains(&number) {
        return Err(not_a_whole_day(&text));
    }
    Ok(text)
}

/// A number without an exponent. Digits of a fraction beyond the fifteenth are rounding noise (0.1 + 0.2). A longer whole
/// number has lost digits already, and keeps its exponent.
fn plain(number: f64) -> String {
    let rounded = format!("{number:.*e}", DIGITS - 1).parse().unwrap_or(number);
    #[expect(clippy::float_cmp, reason = "the question is whether any digit is lost")]
    let lost = number.fract() == 0.0 && number != rounded;
    if lost { format!("{number:e}") } else { rounded.to_string() }
}

/// A day; with its time if `with_time` is true and it is not midnight.
fn day(moment: &ExcelDateTime, with_time: bool) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = match (hour, minute, second) {
        (0, 0, 0) => String::new(),
        _ if !with_time => String::new(),
        _ => format!("T{hour:02}:{minute:02}:{second:02}"),
    };
    format!("{year:04}-{month:02}-{day:02}{time}")
}
