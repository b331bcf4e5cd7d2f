//! Budget lines.

use shahrak_domain::code::Coded;
use shahrak_exchange::row::BudgetRow;

use crate::import::copy::Line;
use crate::import::kind::target::scope_code;
use crate::import::plan::{OnChange, Plan};
use crate::import::staged::Staged;

impl Staged for BudgetRow {
    const TABLE: &'static str = "staged_budget";
    const COLUMNS: &'static [(&'static str, &'static str)] = &[
        ("year", "smallint"),
        ("scope", "text"),
        ("line_of", "text"),
        ("stage", "text"),
        ("amount_irr", "bigint"),
        ("source", "text"),
        ("province_id", "smallint"),
    ];

    fn fill(&self, line: &mut Line) {
        let budget = &self.0;
        line.plain(budget.year)
            .maybe_text(scope_code(&budget.scope))
            .plain(budget.line.code())
            .plain(budget.stage.code())
            .plain(budget.amount.get())
            .maybe_text(budget.source.as_deref())
            .maybe(None::<i16>);
    }
}

/// How budget lines land.
pub(in crate::import) const BUDGETS: Plan = Plan {
    table: "budget_line",
    resolve: &["UPDATE staged_budget AS s SET province_id = p.id FROM province AS p WHERE p.code = s.scope"],
    keep: &[],
    checks: &[],
    key: &["year", "province_id", "line_of", "stage"],
    nullable_key: true,
    said: "year, scope, line and stage",
    facts: &["amount_irr", "source"],
    on_change: OnChange::Change,
};
