//! PostgreSQL servers of a test's own, as an operator runs them: primary, replicas, restored backups.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The superuser, who owns the tables.
pub const OWNER: &str = "owner";
/// The role that serves; the program creates it.
pub const SERVER: &str = "shahrak_server";
/// The database.
pub const DATABASE: &str = "register";

/// A running server.
pub struct Cluster {
    /// Its data directory.
    #[allow(dead_code, reason = "not every test starts a server again")]
    pub data: PathBuf,
    /// Its port on 127.0.0.1.
    pub port: u16,
    process: Child,
}

impl Cluster {
    /// A new cluster with an empty database.
    pub fn create(data: &Path, settings: &str) -> Cluster {
        own(data);
        run(
            "initdb",
            &[
                "--username",
                OWNER,
                "--auth",
                "trust",
                "--encoding",
                "UTF8",
                "--locale",
                "C.UTF-8",
                "-D",
                text(data),
            ],
        );
        fs::write(data.join("postgresql.auto.conf"), settings).unwrap();
        let cluster = Cluster::start(data);
        cluster.sql("postgres", &format!("CREATE DATABASE {DATABASE}"));
        cluster
    }

    /// A physical copy of this server, which does not run.
    pub fn base_backup(&self, data: &Path, more: &[&str]) {
        own(data);
        let port = self.port.to_string();
        let arguments =
            ["-h", "127.0.0.1", "-p", &port, "-U", OWNER, "-D", text(data), "-X", "stream", "-c", "fast"];
        run("pg_basebackup", &[&arguments, more].concat());
    }

    /// Starts a server over an existing data directory, and waits until it answers.
    pub fn start(data: &Path) -> Cluster {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Cluster::start_at(data, port)
    }

    /// The same at a port.
    pub fn start_at(data: &Path, port: u16) -> Cluster {
        let log = fs::File::create(data.with_extension("log")).unwrap();
        let mut command = command("postgres");
        command.arg("-D").arg(data).args([
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
        ]);
        command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(log);
        let cluster = Cluster { data: data.to_owned(), port, process: command.spawn().unwrap() };
        let since = Instant::now();
        while cluster.try_sql("postgres", "SELECT 1").is_none() {
            let log = || fs::read_to_string(data.with_extension("log")).unwrap_or_default();
            assert!(since.elapsed() < Duration::from_mins(1), "PostgreSQL does not start: {}", log());
            sleep(Duration::from_millis(100));
        }
        cluster
    }

    /// The URL of the database for a role.
    pub fn url(&self, role: &str) -> String {
        format!("postgres://{role}:secret@127.0.0.1:{}/{DATABASE}?sslmode=disable", self.port)
    }

    /// The output of a statement of the owner.
    pub fn sql(&self, database: &str, sql: &str) -> String {
        self.try_sql(database, sql).unwrap_or_else(|| panic!("{sql} failed"))
    }

    fn try_sql(&self, database: &str, sql: &str) -> Option<String> {
        ask(self.port, (OWNER, ""), database, sql)
    }

    /// Runs a client program with the address of the server.
    #[allow(dead_code, reason = "not every test uses client programs")]
    pub fn client(&self, program: &str, arguments: &[&str]) {
        let port = self.port.to_string();
        run(program, &[&["-h", "127.0.0.1", "-p", &port, "-U", OWNER], arguments].concat());
    }

    /// Stops the server at once; committed changes stay.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        signal("-INT", self.process.id());
        let _ = self.process.wait();
    }
}

/// The output of a statement of a role with a password; none if it fails.
pub fn ask(port: u16, (role, password): (&str, &str), database: &str, sql: &str) -> Option<String> {
    let port = port.to_string();
    let arguments =
        ["-X", "-A", "-t", "-q", "-h", "127.0.0.1", "-p", &port, "-U", role, "-d", database, "-c", sql];
    let output = command("psql").env("PGPASSWORD", password).args(arguments).output().unwrap();
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Sends a signal to a process.
pub fn signal(signal: &str, pid: u32) {
    assert!(Command::new("kill").args([signal, &pid.to_string()]).status().unwrap().success());
}

/// A directory that the account of PostgreSQL can reach, if we are root.
pub fn directory() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::set_permissions(directory.path(), Permissions::from_mode(0o755)).unwrap();
    directory
}

/// Creates a directory for the account of PostgreSQL.
pub fn own(directory: &Path) {
    fs::create_dir_all(directory).unwrap();
    fs::set_permissions(directory, Permissions::from_mode(0o700)).unwrap();
    if let Some((uid, gid)) = account() {
        chown(directory, Some(uid), Some(gid)).unwrap();
    }
}

fn run(program: &str, arguments: &[&str]) {
    let output = command(program).args(arguments).output().unwrap();
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A program of PostgreSQL, under an account that may run a server.
fn command(program: &str) -> Command {
    let mut command = Command::new(binaries().join(program));
    command.current_dir("/").env("LC_ALL", "C");
    if let Some((uid, gid)) = account() {
        command.uid(uid).gid(gid);
    }
    command
}

/// The account for a server, which must not be root.
fn account() -> Option<(u32, u32)> {
    let id = |arguments: &[&str]| {
        let output = Command::new("id").args(arguments).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().parse::<u32>().ok()
    };
    (id(&["-u"]) == Some(0)).then(|| {
        let name = if id(&["-u", "postgres"]).is_some() { "postgres" } else { "nobody" };
        (id(&["-u", name]).unwrap(), id(&["-g", name]).unwrap())
    })
}

/// The directory of the server's and the client's programs.
fn binaries() -> PathBuf {
    let complete = |directory: &PathBuf| {
        ["postgres", "initdb", "psql", "pg_dump", "pg_restore", "pg_basebackup"]
            .iter()
            .all(|it| directory.join(it).exists())
    };
    let installed =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|it| it.path().join("bin"));
    let mut found: Vec<PathBuf> =
        shahrak_local_postgres::server_binaries().into_iter().chain(installed).collect();
    found.retain(complete);
    found.into_iter().next().expect(
        "these tests need pg_dump, pg_restore, pg_basebackup and psql beside the server: install the packages \
         postgresql and postgresql-client",
    )
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}
