//! Search texts of clients.

use async_graphql::Result;

use shahrak_messages::message;

use crate::graphql::common::context::bad_input;

/// The maximum number of characters of a search text: each word becomes a condition.
const MAX_CHARACTERS: usize = 100;

/// The text, if it can be searched for.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument if it is longer than 100 characters or contains a zero byte.
pub fn checked(argument: &str, text: Option<String>) -> Result<Option<String>> {
    text.iter().try_for_each(|text| check(argument, text, MAX_CHARACTERS))?;
    Ok(text)
}

/// Refuses a text that is longer than `most` characters or contains a zero byte, which PostgreSQL does not store.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument.
pub fn check(argument: &str, text: &str, most: usize) -> Result<()> {
    let length = text.chars().count();
    if length > most {
        return Err(bad_input(argument, message!("too-many-characters", found = length, most)));
    }
    if text.contains('\0') {
        return Err(bad_input(argument, message!("zero-byte")));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The refusal of a text of an argument, or what passes.
    fn see(text: &str) -> String {
        match checked("filter.text", Some(text.to_owned())) {
            Ok(text) => text.unwrap_or_default(),
            Err(refusal) => refusal.message,
        }
    }

    #[test]
    fn a_text_is_searched_for_if_it_is_short_and_postgres_knows_it() {
        let longest = "ی".repeat(MAX_CHARACTERS);

        assert_eq!(see(&longest), longest);
        assert!(see(&format!("{longest}ی")).starts_with("filter.text: 101 characters are too many"));
        assert!(see("a\0b").starts_with("filter.text: a text has no zero bytes"));
    }
}
