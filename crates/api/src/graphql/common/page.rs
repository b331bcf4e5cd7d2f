//! Connections: pages of a list with cursors, in both directions.

use std::borrow::Cow;

use async_graphql::connection::{CursorType, Edge, EmptyFields, PageInfo};
use async_graphql::{Object, ObjectType, OutputType, Result, TypeName};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{Datelike, NaiveDate};

use shahrak_messages::message;
use shahrak_persistence::page::{Key, Order, Page, PageRequest};

use crate::cost::{DEFAULT_PAGE, MAX_PAGE};
use crate::graphql::common::context::bad_input;
use crate::graphql::common::total_count::TotalCount;

/// The arguments of a page, as received.
#[derive(Clone, Debug, Default)]
pub struct PageArgs {
    /// The first *n* items.
    pub first: Option<i32>,
    /// After this cursor.
    pub after: Option<String>,
    /// The last *n* items.
    pub last: Option<i32>,
    /// Before this cursor.
    pub before: Option<String>,
}

/// An item on a page, with its cursor.
pub type ListEdge<T> = Edge<Cursor, T, EmptyFields>;

/// A place in a list: the order to which it belongs, and the key within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    order: Cow<'static, str>,
    key: Key,
}

/// A connection with `totalCount`. (The engine's own connection type has no description.)
///
/// `Whole` has the fields about the whole list: at least `totalCount`.
pub struct Connection<T: OutputType, Whole: ObjectType = TotalCount> {
    edges: Vec<ListEdge<T>>,
    more_before: bool,
    more_after: bool,
    whole: Whole,
}

/// A page of a list.
#[Object(name_type)]
impl<T: OutputType, Whole: ObjectType> Connection<T, Whole> {
    /// Position of the page in the list.
    async fn page_info(&self) -> PageInfo {
        let cursor = |edge: &ListEdge<T>| edge.cursor.encode_cursor();
        PageInfo {
            has_previous_page: self.more_before,
            has_next_page: self.more_after,
            start_cursor: self.edges.first().map(cursor),
            end_cursor: self.edges.last().map(cursor),
        }
    }

    /// The items on the page, each with its cursor.
    async fn edges(&self) -> &[ListEdge<T>] {
        &self.edges
    }

    /// The items on the page.
    async fn nodes(&self) -> Vec<&T> {
        self.edges.iter().map(|edge| &edge.node).collect()
    }

    #[graphql(flatten)]
    async fn whole(&self) -> &Whole {
        &self.whole
    }
}

impl<T: OutputType, Whole: ObjectType> TypeName for Connection<T, Whole> {
    fn type_name() -> Cow<'static, str> {
        format!("{}Connection", T::type_name()).into()
    }
}

impl PageArgs {
    /// The checked page request. `name` is the name of the order, so that a cursor of another list is refused.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the argument.
    pub fn request(&self, name: &str, order: &Order) -> Result<PageRequest> {
        if self.first.is_some() && self.last.is_some() {
            return Err(bad_input("last", message!("first-or-last")));
        }
        let from_end = self.last.is_some();
        let size = match (self.first, self.last) {
            (Some(first), _) => size("first", first)?,
            (None, Some(last)) => size("last", last)?,
            (None, None) => DEFAULT_PAGE,
        };
        Ok(PageRequest {
            size,
            from_end,
            after: key("after", self.after.as_deref(), name, order)?,
            before: key("before", self.before.as_deref(), name, order)?,
        })
    }
}

fn size(argument: &str, value: i32) -> Result<u32> {
    let size = u32::try_from(value).ok().filter(|size| *size <= MAX_PAGE);
    size.ok_or_else(|| {
        bad_input(argument, message!("number-out-of-range", number = value, least = 0, most = MAX_PAGE))
    })
}

fn key(argument: &str, cursor: Option<&str>, name: &str, order: &Order) -> Result<Option<Key>> {
    let Some(cursor) = cursor else { return Ok(None) };
    decode(cursor)
        .filter(|(of, key)| of == name && fits(order, key))
        .map(|(_, key)| Some(key))
        .ok_or_else(|| bad_input(argument, message!("cursor-of-other-list")))
}

/// Whether a key fits the order and its days are written as PostgreSQL writes them: it reads fewer forms than the
/// parser.
fn fits(order: &Order, key: &Key) -> bool {
    let written = |day: &str| {
        let date = day.parse::<NaiveDate>().ok();
        date.is_some_and(|date| (1..=9999).contains(&date.year()) && date.to_string() == day)
    };
    let infinite = |day: &str| matches!(day, "infinity" | "-infinity");
    let mut cells = order.columns.iter().zip(key);
    order.fits(key) && cells.all(|(column, cell)| column.cast != "date" || infinite(cell) || written(cell))
}

fn decode(cursor: &str) -> Option<(String, Key)> {
    let texts: Vec<String> = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    // PostgreSQL does not store texts with zero bytes.
    if texts.iter().any(|text| text.contains('\0')) {
        return None;
    }
    let (name, key) = texts.split_first()?;
    Some((name.clone(), key.to_vec()))
}

impl CursorType for Cursor {
    type Error = &'static str;

    fn decode_cursor(_: &str) -> Result<Self, Self::Error> {
        Err("cursors are read by PageArgs")
    }

    fn encode_cursor(&self) -> String {
        let texts: Vec<&str> =
            std::iter::once(&*self.order).chain(self.key.iter().map(String::as_str)).collect();
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&texts).unwrap_or_default())
    }
}

impl Cursor {
    /// The cursor of a row in the order with this name.
    pub fn new(order: &'static str, key: Key) -> Cursor {
        Cursor { order: order.into(), key }
    }
}

/// The connection of a page: `node` converts each row, `whole` has the fields about the whole list.
pub fn connection<R, T: OutputType, Whole: ObjectType>(
    name: impl Into<Cow<'static, str>>,
    page: Page<R>,
    whole: Whole,
    node: impl Fn(R) -> T,
) -> Connection<T, Whole> {
    let name = name.into();
    let edge = |(key, row)| Edge::new(Cursor { order: name.clone(), key }, node(row));
    let (more_before, more_after) = (page.more_before, page.more_after);
    Connection { edges: page.rows.into_iter().map(edge).collect(), more_before, more_after, whole }
}

#[cfg(test)]
mod tests {
    use shahrak_persistence::event::BY_DAY;

    use super::*;

    fn check(day: &str, expected: bool) {
        let cells = BY_DAY.columns.iter().map(|column| if column.cast == "date" { day } else { "7" });
        let cursor = Cursor { order: "day".into(), key: cells.map(str::to_owned).collect() };
        let found = key("after", Some(&cursor.encode_cursor()), "day", &BY_DAY);
        assert_eq!(found.is_ok(), expected, "{day}");
    }

    #[test]
    fn a_cursor_with_a_day_that_postgres_does_not_read_is_refused() {
        for day in ["2021-01-27", "0001-01-01", "9999-12-31", "-infinity", "infinity"] {
            check(day, true);
        }
        for day in [
            "-0001-01-01",
            "0000-01-01",
            "+12345-01-01",
            "+2021-01-27",
            "2021-1-27",
            "2021-02-30",
            " 2021-01-27",
            "x",
        ] {
            check(day, false);
        }
    }
}
