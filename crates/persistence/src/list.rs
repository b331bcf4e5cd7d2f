//! Lists in one statement each: a page of a table, or of each of several parents a page of what belongs to it.

use std::collections::HashMap;

use sqlx::postgres::PgRow;
use sqlx::{Decode, FromRow, Postgres, QueryBuilder, Row, Type};

use crate::db::Db;
use crate::error::Result;
use crate::page::{Key, Keyed, Order, Page, PageRequest};

/// A page, and the version of what is kept in memory that its rows refer to.
#[derive(Clone, Debug)]
pub struct Paged<T> {
    /// The page.
    pub page: Page<T>,
    /// [`Reference::version`](crate::snapshot::Reference::version), at least.
    pub version: i64,
}

/// Pages by the number of the parent, and the version that their rows refer to. A parent without rows is missing.
#[derive(Clone, Debug)]
pub struct PagedByParent<T> {
    /// The page of each parent.
    pub pages: HashMap<i64, Page<T>>,
    /// [`Reference::version`](crate::snapshot::Reference::version), at least.
    pub version: i64,
}

/// What a list selects from.
pub(crate) struct Source {
    /// The table, with the alias under which conditions and columns know it.
    pub table: &'static str,
    /// The alias.
    pub alias: &'static str,
    /// What else is joined to the rows of the page: never more than one row to each.
    pub joins: &'static str,
}

/// A value read from neighbouring columns of a row.
pub(crate) trait Columns: Sized {
    /// The columns, as they are selected.
    fn sql() -> String;

    /// Reads the value.
    fn read(cells: &mut Cells<'_>) -> sqlx::Result<Self>;
}

/// The cells of a row, read one after another.
pub(crate) struct Cells<'r> {
    row: &'r PgRow,
    at: usize,
}

impl<'r> Cells<'r> {
    pub fn new(row: &'r PgRow) -> Cells<'r> {
        Cells { row, at: 0 }
    }

    pub fn next<T: Decode<'r, Postgres> + Type<Postgres>>(&mut self) -> sqlx::Result<T> {
        let cell = self.row.try_get(self.at)?;
        self.at += 1;
        Ok(cell)
    }
}

/// A cell that the domain does not understand.
pub(crate) fn senseless(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

/// A row of a list.
struct Listed<T> {
    parent: i64,
    version: i64,
    key: Key,
    value: T,
}

impl<'r, T: Columns> FromRow<'r, PgRow> for Listed<T> {
    fn from_row(row: &'r PgRow) -> sqlx::Result<Self> {
        let mut cells = Cells::new(row);
        Ok(Listed {
            parent: cells.next()?,
            version: cells.next()?,
            key: cells.next()?,
            value: T::read(&mut cells)?,
        })
    }
}

impl<T> Keyed for Listed<T> {
    fn key(&self) -> Key {
        self.key.clone()
    }
}

/// The version of what is kept in memory, as a statement sees it.
pub(crate) const VERSION: &str = "(SELECT number FROM reference_version)";

impl Source {
    /// A page of the rows that satisfy the conditions.
    pub async fn page<T: Columns + Send + Unpin>(
        &self,
        db: &Db,
        order: &Order,
        page: &PageRequest,
        conditions: impl Fn(&mut QueryBuilder<Postgres>),
    ) -> Result<Paged<T>> {
        let mut query = QueryBuilder::new(self.select::<T>("0::bigint", order));
        self.push_page(&mut query, order, page, conditions);
        let rows: Vec<Listed<T>> = db.rows(query.build_query_as()).await?;
        let version = rows.first().map_or(0, |row| row.version);
        Ok(Paged { page: Page::new(rows, page).map(|row| row.value), version })
    }

    /// Of each parent a page of the rows that name it in `column` and satisfy the conditions.
    pub async fn pages<T: Columns + Send + Unpin>(
        &self,
        db: &Db,
        (column, parents): (&str, &[i64]),
        order: &Order,
        page: &PageRequest,
        conditions: impl Fn(&mut QueryBuilder<Postgres>),
    ) -> Result<PagedByParent<T>> {
        let mut query = QueryBuilder::new(self.select::<T>("parent.id", order));
        query.push(" unnest(").push_bind(parents.to_vec()).push("::bigint[]) AS parent (id)");
        query.push(format!(
            " CROSS JOIN LATERAL (SELECT {0}.* FROM {1} WHERE {column} = parent.id",
            self.alias, self.table
        ));
        conditions(&mut query);
        order.push(&mut query, page);
        query.push(format!(") AS {}{} ORDER BY parent.id, {}", self.alias, self.joins, order.sort_sql(page)));
        Ok(by_parent(db.rows(query.build_query_as()).await?, page))
    }

    /// Of each of several selections a page, in one statement, by the place of the selection among them. A selection
    /// adds the conditions that its rows satisfy.
    pub async fn selections<T: Columns + Send + Unpin>(
        &self,
        db: &Db,
        order: &Order,
        page: &PageRequest,
        selections: &[impl Fn(&mut QueryBuilder<Postgres>)],
    ) -> Result<PagedByParent<T>> {
        let mut query = QueryBuilder::new("");
        for (place, selection) in selections.iter().enumerate() {
            let union = if place == 0 { "(" } else { " UNION ALL (" };
            query.push(union).push(self.select::<T>(&format!("{place}::bigint"), order));
            self.push_page(&mut query, order, page, selection);
            query.push(")");
        }
        Ok(by_parent(db.rows(query.build_query_as()).await?, page))
    }

    /// How many rows satisfy the conditions.
    pub async fn count(&self, db: &Db, conditions: impl Fn(&mut QueryBuilder<Postgres>)) -> Result<i64> {
        let mut query = QueryBuilder::new(format!("SELECT count(*) FROM {} WHERE true", self.table));
        conditions(&mut query);
        db.heavy().value(query.build_query_scalar()).await
    }

    /// How many rows of each parent satisfy the conditions. A parent without rows is missing.
    pub async fn counts(
        &self,
        db: &Db,
        (column, parents): (&str, &[i64]),
        conditions: impl Fn(&mut QueryBuilder<Postgres>),
    ) -> Result<HashMap<i64, i64>> {
        let mut query = QueryBuilder::new(format!(
            "SELECT {column}::bigint, count(*) FROM {} WHERE {column} = ANY(",
            self.table
        ));
        query.push_bind(parents.to_vec()).push(")");
        conditions(&mut query);
        query.push(" GROUP BY 1");
        let rows: Vec<(i64, i64)> = db.heavy().rows(query.build_query_as()).await?;
        Ok(rows.into_iter().collect())
    }

    /// The rows whose `column` is among the keys, in no order.
    pub async fn find<T, K>(&self, db: &Db, column: &str, keys: Vec<K>) -> Result<Paged<T>>
    where
        T: Columns + Send + Unpin,
        K: Send,
        Vec<K>: for<'q> sqlx::Encode<'q, Postgres> + Type<Postgres>,
    {
        let mut query = QueryBuilder::new(format!(
            "SELECT 0::bigint, {VERSION}, '{{}}'::text[], {} FROM {}{} WHERE {column} = ANY(",
            T::sql(),
            self.table,
            self.joins
        ));
        query.push_bind(keys).push(")");
        let rows: Vec<Listed<T>> = db.rows(query.build_query_as()).await?;
        let version = rows.first().map_or(0, |row| row.version);
        let rows = rows.into_iter().map(|row| (row.key, row.value)).collect();
        Ok(Paged { page: Page { rows, more_before: false, more_after: false }, version })
    }

    /// What a page is selected from. What is joined is joined to the rows of the page alone.
    fn push_page(
        &self,
        query: &mut QueryBuilder<Postgres>,
        order: &Order,
        page: &PageRequest,
        conditions: impl Fn(&mut QueryBuilder<Postgres>),
    ) {
        if self.joins.is_empty() {
            query.push(format!(" {} WHERE true", self.table));
            conditions(query);
            return order.push(query, page);
        }
        query.push(format!(" (SELECT {0}.* FROM {1} WHERE true", self.alias, self.table));
        conditions(query);
        order.push(query, page);
        query.push(format!(") AS {}{} ORDER BY {}", self.alias, self.joins, order.sort_sql(page)));
    }

    fn select<T: Columns>(&self, parent: &str, order: &Order) -> String {
        format!("SELECT {parent}, {VERSION}, {}, {} FROM", order.key_sql(), T::sql())
    }
}

fn by_parent<T>(rows: Vec<Listed<T>>, page: &PageRequest) -> PagedByParent<T> {
    let version = rows.first().map_or(0, |row| row.version);
    let mut of_parent: HashMap<i64, Vec<Listed<T>>> = HashMap::new();
    for row in rows {
        of_parent.entry(row.parent).or_default().push(row);
    }
    let pages = of_parent
        .into_iter()
        .map(|(parent, rows)| (parent, Page::new(rows, page).map(|row| row.value)))
        .collect();
    PagedByParent { pages, version }
}
