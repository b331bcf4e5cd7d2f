//! Budget lines.

use std::collections::HashMap;

use shahrak_domain::budget::{BudgetLine, BudgetPurpose, BudgetStage};
use shahrak_domain::import::FileKind;

use crate::connection::Session;
use crate::entity::budget_line::Model;
use crate::error::Result;
use crate::lock::Lock;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::staging::decide::{Decided, Verdict};
use crate::staging::table::StagingTable;
use crate::staging::table_spec::{RowTable, TableSpec};

/// The staging table of budget lines.
pub(crate) struct BudgetTable;

impl StagingTable for BudgetTable {
    const KIND: FileKind = FileKind::Budgets;
    const TABLE: &'static str = "staged_budget";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("year", "smallint"),
        ("province_id", "smallint"),
        ("line_of", "text"),
        ("stage", "text"),
        ("amount_irr", "bigint"),
        ("source", "text"),
    ];
}

impl RowTable for BudgetTable {
    const SPEC: TableSpec = TableSpec {
        table: "budget_line",
        key: &["year", "province_id", "line_of", "stage"],
        nullable_key: true,
        key_name: "same-budget-line",
        facts: &["amount_irr", "source"],
        ..TableSpec::NEW
    };
}

impl Decided for BudgetTable {
    type Row = Model;
    /// The lines recorded for the years of a batch.
    type Facts = HashMap<Key, BudgetLine>;

    const ROW: &'static str = "0 AS id, year, province_id, line_of, stage, amount_irr, source";

    async fn lock(db: &Session) -> Result<()> {
        Lock::Budgets.lock_exclusive(db).await
    }

    async fn facts(db: &Session, rows: &[Model]) -> Result<Self::Facts> {
        let mut years: Vec<i16> = rows.iter().map(|row| row.year).collect();
        years.dedup();
        let recorded = Sql::with("SELECT * FROM budget_line WHERE year = ANY($1)", [years.into()]);
        let recorded: Vec<Model> = recorded.rows(db).await?;
        recorded.into_iter().map(|row| Ok((key(&row), row.into_line()?.line))).collect()
    }

    fn decide(row: &Model, facts: &Self::Facts) -> Result<Verdict> {
        let line = row.clone().into_line()?.line;
        Ok(Ok(line.record(facts.get(&key(row)))))
    }
}

/// The key of a budget line: year, province (none for the country), purpose and stage.
type Key = (i16, Option<ProvinceId>, BudgetPurpose, BudgetStage);

fn key(row: &Model) -> Key {
    (row.year, row.province_id, row.line_of.0, row.stage.0)
}
