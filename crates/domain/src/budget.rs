//! Budget lines: money for infrastructure, from the bill to what was spent.

use crate::change::Change;
use crate::coded;
use crate::number::Rial;
use crate::population::Scope;
use crate::year::IranianYear;

coded! {
    /// What budget money is for.
    pub enum BudgetPurpose("budget line") {
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
    /// How far budget money has come.
    pub enum BudgetStage("stage of a budget") {
        /// Proposed in the bill
        Bill = "bill",
        /// Voted into law
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
    /// What for.
    pub line: BudgetPurpose,
    /// How far it has come.
    pub stage: BudgetStage,
    /// How much.
    pub amount: Rial,
    /// Where it was read.
    pub source: Option<String>,
}

impl BudgetLine {
    /// Decides upon a line that is stated whole: it takes the place of the one of its year, scope, purpose and stage.
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
