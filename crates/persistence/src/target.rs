//! Yearly targets as rows, with the revisions that were known at a moment.

use std::collections::HashMap;

use sqlx::FromRow;

use shahrak_domain::moment::Moment;
use shahrak_domain::target::{Revision, Target};
use shahrak_domain::year::IranianYear;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::page::{Column, Key, Keyed, Order, Page, PageRequest};
use crate::snapshot::ProvinceId;

mod filter;
mod kept;
mod record;
mod row;

pub use filter::TargetFilter;
pub use record::{add, add_revision, is_set, lock};
pub use row::Row;

use kept::{RevisionRow, TargetRow};

/// Number of a target in the database.
pub type TargetId = i32;

/// A target and where it belongs in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTarget {
    /// Its number.
    pub id: TargetId,
    /// The number of its province; none for the country.
    pub province_id: Option<ProvinceId>,
    /// The target, with the revisions that were asked for.
    pub target: Target,
}

/// Targets by year, scope (the country first), metric, population and body.
pub const BY_YEAR: Order = Order {
    columns: &[
        Column { sql: "target.year", cast: "smallint" },
        Column { sql: "COALESCE(target.province_id, 0)", cast: "smallint" },
        Column { sql: "target.id", cast: "integer" },
    ],
    descending: false,
};

const COLUMNS: &str = "target.id, target.year, target.metric, target.province_id, province.code AS province, \
    target.population, target.body";
const TARGETS: &str = "target LEFT JOIN province ON province.id = target.province_id";

/// The targets of some years with exactly this scope – a province, or the country –, by metric, population and body,
/// with the revisions known at a moment. A target none of whose revisions was known then is not among them.
///
/// # Errors
/// Any [`Error`].
pub async fn of_scope(
    db: &Db,
    years: &[IranianYear],
    province_id: Option<ProvinceId>,
    known_at: Moment,
) -> Result<Vec<StoredTarget>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {TARGETS}
        WHERE target.year = ANY($1) AND target.province_id IS NOT DISTINCT FROM $2"
    );
    let years: Vec<i16> = years.iter().filter_map(|year| i16::try_from(year.number()).ok()).collect();
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(years).bind(province_id);
    let rows: Vec<TargetRow> = db.rows(query).await?;
    let mut targets = with_revisions(db, rows, Some(known_at)).await?;
    targets.retain(|stored| !stored.target.revisions.is_empty());
    targets.sort_by_key(|stored| (stored.target.metric, stored.target.population, stored.target.body));
    Ok(targets)
}

/// A page of targets with all revisions.
///
/// # Errors
/// Any [`Error`].
pub async fn list(db: &Db, filter: &TargetFilter, page: &PageRequest) -> Result<Page<StoredTarget>> {
    let sql = format!("SELECT {} AS key, {COLUMNS} FROM {TARGETS} WHERE true", BY_YEAR.key_sql());
    let mut query = sqlx::QueryBuilder::new(sql);
    filter.push(&mut query);
    BY_YEAR.push(&mut query, page);
    let rows: Vec<Listed> = db.rows(query.build_query_as()).await?;
    let page = Page::new(rows, page);
    let (keys, rows): (Vec<Key>, Vec<TargetRow>) =
        page.rows.into_iter().map(|(key, listed)| (key, listed.row)).unzip();
    let targets = with_revisions(db, rows, None).await?;
    let rows = keys.into_iter().zip(targets).collect();
    Ok(Page { rows, more_before: page.more_before, more_after: page.more_after })
}

/// How many targets there are.
///
/// # Errors
/// Any [`Error`].
pub async fn count(db: &Db, filter: &TargetFilter) -> Result<i64> {
    let mut query = sqlx::QueryBuilder::new("SELECT count(*) FROM target WHERE true");
    filter.push(&mut query);
    db.value(query.build_query_scalar()).await
}

/// The targets with these numbers and all their revisions, in no order; those that there are.
///
/// # Errors
/// Any [`Error`].
pub async fn find_all(db: &Db, ids: Vec<TargetId>) -> Result<Vec<StoredTarget>> {
    let sql = format!("SELECT {COLUMNS} FROM {TARGETS} WHERE target.id = ANY($1)");
    let rows: Vec<TargetRow> = db.rows(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(ids)).await?;
    with_revisions(db, rows, None).await
}

/// The targets that were revised by revisions recorded after the one with this place: the year and the
/// province of each, none for the country.
///
/// # Errors
/// Any [`Error`].
pub(crate) async fn revised_after(db: &Db, place: i32) -> Result<Vec<(IranianYear, Option<ProvinceId>)>> {
    let query = sqlx::query_as(
        "SELECT DISTINCT target.year, target.province_id
        FROM target_revision AS revision JOIN target ON target.id = revision.target_id WHERE revision.place > $1",
    );
    let rows: Vec<(i16, Option<ProvinceId>)> = db.rows(query.bind(place)).await?;
    rows.into_iter()
        .map(|(year, province)| Ok((IranianYear::new(year.into()).map_err(Error::row)?, province)))
        .collect()
}

const REVISIONS: &str =
    "SELECT target_id, value, decided_on, reason, source, recorded_at FROM target_revision
    WHERE target_id = ANY($1) AND ($2::timestamptz IS NULL OR recorded_at <= $2)
    ORDER BY target_id, decided_on, place";

async fn with_revisions(
    db: &Db,
    rows: Vec<TargetRow>,
    known_at: Option<Moment>,
) -> Result<Vec<StoredTarget>> {
    let ids: Vec<TargetId> = rows.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = sqlx::query_as(REVISIONS).bind(ids).bind(known_at);
    let revisions: Vec<RevisionRow> = db.rows(query).await?;
    let mut of_target: HashMap<TargetId, Vec<Revision>> = HashMap::new();
    for row in revisions {
        of_target.entry(row.target_id).or_default().push(row.into_revision());
    }
    rows.into_iter()
        .map(|row| {
            let revisions = of_target.remove(&row.id).unwrap_or_default();
            row.into_target(revisions)
        })
        .collect()
}

#[derive(FromRow)]
struct Listed {
    key: Key,
    #[sqlx(flatten)]
    row: TargetRow,
}

impl Keyed for Listed {
    fn key(&self) -> Key {
        self.key.clone()
    }
}
