//! Conditions that lists of units, of events and of parks share.

use sea_orm::Value;

use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::Reason;
use shahrak_domain::population::Population;

use crate::sql::Sql;
use crate::unit_sector::{UNKNOWN_SECTOR, sector_number};

/// Numbers from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between<T> {
    /// The least.
    pub from: T,
    /// The greatest.
    pub to: T,
}

/// Whose a unit is, and by which licence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnedBy {
    /// The owner holds each of these words.
    pub owner: Option<String>,
    /// The licence has this number.
    pub licence: Option<String>,
}

/// Days from the first to the last, both included; open where none is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Option<Day>,
    /// The last.
    pub to: Option<Day>,
}

impl Days {
    pub(super) fn is_given(self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// Adds the condition that a column lies among the days.
    pub(crate) fn push(self, query: &mut Sql, column: &str) {
        if let Some(from) = self.from {
            query.push(format!(" AND {column} >= ")).push_bind(from.date());
        }
        if let Some(to) = self.to {
            query.push(format!(" AND {column} <= ")).push_bind(to.date());
        }
    }
}

impl<T: Copy + Into<Value>> Between<T> {
    /// Adds the condition to a statement that ends in a number.
    pub(crate) fn push(self, query: &mut Sql) {
        query.push(" BETWEEN ").push_bind(self.from).push(" AND ").push_bind(self.to);
    }
}

impl OwnedBy {
    /// Whether anything is asked for.
    pub(crate) fn is_given(&self) -> bool {
        self.owner.is_some() || self.licence.is_some()
    }

    /// Adds the conditions to a statement that ends in a condition on `unit`.
    pub(crate) fn push(&self, query: &mut Sql) {
        push_words(query, "searchable(unit.owner)", self.owner.as_deref());
        if let Some(licence) = &self.licence {
            query.push(" AND searchable(unit.licence) = searchable(").push_bind(licence.clone()).push(")");
        }
    }
}

/// Adds the condition that an event has one of these reasons.
pub(crate) fn push_reasons(query: &mut Sql, alias: &str, reasons: Option<&[Reason]>) {
    if let Some(reasons) = reasons {
        query.push(format!(" AND {alias}.reasons && ")).push_bind(codes(reasons)).push("::text[]");
    }
}

/// Adds the condition that a unit or an event stands in a park of this county, however its letters are written.
pub(crate) fn push_county(query: &mut Sql, alias: &str, county: Option<&str>) {
    if let Some(county) = county {
        query.push(format!(
            " AND {alias}.park_id IN (SELECT id FROM park WHERE searchable(county) = searchable("
        ));
        query.push_bind(county.to_owned()).push("))");
    }
}

/// Adds the condition that a unit or an event stands in parks, or outside.
pub(crate) fn push_population(query: &mut Sql, alias: &str, population: Option<Population>) {
    match population {
        Some(Population::InParks) => query.push(format!(" AND {alias}.park_id IS NOT NULL")),
        Some(Population::OutsideParks) => query.push(format!(" AND {alias}.park_id IS NULL")),
        Some(Population::All) | None => query,
    };
}

/// Adds the condition that the searched text holds each word, in the form in which it is searched.
pub(crate) fn push_text(query: &mut Sql, alias: &str, text: Option<&str>) {
    push_words(query, &format!("{alias}.search"), text);
}

/// Adds the condition that a searchable text holds each word.
fn push_words(query: &mut Sql, column: &str, text: Option<&str>) {
    // Postgres knows no text with a zero byte.
    let text = text.unwrap_or_default().replace('\0', "");
    for word in text.split_whitespace() {
        // Its own `%` and `_` stand for themselves, also those of full width.
        query.push(format!(" AND {column} LIKE '%' || regexp_replace(searchable("));
        query.push_bind(word.to_owned()).push(r"), '([\\%_])', '\\\1', 'g') || '%'");
    }
}

/// The codes of some values, to be compared with a column.
pub(crate) fn codes<T: Coded>(values: &[T]) -> Vec<String> {
    values.iter().map(|value| value.code().to_owned()).collect()
}

/// Adds the condition that a unit belongs to one of these sectors; none stands for those whose sector is not known.
pub(crate) fn push_sectors(query: &mut Sql, sectors: &[Option<Sector>]) {
    let numbers: Vec<i16> =
        sectors.iter().map(|sector| sector.map_or(UNKNOWN_SECTOR, sector_number)).collect();
    query.push(format!(" AND COALESCE(unit.sector, {UNKNOWN_SECTOR}) = ANY(")).push_bind(numbers).push(")");
}
