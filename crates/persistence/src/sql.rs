//! Statements in SQL that SeaORM expresses badly, run on its connections.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, TryGetable, Value};

use crate::columns::{Cells, Columns};
use crate::error::{Error, Result};

/// A statement, written piece by piece.
pub(crate) struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    pub fn new(text: impl Into<String>) -> Sql {
        Sql { text: text.into(), values: Vec::new() }
    }

    /// A statement with the values of its `$1`, `$2` and so on.
    pub fn with(text: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Sql {
        Sql { text: text.into(), values: values.into_iter().collect() }
    }

    /// Adds literal text.
    pub fn push(&mut self, text: impl AsRef<str>) -> &mut Sql {
        self.text.push_str(text.as_ref());
        self
    }

    /// Adds a value.
    pub fn push_bind(&mut self, value: impl Into<Value>) -> &mut Sql {
        self.values.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Returns all rows, decoded by the names of columns.
    pub async fn rows<T: FromQueryResult>(self, db: &impl ConnectionTrait) -> Result<Vec<T>> {
        Ok(T::find_by_statement(self.statement()).all(db).await?)
    }

    /// Returns all rows, decoded by position: the statement selects `T::sql()`.
    pub async fn read<T: Columns>(self, db: &impl ConnectionTrait) -> Result<Vec<T>> {
        let rows = db.query_all_raw(self.statement()).await?;
        rows.iter().map(|row| T::read(&mut Cells::new(row))).collect()
    }

    /// Returns the only row.
    pub async fn row<T: FromQueryResult>(self, db: &impl ConnectionTrait) -> Result<T> {
        let row = T::find_by_statement(self.statement()).one(db).await?;
        row.ok_or_else(|| Error::decode("a statement answers nothing"))
    }

    /// Returns the first value of each row.
    pub async fn values<T: TryGetable>(self, db: &impl ConnectionTrait) -> Result<Vec<T>> {
        let rows = db.query_all_raw(self.statement()).await?;
        rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
    }

    /// Returns the only value.
    pub async fn value<T: TryGetable>(self, db: &impl ConnectionTrait) -> Result<T> {
        self.value_if_any(db).await?.ok_or_else(|| Error::decode("a statement answers nothing"))
    }

    /// Returns the value of the first row, if any.
    pub async fn value_if_any<T: TryGetable>(self, db: &impl ConnectionTrait) -> Result<Option<T>> {
        let row = db.query_one_raw(self.statement()).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
    }

    /// Returns the number of changed rows.
    pub async fn execute(self, db: &impl ConnectionTrait) -> Result<u64> {
        Ok(db.execute_raw(self.statement()).await?.rows_affected())
    }

    /// Texts as the value of an array.
    pub fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Value {
        texts.into_iter().map(str::to_owned).collect::<Vec<_>>().into()
    }

    pub fn statement(self) -> Statement {
        Statement::from_sql_and_values(DbBackend::Postgres, self.text, self.values)
    }
}
