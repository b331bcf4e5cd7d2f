//! Walks over GraphQL documents. Code that looks at selections uses these instead of recursion of its own.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, Field, FragmentDefinition, OperationDefinition, Selection,
    SelectionSet,
};
use async_graphql::{Name, Positioned};

/// Iterates over selections, depth first. The stack is on the heap, so a long chain of fragments cannot exhaust it.
pub struct Walk<'a> {
    pending: Vec<&'a Positioned<Selection>>,
    /// If given, fragments are entered where they are spread, each one once.
    fragments: Option<&'a HashMap<Name, Positioned<FragmentDefinition>>>,
    spread: HashSet<&'a Name>,
    enters_fields: bool,
}

impl<'a> Walk<'a> {
    /// All selections of a document as written.
    pub fn document(document: &'a ExecutableDocument) -> Self {
        let mut walk = Self::new(None);
        selection_sets(document).for_each(|set| walk.push(set));
        walk
    }

    /// The selections of one operation, through its fragments.
    pub fn operation(document: &'a ExecutableDocument, operation: &'a OperationDefinition) -> Self {
        let mut walk = Self::new(Some(&document.fragments));
        walk.push(&operation.selection_set.node);
        walk
    }

    fn new(fragments: Option<&'a HashMap<Name, Positioned<FragmentDefinition>>>) -> Self {
        Self { pending: Vec::new(), fragments, spread: HashSet::new(), enters_fields: true }
    }

    /// Leaves out what is selected of fields: only the root fields remain.
    #[must_use]
    pub fn root(self) -> Self {
        Self { enters_fields: false, ..self }
    }

    /// The fields among the selections.
    pub fn fields(self) -> impl Iterator<Item = &'a Positioned<Field>> {
        self.filter_map(|selection| match &selection.node {
            Selection::Field(field) => Some(field),
            _ => None,
        })
    }

    /// The names of the fragments that are spread.
    pub fn spreads(self) -> impl Iterator<Item = &'a Name> {
        self.filter_map(|selection| match &selection.node {
            Selection::FragmentSpread(spread) => Some(&spread.node.fragment_name.node),
            _ => None,
        })
    }

    fn push(&mut self, set: &'a SelectionSet) {
        self.pending.extend(set.items.iter().rev());
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = &'a Positioned<Selection>;

    fn next(&mut self) -> Option<Self::Item> {
        let selection = self.pending.pop()?;
        match &selection.node {
            Selection::Field(field) if self.enters_fields => self.push(&field.node.selection_set.node),
            Selection::Field(_) => {}
            Selection::InlineFragment(inline) => self.push(&inline.node.selection_set.node),
            Selection::FragmentSpread(spread) => {
                let name = &spread.node.fragment_name.node;
                let fragment = self.fragments.and_then(|fragments| fragments.get(name));
                if let Some(fragment) = fragment.filter(|_| self.spread.insert(name)) {
                    self.push(&fragment.node.selection_set.node);
                }
            }
        }
        Some(selection)
    }
}

/// The selection sets of all operations and fragments.
pub fn selection_sets(document: &ExecutableDocument) -> impl Iterator<Item = &SelectionSet> {
    let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    operations.chain(document.fragments.values().map(|fragment| &fragment.node.selection_set.node))
}

/// The operations of a document, to be changed.
pub(crate) fn operations_mut(
    document: &mut ExecutableDocument,
) -> impl Iterator<Item = &mut OperationDefinition> {
    operations_of(&mut document.operations)
}

fn operations_of(operations: &mut DocumentOperations) -> impl Iterator<Item = &mut OperationDefinition> {
    let (single, multiple) = match operations {
        DocumentOperations::Single(operation) => (Some(operation), None),
        DocumentOperations::Multiple(all) => (None, Some(all.values_mut())),
    };
    single.into_iter().chain(multiple.into_iter().flatten()).map(|operation| &mut operation.node)
}

/// Changes each selection as written, an outer one before those inside it.
pub(crate) fn change_selections(document: &mut ExecutableDocument, mut change: impl FnMut(&mut Selection)) {
    let ExecutableDocument { operations, fragments } = document;
    let operations = operations_of(operations).map(|operation| &mut operation.selection_set.node);
    let fragments = fragments.values_mut().map(|fragment| &mut fragment.node.selection_set.node);
    let mut pending: Vec<&mut SelectionSet> = operations.chain(fragments).collect();
    while let Some(set) = pending.pop() {
        for selection in &mut set.items {
            change(&mut selection.node);
            match &mut selection.node {
                Selection::Field(field) => pending.push(&mut field.node.selection_set.node),
                Selection::InlineFragment(inline) => pending.push(&mut inline.node.selection_set.node),
                Selection::FragmentSpread(_) => {}
            }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    fn names<'a>(fields: impl Iterator<Item = &'a Positioned<Field>>) -> String {
        fields.map(|field| field.node.name.node.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_walk_reads_fields_in_order() {
        let text = "query A { a { b ... { c } } ...f ...f d } query B { e } fragment f on T { g { h } ...f }";
        let document = parse_query(text).unwrap();
        let (_, operation) = document.operations.iter().find(|(name, _)| name.unwrap() == "A").unwrap();
        let operation = || Walk::operation(&document, &operation.node);

        assert_eq!(names(operation().fields()), "a b c g h d");
        assert_eq!(names(operation().root().fields()), "a g d");
        assert_eq!(operation().spreads().count(), 3);
        let mut written: Vec<_> =
            names(Walk::document(&document).fields()).split(' ').map(str::to_owned).collect();
        written.sort();
        assert_eq!(written.concat(), "abcdegh");
    }

    #[test]
    fn a_long_chain_of_fragments_is_read() {
        let chain: String = (0..1_500).map(|n| format!(" fragment f{n} on T {{ ...f{} }}", n + 1)).collect();
        let document = parse_query(format!("{{ ...f0 }} {chain} fragment f1500 on T {{ a }}")).unwrap();
        let (_, operation) = document.operations.iter().next().unwrap();

        assert_eq!(names(Walk::operation(&document, &operation.node).fields()), "a");
    }

    #[test]
    fn changes_reach_every_selection() {
        let mut document = parse_query("{ a { ... { b } } ...f } fragment f on T { c { d } }").unwrap();
        let mut count = 0;
        change_selections(&mut document, |_| count += 1);

        assert_eq!(count, 6);
    }
}
