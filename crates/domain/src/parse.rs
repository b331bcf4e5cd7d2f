//! Parsing of texts from cells and inputs: numbers, days, moments, codes and texts, as officials write them.

use std::borrow::Cow;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use rust_decimal::Decimal;
use shahrak_messages::{Argument, message};

use crate::activity::{Activity, IsicRevision};
use crate::code::Coded;
use crate::day::Day;
use crate::moment::Moment;
use crate::number::Rial;
use crate::province::{self, Province};
use crate::refusal::RefusalCode;
use crate::text::latin_digits;
use crate::unit::check_code;
use crate::violation::Violation;
use crate::year::{IranianYear, YearError};

pub use crate::violation::Parsed;

/// A value of a closed set.
pub fn coded<T: Coded>(text: &str) -> Parsed<T> {
    Ok(T::parse(text)?)
}

/// A list of values of a closed set, separated by `;`, without duplicates.
pub fn list<T: Coded>(text: &str) -> Parsed<Vec<T>> {
    let mut values = Vec::new();
    for item in text.split(';').map(str::trim) {
        let value = T::parse(item)?;
        if values.contains(&value) {
            return Err(Violation::new(RefusalCode::BadValue, message!("occurs-twice", item)));
        }
        values.push(value);
    }
    Ok(values)
}

/// A whole number, with or without thousands separators.
pub fn whole(text: &str) -> Parsed<i128> {
    let digits = ungrouped(text);
    let number = digits.as_deref().filter(|digits| is_whole(digits)).and_then(|digits| digits.parse().ok());
    let message = || message!("not-a-whole-number", found = text, rounded = rounded(text));
    number.ok_or_else(|| Violation::new(RefusalCode::BadNumber, message()))
}

/// An amount of whole rials.
pub fn rials(text: &str) -> Parsed<Rial> {
    Ok(Rial::new(whole(text)?)?)
}

/// A whole number that fits a smaller type.
pub fn small(text: &str) -> Parsed<i64> {
    let number = whole(text)?;
    i64::try_from(number)
        .map_err(|_| Violation::new(RefusalCode::OutOfRange, message!("number-too-large", number)))
}

/// An amount that may have decimals, with or without thousands separators.
pub fn amount(text: &str) -> Parsed<Decimal> {
    let message = || message!("not-an-amount", found = text, rounded = rounded(text));
    ungrouped(text)
        .as_deref()
        .and_then(plain)
        .ok_or_else(|| Violation::new(RefusalCode::BadNumber, message()))
}

/// A number that may have decimals. Thousands separators are refused: some read `12,500` as twelve and a half.
pub fn decimal(text: &str) -> Parsed<Decimal> {
    let message = || message!("not-a-decimal", found = text, rounded = rounded(text));
    plain(&latin(text)).ok_or_else(|| Violation::new(RefusalCode::BadNumber, message()))
}

/// A number within bounds and with at most this number of decimals.
pub fn bounded(number: Decimal, least: i64, most: i64, decimals: u32) -> Parsed<Decimal> {
    if number < Decimal::from(least) || number > Decimal::from(most) {
        let message = message!("number-out-of-range", number = Argument::number(number), least, most);
        return Err(Violation::new(RefusalCode::OutOfRange, message));
    }
    let number = number.normalize();
    if number.scale() > decimals { Err(too_exact(number, decimals)) } else { Ok(number) }
}

fn too_exact(number: Decimal, decimals: u32) -> Violation {
    let number = Argument::number(number);
    let message = match decimals {
        0 => message!("number-not-whole", number),
        _ => message!("too-many-decimals", number, decimals),
    };
    Violation::new(RefusalCode::OutOfRange, message)
}

/// A day in either calendar.
pub fn day(text: &str) -> Parsed<Day> {
    Ok(Day::parse(text)?)
}

/// A day within the days of the register.
pub fn register_day(text: &str) -> Parsed<Day> {
    Ok(day(text)?.in_register()?)
}

/// A day of the register that is not in the future.
pub fn past_day(text: &str, today: Day) -> Parsed<Day> {
    let day = register_day(text)?;
    if day > today {
        return Err(Violation::new(RefusalCode::FutureDay, message!("day-in-future", day, today)));
    }
    Ok(day)
}

/// A moment that is not in the future, to the microsecond.
pub fn past_moment(text: &str, now: Moment) -> Parsed<Moment> {
    let bad = || Violation::new(RefusalCode::BadMoment, message!("not-a-moment", found = text));
    let moment = DateTime::parse_from_rfc3339(text).map_err(|_| bad())?.with_timezone(&Utc);
    let moment = moment.duration_trunc(TimeDelta::microseconds(1)).map_err(|_| bad())?;
    if moment > now {
        let message = message!("moment-in-future", moment = text, now = now.to_rfc3339());
        return Err(Violation::new(RefusalCode::FutureMoment, message));
    }
    Ok(moment)
}

/// An Iranian year.
pub fn year(text: &str) -> Parsed<IranianYear> {
    let number = small(text)?;
    let year = i32::try_from(number).ok().and_then(|number| IranianYear::new(number).ok());
    year.ok_or_else(|| YearError(number).into())
}

/// The code of a park, a unit, an event or another object of the register.
pub fn code(text: &str) -> Parsed<String> {
    check_code(text)?;
    Ok(text.to_owned())
}

/// The digits of an activity.
pub fn isic_code(text: &str) -> Parsed<String> {
    // Whether they are a code does not depend on the revision.
    Ok(Activity::new(IsicRevision::Rev4, &latin_digits(text))?.code().to_owned())
}

/// The current code of a province.
pub fn province(text: &str, provinces: &[Province]) -> Parsed<String> {
    Ok(province::find(provinces, text)?.code.clone())
}

/// A name or another short text on one line.
pub fn name(text: &str) -> Parsed<String> {
    let longest = 300;
    if text.chars().any(char::is_control) {
        return Err(Violation::new(RefusalCode::BadValue, message!("text-not-on-one-line")));
    }
    within(text, longest)
}

/// A text that may have several lines.
pub fn prose(text: &str) -> Parsed<String> {
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')) {
        return Err(Violation::new(RefusalCode::BadValue, message!("text-with-control-characters")));
    }
    within(text, 10_000)
}

fn within(text: &str, longest: usize) -> Parsed<String> {
    let length = text.chars().count();
    if length > longest {
        return Err(Violation::new(RefusalCode::OutOfRange, message!("text-too-long", length, longest)));
    }
    Ok(text.to_owned())
}

/// Replaces Persian and Arabic digits, decimal points and minus signs by Latin ones.
fn latin(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        text.into()
    } else {
        latin_digits(text).replace('٫', ".").replace('−', "-").into()
    }
}

/// The number without thousands separators (commas or blanks); none if they do not separate groups of three.
pub fn ungrouped(text: &str) -> Option<Cow<'_, str>> {
    let number = latin(text);
    let separator = number.chars().find(|letter| is_thousands_separator(*letter));
    let Some(separator) = separator else { return Some(number) };
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (&*number, None),
    };
    let mut groups = whole.trim_start_matches('-').split(separator);
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    if !first || !groups.all(|group| group.len() == 3 && is_whole(group)) {
        return None;
    }
    let whole = whole.replace(separator, "");
    Some(fraction.map_or(whole.clone(), |fraction| format!("{whole}.{fraction}")).into())
}

/// Whether a character separates thousands. A blank does so in its forms that do not end a line.
pub fn is_thousands_separator(letter: char) -> bool {
    matches!(letter, ',' | '٬' | '،' | ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}')
}

fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn plain(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if !is_whole(whole) || fraction.starts_with('-') || !is_whole(fraction) {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

/// “yes” for a long number as spreadsheets show it, rounded; otherwise “no”.
fn rounded(text: &str) -> &'static str {
    let rounded = text.contains(['e', 'E']) && text.starts_with(|letter: char| letter.is_ascii_digit());
    if rounded { "yes" } else { "no" }
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
