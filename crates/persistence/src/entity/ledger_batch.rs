//! The table of large imports, whose records share a moment.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// A large import that was recorded.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_batch")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub recorded_at: DateTime<Utc>,
    pub deltas: i64,
}

impl ActiveModelBehavior for ActiveModel {}
