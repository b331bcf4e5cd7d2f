//! What was answered of a moment stays so when the clock of the database is set back (rule R2).
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
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

    clock.set("-6s");
    let commissioned = ask(&program, COMMISSION, json!({}), Some(&token)).await;
    assert_eq!(commissioned["unitCommission"]["userErrors"], json!([]));

    let again = ask(&program, REPORT, json!({ "knownAt": told["knownAt"] }), None).await;
    assert_eq!(again["report"], told);
    let now = ask(&program, REPORT, json!({}), None).await;
    assert_eq!(now["report"]["commissioned"]["units"], 1);
    assert!(warns_of_the_clock(&program).await);
    program.stop();
}

/// Whether the server warns soon: it compares the clocks once a second, when somebody asks.
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

/// The clock of a PostgreSQL, by libfaketime.
struct Clock {
    /// A folder of server binaries, of which `postgres` reads this clock.
    binaries: PathBuf,
    setting: PathBuf,
}

impl Clock {
    fn new(directory: &Path) -> Clock {
        let (binaries, setting) = (directory.join("bin"), directory.join("clock"));
        fs::create_dir(&binaries).unwrap();
        let installed = installed_binaries();
        symlink(installed.join("initdb"), binaries.join("initdb")).unwrap();
        let script = format!(
            "#!/bin/sh\nexport LD_PRELOAD={} FAKETIME_TIMESTAMP_FILE={} FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1\n\
             exec {} \"$@\"\n",
            libfaketime().display(),
            setting.display(),
            installed.join("postgres").display()
        );
        let postgres = binaries.join("postgres");
        fs::write(&postgres, script).unwrap();
        fs::set_permissions(&postgres, Permissions::from_mode(0o755)).unwrap();
        let clock = Clock { binaries, setting };
        clock.set("+0s");
        clock
    }

    /// Sets it relative to the clock of the machine.
    fn set(&self, offset: &str) {
        fs::write(&self.setting, offset).unwrap();
    }
}

/// The server binaries of this machine.
fn installed_binaries() -> PathBuf {
    let given = std::env::var_os("SHAHRAK_PG_BIN").map(PathBuf::from);
    let packaged = ["/usr/lib/postgresql", "/usr"].into_iter().flat_map(entries).map(|path| path.join("bin"));
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    given
        .into_iter()
        .chain(packaged)
        .chain(on_path.into_iter().flatten())
        .find(|path| path.join("postgres").is_file() && path.join("initdb").is_file())
        .expect("server binaries of PostgreSQL")
}

fn libfaketime() -> PathBuf {
    ["/usr/lib", "/usr/lib64"]
        .into_iter()
        .flat_map(|place| entries(place).into_iter().chain([place.into()]))
        .map(|place| place.join("faketime/libfaketime.so.1"))
        .find(|library| library.is_file())
        .expect("libfaketime is installed (`scripts/prepare tests` does it on Debian; elsewhere the package is called libfaketime)")
}

fn entries(directory: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
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
