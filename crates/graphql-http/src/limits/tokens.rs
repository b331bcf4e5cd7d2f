//! Bounds the tokens and the nesting of a document before the parser reads it.

use shahrak_messages::message;

use super::lexer::Lexer;
use super::{Limits, RequestError};

/// The deepest nesting of brackets. The parser recurses for each, and the stack is finite.
const MAX_NESTING: u32 = 64;

/// Rejects a text with too many tokens or too deep nesting.
pub(super) fn check(text: &str, limits: &Limits) -> Result<(), RequestError> {
    let mut lexer = Lexer::new(text);
    let mut tokens = 0u64;
    let mut nesting = 0u32;
    while let Some(token) = lexer.next()? {
        tokens += 1;
        match token.first {
            b'(' | b'[' | b'{' => nesting += 1,
            b')' | b']' | b'}' => nesting = nesting.saturating_sub(1),
            _ => {}
        }
        if nesting > MAX_NESTING {
            let found = u64::from(nesting);
            let position = lexer.position(token.range.end);
            return Err(RequestError::over_limit(message!("limit-brackets"), MAX_NESTING, found).at(position));
        }
    }
    if tokens > u64::from(limits.tokens) {
        return Err(RequestError::over_limit(message!("limit-tokens"), limits.tokens, tokens));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error_code::ErrorCode;

    #[test]
    fn brackets_are_not_counted_inside_strings_and_comments() {
        let strings = format!("{{ a(s: \"{}\") # {}\n }}", "[".repeat(999), "{".repeat(999));

        assert_eq!(check(&strings, &Limits::default()), Ok(()));
    }

    #[test]
    fn documents_that_would_exhaust_the_parser_are_rejected() {
        let deep = "{a".repeat(100_000);
        let lists = format!("{{ a(x: {}", "[".repeat(100_000));
        let hidden = format!("{{ a(x: [\"\"\" x\" {}", "[".repeat(100_000));
        let flood = format!("{{ {} }}", "a ".repeat(10_000));
        for (text, code, expected) in [
            (&deep, ErrorCode::QueryTooComplex, "65 brackets open at once; the limit is 64"),
            (&lists, ErrorCode::QueryTooComplex, "65 brackets open at once; the limit is 64"),
            (&hidden, ErrorCode::GraphqlParseFailed, "the string that starts here does not end"),
            (&flood, ErrorCode::QueryTooComplex, "10002 tokens; the limit is 5000"),
        ] {
            let Err(error) = check(text, &Limits::default()) else {
                panic!("was accepted: {}…", &text[..20]);
            };
            assert_eq!(error.code, code);
            assert!(error.message.to_string().contains(expected), "{}", error.message);
        }
    }
}
