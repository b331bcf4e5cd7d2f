//! Moments of knowledge: the register's clock, and which moments can be asked for.
//!
//! A reader is told no moment but those of the register's clock, which stands in the database and only goes forward;
//! whatever is recorded is recorded later. It is advanced when somebody asks, at most once a second by each server.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use sea_orm::FromQueryResult;
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep};

use shahrak_domain::moment::Moment;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::sql::Sql;

/// How far the present may lie behind the database's clock.
const TICK: Duration = Duration::from_secs(1);

/// From how many microseconds on the database's clock counts as set back.
const SET_BACK: i64 = 1_000_000;

/// For how many microseconds a moment that was told as the present passes for it: longer than a request takes.
const PRESENT: i64 = 30_000_000;

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

/// How long somebody who records is waited for, in steps.
const PATIENCE: Duration = Duration::from_secs(5);
const STEP: Duration = Duration::from_millis(10);

#[derive(FromQueryResult)]
struct Tick {
    settled: Moment,
    now: Moment,
}

/// Whether a moment has come. If it has, whatever counts for it has been committed once this answers: a statement that
/// begins afterwards sees it, and nothing will be recorded with this moment or an earlier one any more.
///
/// Whoever waits for a commit under way waits here, not on a connection.
///
/// # Errors
/// [`Error::Busy`] if somebody records for longer than a request waits.
pub async fn settle(db: &Db, moment: Moment) -> Result<bool> {
    let has_come = || db.clock().settled.load(Ordering::Relaxed) >= moment.timestamp_micros();
    let mut waited = Duration::ZERO;
    while !has_come() {
        let mut ticked = db.clock().ticked.lock().await;
        // Another one may have advanced it meanwhile.
        if has_come() {
            break;
        }
        let Tick { settled, now } = tick(db, &mut ticked).await?;
        if now < moment && settled < moment {
            return Ok(false);
        }
        drop(ticked);
        // Somebody is recording: not a matter of more than some milliseconds.
        if !has_come() {
            if waited >= PATIENCE {
                return Err(Error::waited_too_long());
            }
            sleep(STEP).await;
            waited += STEP;
        }
    }
    Ok(true)
}

/// Sees to it that the present is less than a second old, unless somebody is recording: what is recorded is the present
/// then.
pub async fn advance(db: &Db) -> Result<()> {
    let mut ticked = db.clock().ticked.lock().await;
    if ticked.is_none_or(|at| at.elapsed() >= TICK) {
        tick(db, &mut ticked).await?;
    }
    Ok(())
}

/// Whether a moment lies so far back that no request that is under way was told it as the present.
pub(crate) fn is_past(db: &Db, moment: Moment) -> bool {
    let settled = db.clock().settled.load(Ordering::Relaxed);
    settled.saturating_sub(moment.timestamp_micros()) > PRESENT
}

/// By how much the database's clock was behind the register's when somebody asked last, if it was set back.
pub fn set_back(db: &Db) -> Option<Duration> {
    let ahead = db.clock().ahead.load(Ordering::Relaxed);
    (ahead > SET_BACK).then(|| Duration::from_micros(ahead.unsigned_abs()))
}

async fn tick(db: &Db, ticked: &mut Option<Instant>) -> Result<Tick> {
    let db = db.for_all().control();
    let tick: Tick = Sql::new("SELECT settled, now FROM ledger_tick()").row(&db).await?;
    let ahead = (tick.settled - tick.now).num_microseconds().unwrap_or(i64::MAX);
    let clock = db.clock();
    clock.settled.fetch_max(tick.settled.timestamp_micros(), Ordering::Relaxed);
    if clock.ahead.swap(ahead, Ordering::Relaxed) <= SET_BACK && ahead > SET_BACK {
        tracing::warn!(
            microseconds = ahead,
            "the database's clock was set back; what is recorded meanwhile follows the register's clock"
        );
    }
    *ticked = Some(Instant::now());
    Ok(tick)
}
