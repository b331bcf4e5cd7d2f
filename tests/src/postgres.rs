//! The PostgreSQL of a run: a temporary one, or the server of `TEST_DATABASE_URL`. Each test gets a copy of a template,
//! which is migrated and contains the bundled data.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test without its database has failed")]

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, mpsc};

use reqwest::Url;
use shahrak_local_postgres::{DATABASE, LocalPostgres};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::register::ship;

/// The class of the advisory locks by which runs on one server know which databases are in use.
const RUNS: i32 = 1_399_003;

static SERVER: OnceCell<Server> = OnceCell::const_new();
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
    name: String,
    admin: Url,
    url: Url,
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

    /// Its URL, with the password.
    pub fn url(&self) -> &str {
        self.url.as_str()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // Nobody waits for it: PostgreSQL drops no database while a connection to it is being opened, and one of this test
        // may not be open before the test ends. The next run drops what is left.
        let _ = JANITOR.send((self.admin.clone(), self.name.clone()));
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
    SERVER.get_or_init(Server::start).await
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
        ship(at(&self.admin, &name).as_str()).await;
    }

    async fn create(&self, template: Option<&str>) -> Database {
        let name = format!("shahrak_test_{}_{}", self.run, NEXT.fetch_add(1, Ordering::Relaxed));
        make(&self.admin, &name, template).await;
        Database { url: at(&self.admin, &name), admin: self.admin.clone(), name }
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

fn at(admin: &Url, database: &str) -> Url {
    let mut url = admin.clone();
    url.set_path(database);
    url
}
