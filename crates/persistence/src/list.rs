//! Lists in one statement: a page of a table, or a page of children for each of several parents.

use std::collections::HashMap;

use sea_orm::{DbErr, FromQueryResult, QueryResult, Value};

pub(crate) use crate::columns::{Cells, Columns, columns};
use crate::db::Db;
use crate::error::Result;
use crate::page::{Key, Order, Page, PageRequest};
use crate::sql::Sql;

/// A page, and the version of the reference cache that its rows need.
#[derive(Clone, Debug)]
pub struct Paged<T> {
    /// The page.
    pub page: Page<T>,
    /// [`Reference::version`](crate::reference_cache::Reference::version), at least.
    pub version: i64,
}

/// Pages by the id of the parent, and the version of the reference cache that their rows need. Parents without rows are missing.
#[derive(Clone, Debug)]
pub struct PagedByParent<T> {
    /// The page of each parent.
    pub pages: HashMap<i64, Page<T>>,
    /// [`Reference::version`](crate::reference_cache::Reference::version), at least.
    pub version: i64,
}

/// The tables of a list.
pub(crate) struct ListTables {
    /// The table, with the alias under which conditions and columns know it.
    pub table: &'static str,
    /// The alias.
    pub alias: &'static str,
    /// Joins to the rows of the page: at most one row to each.
    pub joins: &'static str,
}

/// A row of a list.
struct ListRow<T> {
    parent: i64,
    version: i64,
    key: Key,
    value: T,
}

impl<T: Columns> FromQueryResult for ListRow<T> {
    fn from_query_result(row: &QueryResult, _: &str) -> std::result::Result<Self, DbErr> {
        let mut cells = Cells::new(row);
        Ok(ListRow {
            parent: cells.next()?,
            version: cells.next()?,
            key: cells.next()?,
            value: T::read(&mut cells)?,
        })
    }
}

/// The number of rows of a parent.
#[derive(FromQueryResult)]
struct ParentCount {
    parent: i64,
    rows: i64,
}

/// The version of reference data, as the statement sees it: the number of changes that are committed, and of its own.
pub(crate) const VERSION: &str = "(SELECT sum(changes)::bigint FROM reference_counter)";

impl ListTables {
    /// A page of the rows that satisfy the conditions.
    pub async fn page<T: Columns + Send>(
        &self,
        db: &Db,
        order: &Order,
        page: &PageRequest,
        conditions: impl Fn(&mut Sql),
    ) -> Result<Paged<T>> {
        let mut query = Sql::new(select::<T>("0::bigint", order));
        self.push_page(&mut query, order, page, conditions);
        let rows: Vec<ListRow<T>> = query.rows(db).await?;
        let version = rows.first().map_or(0, |row| row.version);
        let rows = rows.into_iter().map(|row| (row.key, row.value)).collect();
        Ok(Paged { page: Page::new(rows, page), version })
    }

    /// A page for each parent, of the rows that refer to it in `column` and satisfy the conditions.
    pub async fn pages<T: Columns + Send>(
        &self,
        db: &Db,
        (column, parents): (&str, &[i64]),
        order: &Order,
        page: &PageRequest,
        conditions: impl Fn(&mut Sql),
    ) -> Result<PagedByParent<T>> {
        let mut query = Sql::new(select::<T>("parent.id", order));
        query.push(" unnest(").push_bind(parents.to_vec()).push("::bigint[]) AS parent (id)");
        query.push(format!(
            " CROSS JOIN LATERAL (SELECT {0}.* FROM {1} WHERE {column} = parent.id",
            self.alias, self.table
        ));
        conditions(&mut query);
        order.push(&mut query, page);
        query.push(format!(") AS {}{} ORDER BY parent.id, {}", self.alias, self.joins, order.sort_sql(page)));
        Ok(by_parent(query.rows(db).await?, page))
    }

    /// A page for each of several selections, in one statement, by the index of the selection. A selection adds conditions.
    pub async fn selections<T: Columns + Send>(
        &self,
        db: &Db,
        order: &Order,
        page: &PageRequest,
        selections: &[impl Fn(&mut Sql)],
    ) -> Result<PagedByParent<T>> {
        let mut query = Sql::new("");
        for (place, selection) in selections.iter().enumerate() {
            let union = if place == 0 { "(" } else { " UNION ALL (" };
            query.push(union).push(select::<T>(&format!("{place}::bigint"), order));
            self.push_page(&mut query, order, page, selection);
            query.push(")");
        }
        Ok(by_parent(query.rows(db).await?, page))
    }

    /// Counts the rows that satisfy the conditions.
    pub async fn count(&self, db: &Db, conditions: impl Fn(&mut Sql)) -> Result<i64> {
        let mut query = Sql::new(format!("SELECT count(*) FROM {} WHERE true", self.table));
        conditions(&mut query);
        query.value(&db.heavy()).await
    }

    /// Counts the rows of each parent that satisfy the conditions. Parents without rows are missing.
    pub async fn counts(
        &self,
        db: &Db,
        (column, parents): (&str, &[i64]),
        conditions: impl Fn(&mut Sql),
    ) -> Result<HashMap<i64, i64>> {
        let mut query = Sql::new(format!(
            "SELECT {column}::bigint AS parent, count(*) AS rows FROM {} WHERE {column} = ANY(",
            self.table
        ));
        query.push_bind(parents.to_vec()).push(")");
        conditions(&mut query);
        query.push(" GROUP BY 1");
        let rows: Vec<ParentCount> = query.rows(&db.heavy()).await?;
        Ok(rows.into_iter().map(|row| (row.parent, row.rows)).collect())
    }

    /// The rows whose `column` is among the keys, in no order.
    pub async fn find<T, K>(&self, db: &Db, column: &str, keys: Vec<K>) -> Result<Paged<T>>
    where
        T: Columns + Send,
        Vec<K>: Into<Value>,
    {
        let mut query = Sql::new(format!(
            "SELECT 0::bigint, {VERSION}, '{{}}'::text[], {} FROM {}{} WHERE {column} = ANY(",
            T::sql(),
            self.table,
            self.joins
        ));
        query.push_bind(keys).push(")");
        let rows: Vec<ListRow<T>> = query.rows(db).await?;
        let version = rows.first().map_or(0, |row| row.version);
        let rows = rows.into_iter().map(|row| (row.key, row.value)).collect();
        Ok(Paged { page: Page { rows, more_before: false, more_after: false }, version })
    }

    /// The tables of a page. Joins apply to the rows of the page only.
    fn push_page(&self, query: &mut Sql, order: &Order, page: &PageRequest, conditions: impl Fn(&mut Sql)) {
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
}

fn select<T: Columns>(parent: &str, order: &Order) -> String {
    format!("SELECT {parent}, {VERSION}, {}, {} FROM", order.key_sql(), T::sql())
}

fn by_parent<T>(rows: Vec<ListRow<T>>, page: &PageRequest) -> PagedByParent<T> {
    let version = rows.first().map_or(0, |row| row.version);
    let mut of_parent: HashMap<i64, Vec<(Key, T)>> = HashMap::new();
    for row in rows {
        of_parent.entry(row.parent).or_default().push((row.key, row.value));
    }
    let pages = of_parent.into_iter().map(|(parent, rows)| (parent, Page::new(rows, page))).collect();
    PagedByParent { pages, version }
}
