//! Budget lines: money for infrastructure, from the bill to what was spent.

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
