//! Budget lines: money for infrastructure, from the bill to the spending.

use crate::change::Change;
use crate::coded;
use crate::number::Rial;
use crate::population::Scope;
use crate::year::IranianYear;

coded! {
    /// The purpose of a budget line.
    pub enum BudgetPurpose("budget-purpose") {
        /// Water
        Water = "water",
        /// Power
        Power = "power",
        /// Gas
        Gas = "gas",
        /// Wastewater collection and treatment
        Wastewater = "wastewater",
        /// Access road and inner streets
        Road = "road",
        /// Telephone and fibre
        Telecom = "telecom",
        /// Anything else
        Other = "other",
    }
}

coded! {
    /// The stage of a budget line.
    pub enum BudgetStage("budget-stage") {
        /// Proposed in the budget bill
        Bill = "bill",
        /// Passed into law
        Law = "law",
        /// Allocated
        Allocated = "allocated",
        /// Spent
        Spent = "spent",
    }
}

/// An amount in a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetLine {
    /// The Iranian year.
    pub year: IranianYear,
    /// The country or a province.
    pub scope: Scope,
    /// The purpose.
    pub line: BudgetPurpose,
    /// The stage.
    pub stage: BudgetStage,
    /// The amount.
    pub amount: Rial,
    /// Source of the amount.
    pub source: Option<String>,
}

impl BudgetLine {
    /// Decides on a line with all its values: it replaces the line of the same year, scope, purpose and stage.
    pub fn record(&self, recorded: Option<&BudgetLine>) -> Change {
        Change::of(self, recorded)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_added_replaced_or_kept() {
        let line = |amount: i128| BudgetLine {
            year: IranianYear::new(1400).unwrap(),
            scope: Scope::Country,
            line: BudgetPurpose::Water,
            stage: BudgetStage::Law,
            amount: Rial::new(amount).unwrap(),
            source: None,
        };
        assert_eq!(line(5).record(None), Change::Add);
        assert_eq!(line(5).record(Some(&line(5))), Change::Keep);
        assert_eq!(line(6).record(Some(&line(5))), Change::Replace);
    }
}
