//! Checks `__typename`, which the engine answers without validating its arguments, directives and selections.

use async_graphql::Positioned;
use async_graphql::parser::types::{ExecutableDocument, Field, InlineFragment, Selection, SelectionSet};
use shahrak_messages::message;

use super::RequestError;
use crate::document::{self, Walk};
use crate::error_code::ErrorCode;

/// Moves the directives of each `__typename` to an inline fragment around it, where the engine validates them.
pub(super) fn wrap(document: &mut ExecutableDocument) {
    document::change_selections(document, |selection| {
        if let Selection::Field(field) = selection
            && is_typename(field)
            && !field.node.directives.is_empty()
        {
            *selection = wrapped(field);
        }
    });
}

fn wrapped(field: &mut Positioned<Field>) -> Selection {
    let directives = std::mem::take(&mut field.node.directives);
    let alone = Positioned::new(Selection::Field(field.clone()), field.pos);
    let selection_set = Positioned::new(SelectionSet { items: vec![alone] }, field.pos);
    let fragment = InlineFragment { type_condition: None, directives, selection_set };
    Selection::InlineFragment(Positioned::new(fragment, field.pos))
}

fn is_typename(field: &Positioned<Field>) -> bool {
    field.node.name.node == "__typename"
}

/// Rejects a document with a `__typename` that has arguments or selections.
pub(super) fn check(document: &ExecutableDocument) -> Result<(), RequestError> {
    Walk::document(document).fields().filter(|field| is_typename(field)).try_for_each(check_field)
}

fn check_field(field: &Positioned<Field>) -> Result<(), RequestError> {
    let Field { arguments, selection_set, .. } = &field.node;
    let message = match (arguments.is_empty(), selection_set.node.items.is_empty()) {
        (true, true) => return Ok(()),
        (false, _) => message!("typename-with-arguments"),
        (true, false) => message!("typename-with-fields"),
    };
    let position = Some(field.pos);
    Err(RequestError { code: ErrorCode::GraphqlValidationFailed, message, position })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use async_graphql::parser::parse_query;
    use async_graphql::{EmptyMutation, EmptySubscription, Object, Request, Schema, value};
    use futures_util::FutureExt;

    use super::*;

    struct Query;

    #[Object]
    impl Query {
        async fn park(&self) -> Query {
            Query
        }
    }

    /// The response of the engine to the wrapped document.
    fn answer(text: &str) -> async_graphql::Response {
        let mut document = parse_query(text).unwrap();
        wrap(&mut document);
        let mut request = Request::new(text);
        request.set_parsed_query(document);
        let schema = Schema::build(Query, EmptyMutation, EmptySubscription).finish();
        schema.execute(request).now_or_never().unwrap()
    }

    #[test]
    fn directives_of_a_typename_are_validated() {
        for (text, expected) in [
            ("{ __typename @nosuch }", "Unknown directive"),
            ("{ park { ... { __typename @deprecated } } }", "deprecated"),
            ("{ ...f } fragment f on Query { __typename @skip(if: 7) }", "if"),
            ("{ __typename @skip }", "if"),
            ("query A { __typename @skip(if: $x) } ", "x"),
            ("{ __typename @skip(if: true) @skip(if: true) }", "skip"),
        ] {
            let errors = answer(text).errors;
            assert!(!errors.is_empty() && errors[0].message.contains(expected), "{text}: {errors:?}");
        }
    }

    #[test]
    fn a_typename_is_skipped_and_included() {
        let text = "query Q($no: Boolean = false) { a: __typename @include(if: $no) b: __typename @skip(if: $no) park { __typename } }";
        let answer = answer(text);
        assert_eq!(answer.errors, []);
        assert_eq!(answer.data, value!({ "b": "Query", "park": { "__typename": "Query" } }));
    }

    #[test]
    fn a_typename_has_nothing_but_directives() {
        #[track_caller]
        fn expect(text: &str, expected: &str) {
            let found = match check(&parse_query(text).unwrap()) {
                Ok(()) => "fits".to_owned(),
                Err(RequestError { message, position, .. }) => format!("{} {message}", position.unwrap()),
            };
            assert_eq!(found, expected, "{text}");
        }
        expect("{ park { __typename @skip(if: true) } }", "fits");
        expect("{ park { __typename(colour: RED) } }", "1:10 __typename has no arguments; leave them out");
        expect("{ ... { a: __typename { name } } }", "1:9 __typename has no fields; leave them out");
    }
}
