//! Folding deltas into sums: of months and years, which present reports add up, and of blocks of moments, which past
//! reports subtract.
//!
//! Any server folds, one at a time, in batches. A report reads the sums and the deltas that are not folded yet, so it is
//! always exact, even if a process ends while it folds.

use std::time::Duration;

use sea_orm::{ConnectionTrait, FromQueryResult};
use tokio::time::{sleep, timeout};

use shahrak_domain::moment::Moment;

use crate::connection::Session;
use crate::db;
use crate::error::Result;
use crate::lock::Lock;
use crate::sql::Sql;

/// How many deltas are folded in one transaction.
const MOST: i64 = 20_000;
/// The sizes of blocks.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Deltas of a block of the first level.
    pub block: i64,
    /// Blocks of one level that make one of the next.
    pub fan: i64,
}

impl Default for Sizes {
    fn default() -> Sizes {
        Sizes { block: 4_096, fan: 16 }
    }
}

/// How long the folder waits after a notification, to fold more deltas together.
const PAUSE: Duration = Duration::from_millis(500);
/// How often the folder looks for deltas without a notification.
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

/// The key of a sum.
const KEY: &str = "area, outside, level, starts_on, sector, kind, from_status, to_status";

/// The sums in `tally` that a delta `d` belongs to: the country by month and year, by sector and in total; provinces by year
/// likewise, by month in total.
const PERIODS: &str = "CROSS JOIN LATERAL (SELECT starts_on, year_starts_on FROM iranian_month
        WHERE starts_on <= d.occurred_on ORDER BY starts_on DESC LIMIT 1) AS m
    CROSS JOIN LATERAL (VALUES (0, 'm'::\"char\", m.starts_on, d.sector), (0, 'm', m.starts_on, 0::smallint),
        (0, 'y', m.year_starts_on, d.sector), (0, 'y', m.year_starts_on, 0::smallint),
        (d.province_id, 'm', m.starts_on, 0::smallint), (d.province_id, 'y', m.year_starts_on, d.sector),
        (d.province_id, 'y', m.year_starts_on, 0::smallint)) AS p (area, level, starts_on, sector)";

/// The sums of a block that a delta `d` belongs to: the country by month and sector and by year, provinces by year.
const BLOCK_PERIODS: &str = "CROSS JOIN LATERAL (SELECT starts_on, year_starts_on FROM iranian_month
        WHERE starts_on <= d.occurred_on ORDER BY starts_on DESC LIMIT 1) AS m
    CROSS JOIN LATERAL (VALUES (0, 'm'::\"char\", m.starts_on, d.sector), (0, 'y', m.year_starts_on, 0::smallint),
        (d.province_id, 'y', m.year_starts_on, 0::smallint)) AS p (area, level, starts_on, sector)";

/// The deltas after the last folded one, without those of batches.
const TAIL: &str = "SELECT d.* FROM tally_delta AS d WHERE d.batch IS NULL
    AND d.position > (SELECT position FROM tally_fold) ORDER BY d.position";

/// Deltas after one moment and up to another, those of batches included.
const KNOWN_BETWEEN: &str = "SELECT d.*, d.recorded_at AS moment FROM tally_delta AS d
        WHERE d.recorded_at > $1 AND d.recorded_at <= $2
    UNION ALL SELECT d.*, b.recorded_at AS moment FROM ledger_batch AS b JOIN tally_delta AS d ON d.batch = b.id
        WHERE d.recorded_at IS NULL AND b.recorded_at > $1 AND b.recorded_at <= $2";

/// Folds until the process ends, on its own connections.
pub async fn follow(url: String) {
    loop {
        if let Err(error) = watch(&url).await {
            tracing::warn!(error = %error, "sums are not folded for the time being");
        }
        sleep(Duration::from_secs(1)).await;
    }
}

async fn watch(url: &str) -> Result<()> {
    let mut listener = db::listen(url, "ledger_changed").await?;
    let session = db::open(url).await?;
    loop {
        while fold_some(&session, &Sizes::default()).await? {}
        if let Ok(heard) = timeout(LOOK, listener.recv()).await {
            heard?;
        }
        // Fold what is recorded meanwhile together.
        sleep(PAUSE).await;
        while listener.next_buffered().is_some() {}
    }
}

/// Folds all deltas.
pub async fn fold(url: &str, sizes: &Sizes) -> Result<()> {
    let session = db::open(url).await?;
    while fold_some(&session, sizes).await? {}
    session.close().await
}

/// Folds a batch of deltas, or splits or closes a block, in a transaction of its own; whether there may be more to do.
async fn fold_some(session: &Session, sizes: &Sizes) -> Result<bool> {
    session.run("BEGIN").await?;
    let is_free = Lock::Fold.try_lock_exclusive(session).await?;
    let more = is_free
        && (fold_tail(session).await?
            || split_block(session, sizes).await?
            || close_block(session, sizes).await?);
    session.run("COMMIT").await?;
    Ok(more)
}

/// Folds the next deltas; those of one position together.
async fn fold_tail(db: &impl ConnectionTrait) -> Result<bool> {
    let last =
        format!("SELECT max(position) FROM (SELECT t.position FROM ({TAIL}) AS t LIMIT {MOST}) AS next");
    let last: Option<i64> = Sql::new(last).value(db).await?;
    let Some(last) = last else { return Ok(false) };
    let due = format!("SELECT t.*, t.recorded_at AS moment FROM ({TAIL}) AS t WHERE t.position <= {last}");
    fold_selection(db, &due).await?;
    Sql::with("UPDATE tally_fold SET position = $1", [last.into()]).execute(db).await?;
    Ok(true)
}

/// Adds deltas to the sums, in a transaction that holds [`Lock::Fold`]. `due` selects them with their moments. Deltas of
/// moments that have a block are added to it too.
pub(crate) async fn fold_selection(db: &impl ConnectionTrait, due: &str) -> Result<()> {
    run(db, &upsert("tally", &format!("({due})"), PERIODS, None)).await?;
    let late = format!(
        "(SELECT due.*, b.id AS block_id FROM ({due}) AS due
            JOIN tally_block AS b ON due.moment > b.starts_at AND due.moment <= b.ends_at
          WHERE due.moment <= (SELECT covered_until FROM tally_fold))"
    );
    run(db, &upsert("tally_block_sum", &late, BLOCK_PERIODS, Some("d.block_id"))).await?;
    let count = format!(
        "UPDATE tally_block AS b SET late = b.late + l.deltas
         FROM (SELECT block_id, count(*) AS deltas FROM {late} AS late GROUP BY block_id) AS l
         WHERE b.id = l.block_id AND b.level = 0"
    );
    run(db, &count).await
}

/// Folds the deltas of a batch, in its transaction, which holds [`Lock::Fold`].
pub(crate) async fn fold_batch(db: &impl ConnectionTrait, batch: i32) -> Result<()> {
    let due = format!("SELECT d.*, d.recorded_at AS moment FROM tally_delta AS d WHERE d.batch = {batch}");
    fold_selection(db, &due).await
}

/// A statement that adds deltas to the sums of a table. `block` is the id of the block, for sums of blocks.
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

#[derive(FromQueryResult)]
struct Span {
    after: Moment,
    until: Option<Moment>,
}

/// Closes the next block of the first level if there are enough deltas, and blocks of higher levels.
async fn close_block(db: &impl ConnectionTrait, sizes: &Sizes) -> Result<bool> {
    let Span { after, until: Some(until) } = next_span(db, sizes.block).await? else {
        return Ok(false);
    };
    let add_block = "INSERT INTO tally_block (level, starts_at, ends_at) VALUES (0, $1, $2) RETURNING id";
    let block: i64 = Sql::with(add_block, [after.into(), until.into()]).value(db).await?;
    fill_block(db, block, (after, until)).await?;
    Sql::with("UPDATE tally_fold SET covered_until = $1", [until.into()]).execute(db).await?;
    merge_all(db, sizes.fan).await?;
    Ok(true)
}

/// Adds up the folded deltas of a new block.
async fn fill_block(db: &impl ConnectionTrait, block: i64, (after, until): (Moment, Moment)) -> Result<()> {
    let folded = folded_between();
    let sums = upsert("tally_block_sum", &folded, BLOCK_PERIODS, Some(&format!("{block}::bigint")));
    Sql::with(sums, [after.into(), until.into()]).execute(db).await?;
    Ok(())
}

/// The folded ones of [`KNOWN_BETWEEN`].
fn folded_between() -> String {
    format!(
        "(SELECT k.* FROM ({KNOWN_BETWEEN}) AS k WHERE k.batch IS NOT NULL OR k.position <= (SELECT position FROM tally_fold))"
    )
}

#[derive(FromQueryResult)]
struct Overfull {
    id: i64,
    parent: Option<i64>,
    starts_at: Moment,
    ends_at: Moment,
}

/// Splits a block of the first level that a restored past has made too large. Its sums belong to the same blocks of higher
/// levels as before. False if there is none.
async fn split_block(db: &impl ConnectionTrait, sizes: &Sizes) -> Result<bool> {
    let overfull = "SELECT id, parent, starts_at, ends_at FROM tally_block WHERE level = 0 AND late >= $1 ORDER BY id LIMIT 1";
    let overfull: Option<Overfull> =
        Sql::with(overfull, [(2 * sizes.block).into()]).rows(db).await?.into_iter().next();
    let Some(Overfull { id, parent, starts_at, ends_at }) = overfull else { return Ok(false) };
    // The last part ends where the block did.
    let ends = format!(
        "SELECT max(moment) FROM (
            SELECT moment, div(sum(count(*)) OVER (ORDER BY moment) - 1, $3::bigint)::bigint AS part FROM {} AS k GROUP BY moment
         ) AS moments GROUP BY part ORDER BY 1",
        folded_between()
    );
    let ends = Sql::with(ends, [starts_at.into(), ends_at.into(), sizes.block.into()]);
    let mut ends: Vec<Moment> = ends.values(db).await?;
    ends.pop();
    ends.push(ends_at);

    Sql::with("DELETE FROM tally_block_sum WHERE block_id = $1", [id.into()]).execute(db).await?;
    let mut after = starts_at;
    for (part, until) in ends.into_iter().enumerate() {
        let block = match part {
            0 => {
                "UPDATE tally_block SET ends_at = $3, late = 0 WHERE id = $1 AND starts_at = $2 RETURNING id"
            }
            _ => {
                "INSERT INTO tally_block (level, starts_at, ends_at, parent) VALUES (0, $2, $3, $1) RETURNING id"
            }
        };
        let first = if part == 0 { Some(id) } else { parent };
        let block: i64 = Sql::with(block, [first.into(), after.into(), until.into()]).value(db).await?;
        fill_block(db, block, (after, until)).await?;
        after = until;
    }
    merge_all(db, sizes.fan).await?;
    Ok(true)
}

/// The moments of the next block: enough deltas, or all before a large batch, or the one moment of a large batch. So no
/// moment lies within a block that holds a large batch, whose deltas would be read one by one.
async fn next_span(db: &impl ConnectionTrait, block: i64) -> Result<Span> {
    let sql = format!(
        "WITH fold AS (SELECT position, covered_until FROM tally_fold),
         known AS (
            (SELECT recorded_at AS moment, 1 AS deltas FROM tally_delta, fold WHERE recorded_at > covered_until
                AND (batch IS NOT NULL OR tally_delta.position <= fold.position)
             ORDER BY recorded_at LIMIT {block})
            UNION ALL SELECT recorded_at, deltas FROM ledger_batch, fold WHERE recorded_at > covered_until),
         full_at AS (
            SELECT moment FROM (SELECT moment, sum(deltas) OVER (ORDER BY moment) AS deltas FROM known) AS summed
            WHERE deltas >= {block} ORDER BY moment LIMIT 1),
         batch_at AS (
            SELECT recorded_at AS moment FROM ledger_batch, fold WHERE recorded_at > covered_until AND deltas >= {block} / 4
            ORDER BY recorded_at LIMIT 1)
         SELECT covered_until AS after, LEAST((SELECT moment FROM full_at),
            (SELECT CASE WHEN moment - interval '1 microsecond' > covered_until
                THEN moment - interval '1 microsecond' ELSE moment END FROM batch_at)) AS until
         FROM fold"
    );
    Sql::new(sql).row(db).await
}

/// Merges blocks of all levels of which there are enough.
async fn merge_all(db: &impl ConnectionTrait, fan: i64) -> Result<()> {
    let mut level = 0;
    while merge(db, level, fan).await? {
        level += 1;
    }
    Ok(())
}

/// Merges the oldest blocks of a level into one of the next level. False if there are not enough.
async fn merge(db: &impl ConnectionTrait, level: i16, fan: i64) -> Result<bool> {
    let oldest = "SELECT id FROM tally_block WHERE level = $1 AND parent IS NULL ORDER BY starts_at LIMIT $2";
    let blocks: Vec<i64> = Sql::with(oldest, [level.into(), fan.into()]).values(db).await?;
    if blocks.len() < usize::try_from(fan).unwrap_or(usize::MAX) {
        return Ok(false);
    }
    let add_parent = "INSERT INTO tally_block (level, starts_at, ends_at)
        SELECT $1 + 1, min(starts_at), max(ends_at) FROM tally_block WHERE id = ANY($2) RETURNING id";
    let parent: i64 = Sql::with(add_parent, [level.into(), blocks.clone().into()]).value(db).await?;
    let sums: Vec<String> = MEASURES.iter().map(|measure| format!("sum({measure})")).collect();
    let sql = format!(
        "INSERT INTO tally_block_sum (block_id, {KEY}, {}) SELECT $1, {KEY}, {} FROM tally_block_sum
         WHERE block_id = ANY($2) GROUP BY {KEY} ORDER BY {KEY}",
        MEASURES.join(", "),
        sums.join(", ")
    );
    let of_parent = [parent.into(), blocks.into()];
    Sql::with(sql, of_parent.clone()).execute(db).await?;
    Sql::with("UPDATE tally_block SET parent = $1 WHERE id = ANY($2)", of_parent).execute(db).await?;
    Ok(true)
}

async fn run(db: &impl ConnectionTrait, sql: &str) -> Result<()> {
    db.execute_unprepared(sql).await?;
    Ok(())
}
