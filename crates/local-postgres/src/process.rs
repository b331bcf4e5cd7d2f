//! The process of the server.

use std::process::Child;
use std::thread;
use std::time::Duration;

use crate::postmaster::Postmaster;

/// How often a process is polled that is not our child.
const POLL_INTERVAL: Duration = Duration::from_millis(200);

/// A running postmaster.
#[derive(Debug)]
pub(crate) enum Process {
    /// Started by this program.
    Child(Child),
    /// Started by an earlier owner and left running.
    Adopted(Postmaster),
}

impl Process {
    pub(crate) fn pid(&self) -> u32 {
        match self {
            Self::Child(child) => child.id(),
            Self::Adopted(postmaster) => postmaster.pid,
        }
    }

    pub(crate) fn has_ended(&mut self) -> bool {
        match self {
            Self::Child(child) => !matches!(child.try_wait(), Ok(None)),
            Self::Adopted(postmaster) => !postmaster.is_alive(),
        }
    }

    /// Waits for the end and returns the exit status in words.
    pub(crate) fn wait(&mut self) -> String {
        match self {
            Self::Child(child) => match child.wait() {
                Ok(status) => status.to_string(),
                Err(error) => error.to_string(),
            },
            Self::Adopted(postmaster) => {
                while postmaster.is_alive() {
                    thread::sleep(POLL_INTERVAL);
                }
                "gone".to_owned()
            }
        }
    }
}
