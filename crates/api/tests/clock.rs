//! The answer for a moment stays the same when the clock of the database is set back (rule R2).
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::sleep;

#[expect(dead_code, reason = "nothing is killed here")]
#[path = "crash/program.rs"]
mod program;

use program::{Program, directory};

const REPORT: &str = "query($knownAt: DateTime) {
    report(year: 1400, population: ALL, knownAt: $knownAt) { knownAt commissioned { units } }
}";

const COMMISSION: &str = "mutation {
    unitCommission(input: { unit: \"U1\", occurredOn: \"2021-06-01\" }) { userErrors { message } }
}";

#[tokio::test]
async fn an_answered_moment_stays_though_the_clock_of_the_database_is_set_back() {
    let directory = directory();
    let clock = Clock::new(directory.path());
    let units = directory.path().join("units.csv");
    fs::write(&units, "code,province,name_en\nU1,IR-09,Unit 1\n").unwrap();
    let program = Program::start_over(directory.path(), Some(&clock.binaries));
    program.run(&["import", &units.display().to_string()]);
    let token = program.token("Zahra", "national-officer");
    let told = ask(&program, REPORT, json!({}), None).await["report"].clone();
    assert_eq!(told["commissioned"]["units"], 0);

    clock.set_back_by(6);
    let commissioned = ask(&program, COMMISSION, json!({}), Some(&token)).await;
    assert_eq!(commissioned["unitCommission"]["userErrors"], json!([]));

    let again = ask(&program, REPORT, json!({ "knownAt": told["knownAt"] }), None).await;
    assert_eq!(again["report"], told);
    let now = ask(&program, REPORT, json!({}), None).await;
    assert_eq!(now["report"]["commissioned"]["units"], 1);
    assert!(warns_of_the_clock(&program).await);
    program.stop();
}

/// Waits for the warning of the server, which compares the clocks once a second, when a request needs them.
async fn warns_of_the_clock(program: &Program) -> bool {
    let url = program.graphql.replace("/graphql", "/readyz");
    for _ in 0..20 {
        ask(program, REPORT, json!({}), None).await;
        let ready: Value = reqwest::get(&url).await.unwrap().json().await.unwrap();
        if ready["warnings"][0].as_str().is_some_and(|warning| warning.contains("was set back by")) {
            return true;
        }
        sleep(Duration::from_millis(250)).await;
    }
    false
}

/// The clock of a PostgreSQL that can be set back.
struct Clock {
    /// A folder of server binaries, whose `postgres` reads this clock.
    binaries: PathBuf,
    /// How many seconds it is behind the clock of the machine.
    setting: PathBuf,
}

impl Clock {
    fn new(directory: &Path) -> Clock {
        let clock = Clock { binaries: directory.join("bin"), setting: directory.join("clock") };
        clock.set_back_by(0);
        fs::create_dir(&clock.binaries).unwrap();
        let installed = shahrak_local_postgres::server_binaries().unwrap();
        symlink(installed.join("initdb"), clock.binaries.join("initdb")).unwrap();
        let postgres = clock.binaries.join("postgres");
        let script = format!(
            "#!/bin/sh\nexport LD_PRELOAD='{}' SECONDS_BEHIND='{}'\nexec '{}' \"$@\"\n",
            compiled(directory).display(),
            clock.setting.display(),
            installed.join("postgres").display()
        );
        fs::write(&postgres, script).unwrap();
        fs::set_permissions(&postgres, Permissions::from_mode(0o755)).unwrap();
        clock
    }

    fn set_back_by(&self, seconds: u32) {
        fs::write(&self.setting, seconds.to_string()).unwrap();
    }
}

/// The library that replaces the system's clock, built with the compiler that Rust uses for linking.
fn compiled(directory: &Path) -> PathBuf {
    let library = directory.join("clock.so");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-o"]).arg(&library).arg("tests/clock/gettimeofday.c");
    assert!(compiler.status().unwrap().success());
    library
}

/// The data of an answer.
async fn ask(program: &Program, query: &str, variables: Value, token: Option<&str>) -> Value {
    let request = reqwest::Client::new().post(&program.graphql);
    let request = request.json(&json!({ "query": query, "variables": variables }));
    let request = token.into_iter().fold(request, reqwest::RequestBuilder::bearer_auth);
    let mut answer: Value = request.send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["errors"], Value::Null, "{answer}");
    answer["data"].take()
}
