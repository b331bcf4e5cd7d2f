//! Rows of files: how each kind of line is parsed and written.

use shahrak_domain::import::FileKind;

use crate::cells::Cells;

/// What one line of a kind of file says.
pub trait FileRow: Sized {
    /// The kind of file.
    const KIND: FileKind;

    /// The row, or none where a cell is refused; the refusals are gathered in `cells`.
    fn parse(cells: &mut Cells<'_>) -> Option<Self>;

    /// The cells of the row, as many and in the same order as the columns of its kind.
    fn cells(&self) -> Vec<String>;
}
