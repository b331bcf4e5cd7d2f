//! The language of messages, from `Accept-Language`.

use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap};
use shahrak_messages::Language;

/// The language that a client prefers, from its headers.
pub fn of(headers: &HeaderMap) -> Language {
    let given = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    given.map(preferred).unwrap_or_default()
}

/// The language that a client prefers; of equally preferred ones, the first.
pub(crate) fn preferred(accept_language: &str) -> Language {
    let mut best = (Language::English, 0.0);
    for (language, quality) in accept_language.split(',').filter_map(range) {
        if quality > best.1 {
            best = (language, quality);
        }
    }
    best.0
}

/// A language range with its quality, such as `fa-IR;q=0.8`, if it matches a supported language.
fn range(text: &str) -> Option<(Language, f32)> {
    let mut parts = text.split(';').map(str::trim);
    let tag = parts.next()?;
    let language = match tag.split('-').next()? {
        primary if primary.eq_ignore_ascii_case("fa") => Language::Persian,
        primary if primary.eq_ignore_ascii_case("en") => Language::English,
        "*" => Language::English,
        _ => return None,
    };
    let quality = parts.find_map(|parameter| parameter.strip_prefix("q="));
    Some((language, quality.map_or(Some(1.0), |quality| quality.parse().ok())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_language_is_chosen() {
        #[track_caller]
        fn check(accept_language: &str, expected: Language) {
            assert_eq!(preferred(accept_language), expected, "{accept_language}");
        }
        check("", Language::English);
        check("fa", Language::Persian);
        check("FA-ir", Language::Persian);
        check("fa-IR,fa;q=0.9,en-US;q=0.8,en;q=0.7", Language::Persian);
        check("en-US,en;q=0.9,fa;q=0.8", Language::English);
        check("en;q=0.5, fa;q=0.6", Language::Persian);
        check("en, fa", Language::English);
        check("fa, en", Language::Persian);
        check("de, fa;q=0.1", Language::Persian);
        check("de, *;q=0.5, fa;q=0.4", Language::English);
        check("fa;q=0", Language::English);
        check("fa;q=much", Language::English);
        check("*", Language::English);
        check("far", Language::English);
    }
}
