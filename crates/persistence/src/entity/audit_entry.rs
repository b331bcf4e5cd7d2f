//! The audit trail: the table of changes, written by the database.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use shahrak_domain::act::{Thing, Via};
use shahrak_domain::actor::RoleName;

use super::Code;

/// What one change did.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub at: DateTime<Utc>,
    pub who: String,
    pub owner: String,
    pub role: Option<Code<RoleName>>,
    pub organisation: Option<String>,
    pub via: Code<Via>,
    pub request: Option<String>,
    pub act: String,
    pub thing: Code<Thing>,
    pub key: Option<String>,
    pub province_id: Option<i16>,
    pub before: Option<Json>,
    pub after: Option<Json>,
}

impl ActiveModelBehavior for ActiveModel {}
