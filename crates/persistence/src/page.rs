//! Keyset pages: a part of a list in a fixed order, after or before a row.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

use crate::error::Result;
use crate::sql::Sql;

/// The requested part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    /// The largest number of rows.
    pub size: u32,
    /// Whether to return the last of these rows instead of the first.
    pub from_end: bool,
    /// Only rows after the one with this key.
    pub after: Option<Key>,
    /// Only rows before the one with this key.
    pub before: Option<Key>,
}

/// The key of a row in an order: the values of its columns, as PostgreSQL writes them.
pub type Key = Vec<String>;

/// A part of a list, in the order of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows, each with its key.
    pub rows: Vec<(Key, T)>,
    /// Whether there are rows before the first.
    pub more_before: bool,
    /// Whether there are rows after the last.
    pub more_after: bool,
}

/// An order of a list. Its columns together are unique, and never NULL.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// The columns, most significant first.
    pub columns: &'static [Column],
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// A column of an order.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The SQL expression.
    pub sql: &'static str,
    /// Its type, in which a key is read back.
    pub cast: &'static str,
}

impl Order {
    /// The SQL of a row's key, to be selected: an array of texts.
    pub fn key_sql(&self) -> String {
        let texts: Vec<String> =
            self.columns.iter().map(|column| format!("({})::text", column.sql)).collect();
        format!("ARRAY[{}]", texts.join(", "))
    }

    /// Whether a key fits this order: a value of the right type for each column.
    pub fn fits(&self, key: &Key) -> bool {
        key.len() == self.columns.len()
            && self.columns.iter().zip(key).all(|(column, value)| column.admits(value))
    }

    /// Adds `AND (keys) > … ORDER BY … LIMIT …` to a statement that ends in a condition, with one row more than requested.
    pub(crate) fn push(&self, query: &mut Sql, page: &PageRequest) {
        self.push_bounds(query, page);
        query.push(" ORDER BY ").push(self.sort_sql(page));
        // As text: with a parameter, PostgreSQL would plan the statement each time.
        query.push(format!(" LIMIT {}", i64::from(page.size) + 1));
    }

    /// Adds the conditions that rows lie after and before the keys of a page.
    pub(crate) fn push_bounds(&self, query: &mut Sql, page: &PageRequest) {
        self.push_bound(query, page.after.as_ref(), if self.descending { "<" } else { ">" });
        self.push_bound(query, page.before.as_ref(), if self.descending { ">" } else { "<" });
    }

    /// The SQL of the sort in which a page is selected: backwards for the last rows.
    pub fn sort_sql(&self, page: &PageRequest) -> String {
        let direction = if self.descending == page.from_end { " ASC" } else { " DESC" };
        let columns: Vec<String> =
            self.columns.iter().map(|column| format!("{}{direction}", column.sql)).collect();
        columns.join(", ")
    }

    fn push_bound(&self, query: &mut Sql, key: Option<&Key>, comparison: &str) {
        let Some(key) = key else { return };
        let columns: Vec<&str> = self.columns.iter().map(|column| column.sql).collect();
        query.push(format!(" AND ({}) {comparison} (", columns.join(", ")));
        for (place, (column, value)) in self.columns.iter().zip(key).enumerate() {
            query.push(if place == 0 { "" } else { ", " }).push_bind(value.clone());
            query.push(format!("::text::{}", column.cast));
        }
        query.push(")");
    }
}

impl Column {
    /// Whether the text is a value of the column's type; a forged cursor may not be.
    fn admits(&self, value: &str) -> bool {
        match self.cast {
            "smallint" => value.parse::<i16>().is_ok(),
            "integer" => value.parse::<i32>().is_ok(),
            "bigint" => value.parse::<i64>().is_ok(),
            "numeric" => {
                value == "Infinity"
                    || value.parse::<Decimal>().is_ok_and(|number| number.to_string() == value)
            }
            "date" => matches!(value, "infinity" | "-infinity") || value.parse::<NaiveDate>().is_ok(),
            "timestamptz" => is_moment(value),
            _ => true,
        }
    }
}

/// Whether a text is a moment as PostgreSQL writes it in UTC, with a year of four digits.
fn is_moment(value: &str) -> bool {
    let form = |utc: &str| NaiveDateTime::parse_from_str(utc, "%Y-%m-%d %H:%M:%S%.f").ok();
    let moment = value.strip_suffix("+00").filter(|utc| utc.len() <= 26).and_then(form);
    moment.is_some_and(|moment| (1900..=9999).contains(&moment.year()) && !value.starts_with('+'))
}

impl<T> Default for Page<T> {
    /// A page without rows.
    fn default() -> Self {
        Page { rows: Vec::new(), more_before: false, more_after: false }
    }
}

impl<T> Page<T> {
    /// Converts each row.
    pub fn map<U>(self, make: impl Fn(T) -> U) -> Page<U> {
        Page {
            rows: self.rows.into_iter().map(|(key, row)| (key, make(row))).collect(),
            more_before: self.more_before,
            more_after: self.more_after,
        }
    }
}

impl<T> Page<T> {
    /// Converts each row, unless one is invalid.
    pub fn try_map<U>(self, make: impl Fn(T) -> Result<U>) -> Result<Page<U>> {
        let rows = self.rows.into_iter().map(|(key, row)| Ok((key, make(row)?)));
        Ok(Page {
            rows: rows.collect::<Result<_>>()?,
            more_before: self.more_before,
            more_after: self.more_after,
        })
    }
}

impl<T> Page<T> {
    /// The page of rows that [`Order::push`] selects, with keys that [`Order::key_sql`] selects.
    pub(crate) fn new(mut rows: Vec<(Key, T)>, request: &PageRequest) -> Page<T> {
        let asked = usize::try_from(request.size).unwrap_or(usize::MAX);
        let more = rows.len() > asked;
        rows.truncate(asked);
        if request.from_end {
            rows.reverse();
        }
        let (more_before, more_after) = match request.from_end {
            false => (request.after.is_some(), more),
            true => (more, request.before.is_some()),
        };
        Page { rows, more_before, more_after }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_postgres_writes_it() {
        let moment = Column { sql: "at", cast: "timestamptz" };
        for value in ["2026-11-22 08:00:00+00", "2026-11-22 08:00:00.000001+00", "2026-11-22 08:00:00.1+00"] {
            assert!(moment.admits(value), "{value}");
        }
        for value in [
            "",
            "infinity",
            "2026-11-22",
            "2026-11-22 08:00:00",
            "2026-11-22 08:00:00+99",
            "2026-11-22T08:00:00+00",
            "2026-02-30 08:00:00+00",
            "+2026-11-22 08:00:00+00",
            "-2026-11-22 08:00:00+00",
            "20260-11-22 08:00:00+00",
            "2026-11-22 08:00:00.0000001+00",
            "2026-11-22 08:00:00+00+00",
        ] {
            assert!(!moment.admits(value), "{value}");
        }
    }
}
