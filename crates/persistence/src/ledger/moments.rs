//! Moments of knowledge: the register's clock.
//!
//! Readers get only moments of this clock. It is a row of the database and only goes forward; everything is recorded at later
//! moments. Each server advances it when a reader needs it, at most once a second.

use std::sync::atomic::Ordering;
use std::time::Duration;

use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult};
use tokio::time::{Instant, sleep};

use shahrak_domain::moment::Moment;

use crate::db::Db;
use crate::entity::ledger_head;
use crate::error::{Error, Result};
use crate::list::VERSION;
use crate::sql::Sql;
use crate::unavailable::Unavailable;

/// How far the present may be behind the database's clock.
const TICK: Duration = Duration::from_secs(1);

/// After how many microseconds the database's clock counts as set back.
const SET_BACK: i64 = 1_000_000;

/// For how many microseconds a moment that was returned as the present counts as such: longer than a request takes.
const PRESENT: i64 = 30_000_000;

/// How long to wait for a transaction that records, in steps.
const PATIENCE: Duration = Duration::from_secs(5);
const STEP: Duration = Duration::from_millis(10);

#[derive(FromQueryResult)]
struct Tick {
    settled: Moment,
    now: Moment,
}

/// Waits until a moment is settled: everything recorded up to it is committed, and nothing can be recorded at it or earlier
/// any more. False if the moment is in the future.
///
/// The wait for a commit in progress needs no connection.
///
/// # Errors
/// [`Error::Busy`] if that takes too long, [`Error::Unavailable`] if the database accepts no changes and the moment was not
/// settled before.
pub async fn settle(db: &Db, moment: Moment) -> Result<bool> {
    // A replica may not have replayed the log up to a moment that is settled on the primary.
    if let Some(replica) = db.replica() {
        if end_of_ledger(&replica).await.is_ok_and(|end| end.settled_at >= moment) {
            return Ok(true);
        }
        db.leave_replica();
    }
    let has_come = || db.clock().settled.load(Ordering::Relaxed) >= moment.timestamp_micros();
    let mut waited = Duration::ZERO;
    while !has_come() {
        let mut ticked = db.clock().ticked.lock().await;
        // Another task may have advanced the clock meanwhile.
        if has_come() {
            break;
        }
        let (Tick { settled, now }, stopped) = tick(db, &mut ticked).await?;
        if now < moment && settled < moment {
            return Ok(false);
        }
        drop(ticked);
        if let Some(reason) = stopped.filter(|_| !has_come()) {
            return Err(reason.known().into());
        }
        // Another transaction is recording, which takes some milliseconds.
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

/// Advances the clock if the present is more than a second old. While a transaction records, the last recorded moment stays
/// the present.
pub async fn advance(db: &Db) -> Result<()> {
    let mut ticked = db.clock().ticked.lock().await;
    if ticked.is_none_or(|at| at.elapsed() >= TICK) {
        tick(db, &mut ticked).await?;
    }
    Ok(())
}

/// The present moment of knowledge: everything recorded up to it is committed, and nothing can be recorded at it or earlier
/// any more.
///
/// # Errors
/// A failure of the database.
pub async fn present(db: &Db) -> Result<Moment> {
    advance(db).await?;
    Ok(end_of_ledger(db).await?.settled_at)
}

/// Whether a moment is so old that no running request got it as the present.
pub(crate) fn is_past(db: &Db, moment: Moment) -> bool {
    let settled = db.clock().settled.load(Ordering::Relaxed);
    settled.saturating_sub(moment.timestamp_micros()) > PRESENT
}

/// How far the database's clock was behind the register's when last read, if it was set back.
pub fn set_back(db: &Db) -> Option<Duration> {
    let ahead = db.clock().ahead.load(Ordering::Relaxed);
    (ahead > SET_BACK).then(|| Duration::from_micros(ahead.unsigned_abs()))
}

/// Advances the clock. If the database accepts no changes, the clock stands still, and the reason is returned too.
async fn tick(db: &Db, ticked: &mut Option<Instant>) -> Result<(Tick, Option<Unavailable>)> {
    let db = db.for_all().control();
    let (tick, stopped) = match advanced(&db).await {
        Err(error) => match error.unavailable().filter(|reason| reason.hinders_changes_only()) {
            Some(reason) => (standing(&db).await?, Some(reason)),
            None => return Err(error),
        },
        Ok(tick) => (tick, None),
    };
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
    Ok((tick, stopped))
}

async fn advanced(db: &Db) -> Result<Tick> {
    if let Some(reason) = db.health().unchangeable() {
        return Err(reason.known().into());
    }
    Sql::new("SELECT settled, now FROM ledger_tick()").row(db).await
}

/// The clock as it stands.
async fn standing(db: &Db) -> Result<Tick> {
    Sql::new("SELECT settled_at AS settled, clock_timestamp() AS now FROM ledger_head").row(db).await
}

/// The row about the end of the ledger.
pub(crate) async fn end_of_ledger(db: &impl ConnectionTrait) -> Result<ledger_head::Model> {
    let head = ledger_head::Entity::find_by_id(true).one(db).await?;
    head.ok_or_else(|| Error::decode("the ledger has no end"))
}

/// How far the register has been recorded.
#[derive(Clone, Copy, Debug, FromQueryResult, PartialEq, Eq)]
pub struct Head {
    /// The last position of the ledger. Every change of a sum moves it.
    pub position: i64,
    /// The last moment of recording.
    pub recorded_at: Moment,
    /// The register's clock: everything up to this moment is known.
    pub settled_at: Moment,
    /// The version of provinces and parks.
    pub reference_version: i64,
}

/// The head of the ledger, by a clock that is at most a second old.
pub async fn head(db: &Db) -> Result<Head> {
    advance(db).await?;
    let head =
        format!("SELECT position, recorded_at, settled_at, {VERSION} AS reference_version FROM ledger_head");
    Sql::new(head).row(db).await
}
