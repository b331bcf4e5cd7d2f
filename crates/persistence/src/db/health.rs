//! What a server knows of its database: whether it answers, accepts connections and accepts changes.
//!
//! A task asks it every second, and at once after an error that says something about the database as a whole. While the
//! database is known to be away, statements are refused immediately instead of waiting for it one after the other.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::DbErr;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use tokio::sync::{Notify, watch};
use tokio::time::{Instant, sleep, timeout};

use super::{Db, connect_options};
use crate::error::{Error, Result};
use crate::unavailable::Unavailable;

/// The time between two questions.
const INTERVAL: Duration = Duration::from_secs(1);
/// The shortest time between two questions, however many errors arrive.
const PAUSE: Duration = Duration::from_millis(100);
/// How long an open connection may take to answer, and a new one to open. Both must fail before the database counts as away.
const PATIENCE: Duration = Duration::from_secs(2);
/// After how long the connection is replaced: a new one shows whether more can be opened, and has the present settings.
const RENEWAL: Duration = Duration::from_secs(5);

/// Whether changes can be recorded, on the connection that asks.
const QUESTION: &str = "SELECT current_setting('transaction_read_only') = 'on'";

/// Needs half a megabyte more of the disk that lacked space, and leaves nothing behind.
const TRY_THE_DISK: &str = "BEGIN; CREATE TEMPORARY TABLE space ON COMMIT DROP AS
    SELECT repeat(md5(number::text), 50) AS filler FROM generate_series(1, 300) AS number; ROLLBACK";

/// What is known of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Health {
    /// Whether it answers.
    pub reach: Reach,
    /// Whether it accepts no changes.
    pub read_only: bool,
    /// Whether its disk was full when it was last tried.
    pub disk_full: bool,
}

/// Whether the database answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It answers, and connections can be opened.
    Open,
    /// Connections that are open work; no others can be opened.
    OpenOnly(Unavailable),
    /// It does not answer.
    Away(Unavailable),
}

impl Health {
    /// Why nothing can be answered.
    pub fn away(&self) -> Option<Unavailable> {
        match self.reach {
            Reach::Away(reason) => Some(reason),
            Reach::Open | Reach::OpenOnly(_) => None,
        }
    }

    /// Why nothing can be recorded, although everything can be read.
    pub fn unchangeable(&self) -> Option<Unavailable> {
        match (self.read_only, self.disk_full) {
            (true, _) => Some(Unavailable::ReadOnly),
            (false, true) => Some(Unavailable::DiskFull),
            (false, false) => None,
        }
    }
}

/// What is known, shared by all handles of a database.
pub(crate) struct Monitor {
    health: watch::Sender<Health>,
    /// Whether a task asks: without it, nothing that is once suspected would ever be found to be over.
    watched: AtomicBool,
    /// Something was refused in a way that may say something about the database.
    suspicion: Notify,
    /// A connection refused a change because it is read-only.
    stale: AtomicBool,
    started: Instant,
    /// Connections that were opened earlier, in milliseconds since `started`, are not used again: they have old settings.
    fresh_since: AtomicU64,
}

impl Default for Monitor {
    fn default() -> Self {
        let health = Health { reach: Reach::Open, read_only: false, disk_full: false };
        Self {
            health: watch::Sender::new(health),
            watched: AtomicBool::new(false),
            suspicion: Notify::new(),
            stale: AtomicBool::new(false),
            started: Instant::now(),
            fresh_since: AtomicU64::new(0),
        }
    }
}

impl Monitor {
    pub fn health(&self) -> Health {
        *self.health.borrow()
    }

    /// Waits until the database is known to be away.
    pub async fn gone(&self) -> Unavailable {
        let mut health = self.health.subscribe();
        loop {
            // The sender lives as long as this.
            let Ok(health) = health.wait_for(|health| health.away().is_some()).await else {
                return std::future::pending().await;
            };
            if let Some(reason) = health.away() {
                return reason;
            }
        }
    }

    /// Waits until the database answers.
    pub async fn back(&self) {
        let _ = self.health.subscribe().wait_for(|health| health.away().is_none()).await;
    }

    /// Takes note of what a failure says about the database.
    pub fn notice<T>(&self, result: std::result::Result<T, DbErr>) -> std::result::Result<T, DbErr> {
        if let Err(error) = &result {
            self.suspect(Unavailable::within(error));
        }
        result
    }

    /// The same for errors of the driver.
    pub fn notice_driver<T>(
        &self,
        result: std::result::Result<T, sqlx::Error>,
    ) -> std::result::Result<T, sqlx::Error> {
        if let Err(error) = &result {
            self.suspect(Unavailable::of(error));
        }
        result
    }

    fn suspect(&self, reason: Option<Unavailable>) {
        let Some(reason) = reason.filter(|_| self.watched.load(Ordering::Relaxed)) else { return };
        match reason {
            Unavailable::DiskFull => self.change(|health| health.disk_full = true),
            Unavailable::ReadOnly => self.stale.store(true, Ordering::Relaxed),
            Unavailable::Away
            | Unavailable::NoConnection
            | Unavailable::NoResources
            | Unavailable::Storage
            | Unavailable::LoginRefused => {}
        }
        self.suspicion.notify_one();
    }

    /// Whether a connection of this age has the present settings of the database.
    pub fn is_fresh(&self, age: Duration) -> bool {
        let opened = self.started.elapsed().saturating_sub(age);
        opened.as_millis() >= u128::from(self.fresh_since.load(Ordering::Relaxed))
    }

    /// Lets no connection be used again that is open now.
    fn renew(&self) {
        let now = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.fresh_since.store(now, Ordering::Relaxed);
    }

    fn change(&self, change: impl FnOnce(&mut Health)) {
        let before = self.health();
        self.health.send_if_modified(|health| {
            change(health);
            *health != before
        });
        let now = self.health();
        if now != before {
            report(before, now);
        }
    }
}

fn report(before: Health, now: Health) {
    if before.reach != now.reach {
        match now.reach {
            Reach::Open => tracing::info!("the database answers"),
            Reach::OpenOnly(why) => {
                tracing::warn!(reason = why.code(), "no connection to the database can be opened");
            }
            Reach::Away(why) => tracing::warn!(reason = why.code(), "the database does not answer"),
        }
    }
    match (before.unchangeable(), now.unchangeable()) {
        (before, now) if before == now => {}
        (_, Some(why)) => tracing::warn!(reason = why.code(), "the database accepts no changes"),
        (_, None) => tracing::info!("the database accepts changes"),
    }
}

/// The connection that asks.
struct Probe {
    connection: PgConnection,
    opened: Instant,
}

/// What a connection answered: whether it is read-only.
type Answer = std::result::Result<bool, sqlx::Error>;

impl Db {
    /// What is known of the database. Without [`Db::watch`], it always counts as well.
    pub fn health(&self) -> Health {
        self.shared.monitor.health()
    }

    /// Waits until the database is known to be away.
    pub(crate) async fn gone(&self) {
        self.shared.monitor.gone().await;
    }

    /// Waits until the database answers, if it is known to be away.
    pub(crate) async fn back(&self) {
        self.shared.monitor.back().await;
    }

    /// Watches the database until the process ends.
    pub async fn watch(self) {
        let monitor = &self.shared.monitor;
        monitor.watched.store(true, Ordering::Relaxed);
        let mut probe = None;
        let mut suspected = false;
        loop {
            self.look(&mut probe, suspected).await;
            sleep(PAUSE).await;
            suspected = timeout(INTERVAL, monitor.suspicion.notified()).await.is_ok();
        }
    }

    async fn look(&self, probe: &mut Option<Probe>, suspected: bool) {
        let monitor = &self.shared.monitor;
        let stale = monitor.stale.swap(false, Ordering::Relaxed);
        let before = monitor.health();
        let well = before.reach == Reach::Open && before.unchangeable().is_none();
        let answer = ask(probe).await;
        let due = probe.as_ref().is_none_or(|probe| probe.opened.elapsed() >= RENEWAL);
        let answer = if answer.is_none() || due || suspected || !well {
            let opened = open(self.url()).await;
            match (opened, answer) {
                (Ok((new, read_only)), _) => {
                    *probe = Some(new);
                    Ok((Reach::Open, read_only))
                }
                // The new connection says why not; the old one that it is not for everybody.
                (Err(error), Some(read_only)) => Ok((Reach::OpenOnly(reason(&error)), read_only)),
                (Err(error), None) => Err(reason(&error)),
            }
        } else {
            Ok((Reach::Open, answer.unwrap_or(before.read_only)))
        };
        match answer {
            // Others may have a connection.
            Err(reason @ Unavailable::NoConnection) => {
                monitor.change(|it| it.reach = Reach::OpenOnly(reason));
            }
            Err(reason) => monitor.change(|it| it.reach = Reach::Away(reason)),
            Ok((reach, read_only)) => {
                let writable_again = !read_only && (before.read_only || stale);
                if writable_again || before.away().is_some() {
                    monitor.renew();
                }
                monitor.change(|it| (it.reach, it.read_only) = (reach, read_only));
            }
        }
        if monitor.health().disk_full
            && let Some(probe) = probe
            && has_space(&mut probe.connection).await
        {
            monitor.change(|it| it.disk_full = false);
        }
    }
}

/// Asks on the open connection, if there is one. A connection that does not answer is given up.
async fn ask(probe: &mut Option<Probe>) -> Option<bool> {
    let open = probe.as_mut()?;
    match timeout(PATIENCE, question(&mut open.connection)).await {
        Ok(Ok(read_only)) => Some(read_only),
        Ok(Err(_)) | Err(_) => {
            *probe = None;
            None
        }
    }
}

async fn open(url: &str) -> std::result::Result<(Probe, bool), Error> {
    let options = connect_options(url)?.application_name("shahrak health").disable_statement_logging();
    let opened = timeout(PATIENCE, async {
        let mut connection = options.connect().await?;
        let read_only = question(&mut connection).await?;
        Ok::<_, sqlx::Error>((Probe { connection, opened: Instant::now() }, read_only))
    });
    Ok(opened.await.map_err(|_| Unavailable::Away.known())??)
}

async fn question(connection: &mut PgConnection) -> Answer {
    // A pooler between may not keep prepared statements.
    sqlx::query_scalar(QUESTION).persistent(false).fetch_one(connection).await
}

async fn has_space(connection: &mut PgConnection) -> bool {
    let tried = timeout(PATIENCE, connection.execute(sqlx::raw_sql(AssertSqlSafe(TRY_THE_DISK)))).await;
    match tried {
        Ok(Ok(_)) => true,
        Ok(Err(error)) => {
            // A failed statement leaves its transaction open.
            let _ = timeout(PATIENCE, connection.execute("ROLLBACK")).await;
            !matches!(Unavailable::of(&error), Some(Unavailable::DiskFull | Unavailable::Away))
        }
        Err(_) => false,
    }
}

fn reason(error: &Error) -> Unavailable {
    error.unavailable().unwrap_or(Unavailable::Away)
}

/// An error that says that statements are refused at once.
pub(crate) fn refuse<T>(reason: Unavailable) -> Result<T> {
    Err(reason.known().into())
}
