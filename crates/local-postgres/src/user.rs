//! The account that PostgreSQL runs under: ours, or when we are root another one.

use std::ffi::OsStr;
use std::io;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use crate::Error;

/// Whom root becomes, in this order.
const ACCOUNTS: [&str; 2] = ["postgres", "nobody"];

/// Says the first of the directories given that may not be entered. Asking the system as that account sees
/// access lists too, where reading the mode bits would not.
const FIRST_CLOSED: &str = r#"for dir do [ -x "$dir" ] || { printf %s "$dir"; exit 1; }; done"#;

/// The account that PostgreSQL's programs run under.
#[derive(Debug, Clone)]
pub(crate) struct User {
    /// Absent where we run as an ordinary account, which needs no change.
    dropped: Option<Account>,
}

#[derive(Debug, Clone)]
struct Account {
    name: String,
    uid: u32,
    gid: u32,
}

impl User {
    /// Ourselves; as root the owner of an existing cluster, else the first account there is.
    pub(crate) fn choose(cluster: &Path) -> Result<Self, Error> {
        if !rustix::process::geteuid().is_root() {
            return Ok(Self { dropped: None });
        }
        let dropped = owner(cluster).or_else(|| first_of(&ACCOUNTS)).ok_or(Error::NoAccount)?;
        Ok(Self { dropped: Some(dropped) })
    }

    /// Whether programs run under another account than ours.
    pub(crate) fn is_dropped(&self) -> bool {
        self.dropped.is_some()
    }

    /// A program run under this account, free of the settings that PostgreSQL takes from the environment.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        for (name, _) in env::vars_os() {
            if name.to_string_lossy().starts_with("PG") {
                command.env_remove(name);
            }
        }
        // The working directory need not be open to this account; and Ctrl-C in a terminal is for us alone,
        // who then stop the server when its clients are done.
        command.env("LC_ALL", "C").current_dir("/").process_group(0);
        if let Some(account) = &self.dropped {
            // The library also drops root's supplementary groups.
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

    /// Gives a file or directory that we made to this account.
    pub(crate) fn own(&self, path: &Path) -> Result<(), Error> {
        let Some(account) = &self.dropped else {
            return Ok(());
        };
        chown(path, Some(account.uid), Some(account.gid)).map_err(Error::file("hand over", path))
    }

    /// Checks that this account can enter a directory and all those above it.
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

/// The owner of the cluster, unless that is root, who must not run it.
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

/// Asks `id`, which knows accounts from wherever the system keeps them.
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
    fn an_account_that_is_absent_is_passed_over() {
        let account = first_of(&["no-such-account", "nobody"]).map(|account| account.name);
        assert_eq!(account.as_deref(), Some("nobody"));
    }

    #[test]
    fn root_is_never_chosen() {
        assert!(first_of(&["root"]).is_none());
    }
}
