//! Approximate numbers of rows, without counting them.

use sea_orm::FromQueryResult;

use crate::db::Db;
use crate::error::Result;
use crate::sql::Sql;

/// Approximate numbers of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Units.
    pub units: u64,
    /// Records of the ledger.
    pub events: u64,
}

#[derive(FromQueryResult)]
struct Estimate {
    units: i64,
    events: i64,
}

/// The estimate of the planner: the present number of pages, with as many rows per page as at the last analysis, or with
/// usual numbers before the first one.
pub async fn rows(db: &Db) -> Result<Rows> {
    const ROWS: &str = "SELECT
        (SELECT CASE WHEN reltuples > 0 AND relpages > 0 THEN reltuples / relpages ELSE 40 END
            * (pg_relation_size(oid) / current_setting('block_size')::bigint)
        FROM pg_class WHERE oid = 'unit'::regclass)::bigint AS units,
        (SELECT CASE WHEN reltuples > 0 AND relpages > 0 THEN reltuples / relpages ELSE 60 END
            * (pg_relation_size(oid) / current_setting('block_size')::bigint)
        FROM pg_class WHERE oid = 'unit_event'::regclass)::bigint AS events";
    let estimate: Estimate = Sql::new(ROWS).row(&db.control()).await?;
    let number = |estimate: i64| u64::try_from(estimate).unwrap_or(0);
    Ok(Rows { units: number(estimate.units), events: number(estimate.events) })
}
