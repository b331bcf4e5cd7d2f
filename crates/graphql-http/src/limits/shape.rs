//! Bounds the shape of a parsed document: depth, aliases, directives, and selections after all fragments are expanded.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Name, Pos, Positioned};
use shahrak_messages::message;

use super::{Limits, RequestError};
use crate::document::Walk;
use crate::error_code::ErrorCode;

/// Rejects a document that exceeds a limit, or whose fragments spread themselves.
///
/// The engine expands fragments wherever they are spread, several times; this reads each fragment once.
pub fn check(document: &ExecutableDocument, limits: &Limits) -> Result<(), RequestError> {
    let directives = directives(document);
    if directives > u64::from(limits.directives) {
        return Err(RequestError::over_limit(message!("limit-directives"), limits.directives, directives));
    }
    let mut measure = ShapeMeasure { document, limits, known: HashMap::new() };
    let mut operations = Extent::default();
    for (_, operation) in document.operations.iter() {
        operations.add(measure.set(&operation.node.selection_set, 1)?);
    }
    // The engine also validates fragments that no operation spreads.
    let mut fragments = Extent::default();
    for name in document.fragments.keys() {
        fragments.add(measure.fragment(name, 1, Pos::default())?);
    }
    check_extent(operations, limits)?;
    check_extent(fragments, limits)
}

fn check_extent(extent: Extent, limits: &Limits) -> Result<(), RequestError> {
    let depth = u64::from(extent.depth);
    if extent.selections > u64::from(limits.selections) {
        let what = message!("limit-selections");
        return Err(RequestError::over_limit(what, limits.selections, extent.selections));
    }
    if depth > u64::from(limits.depth) {
        return Err(RequestError::over_limit(message!("limit-depth"), limits.depth, depth));
    }
    if extent.aliases > u64::from(limits.aliases) {
        let what = message!("limit-aliases");
        return Err(RequestError::over_limit(what, limits.aliases, extent.aliases));
    }
    Ok(())
}

/// The size of a selection after all fragments are expanded.
#[derive(Debug, Default, Clone, Copy)]
struct Extent {
    selections: u64,
    aliases: u64,
    /// Levels of nested fields.
    depth: u32,
    /// Levels of nested fields and fragments.
    levels: u32,
}

impl Extent {
    fn add(&mut self, other: Self) {
        self.selections = self.selections.saturating_add(other.selections);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.depth = self.depth.max(other.depth);
        self.levels = self.levels.max(other.levels);
    }
}

struct ShapeMeasure<'a> {
    document: &'a ExecutableDocument,
    limits: &'a Limits,
    /// The sizes of fragments; `None` while a fragment is being measured.
    known: HashMap<&'a str, Option<Extent>>,
}

impl<'a> ShapeMeasure<'a> {
    /// `level` counts fields and fragments, so that a long chain of fragments cannot exhaust the stack: neither here nor in
    /// the engine, which follows fragments wherever they are spread.
    fn set(&mut self, set: &'a Positioned<SelectionSet>, level: u32) -> Result<Extent, RequestError> {
        self.check_level(level, set.pos)?;
        let mut extent = Extent::default();
        let mut keys = HashSet::new();
        for selection in &set.node.items {
            extent.selections = extent.selections.saturating_add(1);
            match &selection.node {
                Selection::Field(field) => {
                    let repeated = !keys.insert(field.node.response_key().node.as_str());
                    extent.add(self.field(&field.node, repeated, level)?);
                }
                Selection::InlineFragment(inline) => {
                    extent.add(self.set(&inline.node.selection_set, level + 1)?);
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    extent.add(self.fragment(name, level + 1, spread.pos)?);
                }
            }
        }
        extent.levels += 1;
        Ok(extent)
    }

    fn check_level(&self, level: u32, position: Pos) -> Result<(), RequestError> {
        let most = self.limits.levels();
        if level > most {
            let what = message!("limit-levels");
            return Err(RequestError::over_limit(what, most, u64::from(level)).at(position));
        }
        Ok(())
    }

    fn field(&mut self, field: &'a Field, repeated: bool, level: u32) -> Result<Extent, RequestError> {
        let mut extent = match field.selection_set.node.items.is_empty() {
            true => Extent::default(),
            false => self.set(&field.selection_set, level + 1)?,
        };
        extent.depth += 1;
        // The engine resolves a repeated field again, so it costs as much as an alias.
        if repeated || field.alias.is_some() {
            extent.aliases = extent.aliases.saturating_add(1);
        }
        Ok(extent)
    }

    fn fragment(&mut self, name: &'a Name, level: u32, spread: Pos) -> Result<Extent, RequestError> {
        match self.known.get(name.as_str()) {
            Some(Some(extent)) => {
                let extent = *extent;
                // It was measured at another level, and may exceed the limit at this one.
                self.check_level((level + extent.levels).saturating_sub(1), spread)?;
                return Ok(extent);
            }
            Some(None) => return Err(cycle(name, spread)),
            None => {}
        }
        // Validation reports an unknown fragment with a better message.
        let Some(fragment) = self.document.fragments.get(name) else {
            return Ok(Extent::default());
        };
        self.known.insert(name, None);
        let extent = self.set(&fragment.node.selection_set, level)?;
        self.known.insert(name, Some(extent));
        Ok(extent)
    }
}

fn cycle(name: &Name, position: Pos) -> RequestError {
    RequestError {
        code: ErrorCode::GraphqlValidationFailed,
        message: message!("fragment-cycle", fragment = name.as_str()),
        position: Some(position),
    }
}

/// The directives of the document as written.
fn directives(document: &ExecutableDocument) -> u64 {
    let operations = document.operations.iter().map(|(_, operation)| {
        let variables = operation.node.variable_definitions.iter();
        operation.node.directives.len() + variables.map(|it| it.node.directives.len()).sum::<usize>()
    });
    let fragments = document.fragments.values().map(|fragment| fragment.node.directives.len());
    let selections = Walk::document(document).map(|selection| selection.node.directives().len());
    operations.chain(fragments).chain(selections).sum::<usize>() as u64
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    /// Compares a part of the error, or `fits`.
    fn expect(text: &str, expected: &str) {
        let found = match check(&parse_query(text).unwrap(), &Limits::default()) {
            Ok(()) => "fits".to_owned(),
            Err(error) => error.message.to_string(),
        };
        assert!(found.contains(expected), "{found}\nfor {text:.200}");
    }

    /// Each fragment spreads the next one twice: a short text that expands exponentially.
    fn bomb(fragments: usize) -> String {
        let mut text = "{ a { ...f0 } }".to_owned();
        for n in 0..fragments {
            text += &format!(" fragment f{n} on T {{ a {{ ...f{} ...f{} }} }}", n + 1, n + 1);
        }
        text + &format!(" fragment f{fragments} on T {{ b }}")
    }

    #[test]
    fn a_document_of_usual_size_fits() {
        expect("{ __typename }", "fits");
        expect("{ a { ...f } } fragment f on T { b c: d @include(if: true) }", "fits");
        expect(&bomb(5), "fits");
    }

    #[test]
    fn a_fragment_bomb_is_rejected() {
        expect(&bomb(12), "selections after all fragments are expanded; the limit is 10000");
        expect(&bomb(18), "selections after all fragments are expanded; the limit is 10000");
    }

    #[test]
    fn a_long_chain_of_fragments_is_rejected() {
        let chain: String = (0..900).map(|n| format!(" fragment f{n} on T {{ ...f{} }}", n + 1)).collect();
        expect(&format!("{{ ...f0 }} {chain}"), "levels of fields and fragments; the limit is 60");
    }

    #[test]
    fn a_long_chain_of_fragments_is_rejected_in_any_order() {
        let chain = |length: u32| -> String {
            let links = (1..length).map(|n| format!(" fragment f{n} on T {{ ...f{} }}", n - 1));
            format!("fragment f0 on T {{ a }}{}", links.collect::<String>())
        };
        // From its end: each fragment is measured before the next one spreads it.
        let spreads = |length: u32| (0..length).map(|n| format!(" ...f{n}")).collect::<String>();
        expect(&format!("{{{} }} {}", spreads(59), chain(59)), "fits");
        expect(&format!("{{{} }} {}", spreads(60), chain(60)), "has 61 levels of fields and fragments");
        // In an operation that comes first, at a lower level.
        let deep = format!("query A {{ ...f58 }} query B {{ a {{ ...f58 }} }} {}", chain(59));
        expect(&deep, "has 61 levels of fields and fragments");
    }

    #[test]
    fn fragments_in_a_circle_are_rejected() {
        expect("{ ...f } fragment f on T { ...f }", "the fragment f spreads itself");
        expect("{ a } fragment f on T { a { ...g } } fragment g on T { ...f }", "spreads itself");
    }

    #[test]
    fn an_unknown_fragment_is_left_to_validation() {
        expect("{ ...nobody }", "fits");
    }

    #[test]
    fn depth_counts_fields_through_fragments() {
        let deep = |fields: usize| format!("{}x{}", "{ a ".repeat(fields) + "{", "}".repeat(fields + 1));
        expect(&deep(19), "fits");
        expect(&deep(20), "21 levels of fields; the limit is 20");
        let split =
            format!("{} ...f {} fragment f on T {}", "{ a ".repeat(12) + "{", "}".repeat(13), deep(9));
        expect(&split, "22 levels of fields; the limit is 20");
    }

    #[test]
    fn aliases_and_repeated_fields_count_alike() {
        let aliases: String = (0..101).map(|n| format!(" a{n}: a")).collect();
        expect(&format!("{{ {aliases} }}"), "101 aliases and repeated fields; the limit is 100");
        expect(&format!("{{ {} }}", "a ".repeat(2_000)), "1999 aliases and repeated fields");
        let spread = format!("{{ {} }} fragment f on T {{ b: a }}", "...f ".repeat(101));
        expect(&spread, "101 aliases and repeated fields");
    }

    #[test]
    fn directives_are_counted_as_written() {
        let many = format!("{{ a {} }}", "@skip(if: false) ".repeat(51));
        expect(&many, "51 directives; the limit is 50");
    }
}
