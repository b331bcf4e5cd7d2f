//! Parsing of texts from cells and inputs: numbers, days, moments, codes and texts, as officials write them.

use std::borrow::Cow;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use rust_decimal::Decimal;

use crate::activity::{Activity, IsicRevision};
use crate::code::Coded;
use crate::day::Day;
use crate::moment::Moment;
use crate::number::Rial;
use crate::persian;
use crate::province::{self, Province};
use crate::refusal::RefusalCode;
use crate::text::{latin_digits, shown};
use crate::unit::check_code;
use crate::violation::Violation;
use crate::year::{IranianYear, YearError};

/// The value of a text, or why it cannot be parsed.
pub type Parsed<T> = Result<T, Violation>;

/// A value of a closed set.
pub fn coded<T: Coded>(text: &str) -> Parsed<T> {
    Ok(T::parse(text)?)
}

/// A list of values of a closed set, separated by `;`, without duplicates.
pub fn list<T: Coded>(text: &str) -> Parsed<Vec<T>> {
    let mut values = Vec::new();
    for item in text.split(';').map(str::trim) {
        let value = T::parse(&shown(item))?;
        if values.contains(&value) {
            return Err(Violation::new(
                RefusalCode::BadValue,
                format!("“{item}” occurs twice; give it once"),
                format!("«{item}» دو بار نوشته شده است؛ یک بار بنویسید"),
            ));
        }
        values.push(value);
    }
    Ok(values)
}

/// A whole number, with or without thousands separators.
pub fn whole(text: &str) -> Parsed<i128> {
    let digits = ungrouped(text);
    let number = digits.as_deref().filter(|digits| is_whole(digits)).and_then(|digits| digits.parse().ok());
    number.ok_or_else(|| {
        Violation::new(
            RefusalCode::BadNumber,
            format!("“{text}” is not a whole number; write it like 1200 or 1,200{}", hint(text)),
            format!("«{text}» عدد صحیح نیست؛ مانند 1200 یا 1,200 بنویسید{}", hint_in_persian(text)),
        )
    })
}

/// An amount of whole rials.
pub fn rials(text: &str) -> Parsed<Rial> {
    Ok(Rial::new(whole(text)?)?)
}

/// A whole number that fits a smaller type.
pub fn small(text: &str) -> Parsed<i64> {
    let number = whole(text)?;
    i64::try_from(number).map_err(|_| {
        Violation::new(
            RefusalCode::OutOfRange,
            format!("{number} is out of range"),
            format!("«{number}» بیرون از بازهٔ مجاز است؛ عددی نزدیک‌تر به 0 بنویسید"),
        )
    })
}

/// An amount that may have decimals, with or without thousands separators.
pub fn amount(text: &str) -> Parsed<Decimal> {
    ungrouped(text).as_deref().and_then(plain).ok_or_else(|| {
        Violation::new(
            RefusalCode::BadNumber,
            format!("“{text}” is not a number; write it like 1430 or 232890.5{}", hint(text)),
            format!("«{text}» عدد نیست؛ مانند 232890.5 بنویسید{}", hint_in_persian(text)),
        )
    })
}

/// A number that may have decimals. Thousands separators are refused: some read `12,500` as twelve and a half.
pub fn decimal(text: &str) -> Parsed<Decimal> {
    plain(&latin(text)).ok_or_else(|| {
        Violation::new(
            RefusalCode::BadNumber,
            format!("“{text}” is not a number; write it like 1430 or 12.5{}", hint(text)),
            format!("«{text}» عدد نیست؛ مانند 12.5 بنویسید{}", hint_in_persian(text)),
        )
    })
}

/// A number within bounds and with at most this number of decimals.
pub fn bounded(number: Decimal, least: i64, most: i64, decimals: u32) -> Parsed<Decimal> {
    if number < Decimal::from(least) || number > Decimal::from(most) {
        let message = format!("{number} is out of range; use {least} to {most}");
        let persian = format!("«{number}» بیرون از بازهٔ مجاز است؛ از {least} تا {most} ثبت می‌شود");
        return Err(Violation::new(RefusalCode::OutOfRange, message, persian));
    }
    let number = number.normalize();
    if number.scale() > decimals { Err(too_exact(number, decimals)) } else { Ok(number) }
}

fn too_exact(number: Decimal, decimals: u32) -> Violation {
    let (message, persian) = match decimals {
        0 => (
            format!("{number} is not a whole number"),
            format!("«{number}» عدد صحیح نیست؛ بدون اعشار بنویسید"),
        ),
        _ => (
            format!("{number} has more than {decimals} decimals"),
            format!("«{number}» بیش از {decimals} رقم اعشار دارد؛ با حداکثر {decimals} رقم اعشار بنویسید"),
        ),
    };
    Violation::new(RefusalCode::OutOfRange, message, persian)
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
        let message = format!("{day} is in the future; today is {today}");
        let [day, today] = [day, today].map(persian::day);
        let persian = format!("{day} هنوز نرسیده است؛ امروز {today} است");
        return Err(Violation::new(RefusalCode::FutureDay, message, persian));
    }
    Ok(day)
}

/// A moment that is not in the future, to the microsecond.
pub fn past_moment(text: &str, now: Moment) -> Parsed<Moment> {
    let bad = || {
        let message = format!("“{text}” is not a moment; write it like 2021-01-27T09:30:00+03:30");
        let persian = format!("«{text}» زمان نیست؛ مانند 2021-01-27T09:30:00+03:30 بنویسید");
        Violation::new(RefusalCode::BadMoment, message, persian)
    };
    let moment = DateTime::parse_from_rfc3339(text).map_err(|_| bad())?.with_timezone(&Utc);
    let moment = moment.duration_trunc(TimeDelta::microseconds(1)).map_err(|_| bad())?;
    if moment > now {
        let now = now.to_rfc3339();
        let message = format!("{text} is in the future; it is now {now}");
        let persian = format!("{text} هنوز نرسیده است؛ اکنون {now} است");
        return Err(Violation::new(RefusalCode::FutureMoment, message, persian));
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
        let message =
            "the text contains a line break, a tab or another control character; write it on one line";
        let persian = "در این متن پایان سطر، پرش یا نویسهٔ کنترلی دیگری هست؛ آن را در یک سطر بنویسید";
        return Err(Violation::new(RefusalCode::BadValue, message, persian));
    }
    within(text, longest)
}

/// A text that may have several lines.
pub fn prose(text: &str) -> Parsed<String> {
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')) {
        return Err(Violation::new(
            RefusalCode::BadValue,
            "the text contains a control character; remove it",
            "در این متن نویسهٔ کنترلی هست؛ آن را بردارید",
        ));
    }
    within(text, 10_000)
}

fn within(text: &str, longest: usize) -> Parsed<String> {
    let length = text.chars().count();
    if length > longest {
        let message = format!("the text has {length} characters; at most {longest} are allowed");
        let persian = format!("متن {length} نویسه دارد؛ حداکثر {longest} نویسه ثبت می‌شود");
        return Err(Violation::new(RefusalCode::OutOfRange, message, persian));
    }
    Ok(text.to_owned())
}

/// Replaces Persian and Arabic digits and decimal points by Latin ones.
fn latin(text: &str) -> Cow<'_, str> {
    if text.is_ascii() { text.into() } else { latin_digits(text).replace('٫', ".").into() }
}

/// The number without thousands separators; none if they do not separate groups of three.
fn ungrouped(text: &str) -> Option<Cow<'_, str>> {
    let number = latin(text);
    let separator = number.chars().find(|letter| matches!(letter, ',' | '٬'));
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

/// A hint about what spreadsheets do to long numbers.
fn hint(text: &str) -> &'static str {
    let hint = "; the spreadsheet shows a rounded number: format the cells as whole numbers";
    if rounded(text) { hint } else { "" }
}

fn hint_in_persian(text: &str) -> &'static str {
    let hint = "؛ صفحه‌گسترده شکل گردشدهٔ آن را نشان می‌دهد: قالب خانه‌ها را عدد صحیح کنید";
    if rounded(text) { hint } else { "" }
}

fn rounded(text: &str) -> bool {
    text.contains(['e', 'E']) && text.starts_with(|letter: char| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests;
