//! Writes values into cells.

use rust_decimal::Decimal;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;

use crate::text::escape;

/// A text; empty if there is none.
pub(super) fn text<'a>(text: impl Into<Option<&'a str>>) -> String {
    escape(text.into().unwrap_or_default()).into_owned()
}

/// A day in ISO 8601.
pub(super) fn day(day: Option<Day>) -> String {
    show(day)
}

/// A decimal without trailing zeros.
pub(super) fn decimal(number: Option<Decimal>) -> String {
    show(number.map(|number| number.normalize()))
}

/// A code of a closed set.
pub(super) fn code<T: Coded>(value: Option<T>) -> String {
    value.map(Coded::code).unwrap_or_default().to_owned()
}

/// Codes, separated by `;`.
pub(super) fn list<T: Coded>(values: &[T]) -> String {
    values.iter().map(|value| value.code()).collect::<Vec<_>>().join(";")
}

/// A moment in RFC 3339 with microseconds.
pub(super) fn moment(moment: Option<Moment>) -> String {
    moment.map(|moment| moment.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)).unwrap_or_default()
}

/// A value by its `Display`.
pub(super) fn show(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
