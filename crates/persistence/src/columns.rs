//! Values read from the columns of a row by position, without looking up names.

use sea_orm::QueryResult;
use sqlx::postgres::PgRow;
use sqlx::{Decode, Postgres, Row as _, Type, ValueRef as _};

use crate::error::{Error, Result};

/// A value read from adjacent columns of a row, in the order in which they are selected, without looking up names.
pub(crate) trait Columns: Sized {
    /// The columns, as they are selected.
    fn sql() -> String;

    /// Reads the value.
    fn read(cells: &mut Cells<'_>) -> Result<Self>;
}

/// Lists the columns of a row once, so that what is selected and what is read cannot differ: the fields of a struct, each
/// as the column of its name, or as the expression behind it.
macro_rules! columns {
    ($row:ty, $alias:literal, { $($field:ident $(= $sql:expr)?),+ $(,)? }) => {
        impl $crate::columns::Columns for $row {
            fn sql() -> String {
                [$($crate::columns::columns!(@sql $alias, $field $(, $sql)?)),+].join(", ")
            }

            fn read(cells: &mut $crate::columns::Cells<'_>) -> $crate::error::Result<Self> {
                Ok(Self { $($field: cells.next()?),+ })
            }
        }
    };
    (@sql $alias:literal, $field:ident) => { String::from(concat!($alias, ".", stringify!($field))) };
    (@sql $alias:literal, $field:ident, $sql:expr) => { String::from($sql) };
}
pub(crate) use columns;

impl<A: Columns, B: Columns> Columns for (A, B) {
    fn sql() -> String {
        format!("{}, {}", A::sql(), B::sql())
    }

    fn read(cells: &mut Cells<'_>) -> Result<Self> {
        Ok((A::read(cells)?, B::read(cells)?))
    }
}

/// An outer join: none if its first column is NULL. It is read last.
impl<T: Columns> Columns for Option<T> {
    fn sql() -> String {
        T::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<Self> {
        if cells.next_is_null()? { Ok(None) } else { T::read(cells).map(Some) }
    }
}

/// The cells of a row, read one after another.
pub(crate) struct Cells<'r> {
    row: &'r QueryResult,
    at: usize,
}

impl<'r> Cells<'r> {
    pub fn new(row: &'r QueryResult) -> Cells<'r> {
        Cells { row, at: 0 }
    }

    /// The next cell, as the driver reads it. SeaORM's way there writes an error for each NULL and copies each code: with it
    /// a list of units would take some percent longer (docs/decisions/0010-seaorm.md).
    pub fn next<T: Decode<'r, Postgres> + Type<Postgres>>(&mut self) -> Result<T> {
        let cell = self.row()?.try_get(self.at)?;
        self.at += 1;
        Ok(cell)
    }

    fn next_is_null(&self) -> Result<bool> {
        Ok(self.row()?.try_get_raw(self.at)?.is_null())
    }

    fn row(&self) -> Result<&'r PgRow> {
        self.row.try_as_pg_row().ok_or_else(|| Error::decode("a row that is not of Postgres"))
    }
}
