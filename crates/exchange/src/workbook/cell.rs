//! A cell of a sheet as the exchange formats write it.

use calamine::{DataRef, ExcelDateTime};

/// Digits that spreadsheets keep of a number.
const DIGITS: usize = 15;

/// Text as it stands, numbers in plain digits, days by ISO 8601; of a formula what it gave.
pub(super) fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => plain(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(moment) if moment.is_datetime() => day(moment),
        DataRef::DateTime(duration) => plain(duration.as_f64()),
        DataRef::DateTimeIso(moment) => moment.trim_end_matches("T00:00:00").to_owned(),
        DataRef::DurationIso(duration) => duration.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A number without exponent. What more than fifteen digits say of a fraction is noise of reckoning (0.1 + 0.2); a whole number with more
/// has lost digits already and keeps its exponent, by which it is refused.
fn plain(number: f64) -> String {
    let kept = format!("{number:.*e}", DIGITS - 1).parse().unwrap_or(number);
    if number.fract() == 0.0 && number != kept { format!("{number:e}") } else { kept.to_string() }
}

/// A day; with the time if it is not midnight, by which it is refused where a day is wanted.
fn day(moment: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let time = match (hour, minute, second) {
        (0, 0, 0) => String::new(),
        _ => format!("T{hour:02}:{minute:02}:{second:02}"),
    };
    format!("{year:04}-{month:02}-{day:02}{time}")
}
