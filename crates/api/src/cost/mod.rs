//! The cost of an operation: the values that the answer may contain, and the statements that it needs.
//!
//! Values, by `first` and `last`:
//! - A field costs 1, and a connection [`CONNECTION`], because it needs a statement of its own.
//! - A connection is recognised by its selection: `nodes`, `edges`, `totalCount`, `pageInfo`.
//! - Its `nodes` and `edges` are multiplied by `first` or `last`, or by the default page size; the others are not.
//! - A plain list with `first` or `last` is multiplied as a whole, a look-up by `ids` or `years` by their number, and a
//!   list of fixed length (31 provinces, 12 months) by its length.
//! - Introspection counts the usual lengths of its lists.
//!
//! Statements that need more than a page from an index (counts, searches, reports, past moments) cost what was measured
//! (`statement.rs`). They count once per field, however many rows it belongs to, because one statement reads a list of
//! lists. Each of several years needs a report of its own, and each cell of a report a statement of its own.
//!
//! Fields count as often as they are selected; `@skip` and `@include` are ignored.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet};
use async_graphql::{Name, Value, Variables};
use async_graphql_value::{ConstValue, Value as Literal};
use graphql_http::Cost;

use self::list::ListCounts;
use self::rows::Rows;
use self::statement::{FieldWork, Inside};

mod groups;
mod list;
pub mod rows;
mod statement;

/// The page size of a connection without `first` or `last`.
pub const DEFAULT_PAGE: u32 = 20;

/// The largest page size; a connection rejects more.
pub const MAX_PAGE: u32 = 100;

/// The cost of a connection besides its values.
pub const CONNECTION: u64 = 10;

/// How often the values of a year of a series count: about as many figures are announced for it.
const FIGURES_OF_YEAR: u64 = 5;

/// The cost of an operation with these variables on a register of this size, in units of 20 µs of a core on a register of
/// 50,000 units. The fragments of the document must not spread themselves.
pub fn cost(
    document: &ExecutableDocument,
    operation: &OperationDefinition,
    variables: &Variables,
    rows: &Rows,
) -> Cost {
    let mut pricing = Pricing { document, operation, variables, rows, known: HashMap::new() };
    let price = pricing.set(&operation.selection_set.node, Inside::Register);
    let statements = price.statements.saturating_add(price.of_all_cells);
    Cost { total: price.once().saturating_add(statements), heavy: price.heavy }
}

/// The cost of a selection, separated by how it depends on the page size of the enclosing field.
#[derive(Debug, Default, Clone, Copy)]
struct Price {
    /// `nodes` and `edges`: once per row.
    rows: u64,
    /// `totalCount`, `pageInfo`: once per connection.
    meta: u64,
    /// All other fields.
    rest: u64,
    /// Statements that cost more than a page.
    statements: u64,
    /// Statements that read something for all cells of a report.
    of_all_cells: u64,
    /// How often all rows are counted.
    counts: ListCounts,
    has_rows: bool,
    connection: bool,
    heavy: bool,
}

impl Price {
    fn add(&mut self, other: Self) {
        self.rows = self.rows.saturating_add(other.rows);
        self.meta = self.meta.saturating_add(other.meta);
        self.rest = self.rest.saturating_add(other.rest);
        self.statements = self.statements.saturating_add(other.statements);
        self.of_all_cells = self.of_all_cells.saturating_add(other.of_all_cells);
        self.counts.add(other.counts);
        self.has_rows |= other.has_rows;
        self.connection |= other.connection;
        self.heavy |= other.heavy;
    }

    fn once(self) -> u64 {
        self.rows.saturating_add(self.meta).saturating_add(self.rest)
    }

    fn paged(self, page: u64) -> u64 {
        let (each, once) = match self.has_rows {
            true => (self.rows, self.meta.saturating_add(self.rest)),
            false => (self.rest, self.meta),
        };
        each.saturating_mul(page).saturating_add(once)
    }
}

struct Pricing<'a> {
    document: &'a ExecutableDocument,
    operation: &'a OperationDefinition,
    variables: &'a Variables,
    rows: &'a Rows,
    known: HashMap<(&'a Name, Inside), Price>,
}

impl<'a> Pricing<'a> {
    fn set(&mut self, set: &'a SelectionSet, inside: Inside) -> Price {
        let mut price = Price::default();
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => self.add_field(&mut price, &field.node, inside),
                Selection::InlineFragment(inline) => {
                    price.add(self.set(&inline.node.selection_set.node, inside));
                }
                Selection::FragmentSpread(spread) => {
                    price.add(self.fragment(&spread.node.fragment_name.node, inside));
                }
            }
        }
        price
    }

    fn add_field(&mut self, price: &mut Price, field: &'a Field, inside: Inside) {
        let name = field.name.node.as_str();
        let inner = self.set(&field.selection_set.node, inside.of(name, || self.is_given(field, "knownAt")));
        let cost = self.values(field, &inner, inside);
        let share = match name {
            "nodes" | "edges" => &mut price.rows,
            "totalCount" | "facets" | "total" | "pageInfo" | "__typename" => &mut price.meta,
            _ => &mut price.rest,
        };
        *share = share.saturating_add(cost);
        price.has_rows |= matches!(name, "nodes" | "edges");
        price.connection |= matches!(name, "nodes" | "edges" | "totalCount" | "facets" | "pageInfo");
        price.counts.add(ListCounts::of(name));
        self.add_statements(price, field, &inner, inside);
    }

    /// Adds the statements of the field and of its selection.
    fn add_statements(&self, price: &mut Price, field: &'a Field, inner: &Price, inside: Inside) {
        price.heavy |= inner.heavy;
        price.of_all_cells = price.of_all_cells.saturating_add(inner.of_all_cells);
        let mut statements = inner.statements;
        if inside != Inside::Introspection {
            let asked = FieldWork::of(field, inner.counts, inside, |literal| self.resolved(literal));
            let own = asked.price(self.rows);
            price.heavy |= own.heavy;
            let times =
                self.length(field, "years").or_else(|| statement::cells(&field.name.node)).unwrap_or(1);
            statements = statements.saturating_mul(times);
            let share = if asked.of_all_cells() { &mut price.of_all_cells } else { &mut statements };
            *share = share.saturating_add(own.total);
        }
        price.statements = price.statements.saturating_add(statements);
    }

    fn values(&self, field: &'a Field, inner: &Price, inside: Inside) -> u64 {
        let name = field.name.node.as_str();
        let introspection = inside.of(name, || false) == Inside::Introspection;
        if field.selection_set.node.items.is_empty() {
            // The schema is in memory.
            return u64::from(!introspection);
        }
        if introspection {
            return usual_length(name).saturating_mul(inner.once().saturating_add(1));
        }
        let length = self.length(field, "ids").or_else(|| self.length(field, "years"));
        let length = length.or_else(|| (name == "series").then(|| self.years_of_series(field)));
        let of_all = || fixed_length(name).filter(|_| !inner.connection);
        if let Some(length) = length.or_else(of_all) {
            return length.saturating_mul(inner.once().saturating_add(1));
        }
        let page = self.page(field);
        let values = match page {
            None if !inner.has_rows => inner.once(),
            page => inner.paged(page.unwrap_or(u64::from(DEFAULT_PAGE))),
        };
        let itself = if page.is_some() || inner.connection { CONNECTION } else { 1 };
        values.saturating_add(itself)
    }

    fn years_of_series(&self, field: &Field) -> u64 {
        let number = |name| match self.argument(field, name) {
            Some(PricedArgument::Number(number)) => Some(number),
            _ => None,
        };
        statement::series_years(number("from"), number("to")).saturating_mul(FIGURES_OF_YEAR)
    }

    fn fragment(&mut self, name: &'a Name, inside: Inside) -> Price {
        let Some(fragment) = self.document.fragments.get(name) else {
            return Price::default();
        };
        let of_schema = fragment.node.type_condition.node.on.node.starts_with("__");
        let inside = if of_schema { Inside::Introspection } else { inside };
        if let Some(price) = self.known.get(&(name, inside)) {
            return *price;
        }
        let price = self.set(&fragment.node.selection_set.node, inside);
        self.known.insert((name, inside), price);
        price
    }

    /// `first` or `last`, at most the largest page size: the field itself rejects more, with a better message.
    fn page(&self, field: &Field) -> Option<u64> {
        let asked = |name| match self.argument(field, name)? {
            PricedArgument::Number(number) => Some(number.min(u64::from(MAX_PAGE))),
            PricedArgument::Length(_) | PricedArgument::Other => Some(u64::from(DEFAULT_PAGE)),
        };
        asked("first").max(asked("last"))
    }

    fn length(&self, field: &Field, name: &str) -> Option<u64> {
        match self.argument(field, name)? {
            PricedArgument::Length(length) => Some(length),
            PricedArgument::Number(_) | PricedArgument::Other => None,
        }
    }

    fn is_given(&self, field: &Field, name: &str) -> bool {
        self.argument(field, name).is_some()
    }

    fn argument(&self, field: &Field, name: &str) -> Option<PricedArgument> {
        match &field.get_argument(name)?.node {
            Literal::Variable(variable) => self.variable(variable).map(PricedArgument::of),
            Literal::Number(number) => Some(PricedArgument::Number(number.as_u64().unwrap_or(0))),
            Literal::List(list) => Some(PricedArgument::Length(list.len() as u64)),
            Literal::Null => None,
            _ => Some(PricedArgument::Other),
        }
    }

    /// A value with the values of its variables; those without a value are null.
    fn resolved(&self, literal: &Literal) -> Value {
        let variable = |name: Name| Ok::<_, ()>(self.variable(&name).cloned().unwrap_or_default());
        literal.clone().into_const_with(variable).unwrap_or_default()
    }

    fn variable(&self, name: &Name) -> Option<&Value> {
        let given = self.variables.get(name);
        let value = given.or_else(|| {
            let mut definitions = self.operation.variable_definitions.iter();
            let definition = definitions.find(|it| &it.node.name.node == name)?;
            Some(&definition.node.default_value.as_ref()?.node)
        })?;
        (*value != ConstValue::Null).then_some(value)
    }
}

enum PricedArgument {
    Number(u64),
    Length(u64),
    Other,
}

impl PricedArgument {
    fn of(value: &ConstValue) -> Self {
        match value {
            ConstValue::Number(number) => Self::Number(number.as_u64().unwrap_or(0)),
            ConstValue::List(list) => Self::Length(list.len() as u64),
            _ => Self::Other,
        }
    }
}

/// The lengths of lists that have the same length in every answer, or nearly.
fn fixed_length(field: &str) -> Option<u64> {
    match field {
        "provinces" | "byProvince" => Some(31),
        "months" => Some(12),
        "bySector" => Some(9),
        // About 48 values in three lists, each selected for itself.
        "facets" => Some(16),
        "metrics" => Some(130),
        "bands" | "steps" => Some(5),
        // Of a unit.
        "supportCases" | "openSupportCases" => Some(3),
        // In a report; in a list, a page of them is counted.
        "targets" | "targetsByProvince" => Some(4),
        "ranking" | "behind" | "without" => Some(31),
        "scopes" => Some(32),
        "purposes" => Some(7),
        // Of one purpose, by stage; in a list, a page of them is counted.
        "budgetLines" => Some(4),
        // The longest bundled announcement has 15. They link back to it, so circles multiply.
        "figures" => Some(15),
        _ => None,
    }
}

/// The approximate lengths of lists in an introspection. Circles (`fields { type { fields …`) multiply.
fn usual_length(field: &str) -> u64 {
    match field {
        "types" => 60,
        "fields" => 6,
        "args" | "inputFields" | "enumValues" | "directives" => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests;
