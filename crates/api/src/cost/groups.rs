//! Groups that the sums of reports hold already, so that no statement reads every entry. What `shahrak_persistence` reads
//! from the sums may be more than what is recognised here, never less.

use async_graphql::parser::types::{Selection, SelectionSet};
use async_graphql_value::ConstValue;
use async_graphql_value::indexmap::IndexMap;

use shahrak_domain::code::Coded as _;
use shahrak_domain::event::EventKind;

use crate::cost::list::List;

/// The groups of a field that are read from sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SummedGroups {
    /// All of them
    All,
    /// Those of eight kinds of event; the events of the other kinds are counted in an index
    ByKind,
}

impl SummedGroups {
    /// What sums hold of the groups; none if every entry is read.
    pub fn of(
        list: List,
        argument: impl Fn(&str) -> Option<ConstValue>,
        shown: &SelectionSet,
    ) -> Option<SummedGroups> {
        let (conditions, unknown): (&[&str], &[&str]) = match list {
            List::EventGroups => {
                (&["province", "population", "sector", "kind", "occurredOn"], &["capacity", "min", "max"])
            }
            List::UnitGroups => (
                &["province", "population", "sector", "status"],
                &["jobs", "investment", "capacity", "min", "max"],
            ),
            _ => return None,
        };
        let given = |name: &str| argument(name).filter(|value| *value != ConstValue::Null);
        if given("knownAt").is_some() || given("having").is_some() || given("orderBy").is_some() {
            return None;
        }
        if !shows_only(shown, unknown) {
            return None;
        }
        let filter = match given("filter") {
            Some(ConstValue::Object(filter)) => filter,
            None => IndexMap::default(),
            Some(_) => return None,
        };
        let named = |name: &str| filter.get(name).filter(|value| **value != ConstValue::Null);
        let other = |(name, value): (&async_graphql::Name, &ConstValue)| {
            *value != ConstValue::Null && !conditions.contains(&name.as_str())
        };
        let keys = names(&given("groupBy")?);
        let key = |names: &[&str]| keys.iter().any(|key| names.contains(&key.as_str()));
        let (by_province, by_sector) = (
            key(&["PROVINCE"]) || named("province").is_some(),
            key(&["SECTOR"]) || named("sector").is_some(),
        );
        let fine = by_province
            && by_sector
            && (key(&["MONTH", "QUARTER"]) || named("occurredOn").is_some() || given("asOf").is_some());
        let summed = ["PROVINCE", "SECTOR", "KIND", "STATUS", "YEAR", "QUARTER", "MONTH"];
        if filter.iter().any(other) || fine || keys.iter().any(|key| !summed.contains(&key.as_str())) {
            return None;
        }
        if list == List::UnitGroups {
            return Some(SummedGroups::All);
        }
        let Some(kinds) = named("kind").map(names) else { return Some(SummedGroups::ByKind) };
        let others = kinds.iter().filter(|kind| !is_summed(kind)).count();
        match others {
            0 => Some(SummedGroups::All),
            _ if others < kinds.len() => Some(SummedGroups::ByKind),
            _ => None,
        }
    }
}

/// Whether the sums hold every event of a kind, by its name in the schema.
fn is_summed(name: &str) -> bool {
    EventKind::ALL.iter().any(|kind| kind.is_flow() && kind.code().eq_ignore_ascii_case(name))
}

/// The names of enum values; a single one stands for a list of one.
fn names(value: &ConstValue) -> Vec<String> {
    match value {
        ConstValue::List(values) => values.iter().flat_map(names).collect(),
        ConstValue::Enum(name) => vec![name.to_string()],
        ConstValue::String(name) => vec![name.clone()],
        _ => vec!["?".to_owned()],
    }
}

/// Whether a selection has none of these fields. A fragment may have any.
fn shows_only(selection: &SelectionSet, unknown: &[&str]) -> bool {
    selection.items.iter().all(|item| match &item.node {
        Selection::Field(field) => {
            let field = &field.node;
            !unknown.contains(&field.name.node.as_str()) && shows_only(&field.selection_set.node, unknown)
        }
        Selection::InlineFragment(inline) => shows_only(&inline.node.selection_set.node, unknown),
        Selection::FragmentSpread(_) => false,
    })
}
