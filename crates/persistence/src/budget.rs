//! Budget lines with their revisions, all or as known at a moment.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter};

use shahrak_domain::budget::{BudgetLine, BudgetPurpose, BudgetStage};
use shahrak_domain::code::Coded;
use shahrak_domain::moment::Moment;
use shahrak_domain::year::IranianYear;

use crate::db::Db;
use crate::entity::budget_line::{COLUMN, Entity, Model};
use crate::entity::budget_revision;
use crate::error::Result;
use crate::list::{ListTables, Paged};
use crate::page::{Column, Key, Order, Page, PageRequest};
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;

mod record;
mod row;

pub use record::{add, add_revision, lock};
pub use row::Row;

pub(crate) use row::line_of;

use row::revisions;

/// The id of a budget line.
pub type BudgetLineId = i32;

/// A budget line with its ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBudgetLine {
    /// Its id.
    pub id: BudgetLineId,
    /// Its province; none for the country.
    pub province_id: Option<ProvinceId>,
    /// The line.
    pub line: BudgetLine,
}

/// What a budget line must be to be listed; an empty filter lists all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BudgetFilter {
    /// Of this Iranian year.
    pub year: Option<i32>,
    /// Of exactly this province.
    pub province: Option<ProvinceId>,
    /// Of the country, or of provinces.
    pub national: Option<bool>,
    /// For this purpose.
    pub line: Option<BudgetPurpose>,
    /// That have come this far.
    pub stage: Option<BudgetStage>,
}

/// Budget lines by year, scope (the country first), purpose and stage.
pub const BY_YEAR: Order = Order {
    columns: &[
        Column { sql: "budget_line.year", cast: "smallint" },
        Column { sql: "COALESCE(budget_line.province_id, 0)", cast: "smallint" },
        Column { sql: "(budget_line.line_of COLLATE \"C\")", cast: "text" },
        Column {
            sql: "array_position(ARRAY['bill', 'law', 'allocated', 'spent'], budget_line.stage)",
            cast: "integer",
        },
    ],
    descending: false,
};

const LINES: ListTables = ListTables { table: "budget_line", alias: "budget_line", joins: "" };

/// A page of budget lines with all revisions.
pub async fn list(db: &Db, filter: &BudgetFilter, page: &PageRequest) -> Result<Page<StoredBudgetLine>> {
    let found: Paged<Model> = LINES.page(db, &BY_YEAR, page, |query| filter.push(query)).await?;
    let Page { rows, more_before, more_after } = found.page;
    let (keys, rows): (Vec<Key>, Vec<Model>) = rows.into_iter().unzip();
    let rows = keys.into_iter().zip(with_revisions(db, rows, None).await?).collect();
    Ok(Page { rows, more_before, more_after })
}

/// How many budget lines there are.
pub async fn count(db: &Db, filter: &BudgetFilter) -> Result<i64> {
    LINES.count(db, |query| filter.push(query)).await
}

/// All lines of a year, in no order, with the revisions known at a moment. A line none of whose revisions was known then
/// is not among them.
pub async fn of_year(db: &Db, year: IranianYear, known_at: Moment) -> Result<Vec<StoredBudgetLine>> {
    let rows = Entity::find().filter(COLUMN.year.eq(year.number())).all(db).await?;
    let mut lines = with_revisions(db, rows, Some(known_at)).await?;
    lines.retain(|stored| !stored.line.revisions.is_empty());
    Ok(lines)
}

/// The budget lines with these ids and all their revisions, in no order.
pub async fn find_all(db: &Db, ids: Vec<BudgetLineId>) -> Result<Vec<StoredBudgetLine>> {
    let rows = Entity::find().filter(COLUMN.id.eq_any(ids)).all(db).await?;
    with_revisions(db, rows, None).await
}

/// The lines with their revisions, each in the order of the days of decision: all, or those known at a moment.
async fn with_revisions(
    db: &impl ConnectionTrait,
    rows: Vec<Model>,
    known_at: Option<Moment>,
) -> Result<Vec<StoredBudgetLine>> {
    let ids: Vec<BudgetLineId> = rows.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut of_line: HashMap<BudgetLineId, Vec<budget_revision::Model>> = HashMap::new();
    for revision in revisions(db, ids, known_at).await? {
        of_line.entry(revision.budget_line_id).or_default().push(revision);
    }
    let row = |line: Model| {
        let revisions = of_line.remove(&line.id).unwrap_or_default();
        Row { line, revisions }.into_line()
    };
    rows.into_iter().map(row).collect()
}

impl BudgetFilter {
    pub(crate) fn push(&self, query: &mut Sql) {
        if let Some(year) = self.year {
            query.push(" AND budget_line.year = ").push_bind(year);
        }
        if let Some(province) = self.province {
            query.push(" AND budget_line.province_id = ").push_bind(province);
        }
        if let Some(national) = self.national {
            query.push(" AND (budget_line.province_id IS NULL) = ").push_bind(national);
        }
        if let Some(line) = self.line {
            query.push(" AND budget_line.line_of = ").push_bind(line.code());
        }
        if let Some(stage) = self.stage {
            query.push(" AND budget_line.stage = ").push_bind(stage.code());
        }
    }
}
