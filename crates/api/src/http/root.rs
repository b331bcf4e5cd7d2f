//! The root fields of an operation, through its fragments.

use std::collections::HashSet;

use async_graphql::parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet};
use async_graphql::{Positioned, ServerError};

use crate::error_code::{ErrorCode, request_error};

/// The root fields, each as often as it is selected. The document needs no judgement before: a fragment is read once.
pub(super) fn fields<'a>(
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
) -> Vec<&'a Positioned<Field>> {
    let mut fields = Vec::new();
    let mut read = HashSet::new();
    let mut sets: Vec<&SelectionSet> = vec![&operation.selection_set.node];
    while let Some(set) = sets.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => fields.push(field),
                Selection::InlineFragment(inline) => sets.push(&inline.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    let fragment = document.fragments.get(name).filter(|_| read.insert(name));
                    sets.extend(fragment.map(|fragment| &fragment.node.selection_set.node));
                }
            }
        }
    }
    fields
}

/// A subscription has one root field (GraphQL specification, section 5.2.4.1), and not inside a fragment: the engine
/// would pass over it, and the stream end at once.
pub(super) fn check_subscription(
    operation: &OperationDefinition,
    fields: &[&Positioned<Field>],
) -> Result<(), ServerError> {
    let direct = operation.selection_set.node.items.iter().all(|it| matches!(it.node, Selection::Field(_)));
    let message = match fields {
        [_] if direct => return Ok(()),
        [_] => "name the field of a subscription in the operation itself, not in a fragment of the root",
        _ => "a subscription has one field; ask for others in subscriptions of their own",
    };
    let position = Some(operation.selection_set.pos);
    Err(request_error(ErrorCode::GraphqlValidationFailed, message, position))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn names(text: &str) -> Vec<String> {
        let document = parse_query(text).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();
        let mut names: Vec<_> =
            fields(&document, &operation.node).iter().map(|it| it.node.name.node.to_string()).collect();
        names.sort();
        names
    }

    #[test]
    fn root_fields_are_found_under_aliases_and_in_fragments() {
        assert_eq!(names("{ a b { c } }"), ["a", "b"]);
        assert_eq!(names("mutation { harmless: unitClose a: b }"), ["b", "unitClose"]);
        assert_eq!(
            names("{ a ... { b ...f } } fragment f on Query { c { d } ...g } fragment g on Q { e }"),
            ["a", "b", "c", "e"]
        );
        assert_eq!(names("{ ...f ...f } fragment f on Query { a ...f }"), ["a"]);
        assert_eq!(names("{ ...nobody a }"), ["a"]);
    }

    #[test]
    fn the_walk_of_a_chain_of_fragments_does_not_end_the_stack() {
        let chain: String = (0..1_500).map(|n| format!(" fragment f{n} on T {{ ...f{} }}", n + 1)).collect();
        assert_eq!(names(&format!("{{ ...f0 }} {chain} fragment f1500 on T {{ a }}")), ["a"]);
    }
}
