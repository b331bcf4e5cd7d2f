//! Judges the shape of a parsed document: depth, aliases, directives, and selections after fragments are written out.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Name, Pos, Positioned};

use super::{Limits, Refusal};
use crate::error_code::ErrorCode;

/// Refuses a document that is over a limit, or whose fragments spread themselves.
///
/// The engine writes fragments out as often as they are spread, several times over; this walk reads each fragment once.
pub fn judge(document: &ExecutableDocument, limits: &Limits) -> Result<(), Refusal> {
    let directives = directives(document);
    if directives > u64::from(limits.directives) {
        return Err(Refusal::over("directives", limits.directives, directives));
    }
    let mut walk = Walk { document, limits, known: HashMap::new() };
    let mut operations = Extent::default();
    for (_, operation) in document.operations.iter() {
        operations.beside(walk.set(&operation.node.selection_set, 1)?);
    }
    // Fragments that no operation spreads are validated by the engine all the same.
    let mut fragments = Extent::default();
    for name in document.fragments.keys() {
        fragments.beside(walk.fragment(name, 1, Pos::default())?);
    }
    check(operations, limits)?;
    check(fragments, limits)
}

fn check(extent: Extent, limits: &Limits) -> Result<(), Refusal> {
    let depth = u64::from(extent.depth);
    if extent.selections > u64::from(limits.selections) {
        let what = "selections after all fragments are expanded";
        return Err(Refusal::over(what, limits.selections, extent.selections));
    }
    if depth > u64::from(limits.depth) {
        return Err(Refusal::over("levels of fields", limits.depth, depth));
    }
    if extent.aliases > u64::from(limits.aliases) {
        let what = "aliases and repeated fields";
        return Err(Refusal::over(what, limits.aliases, extent.aliases));
    }
    Ok(())
}

/// How far a selection reaches, fragments written out.
#[derive(Debug, Default, Clone, Copy)]
struct Extent {
    selections: u64,
    aliases: u64,
    /// Fields in one another.
    depth: u32,
    /// Sets of fields and fragments in one another.
    levels: u32,
}

impl Extent {
    fn beside(&mut self, other: Self) {
        self.selections = self.selections.saturating_add(other.selections);
        self.aliases = self.aliases.saturating_add(other.aliases);
        self.depth = self.depth.max(other.depth);
        self.levels = self.levels.max(other.levels);
    }
}

struct Walk<'a> {
    document: &'a ExecutableDocument,
    limits: &'a Limits,
    /// Fragments that were read; `None` for those that are being read.
    known: HashMap<&'a str, Option<Extent>>,
}

impl<'a> Walk<'a> {
    /// `level` counts fields and fragments alike, so that a chain of fragments cannot exhaust the stack: not the one
    /// of this walk, nor those of the walks after it, which follow a fragment wherever it is spread.
    fn set(&mut self, set: &'a Positioned<SelectionSet>, level: u32) -> Result<Extent, Refusal> {
        self.check_level(level, set.pos)?;
        let mut extent = Extent::default();
        let mut keys = HashSet::new();
        for selection in &set.node.items {
            extent.selections = extent.selections.saturating_add(1);
            match &selection.node {
                Selection::Field(field) => {
                    let repeated = !keys.insert(field.node.response_key().node.as_str());
                    extent.beside(self.field(&field.node, repeated, level)?);
                }
                Selection::InlineFragment(inline) => {
                    extent.beside(self.set(&inline.node.selection_set, level + 1)?);
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    extent.beside(self.fragment(name, level + 1, spread.pos)?);
                }
            }
        }
        extent.levels += 1;
        Ok(extent)
    }

    fn check_level(&self, level: u32, position: Pos) -> Result<(), Refusal> {
        let most = self.limits.levels();
        if level > most {
            let what = "levels of fields and fragments";
            return Err(Refusal::over(what, most, u64::from(level)).at(position));
        }
        Ok(())
    }

    fn field(&mut self, field: &'a Field, repeated: bool, level: u32) -> Result<Extent, Refusal> {
        let mut extent = match field.selection_set.node.items.is_empty() {
            true => Extent::default(),
            false => self.set(&field.selection_set, level + 1)?,
        };
        extent.depth += 1;
        // The engine resolves a repeated field again and merges the answers: as costly as an alias.
        if repeated || field.alias.is_some() {
            extent.aliases = extent.aliases.saturating_add(1);
        }
        Ok(extent)
    }

    fn fragment(&mut self, name: &'a Name, level: u32, spread: Pos) -> Result<Extent, Refusal> {
        match self.known.get(name.as_str()) {
            Some(Some(extent)) => {
                let extent = *extent;
                // Read higher up or elsewhere, it may reach deeper from here.
                self.check_level((level + extent.levels).saturating_sub(1), spread)?;
                return Ok(extent);
            }
            Some(None) => return Err(cycle(name, spread)),
            None => {}
        }
        // An unknown fragment is reported by validation, with better words.
        let Some(fragment) = self.document.fragments.get(name) else {
            return Ok(Extent::default());
        };
        self.known.insert(name, None);
        let extent = self.set(&fragment.node.selection_set, level)?;
        self.known.insert(name, Some(extent));
        Ok(extent)
    }
}

fn cycle(name: &Name, position: Pos) -> Refusal {
    let name: String = name.chars().take(80).collect();
    Refusal {
        code: ErrorCode::GraphqlValidationFailed,
        message: format!("the fragment {name} spreads itself; spread it in an operation only"),
        position: Some(position),
    }
}

/// Directives as written, wherever they stand.
fn directives(document: &ExecutableDocument) -> u64 {
    fn of(set: &SelectionSet) -> usize {
        let each = set.items.iter().map(|selection| {
            selection.node.directives().len()
                + match &selection.node {
                    Selection::Field(field) => of(&field.node.selection_set.node),
                    Selection::InlineFragment(inline) => of(&inline.node.selection_set.node),
                    Selection::FragmentSpread(_) => 0,
                }
        });
        each.sum()
    }
    let operations = document.operations.iter().map(|(_, operation)| {
        let variables = operation.node.variable_definitions.iter();
        operation.node.directives.len()
            + variables.map(|it| it.node.directives.len()).sum::<usize>()
            + of(&operation.node.selection_set.node)
    });
    let fragments = document
        .fragments
        .values()
        .map(|fragment| fragment.node.directives.len() + of(&fragment.node.selection_set.node));
    (operations.sum::<usize>() + fragments.sum::<usize>()) as u64
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    /// The start of the refusal, or `fits`.
    fn check(text: &str, expected: &str) {
        let found = match judge(&parse_query(text).unwrap(), &Limits::default()) {
            Ok(()) => "fits".to_owned(),
            Err(refusal) => refusal.message,
        };
        assert!(found.contains(expected), "{found}\nfor {:.200}", text);
    }

    /// Each fragment spreads the next one twice: short to write, long to write out.
    fn bomb(fragments: usize) -> String {
        let mut text = "{ a { ...f0 } }".to_owned();
        for n in 0..fragments {
            text += &format!(" fragment f{n} on T {{ a {{ ...f{} ...f{} }} }}", n + 1, n + 1);
        }
        text + &format!(" fragment f{fragments} on T {{ b }}")
    }

    #[test]
    fn a_document_of_usual_size_fits() {
        check("{ __typename }", "fits");
        check("{ a { ...f } } fragment f on T { b c: d @include(if: true) }", "fits");
        check(&bomb(5), "fits");
    }

    #[test]
    fn the_fragment_bomb_is_refused() {
        check(&bomb(12), "selections after all fragments are expanded; the limit is 10000");
        check(&bomb(18), "selections after all fragments are expanded; the limit is 10000");
    }

    #[test]
    fn a_long_chain_of_fragments_is_refused_before_the_stack_ends() {
        let chain: String = (0..900).map(|n| format!(" fragment f{n} on T {{ ...f{} }}", n + 1)).collect();
        check(&format!("{{ ...f0 }} {chain}"), "levels of fields and fragments; the limit is 60");
    }

    #[test]
    fn a_long_chain_of_fragments_is_refused_in_whatever_order_it_is_spread() {
        let chain = |length: u32| -> String {
            let links = (1..length).map(|n| format!(" fragment f{n} on T {{ ...f{} }}", n - 1));
            format!("fragment f0 on T {{ a }}{}", links.collect::<String>())
        };
        // From its end: each fragment is known when the next one spreads it.
        let spreads = |length: u32| (0..length).map(|n| format!(" ...f{n}")).collect::<String>();
        check(&format!("{{{} }} {}", spreads(59), chain(59)), "fits");
        check(&format!("{{{} }} {}", spreads(60), chain(60)), "has 61 levels of fields and fragments");
        // In an operation that comes first, and not deep there.
        let deep = format!("query A {{ ...f58 }} query B {{ a {{ ...f58 }} }} {}", chain(59));
        check(&deep, "has 61 levels of fields and fragments");
    }

    #[test]
    fn fragments_in_a_circle_are_refused() {
        check("{ ...f } fragment f on T { ...f }", "the fragment f spreads itself");
        check("{ a } fragment f on T { a { ...g } } fragment g on T { ...f }", "spreads itself");
    }

    #[test]
    fn an_unknown_fragment_is_left_to_validation() {
        check("{ ...nobody }", "fits");
    }

    #[test]
    fn depth_counts_fields_through_fragments() {
        let deep = |fields: usize| format!("{}x{}", "{ a ".repeat(fields) + "{", "}".repeat(fields + 1));
        check(&deep(19), "fits");
        check(&deep(20), "21 levels of fields; the limit is 20");
        let split =
            format!("{} ...f {} fragment f on T {}", "{ a ".repeat(12) + "{", "}".repeat(13), deep(9));
        check(&split, "22 levels of fields; the limit is 20");
    }

    #[test]
    fn aliases_and_repeated_fields_count_alike() {
        let aliases: String = (0..101).map(|n| format!(" a{n}: a")).collect();
        check(&format!("{{ {aliases} }}"), "101 aliases and repeated fields; the limit is 100");
        check(&format!("{{ {} }}", "a ".repeat(2_000)), "1999 aliases and repeated fields");
        let spread = format!("{{ {} }} fragment f on T {{ b: a }}", "...f ".repeat(101));
        check(&spread, "101 aliases and repeated fields");
    }

    #[test]
    fn directives_are_counted_as_written() {
        let many = format!("{{ a {} }}", "@skip(if: false) ".repeat(51));
        check(&many, "51 directives; the limit is 50");
    }
}
