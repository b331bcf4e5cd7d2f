//! Lines of `budgets.csv`.

use shahrak_domain::coded;
use shahrak_domain::number::Rial;
use shahrak_domain::population::Scope;
use shahrak_domain::year::IranianYear;

use super::target::{parse_scope, write_scope};
use super::write::{code, show, text};
use crate::cells::Cells;
use crate::file::FileKind;
use crate::reader::Record;
use crate::value::{coded, prose, whole, year};

coded! {
    /// What budget money is for.
    pub enum BudgetLine("budget line") {
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
pub struct BudgetRow {
    /// The Iranian year.
    pub year: IranianYear,
    /// The country or a province.
    pub scope: Scope,
    /// What for.
    pub line: BudgetLine,
    /// How far it has come.
    pub stage: BudgetStage,
    /// How much.
    pub amount: Rial,
    /// Where it was read.
    pub source: Option<String>,
}

impl Record for BudgetRow {
    const KIND: FileKind = FileKind::Budgets;

    fn parse(cells: &mut Cells<'_>) -> Option<BudgetRow> {
        let provinces = &cells.context.provinces;
        let year = cells.required("year", year);
        let scope = cells.required("scope", |text| parse_scope(text, provinces));
        let line = cells.required("line", coded);
        let stage = cells.required("stage", coded);
        let amount = cells.required("amount_irr", |text| Ok(Rial::new(whole(text)?)?));
        let source = cells.optional("source", prose);
        Some(BudgetRow { year: year?, scope: scope?, line: line?, stage: stage?, amount: amount?, source })
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.year.to_string(),
            write_scope(&self.scope),
            code(Some(self.line)),
            code(Some(self.stage)),
            show(Some(self.amount.get())),
            text(self.source.as_deref()),
        ]
    }
}
