//! Listens to the ledger: new records, of any server, are read once and sent to all subscribers on this server.
//!
//! PostgreSQL notifies about commits (`NOTIFY ledger_changed`); records are read by position, from the last one read. So a
//! lost connection loses no record, and no record is sent twice.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::PgListener;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{self, Receiver, Sender};
use tokio::time::{sleep, timeout};

use shahrak_domain::ledger::Position;
use shahrak_domain::year::IranianYear;

use crate::db::{self, Db};
use crate::error::Result;
use crate::page::PageRequest;
use crate::recorded::{self, Entry, RecordedFilter};
use crate::snapshot::ProvinceId;
use crate::target;

/// How many entries are read and sent at once.
const PAGE: u32 = 100;
/// How many notices wait for a slow subscriber.
const BACKLOG: usize = 256;
/// If the listener is this far behind, subscribers would lose the first entries before the last are read: they get
/// [`Told::Missed`] instead.
const TOO_FAR: Position = PAGE as Position * BACKLOG as Position;
/// How often the end of the ledger is read without a notification: a connection can be lost unnoticed.
const LOOK: Duration = Duration::from_secs(30);
/// How long reading the end of the ledger may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The listener of this server. Cheap to clone.
#[derive(Clone)]
pub struct Follower {
    db: Db,
    notices: Sender<Arc<Told>>,
}

/// A notice about the ledger.
#[derive(Debug)]
pub enum Told {
    /// Entries were added.
    Added(Added),
    /// Targets of these years and provinces (none for the country) were revised.
    Revised(Vec<(IranianYear, Option<ProvinceId>)>),
    /// Something was recorded that is not sent: read it from the database.
    Missed,
}

/// Consecutive entries of the ledger.
#[derive(Debug)]
pub struct Added {
    /// The position before the first.
    pub after: Position,
    /// The position up to which they are complete.
    pub through: Position,
    /// The entries.
    pub entries: Vec<Entry>,
    /// The version of the reference cache that the entries need, at least.
    pub version: i64,
}

/// A subscriber of this server.
pub struct Listener(Receiver<Arc<Told>>);

/// The end of the ledger: of records and of revisions of targets.
#[derive(Clone, Copy, sqlx::FromRow)]
struct End {
    position: Position,
    revision: i32,
}

impl Follower {
    /// Creates a listener, which sends nothing before [`Follower::follow`].
    pub fn new(db: Db) -> Follower {
        Follower { db, notices: broadcast::channel(BACKLOG).0 }
    }

    /// Subscribes to everything that is committed from now on. The first notice may be about earlier commits.
    pub fn listen(&self) -> Listener {
        Listener(self.notices.subscribe())
    }

    /// Listens until the process ends. After a lost connection, it continues from the last position.
    pub async fn follow(self) {
        let mut reached = None;
        loop {
            if let Err(error) = self.watch(&mut reached).await {
                tracing::warn!(error = %error, "no longer told of what is recorded; trying again");
            }
            sleep(Duration::from_secs(1)).await;
        }
    }

    async fn watch(&self, reached: &mut Option<End>) -> Result<()> {
        let mut listener = db::listen(self.db.url(), "ledger_changed").await?;
        loop {
            // Read together what was committed meanwhile.
            while listener.next_buffered().is_some() {}
            let end = in_time(end(&mut listener)).await?;
            match reached {
                Some(reached) => self.publish(reached, end).await?,
                None => {
                    *reached = Some(end);
                    self.send(Told::Missed);
                }
            }
            // After a lost connection, this returns when it is open again; what was committed meanwhile is read then.
            if let Ok(heard) = timeout(LOOK, listener.try_recv()).await {
                heard?;
            }
        }
    }

    /// Sends what was recorded between the last position and the end.
    async fn publish(&self, reached: &mut End, end: End) -> Result<()> {
        // A later subscriber first reads the end of the ledger itself.
        if self.notices.receiver_count() == 0 {
            *reached = end;
            return Ok(());
        }
        if end.position - reached.position > TOO_FAR {
            reached.position = end.position;
            self.send(Told::Missed);
        }
        while reached.position < end.position {
            let added = self.read(reached.position, end.position).await?;
            reached.position = added.through;
            self.send(Told::Added(added));
        }
        if reached.revision < end.revision {
            let revised = target::revised_after(&self.db, reached.revision).await?;
            reached.revision = end.revision;
            self.send(Told::Revised(revised));
        }
        Ok(())
    }

    async fn read(&self, after: Position, end: Position) -> Result<Added> {
        let filter = RecordedFilter { through: Some(end), ..RecordedFilter::default() };
        let page =
            PageRequest { size: PAGE, from_end: false, after: Some(recorded::key(after)), before: None };
        let found = recorded::list(&self.db, &filter, &page).await?;
        let more = found.page.more_after;
        let entries: Vec<Entry> = found.page.rows.into_iter().map(|(_, entry)| entry).collect();
        let last = entries.last().map(|entry| entry.recorded.position).filter(|_| more);
        Ok(Added { after, through: last.unwrap_or(end), entries, version: found.version })
    }

    fn send(&self, notice: Told) {
        // Without subscribers, sending fails.
        let _ = self.notices.send(Arc::new(notice));
    }
}

impl Listener {
    /// Waits for the next notice; none when the server ends. A subscriber that is too slow gets [`Told::Missed`].
    pub async fn next(&mut self) -> Option<Arc<Told>> {
        match self.0.recv().await {
            Ok(notice) => Some(notice),
            Err(RecvError::Lagged(_)) => Some(Arc::new(Told::Missed)),
            Err(RecvError::Closed) => None,
        }
    }

    /// Drops all waiting notices.
    pub fn skip(&mut self) {
        self.0 = self.0.resubscribe();
    }
}

/// Reads the end on the connection that listens, without waiting for the pool.
async fn end(listener: &mut PgListener) -> Result<End> {
    let end = sqlx::query_as(
        "SELECT position, COALESCE((SELECT max(place) FROM target_revision), 0) AS revision FROM ledger_head",
    );
    Ok(end.fetch_one(listener).await?)
}

async fn in_time<T>(answer: impl Future<Output = Result<T>>) -> Result<T> {
    let late = |_| sqlx::Error::Io(io::ErrorKind::TimedOut.into());
    timeout(PATIENCE, answer).await.map_err(late)?
}
