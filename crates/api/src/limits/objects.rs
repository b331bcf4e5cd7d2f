//! Finds the fields that an input object of a document gives twice. The parser keeps only the last one.

use std::collections::HashSet;

use super::Refusal;
use super::lexer::{Lexer, Token};
use crate::error_code::ErrorCode;

/// What a bracket opened.
enum Open<'a> {
    /// The arguments of a field or a directive, or the variables of an operation.
    Arguments,
    /// An input object, with the names of its fields so far.
    Object(HashSet<&'a str>),
    /// A selection or a list.
    Other,
}

/// Refuses a document in which an input object has two fields of one name (GraphQL specification, section 5.6.3). The
/// document is one that can be parsed.
pub(super) fn check(text: &str) -> Result<(), Refusal> {
    let mut lexer = Lexer::new(text);
    let (mut open, mut name): (Vec<Open>, Option<Token>) = (Vec::new(), None);
    while let Some(token) = lexer.next()? {
        match token.first {
            b'(' => open.push(Open::Arguments),
            b'{' if open.iter().any(|it| matches!(it, Open::Arguments)) => {
                open.push(Open::Object(HashSet::new()));
            }
            b'{' | b'[' => open.push(Open::Other),
            b')' | b'}' | b']' => drop(open.pop()),
            b':' => {
                let field = name.take().map(|name| name.range).unwrap_or_default();
                if let Some(Open::Object(fields)) = open.last_mut()
                    && !fields.insert(&text[field.clone()])
                {
                    return Err(twice(&text[field.clone()]).at(lexer.position(field.start)));
                }
            }
            _ => {}
        }
        name = Some(token);
    }
    Ok(())
}

fn twice(field: &str) -> Refusal {
    let field: String = field.chars().take(80).collect();
    Refusal {
        code: ErrorCode::GraphqlValidationFailed,
        message: format!("the input object has the field {field} twice; give it once"),
        position: None,
    }
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
            Err(Refusal { message, position, .. }) => format!("{} {message}", position.unwrap()),
        };
        assert!(found.contains(expected), "{found}\nfor {text}");
    }

    #[test]
    fn a_field_given_twice_is_refused_wherever_the_object_stands() {
        check_text("{ a(x: {b: 1, b: 2}) }", "1:15 the input object has the field b twice");
        check_text("{ a(x: {b: 1,\n b: 1}) }", "2:2 ");
        check_text("{ a(x: {c: {b: 1}, d: [{b: 2 b: 3}]}) }", "field b twice");
        check_text("query ($x: F = {b: 1, b: 2}) { a }", "field b twice");
        check_text("{ a { c @d(x: {b: 1 c: $e b: 2}) } }", "field b twice");
        check_text("{ a { c(x: {b: {b: 1}, c: {b: 2}, b: 3}) } }", "1:35 ");
    }

    #[test]
    fn the_same_name_in_two_objects_or_selections_is_no_field_given_twice() {
        check_text("{ a(x: {b: {b: 1}, c: [{b: 2}, {b: 3}]}) { b: c b: c } d(x: {b: 4}) }", "fits");
        check_text("{ a(x: {b: \"b: 1\", c: b, d: $b, e: b}) }", "fits");
        check_text("query A($b: Int, $c: F = {b: 1}) { b: a } query B { b: a(b: 1) { b: a } }", "fits");
    }
}
