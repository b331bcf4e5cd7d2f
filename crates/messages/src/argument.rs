//! The arguments of messages.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::message::Message;

/// An argument of a message. Its form in JSON is a text, or an object with one field that names the kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Argument {
    /// A text that is the same in both languages: what was found, a code, the name of a column
    Text(String),
    /// A number
    Number {
        /// Its digits, as English writes them
        number: String,
    },
    /// A day
    Day {
        /// In the Gregorian calendar
        day: NaiveDate,
    },
    /// A name that has a form of its own in each language
    Name {
        /// In English
        en: String,
        /// In Persian; if it is not known, the English one is shown
        fa: Option<String>,
    },
    /// A list: “a, b, c”
    List {
        /// Its items
        list: Vec<Argument>,
    },
    /// A list of clauses: “a; b”
    Clauses {
        /// The clauses
        clauses: Vec<Argument>,
    },
    /// Alternatives: “a or b”
    AnyOf {
        /// The alternatives
        any_of: Vec<Argument>,
    },
    /// A part of the sentence with a text of its own in each language
    Message {
        /// The part
        message: Box<Message>,
    },
}

impl Argument {
    /// A number that is not an integer of Rust, such as a decimal.
    pub fn number(number: impl ToString) -> Argument {
        Argument::Number { number: number.to_string() }
    }

    /// A list.
    pub fn list<T: Into<Argument>>(items: impl IntoIterator<Item = T>) -> Argument {
        Argument::List { list: items.into_iter().map(Into::into).collect() }
    }

    /// Clauses.
    pub fn clauses<T: Into<Argument>>(items: impl IntoIterator<Item = T>) -> Argument {
        Argument::Clauses { clauses: items.into_iter().map(Into::into).collect() }
    }

    /// Alternatives.
    pub fn any_of<T: Into<Argument>>(items: impl IntoIterator<Item = T>) -> Argument {
        Argument::AnyOf { any_of: items.into_iter().map(Into::into).collect() }
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Argument {
        Argument::Text(shown(text).into_owned())
    }
}

impl From<&String> for Argument {
    fn from(text: &String) -> Argument {
        text.as_str().into()
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Argument {
        text.as_str().into()
    }
}

impl From<Message> for Argument {
    fn from(message: Message) -> Argument {
        Argument::Message { message: Box::new(message) }
    }
}

impl From<NaiveDate> for Argument {
    fn from(day: NaiveDate) -> Argument {
        Argument::Day { day }
    }
}

macro_rules! from_integers {
    ($($integer:ty),+) => {
        $(impl From<$integer> for Argument {
            fn from(number: $integer) -> Argument {
                Argument::number(number)
            }
        })+
    };
}

from_integers!(u8, u16, u32, u64, usize, i32, i64, i128);

/// The maximum number of characters of a text in a message.
pub const LONGEST_TEXT: usize = 200;

/// A text as messages show it: at most [`LONGEST_TEXT`] characters, without control characters, which a terminal would
/// obey and the database would not store.
pub fn shown(text: &str) -> Cow<'_, str> {
    let long = text.chars().nth(LONGEST_TEXT).is_some();
    if !long && !text.contains(char::is_control) {
        return text.into();
    }
    let most = if long { LONGEST_TEXT - 1 } else { LONGEST_TEXT };
    let plain = |letter: char| if letter.is_control() { char::REPLACEMENT_CHARACTER } else { letter };
    let mut shown: String = text.chars().take(most).map(plain).collect();
    shown.extend(long.then_some('…'));
    shown.into()
}
