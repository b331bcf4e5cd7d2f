//! The catalogue: the Fluent files of `locales/`, compiled into the program.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use icu_calendar::{Date, cal::Persian, types::RataDie};

use crate::argument::Argument;
use crate::language::Language;
use crate::message::Message;

/// The texts of the program, and those of the pages, which the program writes into them too.
pub(crate) const ENGLISH: [&str; 2] =
    [include_str!("../../../locales/en.ftl"), include_str!("../../../locales/page/en.ftl")];
pub(crate) const PERSIAN: [&str; 2] =
    [include_str!("../../../locales/fa.ftl"), include_str!("../../../locales/page/fa.ftl")];

type Bundle = FluentBundle<FluentResource>;

fn bundle(language: Language) -> &'static Bundle {
    static IN_ENGLISH: LazyLock<Bundle> = LazyLock::new(|| read("en", ENGLISH));
    static IN_PERSIAN: LazyLock<Bundle> = LazyLock::new(|| {
        let mut bundle = read("fa", PERSIAN);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(persian_digits(&number.as_string())),
            _ => None,
        }));
        bundle
    });
    match language {
        Language::English => &IN_ENGLISH,
        Language::Persian => &IN_PERSIAN,
    }
}

fn read(language: &str, files: [&str; 2]) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![language.parse().unwrap_or_default()]);
    // The marks that isolate arguments would be copied with codes and shown as boxes in some terminals.
    bundle.set_use_isolating(false);
    for file in files {
        // A test parses all files, so there are no errors to report.
        let resource = FluentResource::try_new(file.to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// The text of a message. A message that the catalogue does not have, because a later version of the program stored it,
/// is shown by its key.
pub(crate) fn format(message: &Message, language: Language) -> String {
    let bundle = bundle(language);
    let Some(pattern) = bundle.get_message(message.key()).and_then(|found| found.value()) else {
        return message.key().to_owned();
    };
    let arguments: FluentArgs<'_> =
        message.arguments().map(|(name, argument)| (name.to_owned(), value(argument, language))).collect();
    // An argument that is missing is shown by its name.
    bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
}

fn value(argument: &Argument, language: Language) -> FluentValue<'static> {
    match argument {
        // As a number it also selects between singular and plural.
        Argument::Number { number } => match number.parse::<u32>() {
            Ok(small) => small.into(),
            Err(_) => digits(number, language).into(),
        },
        other => text(other, language).into(),
    }
}

fn text(argument: &Argument, language: Language) -> String {
    match argument {
        Argument::Text(text) => text.clone(),
        Argument::Number { number } => digits(number, language),
        Argument::Day { day } => match language {
            Language::English => gregorian(*day),
            Language::Persian => persian_digits(&iranian(*day)),
        },
        Argument::Name { en, fa } => match language {
            Language::English => en.clone(),
            Language::Persian => fa.as_ref().unwrap_or(en).clone(),
        },
        Argument::List { list } => join(list, "list-and", language),
        Argument::Clauses { clauses } => join(clauses, "list-clauses", language),
        Argument::AnyOf { any_of } => join(any_of, "list-or", language),
        Argument::Message { message } => message.text(language),
    }
}

fn join(items: &[Argument], separator: &'static str, language: Language) -> String {
    let separator = Message::new(separator, []).text(language);
    items.iter().map(|item| text(item, language)).collect::<Vec<_>>().join(&separator)
}

fn digits(number: &str, language: Language) -> String {
    match language {
        Language::English => number.to_owned(),
        Language::Persian => persian_digits(number),
    }
}

/// A number or a day with Persian digits and decimal sign.
fn persian_digits(text: &str) -> String {
    let digit = |letter: char| match letter.to_digit(10) {
        Some(digit) => char::from_u32(u32::from('\u{6F0}') + digit).unwrap_or(letter),
        None if letter == '.' => '\u{66B}',
        None => letter,
    };
    text.chars().map(digit).collect()
}

/// A day in the Gregorian calendar. Years before 1700 are taken for Iranian ones where they are read, so they are written
/// as such.
fn gregorian(day: NaiveDate) -> String {
    if day.year() < 1700 { iranian(day) } else { day.to_string() }
}

/// A day in the Iranian calendar.
fn iranian(day: NaiveDate) -> String {
    let date = Date::from_rata_die(RataDie::new(day.num_days_from_ce().into()), Persian);
    format!("{:04}-{:02}-{:02}", date.year().extended_year(), date.month().ordinal, date.day_of_month().0)
}
