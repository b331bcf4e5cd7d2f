//! Watching over a server: it is started again when it dies, and stopped when it should.
//!
//! A thread of its own waits for the process, so that the watch does not depend on the async runtime that it
//! was begun on.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::Error;
use crate::lock::OwnerLock;
use crate::process::signal;
use crate::server::{Launcher, Running, back_off};

/// A server that ran so long did not fail because of how it was started.
const STEADY: Duration = Duration::from_secs(60);

/// How often in a row a server may die.
const DEATHS: u32 = 8;

/// How long a fast shutdown may take, and then an immediate one.
const FAST: Duration = Duration::from_secs(30);
const IMMEDIATE: Duration = Duration::from_secs(10);

/// The watch over a server that we own.
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
    GaveUp { times: u32, said: String },
}

impl Supervisor {
    /// Brings the server up and watches it from then on; the lock is held until it is down.
    pub(crate) fn start(launcher: Launcher, lock: OwnerLock) -> Result<Self, Error> {
        let slot = Arc::new(Slot::default());
        let running = launcher.bring_up(&slot)?;
        let port = running.port;
        let (tell, phase) = watch::channel(Phase::Watching);
        let watched = Arc::clone(&slot);
        let watching = move || {
            let end = watch_over(&launcher, running, &watched);
            // Nobody waits for it any more, but the next owner may.
            drop(lock);
            tell.send_replace(end);
        };
        let spawned = thread::Builder::new().name("local-postgres".to_owned()).spawn(watching);
        spawned.map_err(Error::file("start a thread for", "postgres".as_ref()))?;
        Ok(Self { port, slot, phase })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) async fn failed(&mut self) -> Error {
        let gave_up = self.phase.wait_for(|phase| matches!(phase, Phase::GaveUp { .. })).await;
        match gave_up.map(|phase| phase.clone()) {
            Ok(Phase::GaveUp { times, said }) => Error::KeepsDying { times, said },
            _ => std::future::pending().await,
        }
    }

    pub(crate) async fn stop(mut self) -> Result<(), Error> {
        self.slot.stop(Signal::INT);
        if self.ends_within(FAST).await {
            return Ok(());
        }
        tracing::warn!("the local PostgreSQL does not stop; telling it to stop at once");
        self.slot.stop(Signal::QUIT);
        if self.ends_within(IMMEDIATE).await {
            return Ok(());
        }
        Err(Error::NotStopping { pid: self.slot.state().pid.unwrap_or_default() })
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

/// Which process is the server now, and whether it should end.
#[derive(Debug, Default)]
pub(crate) struct Slot {
    state: Mutex<State>,
    stopped: Condvar,
}

#[derive(Debug, Default)]
struct State {
    stopping: bool,
    pid: Option<u32>,
}

impl Slot {
    /// A server was started; it is told to end if that was wanted meanwhile.
    pub(crate) fn put(&self, pid: u32) {
        let mut state = self.state();
        state.pid = Some(pid);
        if state.stopping {
            signal(pid, Signal::INT);
        }
    }

    /// The server has ended.
    pub(crate) fn clear(&self) {
        self.state().pid = None;
    }

    /// Waits; true as soon as the server should end.
    pub(crate) fn rest(&self, time: Duration) -> bool {
        let waited = self.stopped.wait_timeout_while(self.state(), time, |state| !state.stopping);
        waited.unwrap_or_else(PoisonError::into_inner).0.stopping
    }

    fn stop(&self, how: Signal) {
        let mut state = self.state();
        state.stopping = true;
        if let Some(pid) = state.pid {
            signal(pid, how);
        }
        self.stopped.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts the server again whenever it dies, until it should end or has died too often.
fn watch_over(launcher: &Launcher, mut running: Running, slot: &Slot) -> Phase {
    let mut deaths = 0;
    loop {
        let since = Instant::now();
        let status = running.process.wait();
        slot.clear();
        if slot.rest(Duration::ZERO) {
            return Phase::Stopped;
        }
        if since.elapsed() > STEADY {
            deaths = 0;
        }
        tracing::warn!(%status, "the local PostgreSQL died; starting it again");
        running = match start_again(launcher, running.port, slot, &mut deaths) {
            Ok(running) => running,
            Err(end) => return end,
        };
    }
}

fn start_again(launcher: &Launcher, port: u16, slot: &Slot, deaths: &mut u32) -> Result<Running, Phase> {
    let mut said = None;
    loop {
        *deaths += 1;
        if *deaths >= DEATHS {
            let said = said.unwrap_or_else(|| launcher.data.log_since(0));
            return Err(Phase::GaveUp { times: *deaths, said });
        }
        if slot.rest(back_off(*deaths)) {
            return Err(Phase::Stopped);
        }
        match launcher.start(Some(port), slot) {
            Ok(running) => return Ok(running),
            Err(Error::Start { said: reason }) => said = Some(reason),
            Err(error) => said = Some(error.to_string()),
        }
    }
}
