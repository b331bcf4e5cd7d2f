//! Counts the words and signs of a document, and its open brackets, before the parser reads it.

use async_graphql::Pos;

use super::{Limits, Refusal};
use crate::error_code::ErrorCode;

/// Brackets open at once. The parser calls itself for each, and a thread's stack is finite.
pub const MAX_NESTING: u32 = 64;

/// Refuses a text with too many tokens or too many open brackets, in one pass without allocation.
pub fn scan(text: &str, limits: &Limits) -> Result<(), Refusal> {
    let mut scanner = Scanner { text: text.as_bytes(), at: 0 };
    let mut tokens = 0u64;
    let mut nesting = 0u32;
    while let Some(token) = scanner.next()? {
        tokens += 1;
        match token {
            b'(' | b'[' | b'{' => nesting += 1,
            b')' | b']' | b'}' => nesting = nesting.saturating_sub(1),
            _ => {}
        }
        if nesting > MAX_NESTING {
            let found = u64::from(nesting);
            return Err(
                Refusal::over("brackets open at once", MAX_NESTING, found).at(scanner.position(scanner.at))
            );
        }
    }
    if tokens > u64::from(limits.tokens) {
        return Err(Refusal::over("tokens", limits.tokens, tokens));
    }
    Ok(())
}

struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
}

impl Scanner<'_> {
    /// The first byte of the next token.
    fn next(&mut self) -> Result<Option<u8>, Refusal> {
        self.skip_ignored();
        let Some(first) = self.peek(0) else {
            return Ok(None);
        };
        match first {
            b'"' => self.string()?,
            b'.' => self.skip_while(|byte| byte == b'.'),
            b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            _ => self.at += 1,
        }
        Ok(Some(first))
    }

    fn skip_ignored(&mut self) {
        while let Some(byte) = self.peek(0) {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b',' => self.at += 1,
                b'#' => self.skip_while(|byte| byte != b'\n' && byte != b'\r'),
                0xEF if self.text[self.at..].starts_with(b"\xEF\xBB\xBF") => self.at += 3,
                _ => return,
            }
        }
    }

    /// A name or a number; `1.5e-3` is one token.
    fn word(&mut self) {
        let number = !matches!(self.peek(0), Some(b'_' | b'a'..=b'z' | b'A'..=b'Z'));
        self.at += 1;
        self.skip_while(|byte| {
            byte.is_ascii_alphanumeric() || byte == b'_' || (number && matches!(byte, b'.' | b'+' | b'-'))
        });
    }

    /// A string that does not end is refused here: the parser would read on behind its first quotes.
    fn string(&mut self) -> Result<(), Refusal> {
        let start = self.at;
        let block = self.text[start..].starts_with(b"\"\"\"");
        self.at += if block { 3 } else { 1 };
        while let Some(byte) = self.peek(0) {
            match byte {
                b'"' if !block => {
                    self.at += 1;
                    return Ok(());
                }
                b'"' if self.text[self.at..].starts_with(b"\"\"\"") => {
                    self.at += 3;
                    return Ok(());
                }
                b'\\' if block && self.text[self.at..].starts_with(b"\\\"\"\"") => self.at += 4,
                b'\\' if !block => self.at += 2,
                b'\n' | b'\r' if !block => break,
                _ => self.at += 1,
            }
        }
        Err(Refusal {
            code: ErrorCode::GraphqlParseFailed,
            message: "the string that starts here does not end".to_owned(),
            position: Some(self.position(start)),
        })
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.text.get(self.at + ahead).copied()
    }

    fn skip_while(&mut self, holds: impl Fn(u8) -> bool) {
        while self.peek(0).is_some_and(&holds) {
            self.at += 1;
        }
    }

    fn position(&self, at: usize) -> Pos {
        let before = &self.text[..at.min(self.text.len())];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        Pos {
            line: 1 + before.iter().filter(|&&byte| byte == b'\n').count(),
            column: 1 + String::from_utf8_lossy(&before[line_start..]).chars().count(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> u64 {
        let mut scanner = Scanner { text: text.as_bytes(), at: 0 };
        let mut count = 0;
        while let Ok(Some(_)) = scanner.next() {
            count += 1;
        }
        count
    }

    #[test]
    fn tokens_are_counted_as_the_specification_does() {
        for (text, expected) in [
            ("", 0),
            ("{a}", 3),
            ("{ a, b # c d e\n c }", 5),
            ("query Q($x: Int = -1.5e-3) { a(x: $x) }", 19),
            ("{ ...F ... on T { a } }", 10),
            (r#"{ a(s: "x { } \" y") }"#, 8),
            (r#"{ a(s: """x " { \""" }""") }"#, 8),
            ("\u{FEFF}{a(s: \"شهرک\")}", 8),
            (r#"{a(s:"")b}"#, 9),
        ] {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }

    #[test]
    fn brackets_are_not_counted_inside_strings_and_comments() {
        let strings = format!("{{ a(s: \"{}\") # {}\n }}", "[".repeat(999), "{".repeat(999));

        assert_eq!(scan(&strings, &Limits::default()), Ok(()));
    }

    #[test]
    fn what_would_exhaust_the_parser_is_refused() {
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
            let Err(refusal) = scan(text, &Limits::default()) else {
                panic!("was let through: {}…", &text[..20]);
            };
            assert_eq!(refusal.code, code);
            assert!(refusal.message.contains(expected), "{}", refusal.message);
        }
    }
}
