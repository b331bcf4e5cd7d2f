//! A text for people before it is put into words.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::argument::Argument;
use crate::catalogue;
use crate::language::Language;

/// A text for people: the key of a message in the catalogue, and its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Message {
    key: Cow<'static, str>,
    #[serde(rename = "args", skip_serializing_if = "BTreeMap::is_empty")]
    arguments: BTreeMap<Cow<'static, str>, Argument>,
}

impl Message {
    /// A message. Prefer [`message!`](crate::message!), which the compiler checks.
    pub fn new<const N: usize>(
        key: impl Into<Cow<'static, str>>,
        arguments: [(&'static str, Argument); N],
    ) -> Message {
        let arguments = arguments.into_iter().map(|(name, argument)| (name.into(), argument)).collect();
        Message { key: key.into(), arguments }
    }

    /// A text that is not in the catalogue, such as the reason that a library gives. It is the same in both languages.
    pub fn verbatim(text: impl Into<String>) -> Message {
        Message::new("verbatim", [("text", Argument::Text(text.into()))])
    }

    /// The text in a language.
    pub fn text(&self, language: Language) -> String {
        catalogue::format(self, language)
    }

    /// The key in the catalogue.
    pub fn key(&self) -> &str {
        &self.key
    }

    pub(crate) fn arguments(&self) -> impl Iterator<Item = (&str, &Argument)> {
        self.arguments.iter().map(|(name, argument)| (&**name, argument))
    }
}

/// An error or a term that has a text for people.
pub trait Explain {
    /// The text. Of an error it says what is wrong and what would be right.
    fn message(&self) -> Message;
}

/// In English.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Language::English))
    }
}

/// A message as it is stored. Earlier versions of the program stored the text.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Text(String),
    Message {
        key: Cow<'static, str>,
        #[serde(rename = "args", default)]
        arguments: BTreeMap<Cow<'static, str>, Argument>,
    },
}

impl From<Stored> for Message {
    fn from(stored: Stored) -> Message {
        match stored {
            Stored::Text(text) => Message::verbatim(text),
            Stored::Message { key, arguments } => Message { key, arguments },
        }
    }
}

/// Makes a [`Message`] from a key and named arguments: `message!("unknown-park", code = park)`. An argument without a
/// value takes that of the variable with its name. The compiler checks key and names against `locales/en.ftl`.
#[macro_export]
macro_rules! message {
    ($key:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const { $crate::check($key, &[$(stringify!($name)),*]) };
        $crate::Message::new(
            $key,
            [$((stringify!($name), ::std::convert::Into::<$crate::Argument>::into($crate::message!(@value $name $($value)?)))),*],
        )
    }};
    (@value $name:ident) => { $name };
    (@value $name:ident $value:expr) => { $value };
}

/// Implements `Display` and `Error` for errors that [`Explain`] themselves, for logs and libraries that ask for it.
#[macro_export]
macro_rules! explained_errors {
    ($($error:ty),+ $(,)?) => {
        $(
            impl std::fmt::Display for $error {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    std::fmt::Display::fmt(&$crate::Explain::message(self), f)
                }
            }

            impl std::error::Error for $error {}
        )+
    };
}
