//! Starts PostgreSQL, or takes over a running server, and waits until it accepts connections.

use std::net::{Ipv4Addr, TcpListener};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rustix::process::Signal;

use crate::binaries::Binaries;
use crate::data_dir::DataDir;
use crate::postmaster::Postmaster;
use crate::process::Process;
use crate::slot::Slot;
use crate::system::signal;
use crate::user::User;
use crate::{Durability, Error, settings};

/// How long a start may take, including crash recovery of a large register.
const START_TIMEOUT: Duration = Duration::from_mins(10);

/// How often a start is attempted that fails for a temporary reason.
const MAX_ATTEMPTS: u32 = 8;

/// Messages of temporary reasons: another program took the port after it was found free; backends of a killed
/// server are still ending.
const TEMPORARY: [&str; 4] = [
    "could not bind",
    "could not create any TCP/IP sockets",
    "shared memory block",
    "lock file \"postmaster.pid\"",
];

/// Everything that is needed to start a server.
#[derive(Debug)]
pub(crate) struct Launcher {
    pub(crate) data: DataDir,
    pub(crate) user: User,
    pub(crate) binaries: Binaries,
    pub(crate) durability: Durability,
}

/// A server that accepts connections.
#[derive(Debug)]
pub(crate) struct Running {
    pub(crate) process: Process,
    pub(crate) port: u16,
}

impl Launcher {
    /// Takes over the server that already runs on the cluster, or starts one on a free port.
    pub(crate) fn bring_up(&self, slot: &Slot) -> Result<Running, Error> {
        if let Some(running) = self.adopt(slot)? {
            tracing::info!(pid = running.process.pid(), "took over the running local PostgreSQL");
            return Ok(running);
        }
        self.data.rotate_log();
        self.start(None, slot)
    }

    /// Starts a server on the given port, or on a free one.
    pub(crate) fn start(&self, port: Option<u16>, slot: &Slot) -> Result<Running, Error> {
        let mut attempt = 0;
        loop {
            attempt += 1;
            match self.attempt(port, slot) {
                Err(Error::Start { output }) if attempt < MAX_ATTEMPTS && is_temporary(&output) => {
                    if slot.wait(back_off(attempt)) {
                        return Err(Error::Start { output });
                    }
                }
                result => return result,
            }
        }
    }

    /// The settings of the server, as arguments.
    pub(crate) fn settings(&self) -> impl Iterator<Item = String> {
        settings::arguments(self.durability)
    }

    /// The running server, once it accepts connections. None if there is none, or if it ends first.
    fn adopt(&self, slot: &Slot) -> Result<Option<Running>, Error> {
        let Some(postmaster) = Postmaster::running(&self.data.cluster())? else {
            return Ok(None);
        };
        let mut process = Process::Adopted(postmaster);
        slot.set(process.pid());
        if !self.becomes_ready(&mut process, 0)? {
            slot.clear();
            return Ok(None);
        }
        let Some(postmaster) = Postmaster::read(&self.data.cluster()) else {
            slot.clear();
            return Ok(None);
        };
        if !postmaster.is_ours() {
            // It is not ours to stop either.
            slot.clear();
            return Err(Error::Foreign { pid: postmaster.pid, cluster: postmaster.cluster });
        }
        let port = postmaster.port;
        Ok(Some(Running { process, port }))
    }

    fn attempt(&self, port: Option<u16>, slot: &Slot) -> Result<Running, Error> {
        Postmaster::clear_stale(&self.data.cluster())?;
        let port = match port {
            Some(port) => port,
            None => free_port().map_err(Error::file("find a free port on", "127.0.0.1".as_ref()))?,
        };
        let (before, log) = (now(), self.data.open_log()?);
        let position = log.metadata().map_or(0, |metadata| metadata.len());
        let mut process = self.spawn(port, log)?;
        slot.set(process.pid());
        // An old file may name the same process id. The clock may have been set back a little since.
        if self.becomes_ready(&mut process, before.saturating_sub(2))? {
            return Ok(Running { process, port });
        }
        slot.clear();
        Err(Error::Start { output: self.data.log_since(position) })
    }

    fn spawn(&self, port: u16, log: std::fs::File) -> Result<Process, Error> {
        let errors = log.try_clone().map_err(Error::file("open", self.data.root()))?;
        let mut command = self.user.command(self.binaries.postgres());
        command.arg("-D").arg(self.data.cluster()).args(self.settings()).arg(format!("--port={port}"));
        command.stdin(Stdio::null()).stdout(log).stderr(errors);
        let child = command.spawn().map_err(|source| self.user.spawn_error(&command, source))?;
        Ok(Process::Child(child))
    }

    /// Waits until the server accepts connections (true) or has ended (false).
    fn becomes_ready(&self, process: &mut Process, started_after: u64) -> Result<bool, Error> {
        let deadline = Instant::now() + START_TIMEOUT;
        while !process.has_ended() {
            let written = Postmaster::read(&self.data.cluster());
            let own = |found: &Postmaster| found.pid == process.pid() && found.started_at >= started_after;
            if written.filter(own).is_some_and(|found| found.is_ready()) {
                return Ok(true);
            }
            if Instant::now() > deadline {
                signal(process.pid(), Signal::QUIT);
                let output = self.data.log_since(0);
                return Err(Error::NotReady { minutes: START_TIMEOUT.as_secs() / 60, output });
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(false)
    }
}

/// How long to wait before the next attempt: 0.1 s, doubled each time, at most 5 s.
pub(crate) fn back_off(attempt: u32) -> Duration {
    Duration::from_millis(100 << attempt.saturating_sub(1).min(6)).min(Duration::from_secs(5))
}

fn is_temporary(output: &str) -> bool {
    TEMPORARY.iter().any(|reason| output.contains(reason))
}

fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

#[expect(clippy::disallowed_methods, reason = "compared with the start time that the server writes")]
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
