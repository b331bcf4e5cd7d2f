//! A directory for a server, queries to it, and owners in separate processes that tests can kill.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, thread};

use rustix::process::{Pid, Signal, kill_process};
use sqlx::{Connection, PgConnection, Row};
use tempfile::TempDir;

use shahrak_local_postgres::{DATABASE, Durability, LocalPostgres, Options};

/// The variable with the directory of a helper process.
const PLACE: &str = "SHAHRAK_TEST_PLACE";

/// A data directory that is deleted at the end.
pub struct Place(TempDir);

impl Place {
    /// A new one, which every account may enter, with an unusual name.
    pub fn new() -> Self {
        let directory = TempDir::with_prefix("a شهرک's place-").unwrap();
        fs::set_permissions(directory.path(), Permissions::from_mode(0o755)).unwrap();
        Self(directory)
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn options(&self) -> Options {
        Options { data_dir: self.path().to_owned(), durability: Durability::Throwaway }
    }

    pub async fn serve(&self) -> LocalPostgres {
        LocalPostgres::serve(self.options()).await.unwrap()
    }

    pub async fn serve_durably(&self) -> LocalPostgres {
        let options = Options { durability: Durability::Durable, ..self.options() };
        LocalPostgres::serve(options).await.unwrap()
    }

    /// The process id of the server, by its own file.
    pub fn postmaster(&self) -> Option<i32> {
        let file = fs::read_to_string(self.path().join("postgres/postmaster.pid")).ok()?;
        file.lines().next()?.parse().ok()
    }

    pub fn kill_postgres(&self) {
        let pid = Pid::from_raw(self.postmaster().unwrap()).unwrap();
        kill_process(pid, Signal::KILL).unwrap();
    }

    /// A process that owns this directory and is ready.
    pub fn owner_process(&self) -> Child {
        let owner = self.process("helper::owner");
        wait_for(|| self.path().join("ready").exists());
        owner
    }

    /// A process that is creating the cluster here.
    pub fn owner_process_making(&self) -> Child {
        let owner = self.process("helper::owner");
        wait_for(|| {
            fs::read_dir(self.path()).unwrap().flatten().any(|entry| entry.path().join("data/base").exists())
        });
        owner
    }

    /// A process with a throwaway cluster; the file `ready` here names its directory.
    pub fn throwaway_process(&self) -> Child {
        let process = self.process("helper::throwaway");
        wait_for(|| self.path().join("ready").exists());
        process
    }

    fn process(&self, helper: &str) -> Child {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args([helper, "--exact", "--ignored"]).env(PLACE, self.path());
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    }
}

#[tokio::test]
#[ignore = "a process for the tests to kill"]
async fn owner() {
    let Some(place) = env::var_os(PLACE) else {
        return;
    };
    let options = Options { data_dir: place.into(), durability: Durability::Throwaway };
    let ready = options.data_dir.join("ready");
    let _postgres = LocalPostgres::serve(options).await.unwrap();
    fs::write(ready, "").unwrap();
    std::future::pending::<()>().await;
}

#[tokio::test]
#[ignore = "a process for the tests to kill"]
async fn throwaway() {
    let Some(place) = env::var_os(PLACE) else {
        return;
    };
    let postgres = LocalPostgres::throwaway().await.unwrap();
    let directory = query(&postgres, DATABASE, "SHOW data_directory").await;
    let (new, ready) = (Path::new(&place).join("new"), Path::new(&place).join("ready"));
    fs::write(&new, directory).unwrap();
    fs::rename(new, ready).unwrap();
    std::future::pending::<()>().await;
}

pub fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The first value that a statement returns, as text.
pub async fn query(postgres: &LocalPostgres, database: &str, statement: &'static str) -> String {
    ask(&postgres.url(database), statement).await.unwrap()
}

/// The error of a statement that fails.
pub async fn fails(url: &str, statement: &'static str) -> String {
    ask(url, statement).await.unwrap_err().to_string()
}

/// The same as [`query`], as soon as the server accepts connections.
pub async fn retrying(postgres: &LocalPostgres, statement: &'static str) -> String {
    for _ in 0..200 {
        if let Ok(answer) = ask(&postgres.url(DATABASE), statement).await {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no answer to {statement}");
}

async fn ask(url: &str, statement: &'static str) -> sqlx::Result<String> {
    let mut connection = PgConnection::connect(url).await?;
    let row = sqlx::raw_sql(statement).fetch_optional(&mut connection).await?;
    connection.close().await?;
    // Without parameters, PostgreSQL sends every value as text.
    row.map_or(Ok(String::new()), |row| row.try_get_unchecked(0))
}

fn wait_for(condition: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !condition() {
        assert!(Instant::now() < deadline, "waited in vain");
        thread::sleep(Duration::from_millis(10));
    }
}
