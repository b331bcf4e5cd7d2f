//! Text that is searched for, as a client gives it.

use async_graphql::Result;

use crate::graphql::context::bad_input;

/// The most characters that are searched for at once: each word is a condition of its own.
const MAX_CHARACTERS: usize = 100;

/// The text, if it is not too long.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument.
pub fn checked(argument: &str, text: Option<String>) -> Result<Option<String>> {
    let length = text.as_ref().map_or(0, |text| text.chars().count());
    if length > MAX_CHARACTERS {
        return Err(bad_input(
            argument,
            format!("{length} characters are too many; {MAX_CHARACTERS} can be searched for"),
        ));
    }
    Ok(text)
}
