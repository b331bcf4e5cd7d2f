//! Budget lines.

use shahrak_domain::code::Coded;
use shahrak_exchange::row::BudgetRow;
use shahrak_persistence::province::number_of;
use shahrak_persistence::staging::Line;

use super::StagedRow;

impl StagedRow for BudgetRow {
    const COLUMNS: &'static [&'static str] =
        &["year", "province_id", "line_of", "stage", "amount_irr", "source"];

    fn fill(&self, line: &mut Line) {
        let budget = &self.0;
        line.plain(budget.year)
            .maybe(number_of(budget.scope.code()))
            .plain(budget.line.code())
            .plain(budget.stage.code())
            .plain(budget.amount.get())
            .maybe_text(budget.source.as_deref());
    }
}
