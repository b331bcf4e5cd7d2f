//! The program as people start it: its output and its exit code.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

const REGISTER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/acceptance/register");

/// The program, with its own database in `data` below a directory.
fn shahrak(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shahrak"));
    command.args(arguments).env_remove("DATABASE_URL").env_remove("RUST_LOG");
    command.env("SHAHRAK_DATA_DIR", directory.join("data"));
    command
}

fn run(directory: &Path, arguments: &[&str]) -> Output {
    shahrak(directory, arguments).output().unwrap()
}

/// A directory that the account of PostgreSQL can reach, if we are root.
fn directory() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    fs::set_permissions(directory.path(), Permissions::from_mode(0o755)).unwrap();
    directory
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn the_schema_needs_no_database() {
    let directory = directory();
    let output = run(directory.path(), &["schema"]);

    assert_eq!(text(&output.stdout), shahrak::graphql::sdl());
    assert_eq!(output.status.code(), Some(0));
    assert!(!directory.path().join("data").exists());
}

#[test]
fn an_unknown_setting_is_refused() {
    let output = run(directory().path(), &["serve", "--lissten", "127.0.0.1:0"]);

    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("--listen"), "{output:?}");
}

#[test]
fn a_wrong_path_is_told_before_any_database_is_made() {
    let directory = directory();
    let output = run(directory.path(), &["import", "nowhere/units.csv"]);

    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("shahrak: cannot read nowhere/units.csv: "), "{output:?}");
    assert!(!directory.path().join("data").exists());
}

#[test]
fn a_database_that_does_not_answer_is_waited_for_and_then_given_up() {
    let url = "postgres://nobody@127.0.0.1:1/none";
    let arguments = ["migrate", "--database-url", url, "--database-wait-seconds", "1"];
    let output = run(directory().path(), &arguments);

    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("did not answer within 1 s") && said.contains("unset it"), "{said}");
}

/// A server and the address that it printed.
struct Server {
    process: Child,
    graphql: String,
}

impl Server {
    fn start(directory: &Path) -> Self {
        let mut command = shahrak(directory, &["serve", "--listen", "127.0.0.1:0"]);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let line = lines.map(Result::unwrap).find(|line| line.contains("/graphql"));
        let graphql = line.unwrap().split_whitespace().last().unwrap().to_owned();
        Self { process, graphql }
    }

    fn stop(mut self) -> Option<i32> {
        let pid = self.process.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        self.process.wait().unwrap().code()
    }
}

#[test]
fn a_register_is_served_filled_and_stopped() {
    let directory = directory();
    let path = directory.path();
    let server = Server::start(path);
    assert!(server.graphql.starts_with("http://127.0.0.1:"), "{}", server.graphql);

    let second = run(path, &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.status.code(), Some(2));
    assert!(text(&second.stderr).contains("another shahrak serve"), "{second:?}");

    let report = path.join("report.json");
    let imported = run(path, &["import", REGISTER, "--report", &report.display().to_string()]);
    assert_eq!(imported.status.code(), Some(0), "{imported:?}");
    assert!(fs::read_to_string(report).unwrap().contains("\"committed\": true"));

    let wrong = path.join("units.csv");
    fs::write(&wrong, "code,province,name_en\nX1,IR-99,Nowhere\n").unwrap();
    let refused = run(path, &["import", &wrong.display().to_string()]);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    assert!(text(&refused.stdout).contains("units.csv:2 province"), "{refused:?}");

    let mixed = path.join("mixed");
    fs::create_dir(&mixed).unwrap();
    fs::write(mixed.join("units.csv"), "code,province,name_en\nX2,IR-09,Two\n").unwrap();
    fs::write(mixed.join("events.xls"), [0xd0, 0xcf, 0x11, 0xe0]).unwrap();
    let report = path.join("mixed.json");
    let mixed =
        run(path, &["import", &mixed.display().to_string(), "--report", &report.display().to_string()]);
    assert_eq!(mixed.status.code(), Some(0), "{mixed:?}");
    assert!(text(&mixed.stdout).contains("events.xls warning: “events.xls” is not read"), "{mixed:?}");
    let report: serde_json::Value = serde_json::from_str(&fs::read_to_string(report).unwrap()).unwrap();
    assert!(report["warnings"][0]["file"].as_str().unwrap().ends_with("mixed/events.xls"), "{report:#}");

    assert_eq!(server.stop(), Some(0));
    assert!(!path.join("data/postgres/postmaster.pid").exists(), "PostgreSQL was stopped cleanly");
}

#[test]
fn an_empty_register_is_filled_once_and_says_that_it_is_synthetic() {
    let directory = directory();
    let path = directory.path();
    let filled = run(path, &["demo", "--units", "300", "--seed", "7"]);
    assert_eq!(filled.status.code(), Some(0), "{filled:?}");
    assert!(text(&filled.stdout).contains("made up (seed 7, 300 units)"), "{filled:?}");

    let again = run(path, &["demo"]);
    assert_eq!(again.status.code(), Some(2), "{again:?}");
    assert!(text(&again.stderr).contains("the register has parks or units"), "{again:?}");

    // A register that has units keeps them.
    let mut command = shahrak(path, &["serve", "--demo", "--listen", "127.0.0.1:0"]);
    let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let notice = lines.map(Result::unwrap).find(|line| line.starts_with("Synthetic data: ")).unwrap();
    assert!(notice.contains("(seed 7, 300 units)"), "{notice}");
    assert_eq!(Server { process, graphql: String::new() }.stop(), Some(0));
}

/// The status and the body of an answer to `{ viewer { name role } }` with a token.
fn viewer(server: &Server, token: &str) -> (u16, String) {
    let ask = async {
        let body = serde_json::json!({ "query": "{ viewer { name role } }" });
        let request = reqwest::Client::new().post(&server.graphql).bearer_auth(token).json(&body);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.text().await.unwrap())
    };
    tokio::runtime::Runtime::new().unwrap().block_on(ask)
}

#[test]
fn a_token_is_made_listed_and_revoked_while_a_server_runs() {
    let directory = directory();
    let path = directory.path();
    let server = Server::start(path);
    let named = ["token", "create", "--name", "Zahra Amini", "--organisation", "Parks company"];
    let token = |arguments: &[&str]| run(path, &[&named[..], arguments].concat());

    let wrong = token(&["--role", "provincial-officer", "--province", "IR-32,IR-99"]);
    assert_eq!(wrong.status.code(), Some(2));
    let said = text(&wrong.stderr);
    assert!(
        said.contains("the current code of Alborz is IR-30")
            && said.contains("“IR-99” is not a province code"),
        "{said}"
    );
    let wrong = token(&["--role", "minister"]);
    assert!(text(&wrong.stderr).contains("provincial-officer, national-officer"), "{wrong:?}");

    let made = token(&["--role", "provincial-officer", "--province", "IR-09,IR-14", "--province", "IR-30"]);
    assert_eq!(made.status.code(), Some(0), "{made:?}");
    let said = text(&made.stdout);
    assert!(
        said.contains("Zahra Amini (Parks company), provincial-officer of IR-09, IR-14, IR-30"),
        "{said}"
    );
    let secret = said.lines().last().unwrap();
    assert_eq!(
        viewer(&server, secret),
        (200, r#"{"data":{"viewer":{"name":"Zahra Amini","role":"PROVINCIAL_OFFICER"}}}"#.to_owned())
    );

    let lasting = token(&["--role", "auditor", "--no-expiry"]);
    assert!(text(&lasting.stdout).contains("until it is revoked"), "{lasting:?}");
    let listed = text(&run(path, &["token", "list"]).stdout);
    assert_eq!(listed.lines().filter(|line| line.contains("  active  Zahra Amini")).count(), 2, "{listed}");
    assert!(listed.contains("no expiry  never used") && !listed.contains(secret), "{listed}");

    let revoked = run(path, &["token", "revoke", "1"]);
    assert!(text(&revoked.stdout).starts_with("1  revoked "), "{revoked:?}");
    assert_eq!(viewer(&server, secret).0, 401);
    let revoked = text(&run(path, &["token", "revoke", "Zahra Amini"]).stdout);
    assert!(revoked.starts_with("2  revoked ") && revoked.lines().count() == 1, "{revoked}");
    let unknown = run(path, &["token", "revoke", "3"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("there is no token “3” to revoke"), "{unknown:?}");
    assert_eq!(server.stop(), Some(0));
}

/// Commands that read settings, each with the arguments that it requires.
const COMMANDS: [&[&str]; 7] = [
    &["serve", "--listen", "127.0.0.1:0"],
    &["import", REGISTER],
    &["migrate"],
    &["token", "list"],
    &["token", "create", "--name", "Zahra Amini", "--role", "auditor"],
    &["token", "revoke", "1"],
    &["schema"],
];

/// Runs the program with one more variable, and returns its exit code and standard error.
fn with_variable(arguments: &[&str], variable: (&str, &str)) -> (Option<i32>, String) {
    let directory = directory();
    let output = shahrak(directory.path(), arguments).env(variable.0, variable.1).output().unwrap();
    assert!(!directory.path().join("data").exists(), "{arguments:?}, {variable:?}");
    (output.status.code(), text(&output.stderr))
}

#[test]
fn a_database_of_another_kind_is_refused_at_once() {
    for arguments in COMMANDS.iter().filter(|arguments| **arguments != ["schema"]) {
        let (code, error) = with_variable(arguments, ("DATABASE_URL", "mysql://root:secret@db/register"));

        assert_eq!(code, Some(2), "{arguments:?}: {error}");
        assert_eq!(
            error,
            "shahrak: the value of DATABASE_URL cannot be used for --database-url: the register needs PostgreSQL, \
             not mysql; write postgres://USER:PASSWORD@HOST:PORT/NAME\n"
        );
    }
    for wrong in
        ["host=db dbname=register", "postgres://db:port/register", "postgres://db/register?sslmode=maybe"]
    {
        let (code, error) = with_variable(&["migrate"], ("DATABASE_URL", wrong));

        assert_eq!(code, Some(2), "{error}");
        assert!(error.starts_with("shahrak: the value of DATABASE_URL cannot be used"), "{error}");
    }
}

#[test]
fn a_misspelt_variable_is_refused_with_the_nearest_name() {
    for arguments in COMMANDS {
        let (code, error) = with_variable(arguments, ("SHAHRAK_LISTN", "127.0.0.1:8081"));

        assert_eq!(code, Some(2), "{arguments:?}: {error}");
        assert_eq!(error, "shahrak: SHAHRAK_LISTN is not a setting; did you mean SHAHRAK_LISTEN?\n");
    }
}

#[test]
fn a_wrong_value_names_the_variable_that_was_set() {
    let serve = ["serve"];
    let cases = [
        ("SHAHRAK_LISTEN", "8080", "give a host and a port"),
        ("SHAHRAK_WORKERS", "two", "it is not a whole number"),
        ("SHAHRAK_WORKERS", "", "it is not a whole number"),
        ("SHAHRAK_LIMIT_DEPTH", "-1", "it is not a whole number"),
        ("SHAHRAK_LOG_FORMAT", "xml", "use one of text, json"),
        ("SHAHRAK_REQUIRE_AUTH", "flase", "use true or false"),
        ("SHAHRAK_TIME_ZONE", "Asia/Teheran", "did you mean Asia/Tehran?"),
        ("SHAHRAK_CORS_ORIGINS", "https://a.ir,https://b.ir/", "“https://b.ir/”"),
        ("SHAHRAK_OIDC_ALGORITHMS", "RS256,none", "“none”"),
        ("SHAHRAK_OIDC_ISSUER", "http://sso.example.ir", "use https://"),
        ("SHAHRAK_OIDC_ROLE_CLAIM", "", "it is empty"),
        ("SHAHRAK_CLIENT_ADDRESS_HEADER", "x forwarded", "is not the name of a header"),
        ("RUST_LOG", "shahrak=debgu", "write it like shahrak=debug,warn"),
    ];
    for (name, value, reason) in cases {
        let (code, error) = with_variable(&serve, (name, value));

        assert_eq!(code, Some(2), "{name}={value}: {error}");
        assert!(error.contains(name) && error.contains(reason), "{name}={value}: {error}");
    }
}

#[test]
fn a_list_is_exported_by_its_filter_and_a_mistake_leaves_nothing_behind() {
    let directory = directory();
    let path = directory.path();
    assert_eq!(run(path, &["import", REGISTER]).status.code(), Some(0));
    let (units, other) = (path.join("units.csv"), path.join("other.xlsx"));
    let (units, other) = (units.to_str().unwrap(), other.to_str().unwrap());

    let selected = ["export", units, "--where", "province=IR-09", "--where", "status=ACTIVE,INACTIVE"];
    let exported = run(path, &selected);

    assert_eq!(exported.status.code(), Some(0), "{exported:?}");
    let table = fs::read_to_string(units).unwrap();
    assert!(table.starts_with("code,park,province,") && table.lines().count() == 5, "{table}");
    let folder = path.to_str().unwrap();
    let mistakes: [(&[&str], &str); 5] = [
        (&selected, "is there already"),
        (&["export", other, "--list", "units", "--where", "colour=red"], "there is no parameter colour"),
        (&["export", other, "--list", "units", "--where", "colour"], "“colour” is not a condition"),
        (&["export", other], "“other” is not a list"),
        (&["export", folder, "--where", "status=ACTIVE"], "is not a file for a list"),
    ];
    for (arguments, expected) in mistakes {
        let refused = run(path, arguments);
        assert_eq!(refused.status.code(), Some(2), "{refused:?}");
        assert!(text(&refused.stderr).contains(expected), "{expected}: {}", text(&refused.stderr));
    }
    let names = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, ["data", "units.csv"]);
}
