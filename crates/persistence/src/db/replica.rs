//! Replicas of the database: which of them a request may read from.
//!
//! A request reads from one server, so that its statements agree: a replica that lags less than it may and has replayed what
//! the client has seen, otherwise the primary. A task asks each server for its position in the write-ahead log.

use std::collections::VecDeque;
use std::fmt;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use metrics::{counter, gauge};
use sqlx::postgres::PgConnectOptions;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use super::{Db, DbOptions};
use crate::error::{Error, Result};
use crate::sql::Sql;

/// How often servers are asked for their positions.
const INTERVAL: Duration = Duration::from_millis(100);
/// How long a server may take to answer.
const PATIENCE: Duration = Duration::from_secs(1);
/// The pause after a replica did not answer.
const PAUSE: Duration = Duration::from_secs(1);

/// The replicas of a database.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// Their URLs; without any, everything is read from the primary.
    pub urls: Vec<String>,
    /// How far a replica may be behind the primary.
    pub lag: Duration,
}

/// A position in the write-ahead log: `0/16B3748`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WalPosition(u64);

impl FromStr for WalPosition {
    type Err = Error;

    fn from_str(text: &str) -> Result<WalPosition> {
        let part = |part: &str| u32::from_str_radix(part, 16).ok().filter(|_| !part.starts_with('+'));
        let position = text.split_once('/').and_then(|(high, low)| {
            Some(WalPosition((u64::from(part(high)?) << 32) | u64::from(part(low)?)))
        });
        position.ok_or_else(|| Error::decode(format!("{text} is not a position in the write-ahead log")))
    }
}

impl fmt::Display for WalPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:X}/{:X}", self.0 >> 32, self.0 & 0xFFFF_FFFF)
    }
}

/// All replicas.
#[derive(Default)]
pub(super) struct Replicas {
    all: Vec<Arc<Replica>>,
    lag: Duration,
    next: AtomicUsize,
    primary: Mutex<History>,
}

/// A replica.
struct Replica {
    /// Its place, for the log and for measurements: a URL may be secret.
    name: String,
    options: DbOptions,
    /// Its connections, once it answers.
    db: ArcSwapOption<Db>,
    /// Up to where it has replayed the log; 0 if it does not answer.
    replayed: AtomicU64,
}

/// Where the primary was at which time, over a little more than the lag.
#[derive(Default)]
struct History(VecDeque<(Instant, WalPosition)>);

/// The replica that a request reads from, until it leaves it for the primary.
pub(super) struct Choice {
    db: Db,
    left: AtomicBool,
}

impl Replicas {
    pub fn new(primary: &DbOptions, read: &ReadOptions) -> Result<Replicas> {
        let replica = |url: &String| {
            let options = PgConnectOptions::from_str(url)?;
            let name = format!("{}:{}", options.get_host(), options.get_port());
            let options = DbOptions { url: url.clone(), ..primary.clone() };
            Ok(Arc::new(Replica { name, options, db: ArcSwapOption::empty(), replayed: AtomicU64::new(0) }))
        };
        let all = read.urls.iter().map(replica).collect::<Result<_>>()?;
        Ok(Replicas { all, lag: read.lag, ..Replicas::default() })
    }

    pub fn exist(&self) -> bool {
        !self.all.is_empty()
    }

    /// One that has replayed enough, each in turn.
    pub fn choose(&self, seen: Option<WalPosition>) -> Option<Arc<Choice>> {
        if self.all.is_empty() {
            return None;
        }
        let needed = self
            .history()
            .at(self.lag, Instant::now())
            .map(|known| seen.map_or(known, |seen| seen.max(known)));
        let start = self.next.fetch_add(1, Ordering::Relaxed);
        let chosen = needed.and_then(|needed| {
            let mut turns = (0..self.all.len()).map(|turn| &self.all[(start + turn) % self.all.len()]);
            turns.find(|it| it.replayed.load(Ordering::Relaxed) >= needed.0)
        });
        let db = chosen.and_then(|replica| replica.db.load_full());
        let server = match (&db, chosen) {
            (Some(_), Some(replica)) => replica.name.clone(),
            _ => "primary".to_owned(),
        };
        counter!("shahrak_reads_total", "server" => server).increment(1);
        db.map(|db| Arc::new(Choice { db: db.as_ref().clone(), left: AtomicBool::new(false) }))
    }

    fn history(&self) -> std::sync::MutexGuard<'_, History> {
        self.primary.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records how far replicas are behind.
    pub fn measure(&self) {
        for replica in &self.all {
            let replayed = WalPosition(replica.replayed.load(Ordering::Relaxed));
            let lag = self.history().lag_of(replayed, Instant::now());
            let usable = replayed.0 > 0 && lag.is_some_and(|lag| lag <= self.lag);
            gauge!("shahrak_replica_usable", "replica" => replica.name.clone()).set(u8::from(usable));
            if let Some(lag) = lag {
                gauge!("shahrak_replica_lag_seconds", "replica" => replica.name.clone())
                    .set(lag.as_secs_f64());
            }
        }
    }
}

impl History {
    fn add(&mut self, position: WalPosition, keep: Duration, now: Instant) {
        self.0.push_back((now, position));
        while self.0.get(1).is_some_and(|(at, _)| now - *at > keep) {
            self.0.pop_front();
        }
    }

    /// Where the primary was this long ago, at least. None if it is not known, so that nothing tells how far a replica is
    /// behind: the primary was not asked for so long, or does not answer.
    fn at(&self, age: Duration, now: Instant) -> Option<WalPosition> {
        let (last, _) = self.0.back()?;
        if now - *last > age + PATIENCE {
            return None;
        }
        // The first position that is younger: a replica that has it is not further behind.
        let young = self.0.iter().find(|(at, _)| now - *at <= age);
        young.or(self.0.back()).map(|(_, position)| *position)
    }

    /// How long ago the primary was where a replica is now. None if that is longer than the history.
    fn lag_of(&self, replayed: WalPosition, now: Instant) -> Option<Duration> {
        let missing = self.0.iter().find(|(_, position)| *position > replayed);
        match missing {
            None => Some(Duration::ZERO),
            Some((at, first)) if self.0.front().is_some_and(|(_, oldest)| oldest < first) => Some(now - *at),
            Some(_) => None,
        }
    }
}

impl Choice {
    /// The replica, on behalf of a handle of the primary.
    pub fn on_behalf_of(&self, handle: &Db) -> Option<Db> {
        let stays = !self.left.load(Ordering::Relaxed);
        stays.then(|| Db {
            shared: Arc::clone(&self.db.shared),
            lane: handle.lane,
            caller: handle.caller.clone(),
            places: handle.places.clone(),
            choice: None,
        })
    }

    pub fn leave(&self) {
        self.left.store(true, Ordering::Relaxed);
    }
}

/// Asks all servers for their positions until the process ends.
pub(super) async fn follow(db: Db) {
    let mut tasks = JoinSet::new();
    for replica in &db.shared.replicas.all {
        tasks.spawn(follow_replica(Arc::clone(replica)));
    }
    tasks.spawn(follow_primary(db));
    tasks.join_all().await;
}

async fn follow_primary(db: Db) {
    let replicas = &db.shared.replicas;
    let keep = replicas.lag * 2 + PATIENCE;
    loop {
        // The position that is on disk: what is not may get lost, and replicas never see it.
        let asked = position(&db, "SELECT pg_current_wal_flush_lsn()::text");
        if let Ok(Ok(position)) = timeout(PATIENCE, asked).await {
            replicas.history().add(position, keep, Instant::now());
        }
        sleep(INTERVAL).await;
    }
}

async fn follow_replica(replica: Arc<Replica>) {
    let mut known = true;
    loop {
        match replica.ask().await {
            Ok(position) => {
                replica.replayed.store(position.0, Ordering::Relaxed);
                if !known {
                    tracing::info!(replica = replica.name, "a replica answers");
                }
                known = true;
                sleep(INTERVAL).await;
            }
            Err(error) => {
                replica.replayed.store(0, Ordering::Relaxed);
                if known {
                    tracing::warn!(replica = replica.name, %error, "a replica cannot be read from; others are asked");
                }
                known = false;
                sleep(PAUSE).await;
            }
        }
    }
}

impl Replica {
    /// Up to where it has replayed the log.
    async fn ask(&self) -> Result<WalPosition> {
        let late = |_| Error::Unavailable(sqlx::Error::Io(std::io::ErrorKind::TimedOut.into()));
        let db = match self.db.load_full() {
            Some(db) => db,
            None => {
                let db = timeout(PATIENCE, Db::connect(&self.options)).await.map_err(late)??;
                tokio::spawn(db.clone().watch());
                let db = Arc::new(db);
                self.db.store(Some(Arc::clone(&db)));
                db
            }
        };
        // None of a server that was promoted.
        let sql = "SELECT COALESCE(pg_last_wal_replay_lsn(), '0/0')::text WHERE pg_is_in_recovery()
            UNION ALL SELECT '0/0' WHERE NOT pg_is_in_recovery()";
        let position = timeout(PATIENCE, position(&db, sql)).await.map_err(late)??;
        match position {
            WalPosition(0) => Err(Error::decode("it is not a replica: it does not replay a log")),
            position => Ok(position),
        }
    }
}

async fn position(db: &Db, sql: &str) -> Result<WalPosition> {
    let text: String = Sql::new(sql).value(&db.for_all().control()).await?;
    text.parse()
}

impl Db {
    /// A position in the log that everything committed so far precedes; none without replicas.
    pub async fn position(&self) -> Result<Option<WalPosition>> {
        match self.shared.replicas.exist() {
            true => position(self, "SELECT pg_current_wal_insert_lsn()::text").await.map(Some),
            false => Ok(None),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_read_as_it_is_written() {
        let position: WalPosition = "16/B374D848".parse().unwrap();
        assert_eq!(position, WalPosition(0x16_B374_D848));
        assert_eq!(position.to_string(), "16/B374D848");
        assert!("1/0".parse::<WalPosition>().unwrap() > "0/FFFFFFFF".parse().unwrap());
        for wrong in ["", "0", "0/", "/0", "0/x", "+0/0", "0/123456789", "0/0/0"] {
            assert!(wrong.parse::<WalPosition>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_lag_of_a_replica_is_the_age_of_the_first_position_that_it_lacks() {
        let (mut history, start) = (History::default(), Instant::now());
        let at = |milliseconds| start + Duration::from_millis(milliseconds);
        let second = Duration::from_secs(1);
        assert_eq!(history.at(second, start), None);
        for position in 1..=5 {
            history.add(WalPosition(position), 10 * second, at(500 * position));
        }

        // Positions 1 to 5 are 2.5, 2, 1.5, 1 and 0.5 s old.
        let now = at(3_000);
        assert_eq!(history.lag_of(WalPosition(5), now), Some(Duration::ZERO));
        assert_eq!(history.lag_of(WalPosition(3), now), Some(second));
        assert_eq!(history.lag_of(WalPosition(0), now), None);
        assert_eq!(history.at(second, now), Some(WalPosition(4)));
        assert_eq!(history.at(Duration::from_millis(100), now), Some(WalPosition(5)));

        // Without the primary, nothing tells how far a replica is behind.
        assert_eq!(history.at(second, at(6_000)), None);
    }
}
