//! `shahrak dictionary`: prints the data dictionary, without a database.

use super::print;
use crate::dictionary;
use crate::failure::Failure;

pub fn run() -> Result<(), Failure> {
    print(&dictionary::page())
}
