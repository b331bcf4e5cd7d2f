//! A PostgreSQL of a test's own, whose processes and disk can fail. The program supervises it as `shahrak serve` does.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test without its PostgreSQL has failed")]

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use shahrak_local_postgres::{DATABASE, Durability, LocalPostgres, Options};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tempfile::TempDir;

use crate::postgres::Database;
use crate::register::ship;

/// The size of a small disk: enough for a new cluster and the bundled data.
const SMALL: &str = "size=300m";

/// A PostgreSQL that can fail.
pub struct FailingPostgres {
    local: Option<LocalPostgres>,
    directory: TempDir,
    small: bool,
}

impl FailingPostgres {
    /// A server with the bundled data on the disk of the machine.
    pub async fn start() -> FailingPostgres {
        Self::on(directory(), false).await
    }

    /// A server on a small disk of its own, a file system in memory. Only root can mount one: without root, `sudo` must work
    /// without a password.
    pub async fn on_a_small_disk() -> FailingPostgres {
        let directory = directory();
        as_root("mount", &["-t", "tmpfs", "-o", SMALL, "tmpfs", directory.path().to_str().unwrap()]);
        as_root("chmod", &["755", directory.path().to_str().unwrap()]);
        if !is_root() {
            let owner = Command::new("id").arg("-un").output().unwrap().stdout;
            let owner = String::from_utf8(owner).unwrap();
            as_root("chown", &[owner.trim(), directory.path().to_str().unwrap()]);
        }
        Self::on(directory, true).await
    }

    async fn on(directory: TempDir, small: bool) -> FailingPostgres {
        let options = Options { data_dir: directory.path().join("data"), durability: Durability::Durable };
        let local = LocalPostgres::serve(options).await.unwrap();
        let server = FailingPostgres { local: Some(local), directory, small };
        ship(&server.url()).await;
        server
    }

    /// The URL of its database, with the rights of a superuser.
    pub fn url(&self) -> String {
        self.local.as_ref().unwrap().url(DATABASE)
    }

    /// Its database, for a register. It lasts as long as this value.
    pub fn database(&self) -> Database {
        Database::at(&self.url())
    }

    /// Runs statements as a superuser on a connection of their own.
    pub async fn run(&self, statements: &[&str]) {
        let mut connection = PgConnection::connect(&self.url()).await.unwrap();
        for statement in statements {
            connection.execute(sqlx::raw_sql(AssertSqlSafe((*statement).to_owned()))).await.unwrap();
        }
    }

    /// Opens connections until the server accepts no more.
    pub async fn take_all_connections(&self) -> Vec<PgConnection> {
        let mut taken = Vec::new();
        while let Ok(connection) = PgConnection::connect(&self.url()).await {
            taken.push(connection);
        }
        taken
    }

    /// Sends a signal to the postmaster.
    pub fn signal(&self, signal: &str) {
        kill(signal, &[self.postmaster()]);
    }

    /// Sends a signal to the postmaster and all its processes.
    pub fn signal_all(&self, signal: &str) {
        let postmaster = self.postmaster();
        let children = fs::read_to_string(format!("/proc/{postmaster}/task/{postmaster}/children")).unwrap();
        let mut all = vec![postmaster];
        all.extend(children.split_whitespace().map(str::to_owned));
        kill(signal, &all);
    }

    fn postmaster(&self) -> String {
        let file = self.directory.path().join("data/postgres/postmaster.pid");
        fs::read_to_string(file).unwrap().lines().next().unwrap().to_owned()
    }

    /// Fills the rest of the small disk. Deleting the file makes space again.
    pub fn fill_the_disk(&self) -> Filler {
        assert!(self.small, "the disk of the machine is not filled");
        let path = self.directory.path().join("filler");
        let mut file = File::create(&path).unwrap();
        let mut piece = vec![0; 1 << 20];
        while !piece.is_empty() {
            match file.write(&piece) {
                Ok(written) if written > 0 => {}
                _ => piece.truncate(piece.len() / 2),
            }
        }
        Filler(path)
    }
}

/// A file that fills a disk, until this is dropped.
pub struct Filler(PathBuf);

impl Drop for Filler {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

impl Drop for FailingPostgres {
    fn drop(&mut self) {
        // A stopped server would not end.
        if Path::new(&format!("/proc/{}", self.postmaster_if_any())).exists() {
            self.signal_all("CONT");
        }
        let local = self.local.take();
        let stopped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            if let Some(local) = local {
                // A test that has failed says why itself.
                let _ = runtime.block_on(local.stop());
            }
        });
        let _ = stopped.join();
        if self.small {
            as_root("umount", &["-l", self.directory.path().to_str().unwrap()]);
        }
    }
}

impl FailingPostgres {
    fn postmaster_if_any(&self) -> String {
        let file = self.directory.path().join("data/postgres/postmaster.pid");
        let text = fs::read_to_string(file).unwrap_or_default();
        text.lines().next().unwrap_or("none").to_owned()
    }
}

/// A directory that the account of PostgreSQL can enter.
fn directory() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::set_permissions(directory.path(), Permissions::from_mode(0o755)).unwrap();
    directory
}

fn kill(signal: &str, processes: &[String]) {
    // A process may end by itself meanwhile.
    Command::new("kill").arg(format!("-{signal}")).args(processes).status().expect("kill");
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap().stdout;
    id.trim_ascii() == b"0"
}

/// Runs a command as root.
fn as_root(command: &str, arguments: &[&str]) {
    let mut run = match is_root() {
        true => Command::new(command),
        false => {
            let mut sudo = Command::new("sudo");
            sudo.args(["-n", command]);
            sudo
        }
    };
    let status = run.args(arguments).status();
    assert!(
        status.as_ref().is_ok_and(std::process::ExitStatus::success),
        "this test makes a small disk, for which it must be root or use sudo: {command}: {status:?}"
    );
}
