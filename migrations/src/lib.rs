//! The history of the database: what `shahrak migrate` brings a database through, oldest first.
//!
//! A step is plain SQL in a folder of its own and can be undone. A live table is changed in three steps:
//! expand it, move over, contract it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectOptions, Database, DatabaseConnection};

/// Lists the steps: a folder each, with what it does and what undoes it.
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
];

/// The history, as SeaORM's migrator reads it.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        STEPS.iter().map(|step| Box::new(*step) as Box<dyn MigrationTrait>).collect()
    }
}

/// Brings the database at `url` to the present. Instances that start together wait for each other.
///
/// # Errors
/// What the driver or a step answers; the database then stands at the last step that succeeded.
pub async fn migrate(url: &str) -> Result<(), DbErr> {
    let mut options = ConnectOptions::new(url);
    // One connection: the lock belongs to it.
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    let result = locked(&db).await;
    db.close().await?;
    result
}

/// The migrator takes no lock of its own.
async fn locked(db: &DatabaseConnection) -> Result<(), DbErr> {
    db.execute_unprepared("SELECT pg_advisory_lock(1399, 2)").await?;
    let result = Migrator::up(db, None).await;
    db.execute_unprepared("SELECT pg_advisory_unlock(1399, 2)").await?;
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
