//! Conditions that the filters of units, events and parks share.

use sea_orm::Value;

use shahrak_domain::activity::Sector;
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::event::Reason;
use shahrak_domain::population::Population;

use crate::sql::Sql;
use crate::unit_sector::{UNKNOWN_SECTOR, sector_number};

/// A range of numbers, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between<T> {
    /// The least.
    pub from: T,
    /// The greatest.
    pub to: T,
}

/// A condition on the owner and the licence of a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnedBy {
    /// The owner contains each of these words.
    pub owner: Option<String>,
    /// The licence has this number.
    pub licence: Option<String>,
}

/// A range of days, both ends included; open at an end that is not given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayBounds {
    /// The first.
    pub from: Option<Day>,
    /// The last.
    pub to: Option<Day>,
}

impl DayBounds {
    pub(super) fn is_given(self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// Adds the condition that a column is in the range.
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
    /// Whether there is any condition.
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

/// Adds the condition that a unit or an event is in a park of this county, compared in searchable form.
pub(crate) fn push_county(query: &mut Sql, alias: &str, county: Option<&str>) {
    if let Some(county) = county {
        query.push(format!(
            " AND {alias}.park_id IN (SELECT id FROM park WHERE searchable(county) = searchable("
        ));
        query.push_bind(county.to_owned()).push("))");
    }
}

/// Adds the condition that a unit or an event is in parks, or outside.
pub(crate) fn push_population(query: &mut Sql, alias: &str, population: Option<Population>) {
    match population {
        Some(Population::InParks) => query.push(format!(" AND {alias}.park_id IS NOT NULL")),
        Some(Population::OutsideParks) => query.push(format!(" AND {alias}.park_id IS NULL")),
        Some(Population::All) | None => query,
    };
}

/// Adds the condition that the text contains each word, both in searchable form.
pub(crate) fn push_text(query: &mut Sql, alias: &str, text: Option<&str>) {
    push_words(query, &format!("{alias}.search"), text);
}

/// Adds the condition that a text in searchable form contains each word.
pub(crate) fn push_words(query: &mut Sql, column: &str, text: Option<&str>) {
    // PostgreSQL stores no text with a zero byte.
    let text = text.unwrap_or_default().replace('\0', "");
    for word in text.split_whitespace() {
        // `%` and `_` in the word are literal, also those of full width.
        query.push(format!(" AND {column} LIKE '%' || regexp_replace(searchable("));
        query.push_bind(word.to_owned()).push(r"), '([\\%_])', '\\\1', 'g') || '%'");
    }
}

/// The codes of values, to compare them with a column.
pub(crate) fn codes<T: Coded>(values: &[T]) -> Vec<String> {
    values.iter().map(|value| value.code().to_owned()).collect()
}

/// Adds the condition that a unit is in one of these sectors; `None` means an unknown sector.
pub(crate) fn push_sectors(query: &mut Sql, sectors: &[Option<Sector>]) {
    let numbers: Vec<i16> =
        sectors.iter().map(|sector| sector.map_or(UNKNOWN_SECTOR, sector_number)).collect();
    query.push(format!(" AND COALESCE(unit.sector, {UNKNOWN_SECTOR}) = ANY(")).push_bind(numbers).push(")");
}
