//! The one row with the end of the ledger.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// The last position, the last moment of recording, and the register's clock.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_head")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub one: bool,
    pub position: i64,
    pub recorded_at: DateTime<Utc>,
    /// The register's clock: the latest moment that readers may get.
    pub settled_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
