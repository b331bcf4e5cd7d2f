//! Folding deltas into sums: of months and years, which present reports add up, and of blocks of moments, which past
//! reports subtract.
//!
//! Any server folds, one at a time, in batches. A report reads the sums and the deltas that are not folded yet, so it is
//! always exact, even if a process ends while it folds.

use std::time::Duration;

use metrics::counter;
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect,
};
use tokio::time::{sleep, timeout};

use shahrak_domain::moment::Moment;

use crate::connection::Session;
use crate::db;
use crate::entity::{tally_block, tally_block_sum, tally_fold};
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
    pub fan: u64,
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

/// The sums in `tally` that a delta belongs to: the country by month and year, by sector and in total; provinces by year
/// likewise, by month in total.
const PERIODS: &str = "(month, sector), (month), (year, sector), (year),
    (province_id, month), (province_id, year, sector), (province_id, year)";

/// The sums of a block that a delta belongs to: the country by month and sector and by year, provinces by year.
const BLOCK_PERIODS: &str = "(month, sector), (year), (province_id, year)";

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
            counter!("shahrak_folds_total", "outcome" => "failed").increment(1);
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
        counter!("shahrak_folds_total", "outcome" => "done").increment(1);
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
    let folded = tally_fold::ActiveModel { one: Unchanged(true), position: Set(last), ..Default::default() };
    tally_fold::Entity::update(folded).exec_without_returning(db).await?;
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
    let (key, block, group) = match block {
        Some(block) => (format!("block_id, {KEY}"), format!("{block} AS block_id, "), "block_id, "),
        None => (KEY.to_owned(), String::new(), ""),
    };
    // Whatever a sum is not grouped by is NULL here, and its area or sector is 0. The limit makes PostgreSQL look the month up
    // by index for each delta, instead of expecting a third of all months to match.
    format!(
        "INSERT INTO {table} AS t ({key}, {measures})
         SELECT {group}COALESCE(province_id, 0::smallint) AS area, outside,
            CASE WHEN month IS NULL THEN 'y'::\"char\" ELSE 'm'::\"char\" END AS level, COALESCE(month, year) AS starts_on,
            COALESCE(sector, 0::smallint) AS sector, kind, from_status, to_status, {}
         FROM (
            SELECT {block}d.park_id IS NULL AS outside, d.province_id, m.starts_on AS month, m.year_starts_on AS year, d.sector,
                d.kind, d.from_status, d.to_status, {of_delta}
            FROM {due} AS d CROSS JOIN LATERAL (SELECT starts_on, year_starts_on FROM iranian_month
                WHERE starts_on <= d.occurred_on ORDER BY starts_on DESC LIMIT 1) AS m) AS d
         GROUP BY {group}outside, kind, from_status, to_status, GROUPING SETS ({periods})
         ORDER BY {key}
         ON CONFLICT ({key}) DO UPDATE SET {}",
        sums.join(", "),
        added.join(", "),
        measures = MEASURES.join(", "),
        of_delta = MEASURES.map(|measure| format!("d.{measure}")).join(", "),
    )
}

#[derive(FromQueryResult)]
struct BlockSpan {
    after: Moment,
    until: Option<Moment>,
}

/// Closes the next block of the first level if there are enough deltas, and blocks of higher levels.
async fn close_block(db: &impl ConnectionTrait, sizes: &Sizes) -> Result<bool> {
    let BlockSpan { after, until: Some(until) } = next_span(db, sizes.block).await? else {
        return Ok(false);
    };
    add_block(db, (after, until), None).await?;
    let covered =
        tally_fold::ActiveModel { one: Unchanged(true), covered_until: Set(until), ..Default::default() };
    tally_fold::Entity::update(covered).exec_without_returning(db).await?;
    merge_all(db, sizes.fan).await?;
    Ok(true)
}

/// Adds a block of the first level with its sums.
async fn add_block(
    db: &impl ConnectionTrait,
    (after, until): (Moment, Moment),
    parent: Option<i64>,
) -> Result<()> {
    let block = tally_block::ActiveModel {
        level: Set(0),
        starts_at: Set(after),
        ends_at: Set(until),
        parent: Set(parent),
        ..Default::default()
    };
    fill_block(db, block.insert(db).await?.id, (after, until)).await
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

/// Splits a block of the first level that a restored past has made too large. Its sums belong to the same blocks of higher
/// levels as before. False if there is none.
async fn split_block(db: &impl ConnectionTrait, sizes: &Sizes) -> Result<bool> {
    let blocks = tally_block::Entity::find().filter(tally_block::Column::Level.eq(0));
    let overfull = blocks.filter(tally_block::Column::Late.gte(2 * sizes.block));
    let overfull = overfull.order_by_asc(tally_block::Column::Id).one(db).await?;
    let Some(tally_block::Model { id, parent, starts_at, ends_at, .. }) = overfull else { return Ok(false) };
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

    let sums = tally_block_sum::Entity::delete_many();
    sums.filter(tally_block_sum::Column::BlockId.eq(id)).exec(db).await?;
    let mut after = starts_at;
    for (part, until) in ends.into_iter().enumerate() {
        if part == 0 {
            shorten_block(db, id, (after, until)).await?;
        } else {
            add_block(db, (after, until), parent).await?;
        }
        after = until;
    }
    merge_all(db, sizes.fan).await?;
    Ok(true)
}

/// Makes a block end earlier, and adds up its sums, which are deleted.
async fn shorten_block(db: &impl ConnectionTrait, id: i64, (after, until): (Moment, Moment)) -> Result<()> {
    let shorter = tally_block::ActiveModel {
        id: Unchanged(id),
        ends_at: Set(until),
        late: Set(0),
        ..Default::default()
    };
    tally_block::Entity::update(shorter).exec_without_returning(db).await?;
    fill_block(db, id, (after, until)).await
}

/// The moments of the next block: enough deltas, or all before a large batch, or the one moment of a large batch. So no
/// moment lies within a block that holds a large batch, whose deltas would be read one by one.
async fn next_span(db: &impl ConnectionTrait, block: i64) -> Result<BlockSpan> {
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
async fn merge_all(db: &impl ConnectionTrait, fan: u64) -> Result<()> {
    let mut level = 0;
    while merge(db, level, fan).await? {
        level += 1;
    }
    Ok(())
}

/// Merges the oldest blocks of a level into one of the next level. False if there are not enough.
async fn merge(db: &impl ConnectionTrait, level: i16, fan: u64) -> Result<bool> {
    let parts = tally_block::Entity::find().filter(tally_block::Column::Level.eq(level));
    let parts = parts.filter(tally_block::Column::Parent.is_null());
    let parts = parts.order_by_asc(tally_block::Column::StartsAt).limit(fan).all(db).await?;
    let [first, .., last] = &*parts else { return Ok(false) };
    if (parts.len() as u64) < fan {
        return Ok(false);
    }
    let parent = tally_block::ActiveModel {
        level: Set(level + 1),
        starts_at: Set(first.starts_at),
        ends_at: Set(last.ends_at),
        ..Default::default()
    };
    let parent = parent.insert(db).await?.id;
    let blocks: Vec<i64> = parts.iter().map(|part| part.id).collect();
    let sums: Vec<String> = MEASURES.iter().map(|measure| format!("sum({measure})")).collect();
    let sql = format!(
        "INSERT INTO tally_block_sum (block_id, {KEY}, {}) SELECT $1, {KEY}, {} FROM tally_block_sum
         WHERE block_id = ANY($2) GROUP BY {KEY} ORDER BY {KEY}",
        MEASURES.join(", "),
        sums.join(", ")
    );
    Sql::with(sql, [parent.into(), blocks.clone().into()]).execute(db).await?;
    let of_parent = tally_block::ActiveModel { parent: Set(Some(parent)), ..Default::default() };
    let merged = tally_block::Entity::update_many().set(of_parent);
    merged.filter(tally_block::COLUMN.id.eq_any(blocks)).exec(db).await?;
    Ok(true)
}

async fn run(db: &impl ConnectionTrait, sql: &str) -> Result<()> {
    db.execute_unprepared(sql).await?;
    Ok(())
}
