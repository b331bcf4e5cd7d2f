//! Budget lines: money for infrastructure, from the bill to the spending.

use crate::coded;
use crate::day::Day;
use crate::moment::Moment;
use crate::number::Rial;
use crate::population::Scope;
use crate::year::IranianYear;

mod revise;
mod table;

pub use table::{Amounts, ScopeBudget};

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

/// An amount in a budget. A revision is added; earlier ones stay.
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
    /// Its revisions by day of decision, then place.
    pub revisions: Vec<BudgetRevision>,
}

/// A revision of a budget line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetRevision {
    /// The amount.
    pub amount: Rial,
    /// The day from which it holds.
    pub decided_on: Day,
    /// The reason for it.
    pub reason: Option<String>,
    /// Source of the amount.
    pub source: Option<String>,
    /// When it was recorded.
    pub recorded_at: Moment,
}

impl BudgetLine {
    /// The revision in force on a day: the last one decided by then.
    pub fn in_force(&self, day: Day) -> Option<&BudgetRevision> {
        self.revisions.iter().rev().find(|revision| revision.decided_on <= day)
    }
}
