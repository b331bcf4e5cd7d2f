//! Texts for people. Code states a [`Message`], which is a key and its arguments; the catalogue in `locales/` turns it
//! into a sentence in English or Persian where it is shown.
//!
//! [`message!`](crate::message!) makes a message. The compiler checks that `locales/en.ftl` has it with these arguments;
//! a test checks that `locales/fa.ftl` has the same. A message is stored as its key and arguments, so that it can be read
//! back in either language.

mod argument;
mod catalogue;
mod keys;
mod language;
mod message;

pub use argument::{Argument, LONGEST_TEXT, shown};
pub use keys::check;
pub use language::Language;
pub use message::{Explain, Message};

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
