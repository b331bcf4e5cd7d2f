//! The migrations of the database, oldest first. `shahrak migrate` runs them.
//!
//! A migration is plain SQL in a folder of its own and can be undone. Change a table that is in use in three
//! migrations: expand it, move the data, contract it.

use std::fmt;

use sea_orm_migration::prelude::*;
pub use sea_orm_migration::sea_orm::DbErr;
use sea_orm_migration::sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, QueryResult, Statement, Value,
};

/// Lists the folders and includes the SQL of each.
macro_rules! steps {
    ($($name:literal),+ $(,)?) => {
        &[$(Step {
            name: $name,
            up: include_str!(concat!($name, "/up.sql")),
            down: include_str!(concat!($name, "/down.sql")),
        }),+]
    };
}

const STEPS: &[Step] = steps![
    "20261122000001_reference",
    "20261122000002_parks_and_units",
    "20261122000003_ledger",
    "20261122000004_sums",
    "20261122000005_targets_and_announcements",
    "20261122000006_list_orders",
    "20261122000007_writing",
    "20261122000008_audit",
    "20261122000009_imports",
    "20261122000010_feed",
    "20261122000011_always",
    "20261122000012_before_corrections",
    "20261127000001_budget_line_id",
    "20261127000002_batches_and_deltas",
    "20261127000003_one_append",
    "20261127000004_presentation_forms",
    "20261127000005_audited_columns",
    "20261127000006_names_owners_licences",
    "20261127000007_metrics",
    "20261128000001_target_baselines",
    "20261128000002_budget_revisions",
    "20261128000010_support_cases",
    "20261128000030_figure_corrections",
    "20261128000050_late_deltas",
    "20261128000101_reference_counters",
    "20261128000130_synthetic_register",
    "20261128000140_one_name",
    "20261128000150_earlier_moments",
    "20261128000200_lighter_writing",
    "20261128000201_plain_words",
    "20261128000240_commissionings",
    "20261128000300_owners",
    "20261128000320_roles",
];

/// The advisory lock of migrations; `shahrak_persistence::lock` has the others of its class.
const LOCK: &str = "1399, 2";

/// The migrations for SeaORM's migrator.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        STEPS.iter().map(|step| Box::new(*step) as Box<dyn MigrationTrait>).collect()
    }
}

/// Why a database cannot be migrated.
#[derive(Debug)]
pub enum MigrateError {
    /// A newer version of the program has migrated it: this one does not know the migration.
    Newer(String),
    /// The error of the driver or of a migration. The migrations before it stay applied.
    Failed(DbErr),
}

impl fmt::Display for MigrateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MigrateError::Newer(migration) => write!(f, "the migration {migration} is unknown"),
            MigrateError::Failed(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MigrateError {}

impl From<DbErr> for MigrateError {
    fn from(error: DbErr) -> MigrateError {
        MigrateError::Failed(error)
    }
}

/// Runs all pending migrations. Instances that start at the same time wait for each other. If none is pending, any role may
/// call it.
///
/// # Errors
/// [`MigrateError`]
pub async fn migrate(url: &str) -> Result<(), MigrateError> {
    let db = connect(url).await?;
    let result = migrate_on(&db).await;
    db.close().await?;
    result
}

async fn migrate_on(db: &DatabaseConnection) -> Result<(), MigrateError> {
    let applied = applied(db).await?;
    let mut unknown = applied.iter().filter(|name| STEPS.iter().all(|step| step.name != **name));
    if let Some(name) = unknown.next() {
        return Err(MigrateError::Newer(name.clone()));
    }
    if applied.len() == STEPS.len() {
        return Ok(());
    }
    Ok(locked(db).await?)
}

/// Lets the role of `server_url` serve the register that the role of `owner_url` owns, with as few rights as that needs.
/// False if both are the same role, or the server's role has all rights anyway: then nothing separates them.
///
/// # Errors
/// The error of the driver.
pub async fn let_serve(owner_url: &str, server_url: &str) -> Result<bool, DbErr> {
    let server = connect(server_url).await?;
    let found = one(
        &server,
        "SELECT session_user::text AS role, pg_has_role(session_user, relowner, 'MEMBER') AS owns
         FROM pg_class WHERE oid = 'unit_event'::regclass",
        [],
    )
    .await;
    server.close().await?;
    let found = found?;
    if found.try_get("", "owns")? {
        return Ok(false);
    }
    let role: String = found.try_get("", "role")?;
    let owner = connect(owner_url).await?;
    let granted = run(&owner, "SELECT let_serve($1::name)", [role.into()]).await;
    owner.close().await?;
    granted.map(|()| true)
}

/// Whether the role of a URL owns the register that is there, or has the owner's rights.
///
/// # Errors
/// The error of the driver.
pub async fn owns(url: &str) -> Result<bool, DbErr> {
    let db = connect(url).await?;
    let sql = "SELECT pg_has_role(session_user, relowner, 'MEMBER') AS owns FROM pg_class WHERE oid = 'unit_event'::regclass";
    let row = one(&db, sql, []).await;
    db.close().await?;
    row?.try_get("", "owns")
}

/// What happens to the password of a role that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Password {
    /// It stays: somebody else manages it.
    Keep,
    /// It is replaced.
    Replace,
}

/// Creates a role that may log in with this password and nothing else, if it does not exist.
///
/// # Errors
/// The error of the driver: the owner may not create roles.
pub async fn ensure_role(
    owner_url: &str,
    role: &str,
    password: &str,
    existing: Password,
) -> Result<(), DbErr> {
    let db = connect(owner_url).await?;
    let ensured = async {
        // Instances that start at the same time would change the same role. The end of the connection releases the lock.
        db.execute_unprepared(&format!("SELECT pg_advisory_lock({LOCK})")).await?;
        let sql = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS exists,
            format('%I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD %L', $1::text, $2::text) AS definition";
        let row = one(&db, sql, [role.into(), password.into()]).await?;
        let (exists, definition): (bool, String) =
            (row.try_get("", "exists")?, row.try_get("", "definition")?);
        let statement = match (exists, existing) {
            (true, Password::Keep) => return Ok(()),
            (true, Password::Replace) => format!("ALTER ROLE {definition}"),
            (false, _) => format!("CREATE ROLE {definition}"),
        };
        db.execute_unprepared(&statement).await.map(drop)
    };
    let ensured = ensured.await;
    db.close().await?;
    ensured
}

async fn connect(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    // The lock of migrations belongs to a connection, so there is only one.
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    Database::connect(options).await
}

/// The names of the migrations that are applied.
async fn applied(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    let sql = "SELECT to_regclass('seaql_migrations') IS NOT NULL AS exists";
    if !one(db, sql, []).await?.try_get("", "exists")? {
        return Ok(Vec::new());
    }
    let rows = db.query_all_raw(statement("SELECT version FROM seaql_migrations", [])).await?;
    rows.iter().map(|row| row.try_get("", "version")).collect()
}

async fn one<const N: usize>(
    db: &DatabaseConnection,
    sql: &str,
    values: [Value; N],
) -> Result<QueryResult, DbErr> {
    let row = db.query_one_raw(statement(sql, values)).await?;
    row.ok_or_else(|| DbErr::RecordNotFound(sql.to_owned()))
}

async fn run<const N: usize>(db: &DatabaseConnection, sql: &str, values: [Value; N]) -> Result<(), DbErr> {
    db.execute_raw(statement(sql, values)).await.map(drop)
}

fn statement<const N: usize>(sql: &str, values: [Value; N]) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}

/// Holds a lock while the migrations run: the migrator takes none.
async fn locked(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.execute_unprepared(&format!("SELECT pg_advisory_lock({LOCK})")).await?;
    let result = Migrator::up(db, None).await;
    db.execute_unprepared(&format!("SELECT pg_advisory_unlock({LOCK})")).await?;
    result
}

#[derive(Clone, Copy)]
struct Step {
    name: &'static str,
    up: &'static str,
    down: &'static str,
}

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(self.up).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(self.down).await.map(drop)
    }
}
