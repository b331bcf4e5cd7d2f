//! The language of messages, from `Accept-Language`.

use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap};

/// A language of messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Locale {
    /// English, the default.
    #[default]
    English,
    /// Persian.
    Persian,
}

impl Locale {
    /// The language that the client prefers; of equally preferred ones, the first.
    pub(crate) fn preferred(accept_language: &str) -> Self {
        let mut best = (Self::English, 0.0);
        for (locale, quality) in accept_language.split(',').filter_map(range) {
            if quality > best.1 {
                best = (locale, quality);
            }
        }
        best.0
    }

    /// The language that a client prefers.
    pub fn of(headers: &HeaderMap) -> Self {
        let given = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        given.map(Self::preferred).unwrap_or_default()
    }
}

/// A language range with its quality, such as `fa-IR;q=0.8`, if it matches a supported language.
fn range(text: &str) -> Option<(Locale, f32)> {
    let mut parts = text.split(';').map(str::trim);
    let tag = parts.next()?;
    let locale = match tag.split('-').next()? {
        primary if primary.eq_ignore_ascii_case("fa") => Locale::Persian,
        primary if primary.eq_ignore_ascii_case("en") => Locale::English,
        "*" => Locale::English,
        _ => return None,
    };
    let quality = parts.find_map(|parameter| parameter.strip_prefix("q="));
    Some((locale, quality.map_or(Some(1.0), |quality| quality.parse().ok())?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preferred_language_is_chosen() {
        #[track_caller]
        fn check(accept_language: &str, expected: Locale) {
            assert_eq!(Locale::preferred(accept_language), expected, "{accept_language}");
        }
        check("", Locale::English);
        check("fa", Locale::Persian);
        check("FA-ir", Locale::Persian);
        check("fa-IR,fa;q=0.9,en-US;q=0.8,en;q=0.7", Locale::Persian);
        check("en-US,en;q=0.9,fa;q=0.8", Locale::English);
        check("en;q=0.5, fa;q=0.6", Locale::Persian);
        check("en, fa", Locale::English);
        check("fa, en", Locale::Persian);
        check("de, fa;q=0.1", Locale::Persian);
        check("de, *;q=0.5, fa;q=0.4", Locale::English);
        check("fa;q=0", Locale::English);
        check("fa;q=much", Locale::English);
        check("*", Locale::English);
        check("far", Locale::English);
    }
}
