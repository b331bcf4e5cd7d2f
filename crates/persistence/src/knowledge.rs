//! Moments of knowledge: the register's clock, and which moments can be asked for.
//!
//! A reader is told no moment but those of the register's clock, which stands in the database and only goes forward;
//! whatever is recorded is recorded later. It is advanced when somebody asks, at most once a second by each server.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::DateTime;
use sqlx::FromRow;
use tokio::sync::Mutex;
use tokio::time::Instant;

use shahrak_domain::moment::Moment;

use crate::db::Db;
use crate::error::Result;

/// How far the present may lie behind the database's clock.
const TICK: Duration = Duration::from_secs(1);

/// From how many microseconds on the database's clock counts as set back.
const SET_BACK: i64 = 1_000_000;

/// What a server knows of the register's clock.
#[derive(Default)]
pub(crate) struct Clock {
    /// The latest moment that is settled, in microseconds.
    settled: AtomicI64,
    /// By how many microseconds the register's clock was ahead of the database's.
    ahead: AtomicI64,
    /// When it was advanced last. Who advances it holds this; others wait here, without a connection.
    ticked: Mutex<Option<Instant>>,
}

#[derive(FromRow)]
struct Tick {
    settled: Moment,
    ahead: i64,
}

/// Whether a moment has come. If it has, whatever counts for it has been committed once this answers: a statement that
/// begins afterwards sees it, and nothing will be recorded with this moment or an earlier one any more.
///
/// # Errors
/// [`Error::Busy`](crate::error::Error::Busy) if somebody records for longer than a request waits.
pub async fn settle(db: &Db, moment: Moment) -> Result<bool> {
    let has_come = || db.clock().settled.load(Ordering::Relaxed) >= moment.timestamp_micros();
    if has_come() {
        return Ok(true);
    }
    let mut ticked = db.clock().ticked.lock().await;
    if !has_come() {
        tick(db, &mut ticked).await?;
    }
    Ok(has_come())
}

/// Sees to it that the present is less than a second old.
///
/// # Errors
/// [`Error::Busy`](crate::error::Error::Busy) if somebody records for longer than a request waits.
pub async fn advance(db: &Db) -> Result<()> {
    let mut ticked = db.clock().ticked.lock().await;
    if ticked.is_none_or(|at| at.elapsed() >= TICK) {
        tick(db, &mut ticked).await?;
    }
    Ok(())
}

/// By how much the database's clock was behind the register's when somebody asked last, if it was set back.
pub fn set_back(db: &Db) -> Option<Duration> {
    let ahead = db.clock().ahead.load(Ordering::Relaxed);
    (ahead > SET_BACK).then(|| Duration::from_micros(ahead.unsigned_abs()))
}

async fn tick(db: &Db, ticked: &mut Option<Instant>) -> Result<()> {
    let sql = "SELECT settled, (EXTRACT(epoch FROM ahead) * 1000000)::bigint AS ahead FROM ledger_tick()";
    let now: Option<Tick> = db.row(sqlx::query_as(sql)).await?;
    let Tick { settled, ahead } = now.unwrap_or(Tick { settled: DateTime::UNIX_EPOCH, ahead: 0 });
    let clock = db.clock();
    clock.settled.fetch_max(settled.timestamp_micros(), Ordering::Relaxed);
    if clock.ahead.swap(ahead, Ordering::Relaxed) <= SET_BACK && ahead > SET_BACK {
        tracing::warn!(
            microseconds = ahead,
            "the database's clock was set back; what is recorded meanwhile follows the register's clock"
        );
    }
    *ticked = Some(Instant::now());
    Ok(())
}
