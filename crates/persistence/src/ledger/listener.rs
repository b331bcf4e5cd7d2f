//! Listens to the ledger: new records, of any server, are read once and sent to all subscribers on this server.
//!
//! PostgreSQL notifies about commits (`NOTIFY ledger_changed`); records are read by position, from the last one read. So a
//! lost connection loses no record, and no record is sent twice.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use metrics::gauge;
use sqlx::postgres::PgListener;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{self, Receiver, Sender};
use tokio::time::{sleep, timeout};

use shahrak_domain::ledger::Position;
use shahrak_domain::year::IranianYear;

use crate::db::{self, Db};
use crate::error::Result;
use crate::ledger::feed::{self, FeedEntry, FeedFilter};
use crate::page::PageRequest;
use crate::reference_cache::ProvinceId;
use crate::yearly_target;

/// How many entries are read and sent at once.
const PAGE: u32 = 100;
/// How many notices wait for a slow subscriber.
const BACKLOG: usize = 256;
/// If the listener is this far behind, subscribers would lose the first entries before the last are read: they get
/// [`LedgerNotice::Missed`] instead.
const TOO_FAR: Position = PAGE as Position * BACKLOG as Position;
/// How often the end of the ledger is read without a notification: a connection can be lost unnoticed.
const LOOK: Duration = Duration::from_secs(30);
/// How long reading the end of the ledger may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// The listener of this server. Cheap to clone.
#[derive(Clone)]
pub struct LedgerListener {
    db: Db,
    notices: Sender<Arc<LedgerNotice>>,
}

/// A notice about the ledger.
#[derive(Debug)]
pub enum LedgerNotice {
    /// Entries were added.
    Added(AddedEntries),
    /// Targets of these years and provinces (none for the country) were revised.
    Revised(Vec<(IranianYear, Option<ProvinceId>)>),
    /// Something was recorded that is not sent: read it from the database.
    Missed,
}

/// Consecutive entries of the ledger.
#[derive(Debug)]
pub struct AddedEntries {
    /// The position before the first.
    pub after: Position,
    /// The position up to which they are complete.
    pub through: Position,
    /// The entries.
    pub entries: Vec<FeedEntry>,
    /// The version of the reference cache that the entries need, at least.
    pub version: i64,
}

/// A subscriber of this server.
pub struct LedgerSubscriber(Receiver<Arc<LedgerNotice>>);

/// The end of the ledger: of records and of revisions of targets.
#[derive(Clone, Copy)]
struct LedgerEnd {
    position: Position,
    revision: i32,
}

impl LedgerListener {
    /// Creates a listener, which sends nothing before [`LedgerListener::run`].
    pub fn new(db: Db) -> LedgerListener {
        LedgerListener { db, notices: broadcast::channel(BACKLOG).0 }
    }

    /// Subscribes to everything that is committed from now on. The first notice may be about earlier commits.
    pub fn subscribe(&self) -> LedgerSubscriber {
        LedgerSubscriber(self.notices.subscribe())
    }

    /// Listens until the process ends. After a lost connection, it continues from the last position.
    pub async fn run(self) {
        let mut reached = None;
        loop {
            // A connection to a database that is away may stay silent until the next look.
            let watched = tokio::select! {
                watched = self.watch(&mut reached) => watched,
                () = self.db.gone() => Ok(()),
            };
            if let Err(error) = watched {
                gauge!("shahrak_feed_connected").set(0);
                tracing::warn!(error = %error, "lost the notifications of the ledger; trying again");
            }
            sleep(Duration::from_secs(1)).await;
            self.db.back().await;
        }
    }

    async fn watch(&self, reached: &mut Option<LedgerEnd>) -> Result<()> {
        let mut listener = db::listen(self.db.url(), "ledger_changed").await?;
        loop {
            // Read together what was committed meanwhile.
            while listener.next_buffered().is_some() {}
            let end = in_time(end(&mut listener)).await?;
            match reached {
                Some(reached) => {
                    gauge!("shahrak_feed_lag_records").set((end.position - reached.position) as f64);
                    self.publish(reached, end).await?;
                }
                None => {
                    *reached = Some(end);
                    self.send(LedgerNotice::Missed);
                }
            }
            gauge!("shahrak_feed_connected").set(1);
            gauge!("shahrak_feed_lag_records").set(0);
            gauge!("shahrak_feed_position").set(end.position as f64);
            // After a lost connection, this returns when it is open again; what was committed meanwhile is read then.
            if let Ok(heard) = timeout(LOOK, listener.try_recv()).await {
                heard?;
            }
        }
    }

    /// Sends what was recorded between the last position and the end.
    async fn publish(&self, reached: &mut LedgerEnd, end: LedgerEnd) -> Result<()> {
        // A later subscriber first reads the end of the ledger itself.
        if self.notices.receiver_count() == 0 {
            *reached = end;
            return Ok(());
        }
        if end.position - reached.position > TOO_FAR {
            reached.position = end.position;
            self.send(LedgerNotice::Missed);
        }
        while reached.position < end.position {
            let added = self.read(reached.position, end.position).await?;
            reached.position = added.through;
            self.send(LedgerNotice::Added(added));
        }
        if reached.revision < end.revision {
            let revised = yearly_target::revised_after(&self.db, reached.revision).await?;
            reached.revision = end.revision;
            self.send(LedgerNotice::Revised(revised));
        }
        Ok(())
    }

    async fn read(&self, after: Position, end: Position) -> Result<AddedEntries> {
        let filter = FeedFilter { through: Some(end), ..FeedFilter::default() };
        let page = PageRequest { size: PAGE, from_end: false, after: Some(feed::key(after)), before: None };
        let found = feed::list(&self.db, &filter, &page).await?;
        let more = found.page.more_after;
        let entries: Vec<FeedEntry> = found.page.rows.into_iter().map(|(_, entry)| entry).collect();
        let last = entries.last().map(|entry| entry.recorded.position).filter(|_| more);
        Ok(AddedEntries { after, through: last.unwrap_or(end), entries, version: found.version })
    }

    fn send(&self, notice: LedgerNotice) {
        // Without subscribers, sending fails.
        let _ = self.notices.send(Arc::new(notice));
    }
}

impl LedgerSubscriber {
    /// Waits for the next notice; none when the server ends. A subscriber that is too slow gets [`LedgerNotice::Missed`].
    pub async fn next(&mut self) -> Option<Arc<LedgerNotice>> {
        match self.0.recv().await {
            Ok(notice) => Some(notice),
            Err(RecvError::Lagged(_)) => Some(Arc::new(LedgerNotice::Missed)),
            Err(RecvError::Closed) => None,
        }
    }

    /// Drops all waiting notices.
    pub fn skip(&mut self) {
        self.0 = self.0.resubscribe();
    }
}

/// Reads the end on the connection that listens, without waiting for the pool.
async fn end(listener: &mut PgListener) -> Result<LedgerEnd> {
    let end = sqlx::query_as::<_, (Position, i32)>(
        "SELECT position, COALESCE((SELECT max(place) FROM target_revision), 0) AS revision FROM ledger_head",
    );
    let (position, revision) = end.fetch_one(listener).await?;
    Ok(LedgerEnd { position, revision })
}

async fn in_time<T>(answer: impl Future<Output = Result<T>>) -> Result<T> {
    let late = |_| sqlx::Error::Io(io::ErrorKind::TimedOut.into());
    timeout(PATIENCE, answer).await.map_err(late)?
}
