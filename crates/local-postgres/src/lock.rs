//! Who owns a data directory and who visits it, by locks that end with the process that holds them.

use std::fs::{self, File, TryLockError};
use std::io::{Seek, Write};
use std::process;
use std::thread;
use std::time::Duration;

use crate::Error;
use crate::data_dir::DataDir;

const LOCK: &str = "lock";
const GUESTS: &str = "guests";

/// How often a lock is tried again, and after how long.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(20);

/// For how long a directory is owned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// As long as `shahrak serve` runs.
    Serve,
    /// As long as another command needs the database.
    Command,
}

/// The right to start and stop the server of a directory.
#[derive(Debug)]
pub(crate) struct OwnerLock {
    _file: File,
}

impl OwnerLock {
    /// Takes the lock and signs it, unless somebody holds it.
    pub(crate) fn try_take(data: &DataDir, role: Role) -> Result<Option<Self>, Error> {
        let mut file = data.open_lock(LOCK)?;
        // A child that this process is starting has the files of its parent open until it runs its own program: a lock
        // that was just given back may be held for that long.
        let mut tries = 0;
        while !held(file.try_lock(), data, LOCK)? {
            if tries == TRIES {
                return Ok(None);
            }
            tries += 1;
            thread::sleep(PAUSE);
        }
        let signature = match role {
            Role::Serve => format!("shahrak serve (pid {})", process::id()),
            Role::Command => format!("shahrak command (pid {})", process::id()),
        };
        let mut sign = || {
            file.set_len(0)?;
            file.rewind()?;
            file.write_all(signature.as_bytes())
        };
        sign().map_err(Error::file("write", &data.root().join(LOCK)))?;
        Ok(Some(Self { _file: file }))
    }
}

/// The holder of the lock, in words.
pub(crate) fn holder(data: &DataDir) -> String {
    let signature = fs::read_to_string(data.root().join(LOCK)).unwrap_or_default();
    match signature.trim() {
        "" => "another shahrak process".to_owned(),
        signature => format!("another {signature}"),
    }
}

/// The right to use the server of somebody else.
#[derive(Debug)]
pub(crate) struct GuestPass {
    _file: File,
}

impl GuestPass {
    /// A guest's pass, unless the owner is waiting to stop.
    pub(crate) fn try_enter(data: &DataDir) -> Result<Option<Self>, Error> {
        let file = data.open_lock(GUESTS)?;
        Ok(held(file.try_lock_shared(), data, GUESTS)?.then_some(Self { _file: file }))
    }

    /// Waits until no guest is left; none comes in while this is held.
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
