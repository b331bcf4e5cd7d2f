//! Budget lines: listing, counting, finding.

use sqlx::{FromRow, Postgres, QueryBuilder};

use shahrak_domain::budget::{BudgetLine, BudgetPurpose, BudgetStage};
use shahrak_domain::code::Coded;
use shahrak_domain::number::Rial;
use shahrak_domain::year::IranianYear;

use crate::db::Db;
use crate::entity::Code;
use crate::error::{Error, Result};
use crate::page::{Column, Key, Keyed, Order, Page, PageRequest};
use crate::province::scope_of;
use crate::snapshot::ProvinceId;

mod record;

pub use record::{lock, store};

pub use crate::entity::budget_line::Model as Row;

/// A budget line and where it belongs in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBudgetLine {
    /// The number of its province; none for the country.
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

const LINES: &str = "budget_line.* FROM budget_line WHERE true";

/// A page of budget lines.
///
/// # Errors
/// Any [`Error`].
pub async fn list(db: &Db, filter: &BudgetFilter, page: &PageRequest) -> Result<Page<StoredBudgetLine>> {
    let mut query = QueryBuilder::new(format!("SELECT {} AS key, {LINES}", BY_YEAR.key_sql()));
    filter.push(&mut query);
    BY_YEAR.push(&mut query, page);
    let rows: Vec<Listed> = db.rows(query.build_query_as()).await?;
    let page = Page::new(rows, page);
    let rows = page.rows.into_iter().map(|(key, listed)| Ok((key, listed.line.into_line()?)));
    Ok(Page {
        rows: rows.collect::<Result<_>>()?,
        more_before: page.more_before,
        more_after: page.more_after,
    })
}

/// How many budget lines there are.
///
/// # Errors
/// Any [`Error`].
pub async fn count(db: &Db, filter: &BudgetFilter) -> Result<i64> {
    let mut query = QueryBuilder::new("SELECT count(*) FROM budget_line WHERE true");
    filter.push(&mut query);
    db.value(query.build_query_scalar()).await
}

impl BudgetFilter {
    fn push(&self, query: &mut QueryBuilder<Postgres>) {
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

#[derive(FromRow)]
struct Listed {
    key: Key,
    #[sqlx(flatten)]
    line: LineRow,
}

#[derive(FromRow)]
struct LineRow {
    id: i32,
    year: i16,
    province_id: Option<ProvinceId>,
    line_of: String,
    stage: String,
    amount_irr: i64,
    source: Option<String>,
}

impl Keyed for Listed {
    fn key(&self) -> Key {
        self.key.clone()
    }
}

impl LineRow {
    fn into_line(self) -> Result<StoredBudgetLine> {
        let row = Row {
            id: self.id,
            year: self.year,
            province_id: self.province_id,
            line_of: Code(BudgetPurpose::parse(&self.line_of).map_err(Error::row)?),
            stage: Code(BudgetStage::parse(&self.stage).map_err(Error::row)?),
            amount_irr: self.amount_irr,
            source: self.source,
        };
        row.into_line()
    }
}

impl Row {
    /// The line that the row holds.
    ///
    /// # Errors
    /// A row that makes no sense.
    pub fn into_line(self) -> Result<StoredBudgetLine> {
        Ok(StoredBudgetLine {
            province_id: self.province_id,
            line: BudgetLine {
                year: IranianYear::new(self.year.into()).map_err(Error::row)?,
                scope: scope_of(self.province_id),
                line: self.line_of.0,
                stage: self.stage.0,
                amount: Rial::new(self.amount_irr.into()).map_err(Error::row)?,
                source: self.source,
            },
        })
    }
}
