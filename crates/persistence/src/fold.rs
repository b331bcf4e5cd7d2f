//! Deltas become sums: those of months and years, which present reports add up, and blocks of moments, by which a past
//! report takes back what became known later.
//!
//! Any server folds, one at a time, in batches. A report reads what is folded and the deltas that are not: it is exact
//! at every moment, and a process that ends half way leaves nothing half done.

use std::time::Duration;

use sqlx::postgres::{PgConnection, PgListener};
use sqlx::{AssertSqlSafe, Connection, Executor, FromRow};
use tokio::time::{sleep, timeout};

use shahrak_domain::moment::Moment;

use crate::connection::On;
use crate::db;
use crate::error::Result;
use crate::lock::Lock;

/// Deltas that are folded in one transaction, at most.
const MOST: i64 = 20_000;
/// How many deltas are summed together for the moments of the past.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Deltas of a block of the first level.
    pub block: i64,
    /// Blocks of one level that make one of the next.
    pub fan: i64,
}

impl Default for Sizes {
    fn default() -> Sizes {
        Sizes { block: 16_384, fan: 16 }
    }
}

/// How long deltas wait to be folded together.
const PAUSE: Duration = Duration::from_millis(500);
/// How often the tail is looked at although nothing was heard.
const LOOK: Duration = Duration::from_secs(30);

/// The measures of a sum.
pub(crate) const MEASURES: [&str; 7] = [
    "events",
    "jobs",
    "jobs_unknown",
    "investment",
    "investment_unknown",
    "stock_jobs",
    "stock_jobs_unknown",
];

/// What tells sums apart.
const KEY: &str = "area, outside, level, starts_on, sector, kind, from_status, to_status";

/// The sums that a delta `d` is part of in `tally`: the country by month and year, by sector and in total; provinces by year
/// so, by month in total.
const PERIODS: &str = "CROSS JOIN LATERAL (SELECT starts_on, year_starts_on FROM iranian_month
        WHERE starts_on <= d.occurred_on ORDER BY starts_on DESC LIMIT 1) AS m
    CROSS JOIN LATERAL (VALUES (0, 'm'::\"char\", m.starts_on, d.sector), (0, 'm', m.starts_on, 0::smallint),
        (0, 'y', m.year_starts_on, d.sector), (0, 'y', m.year_starts_on, 0::smallint),
        (d.province_id, 'm', m.starts_on, 0::smallint), (d.province_id, 'y', m.year_starts_on, d.sector),
        (d.province_id, 'y', m.year_starts_on, 0::smallint)) AS p (area, level, starts_on, sector)";

/// Those of a block: the country by month and sector and by year, the provinces by year.
const BLOCK_PERIODS: &str = "CROSS JOIN LATERAL (SELECT starts_on, year_starts_on FROM iranian_month
        WHERE starts_on <= d.occurred_on ORDER BY starts_on DESC LIMIT 1) AS m
    CROSS JOIN LATERAL (VALUES (0, 'm'::\"char\", m.starts_on, d.sector), (0, 'y', m.year_starts_on, 0::smallint),
        (d.province_id, 'y', m.year_starts_on, 0::smallint)) AS p (area, level, starts_on, sector)";

/// The deltas that are folded next: those after the last that was, but for those of batches.
const TAIL: &str = "SELECT d.* FROM tally_delta AS d WHERE d.batch IS NULL
    AND d.position > (SELECT position FROM tally_fold) ORDER BY d.position";

/// Deltas with their moments, those of a batch included, after one moment and up to another.
const KNOWN_BETWEEN: &str = "SELECT d.*, d.recorded_at AS moment FROM tally_delta AS d
        WHERE d.recorded_at > $1 AND d.recorded_at <= $2
    UNION ALL SELECT d.*, b.recorded_at AS moment FROM ledger_batch AS b JOIN tally_delta AS d ON d.batch = b.id
        WHERE d.recorded_at IS NULL AND b.recorded_at > $1 AND b.recorded_at <= $2";

/// Folds as long as the process lives, on connections of its own.
pub async fn follow(url: String) {
    loop {
        if let Err(error) = watch(&url).await {
            tracing::warn!(error = %error, "sums are not folded for the time being");
        }
        sleep(Duration::from_secs(1)).await;
    }
}

async fn watch(url: &str) -> Result<()> {
    let mut listener = PgListener::connect(url).await?;
    listener.listen("ledger_changed").await?;
    let mut connection = db::open(url).await?;
    loop {
        while fold_some(&mut connection, &Sizes::default()).await? {}
        if let Ok(heard) = timeout(LOOK, listener.recv()).await {
            heard?;
        }
        // What is recorded meanwhile is folded together.
        sleep(PAUSE).await;
        while listener.next_buffered().is_some() {}
    }
}

/// Folds all that there is to fold.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn fold(url: &str, sizes: &Sizes) -> Result<()> {
    let mut connection = db::open(url).await?;
    while fold_some(&mut connection, sizes).await? {}
    Ok(connection.close().await?)
}

/// Folds a batch of deltas or closes a block, in a transaction of its own; whether there may be more to do.
async fn fold_some(connection: &mut PgConnection, sizes: &Sizes) -> Result<bool> {
    let mut transaction = connection.begin().await?;
    if !Lock::Fold.try_alone(&On::new(&mut transaction)).await? {
        transaction.rollback().await?;
        return Ok(false);
    }
    let more = fold_tail(&mut transaction).await? || close_block(&mut transaction, sizes).await?;
    transaction.commit().await?;
    Ok(more)
}

/// Folds the next deltas. All of one position go together.
async fn fold_tail(connection: &mut PgConnection) -> Result<bool> {
    let last =
        format!("SELECT max(position) FROM (SELECT t.position FROM ({TAIL}) AS t LIMIT {MOST}) AS next");
    let last: Option<i64> = sqlx::query_scalar(AssertSqlSafe(last)).fetch_one(&mut *connection).await?;
    let Some(last) = last else { return Ok(false) };
    let due = format!("SELECT t.*, t.recorded_at AS moment FROM ({TAIL}) AS t WHERE t.position <= {last}");
    add(connection, &due).await?;
    sqlx::query("UPDATE tally_fold SET position = $1").bind(last).execute(connection).await?;
    Ok(true)
}

/// Adds deltas to the sums: `due` selects them with their moments. Those of a span that blocks hold already become known in
/// these, too.
async fn add(connection: &mut PgConnection, due: &str) -> Result<()> {
    run(connection, &upsert("tally", &format!("({due})"), PERIODS, None)).await?;
    let late = format!(
        "(SELECT due.*, b.id AS block_id FROM ({due}) AS due
            JOIN tally_block AS b ON due.moment > b.starts_at AND due.moment <= b.ends_at
          WHERE due.moment <= (SELECT covered_until FROM tally_fold))"
    );
    run(connection, &upsert("tally_block_sum", &late, BLOCK_PERIODS, Some("d.block_id"))).await
}

/// Folds the deltas of a batch, within its transaction: it holds [`Lock::Fold`].
pub(crate) async fn fold_batch(connection: &mut PgConnection, batch: i32) -> Result<()> {
    add(
        connection,
        &format!("SELECT d.*, d.recorded_at AS moment FROM tally_delta AS d WHERE d.batch = {batch}"),
    )
    .await
}

/// Folds deltas that a statement selects with their moments, within a transaction that holds [`Lock::Fold`].
pub(crate) async fn fold_selection(connection: &mut PgConnection, due: &str) -> Result<()> {
    add(connection, due).await
}

/// A statement that adds the sums of deltas to those of a table. `block` selects the block where these are of one.
fn upsert(table: &str, due: &str, periods: &str, block: Option<&str>) -> String {
    let sums: Vec<String> = MEASURES.iter().map(|measure| format!("sum(d.{measure}) AS {measure}")).collect();
    let added: Vec<String> =
        MEASURES.iter().map(|measure| format!("{measure} = t.{measure} + excluded.{measure}")).collect();
    let (key, block) = match block {
        Some(block) => (format!("block_id, {KEY}"), format!("{block} AS block_id, ")),
        None => (KEY.to_owned(), String::new()),
    };
    format!(
        "INSERT INTO {table} AS t ({key}, {measures})
         SELECT {key}, {} FROM (
            SELECT {block}p.area, d.park_id IS NULL AS outside, p.level, p.starts_on, p.sector, d.kind, d.from_status,
                d.to_status, {of_delta}
            FROM {due} AS d {periods}) AS d
         GROUP BY {key} ORDER BY {key}
         ON CONFLICT ({key}) DO UPDATE SET {}",
        sums.join(", "),
        added.join(", "),
        measures = MEASURES.join(", "),
        of_delta = MEASURES.map(|measure| format!("d.{measure}")).join(", "),
    )
}

#[derive(FromRow)]
struct Span {
    after: Moment,
    until: Option<Moment>,
}

/// Closes the next block of the first level if there are enough deltas for one, and those of higher levels that follow.
async fn close_block(connection: &mut PgConnection, sizes: &Sizes) -> Result<bool> {
    let Span { after, until: Some(until) } = next_span(connection, sizes.block).await? else {
        return Ok(false);
    };
    let block: i64 = sqlx::query_scalar(
        "INSERT INTO tally_block (level, starts_at, ends_at) VALUES (0, $1, $2) RETURNING id",
    )
    .bind(after)
    .bind(until)
    .fetch_one(&mut *connection)
    .await?;
    let folded = format!(
        "(SELECT k.* FROM ({KNOWN_BETWEEN}) AS k WHERE k.batch IS NOT NULL OR k.position <= (SELECT position FROM tally_fold))"
    );
    let sums = upsert("tally_block_sum", &folded, BLOCK_PERIODS, Some(&format!("{block}::bigint")));
    sqlx::query(AssertSqlSafe(sums)).bind(after).bind(until).execute(&mut *connection).await?;
    sqlx::query("UPDATE tally_fold SET covered_until = $1").bind(until).execute(&mut *connection).await?;
    let mut level = 0;
    while merge(connection, level, sizes.fan).await? {
        level += 1;
    }
    Ok(true)
}

/// The moments of the next block: up to the last of enough deltas, before a batch that is a block of its own, or that one.
async fn next_span(connection: &mut PgConnection, block: i64) -> Result<Span> {
    let sql = format!(
        "WITH fold AS (SELECT position, covered_until FROM tally_fold),
         full_at AS (
            SELECT recorded_at AS moment FROM tally_delta, fold WHERE recorded_at > covered_until
                AND (batch IS NOT NULL OR tally_delta.position <= fold.position)
            ORDER BY recorded_at OFFSET {block} - 1 LIMIT 1),
         batch_at AS (
            SELECT recorded_at AS moment FROM ledger_batch, fold WHERE recorded_at > covered_until AND deltas >= {block} / 4
            ORDER BY recorded_at LIMIT 1),
         before_batch AS (
            SELECT max(recorded_at) AS moment FROM tally_delta, fold
            WHERE recorded_at > covered_until AND recorded_at < (SELECT moment FROM batch_at))
         SELECT covered_until AS after, LEAST((SELECT moment FROM full_at),
            COALESCE((SELECT moment FROM before_batch), (SELECT moment FROM batch_at))) AS until
         FROM fold"
    );
    Ok(sqlx::query_as(AssertSqlSafe(sql)).fetch_one(connection).await?)
}

/// Makes a block of the next level of the oldest that have none; whether there were enough.
async fn merge(connection: &mut PgConnection, level: i16, fan: i64) -> Result<bool> {
    let blocks: Vec<i64> = sqlx::query_scalar(
        "SELECT id FROM tally_block WHERE level = $1 AND parent IS NULL ORDER BY starts_at LIMIT $2",
    )
    .bind(level)
    .bind(fan)
    .fetch_all(&mut *connection)
    .await?;
    if blocks.len() < usize::try_from(fan).unwrap_or(usize::MAX) {
        return Ok(false);
    }
    let parent: i64 = sqlx::query_scalar(
        "INSERT INTO tally_block (level, starts_at, ends_at)
         SELECT $1 + 1, min(starts_at), max(ends_at) FROM tally_block WHERE id = ANY($2) RETURNING id",
    )
    .bind(level)
    .bind(&blocks)
    .fetch_one(&mut *connection)
    .await?;
    let sums: Vec<String> = MEASURES.iter().map(|measure| format!("sum({measure})")).collect();
    let sql = format!(
        "INSERT INTO tally_block_sum (block_id, {KEY}, {}) SELECT $1, {KEY}, {} FROM tally_block_sum
         WHERE block_id = ANY($2) GROUP BY {KEY} ORDER BY {KEY}",
        MEASURES.join(", "),
        sums.join(", ")
    );
    sqlx::query(AssertSqlSafe(sql)).bind(parent).bind(&blocks).execute(&mut *connection).await?;
    sqlx::query("UPDATE tally_block SET parent = $1 WHERE id = ANY($2)")
        .bind(parent)
        .bind(&blocks)
        .execute(connection)
        .await?;
    Ok(true)
}

async fn run(connection: &mut PgConnection, sql: &str) -> Result<()> {
    connection.execute(sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))).await?;
    Ok(())
}
