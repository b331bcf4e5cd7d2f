//! What a request may cost: how many values its answer could hold, from `first` and `last`.
//!
//! - A field costs 1; a connection [`CONNECTION`], because it is a statement of its own.
//! - A connection is known by what is selected of it: `nodes`, `edges`, `totalCount`, `pageInfo`.
//! - Its `nodes` and `edges` are multiplied by its `first` or `last`, or by the default page; the others are not.
//! - A plain list with `first` or `last` is multiplied as a whole; a look-up by `ids` or `years` by their number,
//!   and a list whose length is fixed (31 provinces, 12 months) by its length.
//! - Introspection is weighed by the usual size of its lists.
//!
//! Fields count as often as they are selected; `@skip` and `@include` are not looked at.

use std::collections::HashMap;

use async_graphql::parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet};
use async_graphql::{Name, Value, Variables};
use async_graphql_value::{ConstValue, Value as Literal};

use super::{DEFAULT_PAGE, MAX_PAGE};

/// What a connection costs besides its values.
pub const CONNECTION: u64 = 10;

/// The cost of one operation with these variables. The document has been judged: its fragments do not spread themselves.
pub fn cost(document: &ExecutableDocument, operation: &OperationDefinition, variables: &Variables) -> u64 {
    let mut pricing = Pricing { document, operation, variables, known: HashMap::new() };
    pricing.set(&operation.selection_set.node, false).once()
}

/// The cost of a selection, by how it grows with the page of the field that it belongs to.
#[derive(Debug, Default, Clone, Copy)]
struct Price {
    /// `nodes` and `edges`: once for each row.
    rows: u64,
    /// `totalCount`, `pageInfo`: once for a connection.
    meta: u64,
    /// All others.
    rest: u64,
    has_rows: bool,
    connection: bool,
}

impl Price {
    fn add(&mut self, other: Self) {
        self.rows = self.rows.saturating_add(other.rows);
        self.meta = self.meta.saturating_add(other.meta);
        self.rest = self.rest.saturating_add(other.rest);
        self.has_rows |= other.has_rows;
        self.connection |= other.connection;
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
    known: HashMap<&'a Name, Price>,
}

impl<'a> Pricing<'a> {
    fn set(&mut self, set: &'a SelectionSet, introspection: bool) -> Price {
        let mut price = Price::default();
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => self.add_field(&mut price, &field.node, introspection),
                Selection::InlineFragment(inline) => {
                    price.add(self.set(&inline.node.selection_set.node, introspection));
                }
                Selection::FragmentSpread(spread) => {
                    price.add(self.fragment(&spread.node.fragment_name.node));
                }
            }
        }
        price
    }

    fn add_field(&mut self, price: &mut Price, field: &'a Field, introspection: bool) {
        let cost = self.field(field, introspection);
        let name = field.name.node.as_str();
        let share = match name {
            "nodes" | "edges" => &mut price.rows,
            "totalCount" | "pageInfo" | "__typename" => &mut price.meta,
            _ => &mut price.rest,
        };
        *share = share.saturating_add(cost);
        price.has_rows |= matches!(name, "nodes" | "edges");
        price.connection |= matches!(name, "nodes" | "edges" | "totalCount" | "pageInfo");
    }

    fn field(&mut self, field: &'a Field, introspection: bool) -> u64 {
        let name = field.name.node.as_str();
        let introspection = introspection || matches!(name, "__schema" | "__type");
        if field.selection_set.node.items.is_empty() {
            // The names of types are at hand; to write them costs next to nothing.
            return u64::from(!introspection);
        }
        let inner = self.set(&field.selection_set.node, introspection);
        if introspection {
            return usual_length(name).saturating_mul(inner.once().saturating_add(1));
        }
        let length = self.length(field, "ids").or_else(|| self.length(field, "years"));
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

    fn fragment(&mut self, name: &'a Name) -> Price {
        if let Some(price) = self.known.get(name) {
            return *price;
        }
        let Some(fragment) = self.document.fragments.get(name) else {
            return Price::default();
        };
        let introspection = fragment.node.type_condition.node.on.node.starts_with("__");
        let price = self.set(&fragment.node.selection_set.node, introspection);
        self.known.insert(name, price);
        price
    }

    /// `first` or `last` as asked, at most the largest page: a field refuses more by itself, with better words.
    fn page(&self, field: &Field) -> Option<u64> {
        let asked = |name| match self.argument(field, name)? {
            Argument::Number(number) => Some(number.min(u64::from(MAX_PAGE))),
            Argument::Length(_) | Argument::Other => Some(u64::from(DEFAULT_PAGE)),
        };
        asked("first").max(asked("last"))
    }

    fn length(&self, field: &Field, name: &str) -> Option<u64> {
        match self.argument(field, name)? {
            Argument::Length(length) => Some(length),
            Argument::Number(_) | Argument::Other => None,
        }
    }

    fn argument(&self, field: &Field, name: &str) -> Option<Argument> {
        match &field.get_argument(name)?.node {
            Literal::Variable(variable) => self.variable(variable).map(Argument::of),
            Literal::Number(number) => Some(Argument::Number(number.as_u64().unwrap_or(0))),
            Literal::List(list) => Some(Argument::Length(list.len() as u64)),
            Literal::Null => None,
            _ => Some(Argument::Other),
        }
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

enum Argument {
    Number(u64),
    Length(u64),
    Other,
}

impl Argument {
    fn of(value: &ConstValue) -> Self {
        match value {
            ConstValue::Number(number) => Self::Number(number.as_u64().unwrap_or(0)),
            ConstValue::List(list) => Self::Length(list.len() as u64),
            _ => Self::Other,
        }
    }
}

/// How long the lists are that have the same length in every answer, or about.
fn fixed_length(field: &str) -> Option<u64> {
    match field {
        "provinces" | "byProvince" => Some(31),
        "months" => Some(12),
        "bySector" => Some(9),
        // Of an announcement, as many as the longest that ships has. They lead back to it: in circles they multiply.
        "figures" => Some(15),
        _ => None,
    }
}

/// How long the lists of an introspection are, about. Nested in circles (`fields { type { fields …`) they multiply.
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
