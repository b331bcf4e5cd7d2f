//! `shahrak schema`: the contract as text, without a database.

use shahrak::graphql;

use super::say;
use crate::failure::Failure;

/// Prints the schema.
///
/// # Errors
/// [`Failure::System`] if nothing can be written.
pub fn run() -> Result<(), Failure> {
    say(&graphql::sdl())
}
