//! The account that PostgreSQL runs under: our own, or another one if we are root.

use std::ffi::OsStr;
use std::io;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use crate::Error;

/// The accounts that root switches to, in order of preference.
const ACCOUNTS: [&str; 2] = ["postgres", "nobody"];

/// Prints the first of the given directories that the account cannot enter. Unlike a look at the mode bits,
/// this respects access control lists.
const FIRST_CLOSED: &str = r#"for dir do [ -x "$dir" ] || { printf %s "$dir"; exit 1; }; done"#;

/// The account that PostgreSQL's programs run under.
#[derive(Debug, Clone)]
pub(crate) struct User {
    /// None if we are an ordinary account, which needs no switch.
    dropped: Option<Account>,
}

#[derive(Debug, Clone)]
struct Account {
    name: String,
    uid: u32,
    gid: u32,
}

impl User {
    /// Our own account; as root the owner of an existing cluster, otherwise the first existing account.
    pub(crate) fn choose(cluster: &Path) -> Result<Self, Error> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self { dropped: None });
        }
        let dropped = owner(cluster).or_else(|| first_of(&ACCOUNTS)).ok_or(Error::NoAccount)?;
        Ok(Self { dropped: Some(dropped) })
    }

    /// Whether programs run under another account than our own.
    pub(crate) fn is_dropped(&self) -> bool {
        self.dropped.is_some()
    }

    /// A program that runs under this account, without the environment variables that PostgreSQL reads.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("PG") {
                command.env_remove(name);
            }
        }
        // The account may not be able to enter our working directory. Ctrl-C in a terminal must reach only this
        // program, which stops the server after its clients.
        command.env("LC_ALL", "C").current_dir("/").process_group(0);
        if let Some(account) = &self.dropped {
            // The standard library also drops root's supplementary groups.
            command.uid(account.uid).gid(account.gid);
        }
        command
    }

    /// Runs a program to its end.
    pub(crate) fn output(&self, command: &mut Command) -> Result<Output, Error> {
        command.output().map_err(|source| self.spawn_error(command, source))
    }

    /// The error of a program that could not be run.
    pub(crate) fn spawn_error(&self, command: &Command, source: io::Error) -> Error {
        Error::Spawn { program: command.get_program().display().to_string(), user: self.name(), source }
    }

    /// Makes this account the owner of a file or directory.
    pub(crate) fn give(&self, path: &Path) -> Result<(), Error> {
        let Some(account) = &self.dropped else {
            return Ok(());
        };
        chown(path, Some(account.uid), Some(account.gid)).map_err(Error::file("change the owner of", path))
    }

    /// Checks that this account can enter a directory and its ancestors.
    pub(crate) fn check_reach(&self, directory: &Path) -> Result<(), Error> {
        if !self.is_dropped() {
            return Ok(());
        }
        let mut ancestors: Vec<_> = directory.ancestors().collect();
        ancestors.reverse();
        let mut command = self.command("/bin/sh");
        command.args(["-c", FIRST_CLOSED, "sh"]).args(ancestors);
        let output = self.output(&mut command)?;
        if output.status.success() {
            return Ok(());
        }
        let directory = PathBuf::from(String::from_utf8_lossy(&output.stdout).into_owned());
        Err(Error::Unreachable { user: self.name(), directory })
    }

    fn name(&self) -> String {
        match &self.dropped {
            Some(account) => format!("the account {}", account.name),
            None => "this account".to_owned(),
        }
    }
}

/// The owner of the cluster, unless it is root.
fn owner(cluster: &Path) -> Option<Account> {
    let metadata = fs::metadata(cluster).ok().filter(|metadata| metadata.uid() != 0)?;
    let (uid, gid) = (metadata.uid(), metadata.gid());
    Some(Account { name: format!("number {uid}"), uid, gid })
}

fn first_of(names: &[&str]) -> Option<Account> {
    names.iter().find_map(|name| {
        let account = Account { name: (*name).to_owned(), uid: id("-u", name)?, gid: id("-g", name)? };
        Some(account).filter(|account| account.uid != 0)
    })
}

/// Asks `id`, which also knows accounts that are not in `/etc/passwd`.
fn id(flag: &str, name: &str) -> Option<u32> {
    let output = Command::new("id").args([flag, name]).output().ok()?;
    if !output.status.success() {
        return None;
    }
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_account_is_skipped() {
        let account = first_of(&["no-such-account", "nobody"]).map(|account| account.name);
        assert_eq!(account.as_deref(), Some("nobody"));
    }

    #[test]
    fn root_is_never_chosen() {
        assert!(first_of(&["root"]).is_none());
    }
}
