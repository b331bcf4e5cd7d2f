//! Rewrites a document for the parser, which supports neither descriptions of operations, variables and fragments nor all
//! escapes in strings (GraphQL specification of September 2025).
//!
//! Blanks replace what is removed, so that errors have the positions of the original document.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::iter::repeat_n;

use super::RequestError;
use super::lexer::{Lexer, Token};

/// The document without descriptions, and with characters above U+FFFF instead of their escapes. The text must be one that
/// [`tokens::check`](super::tokens::check) accepts.
pub(super) fn preprocess(text: &str) -> Result<Cow<'_, str>, RequestError> {
    if !text.contains('"') {
        return Ok(text.into());
    }
    let tokens = tokens(text)?;
    let mut output = String::new();
    let mut copied = 0;
    let mut open = Vec::new();
    for (place, token) in tokens.iter().enumerate() {
        match token.first {
            b'(' | b'[' | b'{' => open.push(token.first),
            b')' | b']' | b'}' => drop(open.pop()),
            b'"' => {
                let string = &text[token.range.clone()];
                let previous = place.checked_sub(1).map(|place| tokens[place].first);
                // Of a letter that GraphQL does not have, a token is one byte.
                let next =
                    tokens.get(place + 1).and_then(|next| text.get(next.range.clone())).unwrap_or_default();
                let described = is_description(&open, previous, next);
                if let Some(other) = if described { Some(blank(string)) } else { unescaped(string) } {
                    output.push_str(&text[copied..token.range.start]);
                    output.push_str(&other);
                    copied = token.range.end;
                }
            }
            _ => {}
        }
    }
    if copied == 0 {
        return Ok(text.into());
    }
    output.push_str(&text[copied..]);
    Ok(output.into())
}

fn tokens(text: &str) -> Result<Vec<Token>, RequestError> {
    let mut lexer = Lexer::new(text);
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next()? {
        tokens.push(token);
    }
    Ok(tokens)
}

/// Whether a string between two tokens describes the definition or variable after it. It may also be the default value of
/// the variable before it.
fn is_description(open: &[u8], previous: Option<u8>, next: &str) -> bool {
    match open {
        [] => matches!(next, "query" | "mutation" | "subscription" | "fragment"),
        [b'('] => next == "$" && !matches!(previous, Some(b'=' | b':')),
        _ => false,
    }
}

/// Blanks of the same length, with the same line breaks.
fn blank(string: &str) -> String {
    string.chars().map(|letter| if matches!(letter, '\n' | '\r') { letter } else { ' ' }).collect()
}

/// The string without escapes that the parser does not support, padded with blanks to its length; none if it has no such
/// escape. Block strings have no character escapes.
fn unescaped(string: &str) -> Option<String> {
    if string.starts_with("\"\"\"") || !string.contains("\\u") {
        return None;
    }
    let (mut plain, mut rest) = (String::with_capacity(string.len()), string);
    while let Some(backslash) = rest.find('\\') {
        plain.push_str(&rest[..backslash]);
        rest = &rest[backslash..];
        let length = match character(rest) {
            Some((character, length)) => {
                push(&mut plain, character);
                length
            }
            None => {
                let length = rest.char_indices().nth(2).map_or(rest.len(), |(end, _)| end);
                plain.push_str(&rest[..length]);
                length
            }
        };
        rest = &rest[length..];
    }
    plain.push_str(rest);
    let shorter = string.chars().count().saturating_sub(plain.chars().count());
    (plain != string).then(|| plain + &repeat_n(' ', shorter).collect::<String>())
}

/// The character of an escape that the parser does not support (`\u{1F600}`, or the surrogate pair `\uD83D\uDE00`), and the
/// length of the escape. The parser rejects escapes that are not characters.
fn character(escape: &str) -> Option<(char, usize)> {
    let digits = escape.strip_prefix("\\u")?;
    if let Some(braced) = digits.strip_prefix('{') {
        let (digits, _) = braced.split_once('}')?;
        return Some((char::from_u32(hexadecimal(digits)?)?, "\\u{}".len() + digits.len()));
    }
    let high = hexadecimal(digits.get(..4)?)?;
    let low = hexadecimal(digits.get(4..)?.strip_prefix("\\u")?.get(..4)?)?;
    let units = [u16::try_from(high).ok()?, u16::try_from(low).ok()?];
    let mut characters = char::decode_utf16(units);
    let character = characters.next()?.ok()?;
    // The parser supports escapes of two separate characters.
    characters.next().is_none().then_some((character, "\\uD83D\\uDE00".len()))
}

fn hexadecimal(digits: &str) -> Option<u32> {
    let hexadecimal = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| hexadecimal)
}

/// A character below U+10000 stays escaped: it may be a quotation mark or a line break.
fn push(plain: &mut String, character: char) {
    match u32::from(character) {
        code @ ..=0xFFFF => {
            // Writing to a string cannot fail.
            let _ = write!(plain, "\\u{code:04X}");
        }
        _ => plain.push(character),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(preprocess(text).unwrap(), expected);
    }

    #[test]
    fn descriptions_become_blanks() {
        check("\"Q\" query Q { a }", "    query Q { a }");
        check("query Q(\"x\" $x: Int) { a }", "query Q(    $x: Int) { a }");
        check(
            "query Q($y: Int, \"\"\"\nx\n\"\"\" $x: Int) { a }",
            "query Q($y: Int,    \n \n    $x: Int) { a }",
        );
        check("{ ...f } \"شهرک\" fragment f on T { a }", "{ ...f }        fragment f on T { a }");
        check(
            "\"a\" subscription { a } \"b\" mutation M { b }",
            "    subscription { a }     mutation M { b }",
        );
        check(
            "query Q($x: S = \"1\" \"y\" $y: S = \"2\") { a }",
            "query Q($x: S = \"1\"     $y: S = \"2\") { a }",
        );
    }

    #[test]
    fn all_other_strings_stay() {
        for text in [
            "query Q($x: String = \"x\" $y: Int) { a(s: \"query\") }",
            "query Q($x: [String] = [\"x\" \"y\"], $y: Int) { a }",
            "query Q($x: F = {s: \"x\"} $y: Int) { a }",
            "query Q @d(s: \"x\") { a(s: \"\"\"fragment\"\"\") }",
            // Without a name there is nothing to describe.
            "\"a\" { a }",
            "{ a } # \"b\" query",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn a_letter_after_a_string_is_left_to_the_parser() {
        check("\"a\"é", "\"a\"é");
        check("{ a(s: \"\") 😀 }", "{ a(s: \"\") 😀 }");
    }

    #[test]
    fn unsupported_escapes_become_characters() {
        check(r#"{ a(s: "\uD83D\uDE00!") b }"#, "{ a(s: \"😀!\"           ) b }");
        check(r#"{ a(s: "\u{1F600}") b }"#, "{ a(s: \"😀\"        ) b }");
        check(r#"{ a(s: "\u{22}\u{000A}\u{61}") }"#, "{ a(s: \"\\u0022\\u000A\\u0061\"  ) }");
    }

    #[test]
    fn escapes_that_are_not_characters_remain() {
        for text in [
            r#"{ a(s: "\uD83D") }"#,
            r#"{ a(s: "\uDE00\uD83D") }"#,
            r#"{ a(s: "\uD83D\u0041") }"#,
            r#"{ a(s: "\u{D83D}\u{DE00}") }"#,
            r#"{ a(s: "\u{110000}") }"#,
            r#"{ a(s: "\u{}") }"#,
            r#"{ a(s: "\u{+41}") }"#,
            r#"{ a(s: "\u{41") }"#,
        ] {
            check(text, text);
            assert!(parse_query(text).is_err(), "{text}");
        }
        for text in [
            r#"{ a(s: "\\uD83D\\uDE00") }"#,
            r#"{ a(s: "\u0041\u0042 \"\u00e9") }"#,
            "{ a(s: \"\"\"\\uD83D\\uDE00\"\"\") }",
        ] {
            check(text, text);
            assert!(parse_query(text).is_ok(), "{text}");
        }
    }
}
