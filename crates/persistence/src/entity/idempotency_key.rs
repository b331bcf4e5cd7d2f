//! The table of idempotency keys and their answers.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// A change that was made, and its answer.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub owner: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub request: Vec<u8>,
    pub answer: Option<Json>,
    pub at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
