//! The program over a database that others run.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};

use super::cluster::signal;

/// `shahrak serve`.
pub struct Served {
    process: Child,
    /// Its address: `http://127.0.0.1:40123`.
    pub address: String,
    client: reqwest::Client,
}

/// The program with an environment.
pub fn shahrak(environment: &[(&str, &str)], arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shahrak"));
    command
        .env_remove("DATABASE_URL")
        .env_remove("RUST_LOG")
        .envs(environment.iter().copied())
        .args(arguments);
    command
}

/// Runs a command of the program to its end.
pub fn run(environment: &[(&str, &str)], arguments: &[&str]) -> Output {
    let output = shahrak(environment, arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    output
}

impl Served {
    /// Starts it and waits until it answers.
    pub fn start(environment: &[(&str, &str)], arguments: &[&str]) -> Served {
        let mut command = shahrak(environment, &["serve", "--listen", "127.0.0.1:0"]);
        let mut process = command.args(arguments).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = lines.map(Result::unwrap).find(|line| line.contains("/graphql"));
        let graphql = line.expect("the server is ready").split_whitespace().last().unwrap().to_owned();
        let address = graphql.trim_end_matches("/graphql").to_owned();
        Served { process, address, client: reqwest::Client::new() }
    }

    /// A POST of GraphQL, to which the caller adds headers.
    pub fn post(&self, query: &str, variables: &Value) -> reqwest::RequestBuilder {
        let body = json!({ "query": query, "variables": variables });
        let request = self.client.post(format!("{}/graphql", self.address));
        request.header("accept", "application/graphql-response+json").json(&body)
    }

    /// The data of an answer without errors.
    pub async fn ask(&self, query: &str) -> Value {
        let mut answer: Value = self.post(query, &json!({})).send().await.unwrap().json().await.unwrap();
        assert_eq!(answer.get("errors"), None, "{answer}");
        answer["data"].take()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        signal("-TERM", self.process.id());
        let _ = self.process.wait();
    }
}
