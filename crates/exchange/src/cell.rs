//! One optional cell of a park or a unit: there an empty cell clears a value, a missing column leaves it.

/// What a file says about an optional value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cell<T> {
    /// The file has no such column: what is recorded stays.
    #[default]
    Absent,
    /// The cell is empty: the value is not known, also where one was recorded.
    Empty,
    /// The value.
    Filled(T),
}

impl<T> Cell<T> {
    /// The value, as far as the file says one.
    pub fn value(self) -> Option<T> {
        match self {
            Cell::Absent | Cell::Empty => None,
            Cell::Filled(value) => Some(value),
        }
    }

    /// The value, if the cell is filled.
    pub fn filled(&self) -> Option<&T> {
        match self {
            Cell::Filled(value) => Some(value),
            _ => None,
        }
    }

    /// Whether the file has the column.
    pub fn present(&self) -> bool {
        !matches!(self, Cell::Absent)
    }

    /// A cell with the value, or an empty one.
    pub fn of(value: Option<T>) -> Cell<T> {
        value.map_or(Cell::Empty, Cell::Filled)
    }
}
