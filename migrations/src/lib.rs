//! The migrations of the database, oldest first. `shahrak migrate` runs them.
//!
//! A migration is plain SQL in a folder of its own and can be undone. Change a table that is in use in three
//! migrations: expand it, move the data, contract it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectOptions, Database, DatabaseConnection};

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

/// Runs all pending migrations. Instances that start at the same time wait for each other.
///
/// # Errors
/// The error of the driver or of a migration. The migrations before it stay applied.
pub async fn migrate(url: &str) -> Result<(), DbErr> {
    let mut options = ConnectOptions::new(url);
    // The lock belongs to a connection, so there is only one.
    options.max_connections(1).min_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    let result = locked(&db).await;
    db.close().await?;
    result
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
