//! Splits a document into tokens, in one pass and without allocation.

use std::ops::Range;

use async_graphql::Pos;
use shahrak_messages::message;

use super::RequestError;
use crate::error_code::ErrorCode;

/// A token: a name, a number, a string or punctuation.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Its first byte, which determines its kind.
    pub(super) first: u8,
    /// Its bytes in the text. A string includes its quotation marks.
    pub(super) range: Range<usize>,
}

/// Reads the tokens of a document in order.
pub(super) struct Lexer<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Lexer<'a> {
        Lexer { text: text.as_bytes(), at: 0 }
    }

    /// The next token; none at the end. Fails for a string that does not end.
    pub(super) fn next(&mut self) -> Result<Option<Token>, RequestError> {
        self.skip_ignored();
        let start = self.at;
        let Some(first) = self.peek(0) else {
            return Ok(None);
        };
        match first {
            b'"' => self.string()?,
            b'.' => self.skip_while(|byte| byte == b'.'),
            b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => self.word(),
            _ => self.at += 1,
        }
        let end = self.at.min(self.text.len());
        Ok(Some(Token { first, range: start..end }))
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

    /// A string that does not end must fail here: the parser would continue after its first quotation marks.
    fn string(&mut self) -> Result<(), RequestError> {
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
        Err(RequestError {
            code: ErrorCode::GraphqlParseFailed,
            message: message!("string-not-ended"),
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

    /// The line and the column of a byte of the text.
    pub(super) fn position(&self, at: usize) -> Pos {
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
        let mut lexer = Lexer::new(text);
        let mut count = 0;
        while let Ok(Some(_)) = lexer.next() {
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
}
