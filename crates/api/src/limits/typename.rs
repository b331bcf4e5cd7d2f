//! `__typename` as it is selected. The engine answers it without validating what is written beside its name.

use async_graphql::Positioned;
use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, Field, InlineFragment, Selection, SelectionSet,
};

use super::Refusal;
use crate::error_code::ErrorCode;

/// Moves the directives of each `__typename` to a fragment around it, where the engine validates them.
pub(super) fn wrap(document: &mut ExecutableDocument) {
    match &mut document.operations {
        DocumentOperations::Single(operation) => wrap_in(&mut operation.node.selection_set.node),
        DocumentOperations::Multiple(all) => {
            all.values_mut().for_each(|operation| wrap_in(&mut operation.node.selection_set.node));
        }
    }
    document.fragments.values_mut().for_each(|fragment| wrap_in(&mut fragment.node.selection_set.node));
}

fn wrap_in(set: &mut SelectionSet) {
    for selection in &mut set.items {
        match &mut selection.node {
            Selection::Field(field) if is_typename(&field.node) && !field.node.directives.is_empty() => {
                selection.node = wrapped(field);
            }
            Selection::Field(field) => wrap_in(&mut field.node.selection_set.node),
            Selection::InlineFragment(inline) => wrap_in(&mut inline.node.selection_set.node),
            Selection::FragmentSpread(_) => {}
        }
    }
}

fn wrapped(field: &mut Positioned<Field>) -> Selection {
    let directives = std::mem::take(&mut field.node.directives);
    let alone = Positioned::new(Selection::Field(field.clone()), field.pos);
    let selection_set = Positioned::new(SelectionSet { items: vec![alone] }, field.pos);
    let fragment = InlineFragment { type_condition: None, directives, selection_set };
    Selection::InlineFragment(Positioned::new(fragment, field.pos))
}

fn is_typename(field: &Field) -> bool {
    field.name.node == "__typename"
}

/// Refuses a `__typename` with arguments or fields of its own; any other field passes.
pub(super) fn check(field: &Positioned<Field>) -> Result<(), Refusal> {
    let Field { arguments, selection_set, .. } = &field.node;
    let has = match (arguments.is_empty(), selection_set.node.items.is_empty()) {
        _ if !is_typename(&field.node) => return Ok(()),
        (true, true) => return Ok(()),
        (false, _) => "arguments",
        (true, false) => "fields",
    };
    Err(Refusal {
        code: ErrorCode::GraphqlValidationFailed,
        message: format!("__typename has no {has}; leave them out"),
        position: Some(field.pos),
    })
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

    /// What the engine answers to the wrapped document.
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
}
