//! The server's process, and what the system tells of processes.

use std::fs;
use std::path::Path;
use std::process::{Child, Command};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::postmaster::Postmaster;

/// How often a process that is not our child is looked at.
const GLANCE: Duration = Duration::from_millis(200);

/// A running postmaster.
#[derive(Debug)]
pub(crate) enum Process {
    /// One that we started.
    Child(Child),
    /// One that an owner before us started and left behind.
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

    /// Waits for the end, and says how it was.
    pub(crate) fn wait(&mut self) -> String {
        match self {
            Self::Child(child) => match child.wait() {
                Ok(status) => status.to_string(),
                Err(error) => error.to_string(),
            },
            Self::Adopted(postmaster) => {
                while postmaster.is_alive() {
                    thread::sleep(GLANCE);
                }
                "gone".to_owned()
            }
        }
    }
}

/// Sends a signal; a process that is gone needs none.
pub(crate) fn signal(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, signal);
    }
}

/// The command line of a process, blanks between its words; nothing for one that is gone or only waits to be
/// reaped, which a signal of zero would not tell.
pub(crate) fn command_line(pid: u32) -> Option<String> {
    let words = if Path::new("/proc/self/cmdline").exists() {
        fs::read(format!("/proc/{pid}/cmdline")).ok()?
    } else {
        Command::new("ps").args(["-ww", "-o", "args=", "-p", &pid.to_string()]).output().ok()?.stdout
    };
    let line = String::from_utf8_lossy(&words).replace('\0', " ").trim().to_owned();
    Some(line).filter(|line| !line.is_empty())
}
