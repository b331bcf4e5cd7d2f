//! The data dictionary with the bundled metrics: the page `docs/dictionary.md`.

use shahrak_open_data::dictionary;

use crate::shipped;

/// The page.
pub fn page() -> String {
    dictionary::page(&shipped::vocabulary())
}
