//! Follows the ledger: what is recorded, by whichever server, is read once and told to all on this server who wait.
//!
//! Postgres says that something was committed (`NOTIFY ledger_changed`); what it was is read by place, from the last one
//! that was read. So nothing is lost with the connection that listens, and nothing comes twice.

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

/// How many entries are read and told at once.
const PAGE: u32 = 100;
/// How much of what was told is kept for those who have not taken it yet.
const KEPT: usize = 256;
/// Who is so far behind would lose the beginning before its end was read: nothing of it is told.
const TOO_FAR: Position = PAGE as Position * KEPT as Position;
/// How often the end of the ledger is looked at though nobody told of a change: connections can die in silence.
const LOOK: Duration = Duration::from_secs(30);
/// How long the database may take to say where the ledger ends.
const PATIENCE: Duration = Duration::from_secs(10);

/// Who follows the ledger for this server. Cheap to clone.
#[derive(Clone)]
pub struct Follower {
    db: Db,
    told: Sender<Arc<Told>>,
}

/// What is told of the ledger.
#[derive(Debug)]
pub enum Told {
    /// Entries were added.
    Added(Added),
    /// Targets were revised: of these years, each of a province or, if none is given, of the country.
    Revised(Vec<(IranianYear, Option<ProvinceId>)>),
    /// It is not known what was recorded: read it from the database.
    Missed,
}

/// Entries that follow each other in the ledger.
#[derive(Debug)]
pub struct Added {
    /// The place after which they begin.
    pub after: Position,
    /// The place up to which they are complete.
    pub through: Position,
    /// The entries.
    pub entries: Vec<Entry>,
    /// The version that the copy in memory must have to name what was read.
    pub version: i64,
}

/// One who waits for what is told.
pub struct Listener(Receiver<Arc<Told>>);

/// Where the ledger ends.
#[derive(Clone, Copy, sqlx::FromRow)]
struct End {
    position: Position,
    revision: i32,
}

impl Follower {
    /// Who will follow the ledger of this database. Until it does ([`Follower::follow`]) nothing is told.
    pub fn new(db: Db) -> Follower {
        Follower { db, told: broadcast::channel(KEPT).0 }
    }

    /// Listens from now on: whatever is committed from now on will be told, or that something was missed. It may begin
    /// with what was committed just before.
    pub fn listen(&self) -> Listener {
        Listener(self.told.subscribe())
    }

    /// Follows the ledger until the process ends. A lost connection is taken up again, from the place reached.
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
            // What was committed meanwhile is read at once.
            while listener.next_buffered().is_some() {}
            let end = in_time(end(&mut listener)).await?;
            match reached {
                Some(reached) => self.tell(reached, end).await?,
                None => {
                    *reached = Some(end);
                    self.say(Told::Missed);
                }
            }
            // A connection that was lost is open again when this ends, and what was not told meanwhile is read.
            if let Ok(heard) = timeout(LOOK, listener.try_recv()).await {
                heard?;
            }
        }
    }

    /// Tells what lies between the place reached and the end.
    async fn tell(&self, reached: &mut End, end: End) -> Result<()> {
        // Whoever listens from now on reads first how far the ledger goes.
        if self.told.receiver_count() == 0 {
            *reached = end;
            return Ok(());
        }
        if end.position - reached.position > TOO_FAR {
            reached.position = end.position;
            self.say(Told::Missed);
        }
        while reached.position < end.position {
            let added = self.read(reached.position, end.position).await?;
            reached.position = added.through;
            self.say(Told::Added(added));
        }
        if reached.revision < end.revision {
            let revised = target::revised_after(&self.db, reached.revision).await?;
            reached.revision = end.revision;
            self.say(Told::Revised(revised));
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

    fn say(&self, told: Told) {
        // Nobody may be listening.
        let _ = self.told.send(Arc::new(told));
    }
}

impl Listener {
    /// What is told next; none when the server ends. Who does not keep up is told that something was missed.
    pub async fn next(&mut self) -> Option<Arc<Told>> {
        match self.0.recv().await {
            Ok(told) => Some(told),
            Err(RecvError::Lagged(_)) => Some(Arc::new(Told::Missed)),
            Err(RecvError::Closed) => None,
        }
    }

    /// Forgets what was told and not taken yet.
    pub fn skip(&mut self) {
        self.0 = self.0.resubscribe();
    }
}

/// On the connection that listens: nobody is kept waiting for one of the pool.
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
