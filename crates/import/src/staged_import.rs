//! What the steps of an import share: the staged lines, and the report about them.

use std::collections::HashMap;

use shahrak_domain::import::ImportReport;
use shahrak_exchange::workbook::SheetColumns;
use shahrak_persistence::staging::Staging;

use crate::ProgressReport;

/// Files on their way into the register.
pub(crate) struct StagedImport<'a> {
    pub(crate) staging: Staging,
    pub(crate) report: ImportReport,
    pub(crate) progress: &'a mut (dyn FnMut(ProgressReport<'_>) + Send),
    /// Of workbooks by name: where their columns are, by which refusals and warnings name cells.
    pub(crate) sheets: HashMap<String, SheetColumns>,
}
