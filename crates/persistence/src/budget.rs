//! Budget lines: listing, counting, finding.

use shahrak_domain::budget::{BudgetLine, BudgetPurpose, BudgetStage};
use shahrak_domain::code::Coded;
use shahrak_domain::number::Rial;
use shahrak_domain::year::IranianYear;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::list::{Paged, Source, columns};
use crate::page::{Column, Order, Page, PageRequest};
use crate::province::scope_of;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;

mod record;

pub use record::{lock, store};

pub use crate::entity::budget_line::Model as Row;

/// A budget line and its ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBudgetLine {
    /// The number of its province; none for the country.
    pub province_id: Option<ProvinceId>,
    /// The line.
    pub line: BudgetLine,
}

/// A filter of budget lines: they match all given conditions.
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
    /// At this stage.
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

const LINES: Source = Source { table: "budget_line", alias: "budget_line", joins: "" };

/// A page of budget lines.
pub async fn list(db: &Db, filter: &BudgetFilter, page: &PageRequest) -> Result<Page<StoredBudgetLine>> {
    let found: Paged<Row> = LINES.page(db, &BY_YEAR, page, |query| filter.push(query)).await?;
    found.page.try_map(Row::into_line)
}

/// Counts budget lines.
pub async fn count(db: &Db, filter: &BudgetFilter) -> Result<i64> {
    LINES.count(db, |query| filter.push(query)).await
}

impl BudgetFilter {
    fn push(&self, query: &mut Sql) {
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

columns!(Row, "budget_line", { id, year, province_id, line_of, stage, amount_irr, source });

impl Row {
    /// Converts the row to a budget line.
    pub fn into_line(self) -> Result<StoredBudgetLine> {
        Ok(StoredBudgetLine {
            province_id: self.province_id,
            line: BudgetLine {
                year: IranianYear::new(self.year.into()).map_err(Error::decode)?,
                scope: scope_of(self.province_id),
                line: self.line_of.0,
                stage: self.stage.0,
                amount: Rial::new(self.amount_irr.into()).map_err(Error::decode)?,
                source: self.source,
            },
        })
    }
}
