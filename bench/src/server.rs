//! The program under measurement: its release binary, as a user would start it.

use std::env;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::process::Stdio;
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::failure::Result;

/// The binary, and the database that it uses.
pub struct Program {
    binary: PathBuf,
    url: String,
}

/// A running server; dropping this value stops it.
pub struct Server {
    /// Its address.
    pub address: SocketAddr,
    process: Child,
}

/// Linux counts processor time in hundredths of a second.
const TICKS: f64 = 100.0;

impl Program {
    /// The binary in the same directory as this one.
    ///
    /// # Errors
    /// The path at which it should be.
    pub fn find(url: String) -> Result<Program> {
        let binary = env::current_exe()?.with_file_name("shahrak");
        if !binary.is_file() {
            return Err(format!("{} is missing; build it in the same profile", binary.display()).into());
        }
        Ok(Program { binary, url })
    }

    /// Migrates the database, and loads the bundled data.
    ///
    /// # Errors
    /// The program failed.
    pub async fn migrate(&self) -> Result<Duration> {
        self.run(self.command("migrate")).await
    }

    /// Imports a folder.
    ///
    /// # Errors
    /// The program failed.
    pub async fn import(&self, folder: &Path) -> Result<Duration> {
        let mut command = self.command("import");
        command.arg(folder);
        self.run(command).await
    }

    /// Imports a folder, and measures it.
    ///
    /// # Errors
    /// The program failed.
    pub async fn import_measured(&self, folder: &Path) -> Result<Used> {
        let mut command = self.command("import");
        command.arg(folder);
        measured(command).await
    }

    /// Exports into a folder, and measures it.
    ///
    /// # Errors
    /// The program failed.
    pub async fn export(&self, folder: &Path, format: &str) -> Result<Used> {
        let mut command = self.command("export");
        command.arg(folder).args(["--format", format]);
        measured(command).await
    }

    /// Creates a personal token of a role of the whole country.
    ///
    /// # Errors
    /// The program failed.
    pub async fn token(&self, role: &str) -> Result<String> {
        let mut command = self.command("token");
        command.args(["create", "--name", "bench", "--role", role]);
        let said = String::from_utf8(output(command).await?)?;
        Ok(said.lines().last().unwrap_or_default().trim().to_owned())
    }

    /// Serves on a free port.
    ///
    /// # Errors
    /// The server does not print its address.
    pub async fn serve(&self) -> Result<Server> {
        let mut command = self.command("serve");
        command.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn()?;
        let said = process.stdout.take().ok_or("no output of the server")?;
        let mut lines = BufReader::new(said).lines();
        while let Some(line) = lines.next_line().await? {
            let place = line.split_once("http://").and_then(|(_, rest)| rest.split_once('/'));
            if let Some((address, _)) = place {
                let address = address.parse()?;
                return Ok(Server { address, process });
            }
        }
        Err("the server ended before it listened".into())
    }

    fn command(&self, name: &str) -> Command {
        let mut command = Command::new(&self.binary);
        // Nobody reads its access log.
        command.arg(name).env("DATABASE_URL", &self.url).env("RUST_LOG", "warn").stdin(Stdio::null());
        command
    }

    async fn run(&self, command: Command) -> Result<Duration> {
        let began = Instant::now();
        output(command).await?;
        Ok(began.elapsed())
    }
}

/// What a command used.
pub struct Used {
    /// Its time.
    pub time: Duration,
    /// The most memory that it had at a time, if the system states it (Linux).
    pub megabytes: Option<f64>,
}

/// How often the memory of a command is read.
const LOOK: Duration = Duration::from_millis(20);

/// Runs a command that succeeds, and measures it.
async fn measured(mut command: Command) -> Result<Used> {
    let began = Instant::now();
    let process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let id = process.id();
    let mut ended = pin!(process.wait_with_output());
    let mut megabytes = None;
    let output = loop {
        if let Ok(output) = timeout(LOOK, &mut ended).await {
            break output?;
        }
        megabytes = id.and_then(|id| megabytes_of(id, "VmHWM:")).or(megabytes);
    };
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        return Err(String::from_utf8_lossy(&said).into_owned().into());
    }
    Ok(Used { time: began.elapsed(), megabytes })
}

/// A field of the memory of a process.
fn megabytes_of(process: u32, field: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(field))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// The output of a command that succeeds.
async fn output(mut command: Command) -> Result<Vec<u8>> {
    let output = command.output().await?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].concat();
        return Err(String::from_utf8_lossy(&said).into_owned().into());
    }
    Ok(output.stdout)
}

impl Server {
    /// Seconds of processor time that it has used so far, if the system states it (Linux).
    pub fn cpu_seconds(&self) -> Option<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id()?)).ok()?;
        // The third field comes after the name, which ends with the last bracket; the 14th and 15th are needed.
        let fields = stat.rsplit_once(')')?.1;
        let ticks = fields.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
        Some(ticks.sum::<f64>() / TICKS)
    }

    /// Its memory, if the system states it (Linux).
    pub fn resident_megabytes(&self) -> Option<f64> {
        megabytes_of(self.process.id()?, "VmRSS:")
    }
}
