//! A register of one's own: a database, the HTTP server over it, and how it is asked.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test without its register has failed")]

use std::time::Duration;

use serde_json::{Value, json};
use shahrak::graphql::context::{self, Now};
use shahrak::limits::Limits;
use shahrak::{http, server};
use shahrak_domain::moment::Moment;
use shahrak_exchange::report::ImportReport;
use shahrak_persistence::db::{Db, DbOptions};
use shahrak_persistence::snapshot::Snapshot;
use tokio::sync::oneshot;

use crate::import;
use crate::postgres::Database;

/// The moment at which every request arrives, so that today does not depend on the day of the test.
/// Moments of recording are those of the database's clock all the same.
pub const NOW: &str = "2026-11-22T08:00:00Z";

/// A register with what ships, and its server.
pub struct Register {
    // In the order in which they end: the server, then its database.
    _stop: oneshot::Sender<()>,
    /// What the server answers from.
    pub register: context::Register,
    client: reqwest::Client,
    address: String,
    database: Database,
}

impl Register {
    /// A register with what ships and nothing else.
    pub async fn new() -> Register {
        Register::within(Limits::default()).await
    }

    /// The same, whose requests have these limits.
    pub async fn within(limits: Limits) -> Register {
        Register::over(Database::shipped().await, limits).await
    }

    /// The register of a database.
    pub async fn over(database: Database, limits: Limits) -> Register {
        let register = open(&database, &limits).await;
        let api = server::api(register.clone(), limits).attach(|request, _| request.data(Now(now())));
        let (stop, stopped) = oneshot::channel::<()>();
        let shutdown = async move { drop(stopped.await) };
        let running = http::serve(api, ("127.0.0.1", 0), Some(2), shutdown).await.unwrap();
        let address = format!("http://{}", running.addresses[0]);
        Register { _stop: stop, register, client: reqwest::Client::new(), address, database }
    }

    /// The data of an answer without errors.
    pub async fn ask(&self, query: &str, variables: Value) -> Value {
        let mut answer = self.answer(query, variables).await;
        assert!(answer.get("errors").is_none(), "{answer:#}");
        answer["data"].take()
    }

    /// The code and the message of an answer's only error.
    pub async fn refusal(&self, query: &str, variables: Value) -> (String, String) {
        let answer = self.answer(query, variables).await;
        let errors = answer["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
        let [error] = errors else { panic!("one error is expected: {answer:#}") };
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (text(&error["extensions"]["code"]), text(&error["message"]))
    }

    /// The whole answer to a request.
    pub async fn answer(&self, query: &str, variables: Value) -> Value {
        let body = json!({ "query": query, "variables": variables });
        let response = self.post("/graphql", &body).await;
        response.json().await.expect("an answer is JSON")
    }

    /// The response to a POST.
    pub async fn post(&self, path: &str, body: &Value) -> reqwest::Response {
        let request = self.client.post(format!("{}{path}", self.address)).json(body);
        request.header("accept", "application/graphql-response+json").send().await.unwrap()
    }

    /// The response to a GET.
    pub async fn get(&self, path: &str) -> reqwest::Response {
        self.client.get(format!("{}{path}", self.address)).send().await.unwrap()
    }

    /// Imports files, which are taken as a whole.
    pub async fn import(&self, files: &[(&str, &str)]) -> ImportReport {
        let report = self.try_import(files).await;
        assert!(report.committed, "{report}");
        report
    }

    /// Imports files, if nothing in them is refused.
    pub async fn try_import(&self, files: &[(&str, &str)]) -> ImportReport {
        import::try_import(self.database_url(), now(), files).await
    }

    /// Where the database is, with its password.
    pub fn database_url(&self) -> &str {
        self.database.url()
    }
}

/// The moment at which every request arrives.
pub fn now() -> Moment {
    NOW.parse().unwrap()
}

/// Migrates a database and loads what ships.
pub async fn ship(url: &str) {
    shahrak_migrations::migrate(url).await.expect("the database migrates");
    import::load_shipped(url, now()).await;
}

/// Nobody tells this copy in memory of changes: answers have to find out by themselves.
async fn open(database: &Database, limits: &Limits) -> context::Register {
    let options = DbOptions {
        url: database.url().to_owned(),
        connections: 8,
        writers: 4,
        acquire_timeout: Duration::from_secs(30),
        statement_timeout: limits.time,
    };
    let db = Db::connect(&options).await.unwrap();
    let snapshot = Snapshot::load(db.clone()).await.unwrap();
    context::Register { db, snapshot, zone: "Asia/Tehran".parse().unwrap() }
}
