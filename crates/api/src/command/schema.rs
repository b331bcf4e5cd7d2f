//! `shahrak schema`: prints the GraphQL schema, without a database.

use super::print;
use crate::failure::Failure;
use crate::graphql;

pub fn run() -> Result<(), Failure> {
    print(&graphql::sdl())
}
