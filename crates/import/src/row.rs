//! How the rows of each kind of file are staged.

use shahrak_exchange::file_row::FileRow;
use shahrak_persistence::staging::CopyLine;

mod announcement;
mod budget;
mod event;
mod figure_decision;
mod infrastructure;
mod methodology;
mod metric;
mod park;
mod rate;
mod reference;
mod support_case;
mod target;
mod unit;

/// A row that is written to the staging table of its kind.
pub(crate) trait StagedRow: FileRow {
    /// The columns of the staging table, in the order of [`StagedRow::fill`].
    const COLUMNS: &'static [&'static str];
    /// The columns of the file without which a line cannot be checked together with others: they decide what becomes of these.
    const DECIDING: &'static [&'static str] = &[];

    /// Adds the values of the row, one for each column.
    fn fill(&self, line: &mut CopyLine);
}
