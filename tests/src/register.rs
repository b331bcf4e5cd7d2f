//! The register of one test: a database, an HTTP server, and requests to it.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test without its register has failed")]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use graphql_http::Api;
use graphql_http::limits::Limits;
use serde_json::{Value, json};
use tokio::sync::oneshot;

use shahrak::auth::oidc::Oidc;
use shahrak::auth::token::Secret;
use shahrak::cost::rows::KnownRows;
use shahrak::exports::Exports;
use shahrak::graphql::Schema;
use shahrak::graphql::common::context;
use shahrak::imports::{Imports, Settings};
use shahrak::server;
use shahrak_demo::Demo;
use shahrak_domain::act::Act;
use shahrak_domain::actor::{Role, RoleName};
use shahrak_domain::code::Coded;
use shahrak_domain::import::ImportReport;
use shahrak_domain::moment::Moment;
use shahrak_persistence::db::{Db, DbOptions};
use shahrak_persistence::ledger::listener::LedgerListener;
use shahrak_persistence::reference_cache::ReferenceCache;
use shahrak_persistence::token::{self, Grant, Token};

use crate::import;
use crate::postgres::Database;

/// The moment at which every request arrives, so that today does not depend on the day of the test. Moments of recording
/// are still those of the database's clock.
pub const NOW: &str = "2026-11-22T08:00:00Z";

/// A register with the bundled data, and its server.
pub struct Register {
    // Fields are dropped in order: the server, then its database.
    _stop: oneshot::Sender<()>,
    /// The context of the server.
    pub register: context::Register,
    client: reqwest::Client,
    address: String,
    database: Arc<Database>,
}

impl Register {
    /// A register with the bundled data only.
    pub async fn new() -> Register {
        Register::within(patient()).await
    }

    /// The same with these limits of requests.
    pub async fn within(limits: Limits) -> Register {
        Register::over(Database::shipped().await, limits).await
    }

    /// The register of a database.
    pub async fn over(database: impl Into<Arc<Database>>, limits: Limits) -> Register {
        Register::set_up(database, limits, None, |api| api).await
    }

    /// The register of a database, with a provider of credentials, and with an API that is adapted.
    pub async fn set_up(
        database: impl Into<Arc<Database>>,
        limits: Limits,
        oidc: Option<Oidc>,
        adapt: impl FnOnce(Api<Schema>) -> Api<Schema>,
    ) -> Register {
        Register::start(database.into(), limits, oidc, Settings::default(), adapt).await
    }

    /// The register of a database, whose imports over HTTP have these settings.
    pub async fn importing(database: impl Into<Arc<Database>>, settings: Settings) -> Register {
        Register::start(database.into(), patient(), None, settings, |api| api).await
    }

    async fn start(
        database: Arc<Database>,
        limits: Limits,
        oidc: Option<Oidc>,
        settings: Settings,
        adapt: impl FnOnce(Api<Schema>) -> Api<Schema>,
    ) -> Register {
        let register = open(database.server_url(), &limits).await;
        let api = server::api_at(register.clone(), limits, oidc, KnownRows::default(), now);
        let imports = Imports::new(register.db.clone(), register.zone, settings);
        let api = server::with_imports(api, imports);
        let exports = Exports::new(register.clone(), 4, now);
        let api = adapt(server::with_exports(api, exports));
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async move { drop(stopped.await) };
        let running = graphql_http::serve(api, ("127.0.0.1", 0), Some(2), shutdown).await.unwrap();
        let address = format!("http://{}", running.addresses[0]);
        Register { _stop: stop, register, client: reqwest::Client::new(), address, database }
    }

    /// A personal token with this role. Tokens with the same role and provinces have one owner.
    pub async fn token(&self, role: RoleName, provinces: &[&str]) -> String {
        let place = provinces.join(" ");
        self.token_of(format!("{} {place}", role.code()).trim(), role, provinces).await
    }

    /// A personal token for a name.
    pub async fn token_of(&self, name: &str, role: RoleName, provinces: &[&str]) -> String {
        let provinces = provinces.iter().map(|&code| code.to_owned()).collect();
        let role = Role::new(role, provinces).expect("role and provinces go together");
        let grant = Grant { name: name.to_owned(), organisation: None, role, expires_at: None };
        self.grant(&grant).await.1
    }

    /// A token with this access, and its secret.
    pub async fn grant(&self, grant: &Grant) -> (Token, String) {
        let secret = Secret::generate().unwrap();
        let tx =
            self.register.db.begin_control(&Act::on_command_line("a test", "token create")).await.unwrap();
        let token = token::add(&tx, grant, &secret.hash()).await.unwrap();
        tx.commit().await.unwrap();
        (token, secret.reveal().to_owned())
    }

    /// The data of an answer without errors.
    pub async fn ask(&self, query: &str, variables: Value) -> Value {
        data(self.answer(query, variables).await)
    }

    /// The same, asked with a token.
    pub async fn ask_as(&self, token: &str, query: &str, variables: Value) -> Value {
        data(self.answer_as(token, query, variables).await)
    }

    /// The code and the message of the only error of an answer.
    pub async fn refusal(&self, query: &str, variables: Value) -> (String, String) {
        only_error(&self.answer(query, variables).await)
    }

    /// The same, asked with a token.
    pub async fn refusal_as(&self, token: &str, query: &str, variables: Value) -> (String, String) {
        only_error(&self.answer_as(token, query, variables).await)
    }

    /// The whole answer to a request.
    pub async fn answer(&self, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables });
        let response = self.post("/graphql", &body).await;
        response.json().await.expect("an answer is JSON")
    }

    /// The whole answer to a request with a token.
    pub async fn answer_as(&self, token: &str, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables });
        let response = self.to_post("/graphql").bearer_auth(token).json(&body).send().await.unwrap();
        response.json().await.expect("an answer is JSON")
    }

    /// The response to a POST.
    pub async fn post(&self, path: &str, body: &Value) -> reqwest::Response {
        self.to_post(path).json(body).send().await.unwrap()
    }

    /// A POST, to which the caller adds headers and a body.
    pub fn to_post(&self, path: &str) -> reqwest::RequestBuilder {
        let request = self.client.post(format!("{}{path}", self.address));
        request.header("accept", "application/graphql-response+json")
    }

    /// A GET, to which the caller adds headers and a query string.
    pub fn to_get(&self, path: &str) -> reqwest::RequestBuilder {
        self.client.get(format!("{}{path}", self.address))
    }

    /// The address of the server: `http://127.0.0.1:40123`.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The response to a GET with a token.
    pub async fn get_as(&self, token: &str, path: &str) -> reqwest::Response {
        self.client.get(format!("{}{path}", self.address)).bearer_auth(token).send().await.unwrap()
    }

    /// The response to a GET.
    pub async fn get(&self, path: &str) -> reqwest::Response {
        self.client.get(format!("{}{path}", self.address)).send().await.unwrap()
    }

    /// Imports files, and returns the report.
    pub async fn import(&self, files: &[(&str, &str)]) -> ImportReport {
        let report = self.try_import(files).await;
        assert!(report.committed, "{report}");
        report
    }

    /// Imports files, and fails if anything is refused.
    pub async fn try_import(&self, files: &[(&str, &str)]) -> ImportReport {
        import::try_import(self.database_url(), now(), files).await
    }

    /// Imports the CSV files and workbooks of a folder, and fails if anything is refused.
    pub async fn try_import_folder(&self, folder: &Path) -> ImportReport {
        import::try_import_folder(self.database_url(), now(), folder).await
    }

    /// Fills the register with a synthetic one; none if it is not empty.
    pub async fn fill(&self, demo: &Demo) -> Option<ImportReport> {
        import::fill(self.database_url(), now(), demo).await
    }

    /// Another server for the same database.
    pub async fn beside(&self) -> Register {
        Register::over(self.database.clone(), patient()).await
    }

    /// The URL of the database, with the password.
    pub fn database_url(&self) -> &str {
        self.database.url()
    }
}

fn data(mut answer: Value) -> Value {
    assert!(answer.get("errors").is_none(), "{answer:#}");
    answer["data"].take()
}

fn only_error(answer: &Value) -> (String, String) {
    let errors = answer["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    let [error] = errors else { panic!("one error is expected: {answer:#}") };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&error["extensions"]["code"]), text(&error["message"]))
}

/// The default limits, except that requests may wait long, for slow machines.
fn patient() -> Limits {
    Limits { wait: Duration::from_secs(30), ..Limits::default() }
}

/// The moment at which every request arrives.
pub fn now() -> Moment {
    NOW.parse().unwrap()
}

/// Migrates a database, and loads the bundled data.
pub async fn ship(url: &str) {
    shahrak_migrations::migrate(url).await.expect("the database migrates");
    import::load_shipped(url, now()).await;
}

/// The context of a server. It follows the ledger, but its reference cache gets no notifications: answers must notice
/// changes by themselves.
async fn open(url: &str, limits: &Limits) -> context::Register {
    let options = DbOptions {
        url: url.to_owned(),
        connections: 8,
        heavy: 4,
        writers: 4,
        control: 3,
        acquire_timeout: Duration::from_secs(30),
        statement_timeout: limits.time,
    };
    let db = Db::connect(&options).await.unwrap();
    let snapshot = ReferenceCache::load(db.clone()).await.unwrap();
    let follower = LedgerListener::new(db.clone());
    tokio::spawn(follower.clone().run());
    context::Register { db, snapshot, follower, zone: "Asia/Tehran".parse().unwrap() }
}
