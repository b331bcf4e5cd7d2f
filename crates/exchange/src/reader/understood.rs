//! How the cells of a file were understood: other spellings are read as the values that they mean, and the report says so.

use std::borrow::Cow;
use std::collections::HashMap;

use shahrak_domain::import::Warning;
use shahrak_domain::parse::{is_thousands_separator, ungrouped};
use shahrak_domain::province::Province;
use shahrak_domain::text::is_mark;
use shahrak_messages::{Message, message};

use crate::columns::{Column, Format};
use crate::spelling::{Spelled, is_persian, spelled};

/// How many spellings are remembered.
const MOST: usize = 10_000;

/// The spellings of a file so far.
#[derive(Debug, Default)]
pub(super) struct Understood {
    spellings: HashMap<(&'static str, String), Seen>,
    /// English names in Persian letters, by column.
    persian: HashMap<&'static str, Seen>,
}

#[derive(Debug)]
struct Seen {
    spelled: Spelled,
    text: String,
    /// The line of the first cell.
    line: u64,
    /// The number of cells.
    count: u64,
}

impl Understood {
    /// How a cell is to be read. A blank cell is read as it stands.
    pub(super) fn read(
        &mut self,
        column: &'static Column,
        text: &str,
        line: u64,
        provinces: &[Province],
    ) -> Spelled {
        let plain = without_marks(column.format, text);
        match column.format {
            _ if text.is_empty() => Spelled::Same,
            Format::Name => {
                self.note_persian(column.name, text, line);
                Spelled::Same
            }
            Format::Decimal | Format::Percent => match (self.number(column.name, &plain, line), plain) {
                (Spelled::Same, Cow::Owned(plain)) => Spelled::Code(plain),
                (read, _) => read,
            },
            Format::OneOf(set) if set.contains(text) => Spelled::Same,
            Format::OneOf(_) | Format::ListOf(_) | Format::Province | Format::Scope => {
                self.seen(column.name, text, line, || spelled(column, text, provinces))
            }
            _ => match plain {
                Cow::Owned(plain) => Spelled::Code(plain),
                Cow::Borrowed(_) => Spelled::Same,
            },
        }
    }

    /// Some read a comma as a decimal sign, so the report says how it was read.
    fn number(&mut self, column: &'static str, text: &str, line: u64) -> Spelled {
        if !text.contains(is_thousands_separator) {
            return Spelled::Same;
        }
        match ungrouped(text) {
            None => Spelled::Same,
            Some(number) if text.contains(',') => {
                self.seen(column, text, line, || Spelled::Named(number.into_owned()))
            }
            Some(number) => Spelled::Code(number.into_owned()),
        }
    }

    fn seen(
        &mut self,
        column: &'static str,
        text: &str,
        line: u64,
        read: impl FnOnce() -> Spelled,
    ) -> Spelled {
        let known = self.spellings.len();
        if let Some(seen) = self.spellings.get_mut(&(column, text.to_owned())) {
            seen.count += 1;
            return seen.spelled.clone();
        }
        let spelled = read();
        if known < MOST {
            let seen = Seen { spelled: spelled.clone(), text: text.to_owned(), line, count: 1 };
            self.spellings.insert((column, text.to_owned()), seen);
        }
        spelled
    }

    fn note_persian(&mut self, column: &'static str, text: &str, line: u64) {
        if is_persian(text) {
            let first = || Seen { spelled: Spelled::Same, text: text.to_owned(), line, count: 0 };
            self.persian.entry(column).or_insert_with(first).count += 1;
        }
    }

    /// What the sender should know, in the order of the lines.
    pub(super) fn notes(&self, file: &str) -> Vec<Warning> {
        let named =
            self.spellings.iter().filter_map(|((column, _), seen)| Some((*column, seen, seen.understood()?)));
        let persian = self.persian.iter().map(|(column, seen)| {
            (*column, seen, message!("persian-in-english-name", found = &seen.text, count = seen.count))
        });
        let mut notes: Vec<(u64, &str, Message)> =
            named.chain(persian).map(|(column, seen, message)| (seen.line, column, message)).collect();
        notes.sort_by_key(|(line, column, _)| (*line, *column));
        let warning = |(line, column, message): (u64, &str, Message)| {
            Warning::new(file, message).at(line).in_column(column)
        };
        notes.into_iter().map(warning).collect()
    }
}

/// A code, a number or a day without marks of direction between its letters; other texts as they are.
fn without_marks(format: Format, text: &str) -> Cow<'_, str> {
    let is_text = matches!(format, Format::Name | Format::Line | Format::Prose | Format::Rule);
    if is_text || !text.contains(is_mark) {
        return text.into();
    }
    text.chars().filter(|letter| !is_mark(*letter)).collect::<String>().into()
}

impl Seen {
    fn understood(&self) -> Option<Message> {
        let Spelled::Named(code) = &self.spelled else { return None };
        Some(message!("value-understood", found = &self.text, code, count = self.count))
    }
}
