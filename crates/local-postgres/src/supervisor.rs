//! Supervises a server: restarts it when it dies, and stops it on request.
//!
//! A thread of its own waits for the process, so that supervision does not depend on the async runtime.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::Error;
use crate::lock::OwnerLock;
use crate::server::{Launcher, Running, back_off};
use crate::slot::Slot;

/// After this time a failure is not counted with the earlier ones.
const STABLE_AFTER: Duration = Duration::from_mins(1);

/// After how many failures in a row the server is not restarted.
const MAX_FAILURES: u32 = 8;

/// How long PostgreSQL's fast shutdown may take, and then its immediate shutdown.
const FAST_SHUTDOWN: Duration = Duration::from_secs(30);
const IMMEDIATE_SHUTDOWN: Duration = Duration::from_secs(10);

/// The supervision of a server that we own.
#[derive(Debug)]
pub(crate) struct Supervisor {
    port: u16,
    slot: Arc<Slot>,
    phase: watch::Receiver<Phase>,
}

#[derive(Debug, Clone)]
enum Phase {
    Watching,
    Stopped,
    GaveUp { times: u32, output: String },
}

impl Supervisor {
    /// Starts the server and supervises it. The lock is held until the server has ended.
    pub(crate) fn start(launcher: Launcher, lock: OwnerLock) -> Result<Self, Error> {
        let slot = Arc::new(Slot::default());
        let running = launcher.bring_up(&slot)?;
        let port = running.port;
        let (sender, phase) = watch::channel(Phase::Watching);
        let shared = Arc::clone(&slot);
        let supervise = move || {
            let end = supervise(&launcher, running, &shared);
            // The next owner may be waiting for the lock.
            drop(lock);
            sender.send_replace(end);
        };
        let spawned = thread::Builder::new().name("local-postgres".to_owned()).spawn(supervise);
        spawned.map_err(Error::file("start a thread for", "postgres".as_ref()))?;
        Ok(Self { port, slot, phase })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) async fn failed(&mut self) -> Error {
        let gave_up = self.phase.wait_for(|phase| matches!(phase, Phase::GaveUp { .. })).await;
        match gave_up.map(|phase| phase.clone()) {
            Ok(Phase::GaveUp { times, output }) => Error::KeepsDying { times, output },
            _ => std::future::pending().await,
        }
    }

    pub(crate) async fn stop(mut self) -> Result<(), Error> {
        self.slot.stop(Signal::INT);
        if self.ends_within(FAST_SHUTDOWN).await {
            return Ok(());
        }
        tracing::warn!("the local PostgreSQL does not stop; shutting it down immediately");
        self.slot.stop(Signal::QUIT);
        if self.ends_within(IMMEDIATE_SHUTDOWN).await {
            return Ok(());
        }
        Err(Error::NotStopping { pid: self.slot.pid().unwrap_or_default() })
    }

    async fn ends_within(&mut self, limit: Duration) -> bool {
        let ended = self.phase.wait_for(|phase| !matches!(phase, Phase::Watching));
        timeout(limit, ended).await.is_ok()
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        if matches!(*self.phase.borrow(), Phase::Watching) {
            self.slot.stop(Signal::INT);
        }
    }
}

/// Restarts the server whenever it dies, until a stop is requested or it has died too often.
fn supervise(launcher: &Launcher, mut running: Running, slot: &Slot) -> Phase {
    let mut failures = 0;
    loop {
        let since = Instant::now();
        let status = running.process.wait();
        slot.clear();
        if slot.wait(Duration::ZERO) {
            return Phase::Stopped;
        }
        if since.elapsed() > STABLE_AFTER {
            failures = 0;
        }
        tracing::warn!(%status, "the local PostgreSQL died; restarting it");
        running = match restart(launcher, running.port, slot, &mut failures) {
            Ok(running) => running,
            Err(end) => return end,
        };
    }
}

fn restart(launcher: &Launcher, port: u16, slot: &Slot, failures: &mut u32) -> Result<Running, Phase> {
    let mut output = None;
    loop {
        *failures += 1;
        if *failures >= MAX_FAILURES {
            let output = output.unwrap_or_else(|| launcher.data.log_since(0));
            return Err(Phase::GaveUp { times: *failures, output });
        }
        if slot.wait(back_off(*failures)) {
            return Err(Phase::Stopped);
        }
        match launcher.start(Some(port), slot) {
            Ok(running) => return Ok(running),
            Err(Error::Start { output: reason }) => output = Some(reason),
            Err(error) => output = Some(error.to_string()),
        }
    }
}
