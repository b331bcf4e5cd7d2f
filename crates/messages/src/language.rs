//! The languages of the catalogue.

/// A language in which messages are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English, with Latin digits and Gregorian days
    #[default]
    English,
    /// Persian, with Persian digits and days of the Iranian calendar
    Persian,
}
