//! Lists and counts parks by id: the parks themselves are in the reference cache.

use std::collections::HashMap;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::park::{Ownership, ParkKind};

use crate::db::Db;
use crate::error::Result;
use crate::list::{Cells, Columns, ListTables, Paged, PagedByParent};
use crate::page::{Column, Order, PageRequest};
use crate::park::ParkId;
use crate::province::ProvinceId;
use crate::sql::Sql;
use crate::unit::{codes, push_text};

/// A park, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered(pub ParkId);

/// A filter of parks: they match all given conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParkFilter {
    /// In this province.
    pub province: Option<ProvinceId>,
    /// Of one of these kinds.
    pub kinds: Option<Vec<ParkKind>>,
    /// Of this ownership.
    pub ownership: Option<Ownership>,
    /// Whose code and names contain each word.
    pub text: Option<String>,
    /// Approved by this day, and not closed by then.
    pub approved_as_of: Option<Day>,
    /// Operating on this day: since then or before, and not closed by then.
    pub operating_as_of: Option<Day>,
}

const CODE: Column = Column { sql: "park.code", cast: "text" };

/// By code, in byte order.
pub const BY_CODE: Order = Order { columns: &[CODE], descending: false };
/// By English name, in lower case; by Persian name where the English one is not known.
pub const BY_NAME: Order = Order {
    columns: &[
        Column { sql: "(lower(COALESCE(park.name_en, park.name_fa)) COLLATE \"C\")", cast: "text" },
        CODE,
    ],
    descending: false,
};
/// By day of approval.
pub const BY_APPROVAL: Order =
    Order { columns: &[Column { sql: "park.approved_on", cast: "date" }, CODE], descending: false };

const PARKS: ListTables = ListTables { table: "park", alias: "park", joins: "" };
const PROVINCE: &str = "park.province_id";

/// A page of parks.
pub async fn list(
    db: &Db,
    filter: &ParkFilter,
    order: &Order,
    page: &PageRequest,
) -> Result<Paged<Numbered>> {
    PARKS.page(db, order, page, |query| filter.push(query)).await
}

/// Counts parks.
pub async fn count(db: &Db, filter: &ParkFilter) -> Result<i64> {
    PARKS.count(db, |query| filter.push(query)).await
}

/// Returns a page of parks for each province, in one statement.
pub async fn list_of(
    db: &Db,
    provinces: &[i64],
    filter: &ParkFilter,
    order: &Order,
    page: &PageRequest,
) -> Result<PagedByParent<Numbered>> {
    PARKS.pages(db, (PROVINCE, provinces), order, page, |query| filter.push(query)).await
}

/// Counts the parks of each province; provinces without parks are missing.
pub async fn count_of(db: &Db, provinces: &[i64], filter: &ParkFilter) -> Result<HashMap<i64, i64>> {
    PARKS.counts(db, (PROVINCE, provinces), |query| filter.push(query)).await
}

impl ParkFilter {
    /// Adds the conditions to a statement that ends in a condition on `park`.
    pub(crate) fn push(&self, query: &mut Sql) {
        if let Some(province) = self.province {
            query.push(" AND park.province_id = ").push_bind(province);
        }
        if let Some(kinds) = &self.kinds {
            query.push(" AND park.kind = ANY(").push_bind(codes(kinds)).push(")");
        }
        if let Some(ownership) = self.ownership {
            query.push(" AND park.ownership = ").push_bind(ownership.code());
        }
        push_text(query, "park", self.text.as_deref());
        push_open(query, "park.approved_on", self.approved_as_of);
        push_open(query, "park.operating_since", self.operating_as_of);
    }
}

/// Adds the condition that something had begun by a day and the park was not closed by then.
fn push_open(query: &mut Sql, begun: &str, day: Option<Day>) {
    let Some(day) = day else { return };
    query.push(format!(" AND {begun} <= ")).push_bind(day.date());
    query.push(" AND (park.closed_on IS NULL OR park.closed_on > ").push_bind(day.date()).push(")");
}

impl Columns for Numbered {
    fn sql() -> String {
        "park.id".to_owned()
    }

    fn read(cells: &mut Cells<'_>) -> Result<Numbered> {
        Ok(Numbered(cells.next()?))
    }
}
