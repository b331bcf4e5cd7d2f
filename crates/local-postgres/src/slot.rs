//! What the thread that watches the server shares with its owner.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::process::Signal;

use crate::system::signal;

/// The process of the server, and whether it should end.
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
    /// A server was started. It is stopped at once if a stop was requested in the meantime.
    pub(crate) fn set(&self, pid: u32) {
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

    /// Waits; returns true as soon as a stop is requested.
    pub(crate) fn wait(&self, time: Duration) -> bool {
        let waited = self.stopped.wait_timeout_while(self.state(), time, |state| !state.stopping);
        waited.unwrap_or_else(PoisonError::into_inner).0.stopping
    }

    pub(crate) fn stop(&self, how: Signal) {
        let mut state = self.state();
        state.stopping = true;
        if let Some(pid) = state.pid {
            signal(pid, how);
        }
        self.stopped.notify_all();
    }

    /// The process id of the server, if it runs.
    pub(crate) fn pid(&self) -> Option<u32> {
        self.state().pid
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
