//! Imports over HTTP as the program serves them: when the server is killed, when it is stopped, and how much memory a large
//! file takes.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use reqwest::Client;
use serde_json::{Value, json};
use shahrak_local_postgres::{DATABASE, LocalPostgres};
use tokio::time::{Instant, sleep};

/// The program over a database.
fn shahrak(url: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shahrak"));
    command.args(arguments).env("DATABASE_URL", url).env_remove("RUST_LOG");
    command
}

/// A server and its address.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(url: &str, uploads: &Path) -> Self {
        let mut command = shahrak(url, &["serve", "--listen", "127.0.0.1:0"]);
        command.arg("--upload-dir").arg(uploads);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = lines.map(Result::unwrap).find(|line| line.contains("/graphql")).unwrap();
        let address = line.split_whitespace().last().unwrap().trim_end_matches("/graphql").to_owned();
        Self { process, address }
    }

    fn signal(&mut self, signal: &str) -> Option<i32> {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
        self.process.wait().unwrap().code()
    }

    /// Sends a file.
    async fn send(&self, token: &str, kind: &str, content: String) -> String {
        let request = Client::new().post(format!("{}/imports?as={kind}", self.address)).bearer_auth(token);
        let response = request.header("content-type", "text/csv").body(content).send().await.unwrap();
        assert_eq!(response.status(), 202);
        let begun: Value = response.json().await.unwrap();
        begun["import"]["id"].as_str().unwrap().to_owned()
    }

    /// Waits until an import has a state.
    async fn until(&self, token: &str, id: &str, state: &str) -> Value {
        let patience = Instant::now() + Duration::from_mins(1);
        loop {
            let request = Client::new().get(format!("{}/imports/{id}", self.address)).bearer_auth(token);
            let mut answer: Value = request.send().await.unwrap().json().await.unwrap();
            if answer["import"]["state"] == state {
                return answer["import"].take();
            }
            assert!(Instant::now() < patience, "{state} is waited for: {answer:#}");
            sleep(Duration::from_millis(100)).await;
        }
    }

    async fn units(&self) -> Value {
        let body = json!({ "query": "{ units { totalCount } }" });
        let request = Client::new().post(format!("{}/graphql", self.address)).json(&body);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        answer["data"]["units"]["totalCount"].clone()
    }

    /// The peak memory of the process, in bytes.
    fn most_memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1_024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn token(url: &str, arguments: &[&str]) -> String {
    let output = shahrak(url, &[&["token", "create", "--name", "T"], arguments].concat()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().last().unwrap().trim().to_owned()
}

/// A number of units that keeps a server busy for some seconds.
fn many_units() -> String {
    let mut text = "code,province,name_en\n".to_owned();
    for number in 0..300_000 {
        writeln!(text, "U{number},IR-09,Unit {number}").unwrap();
    }
    text
}

fn files_in(directory: &Path) -> usize {
    fs::read_dir(directory).unwrap().count()
}

#[tokio::test]
async fn a_server_that_is_killed_or_stopped_leaves_nothing_half_done() {
    let postgres = LocalPostgres::throwaway().await.unwrap();
    let (url, uploads) = (postgres.url(DATABASE), tempfile::tempdir().unwrap());
    let mut killed = Server::start(&url, uploads.path());
    let officer = token(&url, &["--role", "national-officer"]);
    let import = killed.send(&officer, "units", many_units()).await;
    killed.until(&officer, &import, "RUNNING").await;
    killed.signal("-KILL");
    assert_eq!(files_in(uploads.path()), 0);

    let mut stopped = Server::start(&url, uploads.path());
    let seen = stopped.until(&officer, &import, "INTERRUPTED").await;
    assert_eq!((&seen["committed"], seen["endedAt"].is_null()), (&json!(false), false));
    assert_eq!(stopped.units().await, 0);
    let again = stopped.send(&officer, "units", many_units()).await;
    stopped.until(&officer, &again, "RUNNING").await;
    assert_eq!(stopped.signal("-TERM"), Some(0));

    let next = Server::start(&url, uploads.path());
    let began = Instant::now();
    next.until(&officer, &again, "INTERRUPTED").await;
    assert!(began.elapsed() < Duration::from_secs(5), "it says so itself");
    let small = next.send(&officer, "units", "code,province,name_en\nU1,IR-09,One\n".to_owned()).await;
    next.until(&officer, &small, "DONE").await;
    assert_eq!(next.units().await, 1);
}

#[tokio::test]
async fn memory_does_not_grow_with_the_file() {
    let postgres = LocalPostgres::throwaway().await.unwrap();
    let (url, uploads) = (postgres.url(DATABASE), tempfile::tempdir().unwrap());
    let server = Server::start(&url, uploads.path());
    let officer = token(&url, &["--role", "provincial-officer", "--province", "IR-09"]);
    let before = server.most_memory();

    let lines = "no officer of a province,imports,targets\n".repeat(2 << 20);
    assert!(lines.len() > 64 << 20);
    let import = server.send(&officer, "targets", lines).await;
    let refused = server.until(&officer, &import, "REFUSED").await;

    assert_eq!(refused["refusals"][0]["code"], "FORBIDDEN");
    let grown = server.most_memory() - before;
    assert!(grown < 32 << 20, "by {grown} bytes");
    assert_eq!(files_in(uploads.path()), 0);
}
