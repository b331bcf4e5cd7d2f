//! The program under test, with its own PostgreSQL.

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// `shahrak serve` over a directory.
pub struct Program {
    directory: PathBuf,
    /// The folder of its PostgreSQL; none for the one of this machine.
    binaries: Option<PathBuf>,
    process: Child,
    /// Its address.
    pub graphql: String,
}

/// A directory that the account of PostgreSQL can reach, if we are root.
pub fn directory() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::set_permissions(directory.path(), Permissions::from_mode(0o755)).unwrap();
    directory
}

impl Program {
    /// Starts it and waits until it answers.
    pub fn start(directory: &Path) -> Program {
        Program::start_over(directory, None)
    }

    /// The same with the server binaries of a folder.
    pub fn start_over(directory: &Path, binaries: Option<&Path>) -> Program {
        let mut command = shahrak(directory, binaries);
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = lines.map(Result::unwrap).find(|line| line.contains("/graphql"));
        let graphql = line.unwrap().split_whitespace().last().unwrap().to_owned();
        let binaries = binaries.map(Path::to_owned);
        Program { directory: directory.to_owned(), binaries, process, graphql }
    }

    /// Runs another command meanwhile, and returns its output.
    pub fn run(&self, arguments: &[&str]) -> String {
        let output = shahrak(&self.directory, self.binaries.as_deref()).args(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// A personal token.
    pub fn token(&self, name: &str, role: &str) -> String {
        let said = self.run(&["token", "create", "--name", name, "--role", role]);
        said.split_whitespace().last().unwrap().to_owned()
    }

    /// Kills the server, and starts it again; it takes over its PostgreSQL, which still runs.
    pub fn kill_server(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        *self = Program::start_over(&self.directory, self.binaries.as_deref());
    }

    /// Kills PostgreSQL; the server starts it again.
    pub fn kill_postgres(&mut self) {
        let file = fs::read_to_string(self.directory.join("data/postgres/postmaster.pid")).unwrap();
        signal("-KILL", file.lines().next().unwrap());
    }

    /// Stops both.
    pub fn stop(mut self) {
        signal("-TERM", &self.process.id().to_string());
        assert!(self.process.wait().unwrap().success());
    }
}

impl Drop for Program {
    /// Stops PostgreSQL after a failure, too.
    fn drop(&mut self) {
        if matches!(self.process.try_wait(), Ok(None)) {
            signal("-TERM", &self.process.id().to_string());
            let _ = self.process.wait();
        }
    }
}

fn shahrak(directory: &Path, binaries: Option<&Path>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shahrak"));
    command.env_remove("DATABASE_URL").env_remove("RUST_LOG").env("SHAHRAK_DATA_DIR", directory.join("data"));
    if let Some(binaries) = binaries {
        command.env("SHAHRAK_PG_BIN", binaries);
    }
    command
}

fn signal(signal: &str, pid: &str) {
    assert!(Command::new("kill").args([signal, pid]).status().unwrap().success());
}
