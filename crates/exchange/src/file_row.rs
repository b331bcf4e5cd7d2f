//! Rows of files: how a line of each kind is parsed and written.

use shahrak_domain::import::FileKind;

use crate::cells::Cells;

/// The content of one line of a kind of file.
pub trait FileRow: Sized {
    /// The kind of file.
    const KIND: FileKind;

    /// Parses a row; none if a cell is refused. `cells` collects the refusals.
    fn parse(cells: &mut Cells<'_>) -> Option<Self>;

    /// The cells of the row, in the order of the columns of its kind.
    fn cells(&self) -> Vec<String>;
}
