//! Variables that were not given. An argument that names one is as if it were not there, so that its default counts
//! (GraphQL specification, section 6.4.1); the engine itself would forget the default.

use std::collections::HashSet;

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Variables};
use async_graphql_value::Value;

/// The document without the arguments whose variables were not given.
///
/// If there are any, other operations and their fragments go too: they would not fit any more.
pub(super) fn leave_out(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    variables: &Variables,
) -> ExecutableDocument {
    let omitted: HashSet<&Name> = omitted(operation, variables).collect();
    let mut alone = document.clone();
    if omitted.is_empty() {
        return alone;
    }
    keep(&mut alone, operation);
    let mut gone = false;
    each_field(&mut alone, &mut |field| {
        let before = field.arguments.len();
        field
            .arguments
            .retain(|(_, value)| !matches!(&value.node, Value::Variable(name) if omitted.contains(name)));
        gone |= field.arguments.len() < before;
    });
    if !gone {
        return document.clone();
    }
    let mut used = HashSet::new();
    each_field(&mut alone, &mut |field| uses(field, &mut used));
    for operation in operations(&mut alone) {
        let unused = |name: &Name| omitted.contains(name) && !used.contains(name);
        operation.variable_definitions.retain(|definition| !unused(&definition.node.name.node));
    }
    alone
}

/// Variables of the operation without a value and without a default of their own.
fn omitted<'a>(operation: &'a OperationDefinition, variables: &Variables) -> impl Iterator<Item = &'a Name> {
    let definitions = operation.variable_definitions.iter().map(|definition| &definition.node);
    let bare = definitions.filter(|it| it.default_value.is_none());
    bare.map(|it| &it.name.node).filter(|name| !variables.contains_key(*name))
}

/// Leaves one operation and the fragments that it spreads.
fn keep(document: &mut ExecutableDocument, operation: &OperationDefinition) {
    let mut spread = HashSet::new();
    let mut sets = vec![&operation.selection_set.node];
    while let Some(set) = sets.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => sets.push(&field.node.selection_set.node),
                Selection::InlineFragment(inline) => sets.push(&inline.node.selection_set.node),
                Selection::FragmentSpread(of) => {
                    let name = &of.node.fragment_name.node;
                    let fragment = document.fragments.get(name).filter(|_| spread.insert(name.clone()));
                    sets.extend(fragment.map(|fragment| &fragment.node.selection_set.node));
                }
            }
        }
    }
    document.fragments.retain(|name, _| spread.contains(name));
    if let DocumentOperations::Multiple(all) = &mut document.operations {
        // Two operations of a document never begin with the same brace.
        all.retain(|_, other| other.node.selection_set.pos == operation.selection_set.pos);
    }
}

fn operations(document: &mut ExecutableDocument) -> impl Iterator<Item = &mut OperationDefinition> {
    let (single, multiple) = match &mut document.operations {
        DocumentOperations::Single(operation) => (Some(operation), None),
        DocumentOperations::Multiple(all) => (None, Some(all.values_mut())),
    };
    single.into_iter().chain(multiple.into_iter().flatten()).map(|operation| &mut operation.node)
}

fn each_field(document: &mut ExecutableDocument, visit: &mut dyn FnMut(&mut Field)) {
    for operation in operations(document) {
        each_field_of(&mut operation.selection_set.node, visit);
    }
    for fragment in document.fragments.values_mut() {
        each_field_of(&mut fragment.node.selection_set.node, visit);
    }
}

fn each_field_of(set: &mut SelectionSet, visit: &mut dyn FnMut(&mut Field)) {
    for selection in &mut set.items {
        match &mut selection.node {
            Selection::Field(field) => {
                visit(&mut field.node);
                each_field_of(&mut field.node.selection_set.node, visit);
            }
            Selection::InlineFragment(inline) => each_field_of(&mut inline.node.selection_set.node, visit),
            Selection::FragmentSpread(_) => {}
        }
    }
}

/// Gathers the variables that the arguments of a field still name. Directives name none that can be left out.
fn uses(field: &Field, used: &mut HashSet<Name>) {
    let mut values: Vec<&Value> = field.arguments.iter().map(|(_, value)| &value.node).collect();
    while let Some(value) = values.pop() {
        match value {
            Value::Variable(name) => drop(used.insert(name.clone())),
            Value::List(items) => values.extend(items),
            Value::Object(fields) => values.extend(fields.values()),
            _ => {}
        }
    }
}
