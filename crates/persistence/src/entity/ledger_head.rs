//! The one row that says where the ledger ends.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// The last position given, and the last moment of recording.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_head")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub one: bool,
    pub position: i64,
    pub recorded_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
