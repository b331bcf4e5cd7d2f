//! Processes as the operating system sees them.

use std::fs;
use std::path::Path;
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process};

/// Sends a signal, if the process still exists.
pub(crate) fn signal(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, signal);
    }
}

/// The command line of a process, its words separated by blanks. None if the process is gone or a zombie; the
/// signal 0 would not distinguish a zombie from a running process.
pub(crate) fn command_line(pid: u32) -> Option<String> {
    let words = if Path::new("/proc/self/cmdline").exists() {
        fs::read(format!("/proc/{pid}/cmdline")).ok()?
    } else {
        Command::new("ps").args(["-ww", "-o", "args=", "-p", &pid.to_string()]).output().ok()?.stdout
    };
    let line = String::from_utf8_lossy(&words).replace('\0', " ").trim().to_owned();
    Some(line).filter(|line| !line.is_empty())
}
