//! Rejects duplicate fields of input objects. It reads tokens, because the parser drops all but the last one.

use std::collections::HashSet;

use shahrak_messages::message;

use super::RequestError;
use super::lexer::{Lexer, Token};
use crate::error_code::ErrorCode;

/// What an open bracket encloses.
enum Bracket<'a> {
    /// The arguments of a field or a directive, or the variables of an operation.
    Arguments,
    /// An input object, with the names of the fields so far.
    Object(HashSet<&'a str>),
    /// A selection or a list.
    Other,
}

/// Rejects a document in which an input object has two fields of the same name (GraphQL specification, section 5.6.3). The
/// document must be one that the parser accepts.
pub(super) fn check(text: &str) -> Result<(), RequestError> {
    let mut lexer = Lexer::new(text);
    let (mut open, mut name): (Vec<Bracket>, Option<Token>) = (Vec::new(), None);
    while let Some(token) = lexer.next()? {
        match token.first {
            b'(' => open.push(Bracket::Arguments),
            b'{' if open.iter().any(|it| matches!(it, Bracket::Arguments)) => {
                open.push(Bracket::Object(HashSet::new()));
            }
            b'{' | b'[' => open.push(Bracket::Other),
            b')' | b'}' | b']' => drop(open.pop()),
            b':' => {
                let field = name.take().map(|name| name.range).unwrap_or_default();
                if let Some(Bracket::Object(fields)) = open.last_mut()
                    && !fields.insert(&text[field.clone()])
                {
                    return Err(duplicate(&text[field.clone()]).at(lexer.position(field.start)));
                }
            }
            _ => {}
        }
        name = Some(token);
    }
    Ok(())
}

fn duplicate(field: &str) -> RequestError {
    let message = message!("input-field-twice", field);
    RequestError { code: ErrorCode::GraphqlValidationFailed, message, position: None }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    #[track_caller]
    fn check_text(text: &str, expected: &str) {
        parse_query(text).unwrap();
        let found = match check(text) {
            Ok(()) => "fits".to_owned(),
            Err(RequestError { message, position, .. }) => format!("{} {message}", position.unwrap()),
        };
        assert!(found.contains(expected), "{found}\nfor {text}");
    }

    #[test]
    fn a_duplicate_field_is_rejected_in_every_object() {
        check_text("{ a(x: {b: 1, b: 2}) }", "1:15 the input object has the field b twice");
        check_text("{ a(x: {b: 1,\n b: 1}) }", "2:2 ");
        check_text("{ a(x: {c: {b: 1}, d: [{b: 2 b: 3}]}) }", "field b twice");
        check_text("query ($x: F = {b: 1, b: 2}) { a }", "field b twice");
        check_text("{ a { c @d(x: {b: 1 c: $e b: 2}) } }", "field b twice");
        check_text("{ a { c(x: {b: {b: 1}, c: {b: 2}, b: 3}) } }", "1:35 ");
    }

    #[test]
    fn equal_names_in_different_objects_or_selections_are_allowed() {
        check_text("{ a(x: {b: {b: 1}, c: [{b: 2}, {b: 3}]}) { b: c b: c } d(x: {b: 4}) }", "fits");
        check_text("{ a(x: {b: \"b: 1\", c: b, d: $b, e: b}) }", "fits");
        check_text("query A($b: Int, $c: F = {b: 1}) { b: a } query B { b: a(b: 1) { b: a } }", "fits");
    }
}
