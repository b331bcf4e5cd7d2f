//! The PostgreSQL of a run: a temporary one, or the server of `TEST_DATABASE_URL`. Each test gets a copy of a template,
//! which is migrated and contains the bundled data.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test without its database has failed")]

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, mpsc};

use reqwest::Url;
use shahrak_local_postgres::{DATABASE, LocalPostgres};
use shahrak_migrations::{Password, ensure_role, let_serve};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::register::ship;

/// The class of the advisory locks by which runs on one server know which databases are in use.
const RUNS: i32 = 1_399_003;

/// The role that serves in tests, and its password.
const SERVER: &str = "shahrak_test_server";
const PASSWORD: &str = "shahrak_test_server";

static STARTED: OnceCell<Server> = OnceCell::const_new();
static NEXT: AtomicU32 = AtomicU32::new(1);

/// A server and the template on it.
struct Server {
    /// The URL of the database that creates the others.
    admin: Url,
    /// Distinguishes the databases of this run from those of others: a number from 1 to 2^31.
    run: i32,
    /// Marks this run as active as long as the process lives.
    _run: PgConnection,
    /// Stops with the process.
    _local: Option<LocalPostgres>,
}

/// The database of one test. It is dropped soon after this value.
pub struct Database {
    /// The server that it is dropped from, and its name; none for one that ends with its server.
    dropped: Option<(Url, String)>,
    url: Url,
    /// The URL for the role that serves; none if the database has no tables yet.
    server_url: Option<Url>,
}

impl Database {
    /// A migrated database with the bundled data.
    pub async fn shipped() -> Database {
        let server = server().await;
        server.create(Some(&server.template())).await
    }

    /// A database without tables.
    pub async fn empty() -> Database {
        server().await.create(None).await
    }

    /// A database of another server, which ends with that server.
    pub fn at(url: &str) -> Database {
        Database { dropped: None, url: url.parse().expect("the address of a database"), server_url: None }
    }

    /// Its URL for the owner of the tables, with the password.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }

    /// Its URL for the role that serves, which has as few rights as in operation; for the owner if a test migrates it.
    pub fn server_url(&self) -> &str {
        self.server_url.as_ref().unwrap_or(&self.url).as_str()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // Nobody waits for it: PostgreSQL drops no database while a connection to it is being opened, and one of this test
        // may not be open before the test ends. The next run drops what is left.
        if let Some(database) = self.dropped.take() {
            let _ = JANITOR.send(database);
        }
    }
}

/// Drops the databases of tests that have ended, one after the other.
static JANITOR: LazyLock<mpsc::Sender<(Url, String)>> = LazyLock::new(|| {
    let (ended, databases) = mpsc::channel::<(Url, String)>();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for (admin, name) in databases {
            runtime.block_on(drop_database(&admin, &name));
        }
    });
    ended
});

async fn server() -> &'static Server {
    STARTED.get_or_init(Server::start).await
}

impl Server {
    async fn start() -> Server {
        let (local, url) = match std::env::var("TEST_DATABASE_URL") {
            Ok(url) => (None, url),
            Err(_) => {
                let local = LocalPostgres::throwaway().await.expect("a PostgreSQL of our own");
                let url = local.url(DATABASE);
                (Some(local), url)
            }
        };
        let admin: Url = url.parse().expect("TEST_DATABASE_URL is a URL");
        let mut connection = connect(&admin).await;
        tidy(&mut connection, &admin).await;
        let run = i32::try_from(Uuid::new_v4().as_u128() % 2_147_483_647).unwrap() + 1;
        let lock = format!("SELECT pg_advisory_lock({RUNS}, {run})");
        connection.execute(AssertSqlSafe(lock)).await.unwrap();
        let server = Server { admin, run, _run: connection, _local: local };
        server.make_template().await;
        server
    }

    fn template(&self) -> String {
        format!("shahrak_test_{}_template", self.run)
    }

    async fn make_template(&self) {
        let name = self.template();
        make(&self.admin, &name, None).await;
        let (owner, server) = (at(&self.admin, &name), as_server(&at(&self.admin, &name)));
        ship(owner.as_str()).await;
        // Runs on one server share the role.
        ensure_role(owner.as_str(), SERVER, PASSWORD, Password::Keep).await.unwrap();
        assert!(let_serve(owner.as_str(), server.as_str()).await.unwrap());
    }

    async fn create(&self, template: Option<&str>) -> Database {
        let name = format!("shahrak_test_{}_{}", self.run, NEXT.fetch_add(1, Ordering::Relaxed));
        make(&self.admin, &name, template).await;
        let url = at(&self.admin, &name);
        let server_url = template.map(|_| as_server(&url));
        Database { url, server_url, dropped: Some((self.admin.clone(), name)) }
    }
}

/// Drops the databases of runs that have ended.
async fn tidy(connection: &mut PgConnection, admin: &Url) {
    let sql = format!(
        "SELECT datname::text FROM pg_database AS d, substring(datname FROM '^shahrak_test_([0-9]+)_') AS run
         WHERE run IS NOT NULL AND NOT EXISTS (
             SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = {RUNS} AND objid = run::bigint::oid
         )"
    );
    let left: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(connection).await.unwrap();
    for name in left {
        drop_database(admin, &name).await;
    }
}

async fn make(admin: &Url, name: &str, template: Option<&str>) {
    let template = template.map(|template| format!(" TEMPLATE {template}")).unwrap_or_default();
    let sql = format!("CREATE DATABASE {name}{template}");
    connect(admin).await.execute(AssertSqlSafe(sql)).await.unwrap();
}

async fn drop_database(admin: &Url, name: &str) {
    let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    connect(admin).await.execute(AssertSqlSafe(sql)).await.unwrap();
}

async fn connect(url: &Url) -> PgConnection {
    PgConnection::connect(url.as_str()).await.expect("the PostgreSQL of the tests answers")
}

/// The URL of a database for the role that serves.
fn as_server(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_username(SERVER).and_then(|()| url.set_password(Some(PASSWORD))).expect("the URL has a host");
    url
}

fn at(admin: &Url, database: &str) -> Url {
    let mut url = admin.clone();
    url.set_path(database);
    url
}
