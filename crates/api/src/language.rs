//! The language of messages, as the transport has read it from `Accept-Language`.

use graphql_http::Locale;
use shahrak_messages::Language;

/// The language of the catalogue for a locale.
pub fn of(locale: Locale) -> Language {
    match locale {
        Locale::English => Language::English,
        Locale::Persian => Language::Persian,
    }
}
