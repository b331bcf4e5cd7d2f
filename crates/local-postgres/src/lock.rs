//! The locks of a data directory: its owner and its guests. A lock ends with the process that holds it.

use std::fs::{self, File, TryLockError};
use std::io::{Seek, Write};
use std::process;
use std::thread;
use std::time::Duration;

use crate::Error;
use crate::data_dir::DataDir;

const LOCK: &str = "lock";
const GUESTS: &str = "guests";

/// How often a lock is retried, and after how long.
const RETRIES: u32 = 5;
const RETRY_DELAY: Duration = Duration::from_millis(20);

/// Which kind of process owns a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OwnerKind {
    /// `shahrak serve`.
    Serve,
    /// Another command, while it needs the database.
    Command,
}

/// The right to start and stop the server of a directory.
#[derive(Debug)]
pub(crate) struct OwnerLock {
    _file: File,
}

impl OwnerLock {
    /// Takes the lock and writes the holder into it. None if another process holds it.
    pub(crate) fn try_take(data: &DataDir, role: OwnerKind) -> Result<Option<Self>, Error> {
        let mut file = data.open_lock(LOCK)?;
        // A forked child shares the open files of its parent until it executes its own program, so a lock that was just
        // released may still be held for a moment.
        let mut retries = 0;
        while !held(file.try_lock(), data, LOCK)? {
            if retries == RETRIES {
                return Ok(None);
            }
            retries += 1;
            thread::sleep(RETRY_DELAY);
        }
        let holder = match role {
            OwnerKind::Serve => format!("shahrak serve (pid {})", process::id()),
            OwnerKind::Command => format!("shahrak command (pid {})", process::id()),
        };
        let mut write = || {
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(holder.as_bytes())
        };
        write().map_err(Error::file("write", &data.root().join(LOCK)))?;
        Ok(Some(Self { _file: file }))
    }
}

/// The holder of the lock, in words.
pub(crate) fn holder(data: &DataDir) -> String {
    let holder = fs::read_to_string(data.root().join(LOCK)).unwrap_or_default();
    match holder.trim() {
        "" => "another shahrak process".to_owned(),
        holder => format!("another {holder}"),
    }
}

/// The right to use the owner's server.
#[derive(Debug)]
pub(crate) struct GuestPass {
    _file: File,
}

impl GuestPass {
    /// None if the owner is waiting to stop.
    pub(crate) fn try_enter(data: &DataDir) -> Result<Option<Self>, Error> {
        let file = data.open_lock(GUESTS)?;
        Ok(held(file.try_lock_shared(), data, GUESTS)?.then_some(Self { _file: file }))
    }

    /// Waits until no guest is left. No new guest can enter while the result is held.
    pub(crate) fn wait_for_none(data: &DataDir) -> Result<Self, Error> {
        let file = data.open_lock(GUESTS)?;
        file.lock().map_err(Error::file("lock", &data.root().join(GUESTS)))?;
        Ok(Self { _file: file })
    }
}

fn held(attempt: Result<(), TryLockError>, data: &DataDir, name: &str) -> Result<bool, Error> {
    match attempt {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(Error::file("lock", &data.root().join(name))(error)),
    }
}
