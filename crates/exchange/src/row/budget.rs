//! Lines of `budgets.csv`.

use shahrak_domain::budget::BudgetLine;
use shahrak_domain::import::FileKind;
use shahrak_domain::parse::{coded, prose, rials, year};
use shahrak_domain::population::Scope;

use super::write::{code, show, text};
use crate::cells::Cells;
use crate::file_row::FileRow;

/// An amount in a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetRow(pub BudgetLine);

impl FileRow for BudgetRow {
    const KIND: FileKind = FileKind::Budgets;

    fn parse(cells: &mut Cells<'_>) -> Option<BudgetRow> {
        let provinces = &cells.context.provinces;
        let year = cells.required("year", year);
        let scope = cells.required("scope", |text| Scope::parse(text, provinces));
        let line = cells.required("line", coded);
        let stage = cells.required("stage", coded);
        let amount = cells.required("amount_irr", rials);
        let source = cells.optional("source", prose);
        Some(BudgetRow(BudgetLine {
            year: year?,
            scope: scope?,
            line: line?,
            stage: stage?,
            amount: amount?,
            source,
        }))
    }

    fn cells(&self) -> Vec<String> {
        let budget = &self.0;
        vec![
            budget.year.to_string(),
            text(budget.scope.code()),
            code(Some(budget.line)),
            code(Some(budget.stage)),
            show(Some(budget.amount.get())),
            text(budget.source.as_deref()),
        ]
    }
}
