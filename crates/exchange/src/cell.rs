//! An optional cell of a park or a unit. An empty cell clears the recorded value; a missing column leaves it.

/// The cell of an optional value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cell<T> {
    /// The file does not have the column: the recorded value stays
    #[default]
    Absent,
    /// The cell is empty: the value is not known, even if one is recorded
    Empty,
    /// The value.
    Filled(T),
}

impl<T> Cell<T> {
    /// The value of the cell; none if it is empty or missing.
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

    /// A cell with the value; an empty one if there is none.
    pub fn of(value: Option<T>) -> Cell<T> {
        value.map_or(Cell::Empty, Cell::Filled)
    }
}
