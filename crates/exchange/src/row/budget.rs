//! Lines of `budgets.csv`: each is one revision of a budget line.

use shahrak_domain::budget::{BudgetPurpose, BudgetStage};
use shahrak_domain::day::Day;
use shahrak_domain::import::FileKind;
use shahrak_domain::moment::Moment;
use shahrak_domain::number::Rial;
use shahrak_domain::parse::{coded, past_day, past_moment, prose, rials, year};
use shahrak_domain::population::Scope;
use shahrak_domain::year::IranianYear;

use super::write::{code, day, moment, show, text};
use crate::cells::Cells;
use crate::file_row::FileRow;

/// A revision of a budget line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetRow {
    /// The year of the budget.
    pub year: IranianYear,
    /// The country or a province.
    pub scope: Scope,
    /// The purpose of the money.
    pub line: BudgetPurpose,
    /// The stage that it has reached.
    pub stage: BudgetStage,
    /// The amount.
    pub amount: Rial,
    /// Where it was read.
    pub source: Option<String>,
    /// The day from which the amount holds; today where the file does not say.
    pub decided_on: Day,
    /// Why it was decided.
    pub reason: Option<String>,
    /// When it was recorded; none for now.
    pub recorded_at: Option<Moment>,
}

impl FileRow for BudgetRow {
    const KIND: FileKind = FileKind::Budgets;

    fn parse(cells: &mut Cells<'_>) -> Option<BudgetRow> {
        let context = cells.context;
        let year = cells.required("year", year);
        let scope = cells.required("scope", |text| Scope::parse(text, &context.provinces));
        let line = cells.required("line", coded);
        let stage = cells.required("stage", coded);
        let amount = cells.required("amount_irr", rials);
        let source = cells.optional("source", prose);
        let decided_on = cells.optional("decided_on", |text| past_day(text, context.today));
        let reason = cells.optional("reason", prose);
        let recorded_at = cells.optional("recorded_at", |text| past_moment(text, context.now));
        Some(BudgetRow {
            year: year?,
            scope: scope?,
            line: line?,
            stage: stage?,
            amount: amount?,
            source,
            decided_on: decided_on.unwrap_or(context.today),
            reason,
            recorded_at,
        })
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.year.to_string(),
            text(self.scope.code()),
            code(Some(self.line)),
            code(Some(self.stage)),
            show(Some(self.amount.get())),
            text(self.source.as_deref()),
            day(Some(self.decided_on)),
            text(self.reason.as_deref()),
            moment(self.recorded_at),
        ]
    }
}
