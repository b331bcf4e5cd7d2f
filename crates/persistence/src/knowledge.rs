//! Moments of knowledge: which of them can be asked for.

use std::time::Duration;

use shahrak_domain::moment::Moment;
use tokio::time::{Instant, sleep};

use crate::db::Db;
use crate::error::{Error, Result};

/// How long a request waits for who records now, and how often it looks.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(20);

/// Whether a moment has come. If it has, whatever counts for it has been committed once this answers: a statement that
/// begins afterwards sees it, and nothing will be recorded with this moment or an earlier one any more.
///
/// Whoever waits for a commit under way waits here, not on a connection.
///
/// # Errors
/// [`Error::Busy`] if somebody records for longer than a request waits, or any other [`Error`].
pub async fn settle(db: &Db, moment: Moment) -> Result<bool> {
    // Without a writer the lock is free; with one, its commit moves the head.
    const SETTLED: &str = "SELECT CASE
        WHEN $1 <= (SELECT recorded_at FROM ledger_head) THEN true
        WHEN $1 > clock_timestamp() THEN false
        WHEN pg_try_advisory_xact_lock_shared(1399, 1) THEN true END";
    let end = Instant::now() + PATIENCE;
    loop {
        let settled: Option<bool> = db.value(sqlx::query_scalar(SETTLED).bind(moment)).await?;
        match settled {
            Some(settled) => return Ok(settled),
            None if Instant::now() >= end => return Err(Error::Busy(sqlx::Error::PoolTimedOut)),
            None => sleep(PAUSE).await,
        }
    }
}
