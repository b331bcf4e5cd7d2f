//! Variables without a value. An argument that names one counts as absent, so that its default applies (GraphQL
//! specification, section 6.4.1). The engine ignores the default, so such arguments are removed from the document first.

use std::collections::HashSet;

use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition, Selection};
use async_graphql::{Name, Variables};
use async_graphql_value::Value;

use crate::document::{self, Walk};

/// The document without arguments whose variables have no value.
///
/// If there are any, other operations and their fragments are removed too, because their variables may differ.
pub(crate) fn remove(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    variables: &Variables,
) -> ExecutableDocument {
    let unset: HashSet<&Name> = unset(operation, variables).collect();
    let mut rest = document.clone();
    if unset.is_empty() {
        return rest;
    }
    isolate(&mut rest, document, operation);
    let mut removed = false;
    document::change_selections(&mut rest, |selection| {
        if let Selection::Field(field) = selection {
            let arguments = &mut field.node.arguments;
            let before = arguments.len();
            arguments.retain(|(_, value)| !matches!(&value.node, Value::Variable(it) if unset.contains(it)));
            removed |= arguments.len() < before;
        }
    });
    if !removed {
        return document.clone();
    }
    let used = used(&rest);
    for operation in document::operations_mut(&mut rest) {
        operation.variable_definitions.retain(|definition| {
            let name = &definition.node.name.node;
            !unset.contains(name) || used.contains(name)
        });
    }
    rest
}

/// Variables of the operation with neither a value nor a default.
fn unset<'a>(operation: &'a OperationDefinition, variables: &Variables) -> impl Iterator<Item = &'a Name> {
    let definitions = operation.variable_definitions.iter().map(|definition| &definition.node);
    let without_default = definitions.filter(|it| it.default_value.is_none());
    without_default.map(|it| &it.name.node).filter(|name| !variables.contains_key(*name))
}

/// Keeps one operation and the fragments that it spreads.
fn isolate(rest: &mut ExecutableDocument, document: &ExecutableDocument, operation: &OperationDefinition) {
    let spread: HashSet<&Name> = Walk::operation(document, operation).spreads().collect();
    rest.fragments.retain(|name, _| spread.contains(name));
    if let DocumentOperations::Multiple(all) = &mut rest.operations {
        // No two operations of a document begin at the same brace.
        all.retain(|_, other| other.node.selection_set.pos == operation.selection_set.pos);
    }
}

/// The variables that arguments still name. Those of directives are never removed, because they are required.
fn used(document: &ExecutableDocument) -> HashSet<Name> {
    let mut used = HashSet::new();
    let arguments = Walk::document(document).fields().flat_map(|field| &field.node.arguments);
    let mut values: Vec<&Value> = arguments.map(|(_, value)| &value.node).collect();
    while let Some(value) = values.pop() {
        match value {
            Value::Variable(name) => drop(used.insert(name.clone())),
            Value::List(items) => values.extend(items),
            Value::Object(fields) => values.extend(fields.values()),
            _ => {}
        }
    }
    used
}
