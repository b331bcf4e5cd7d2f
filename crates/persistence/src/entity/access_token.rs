//! The table of personal tokens.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use shahrak_domain::actor::RoleName;

use super::Code;

/// A token by its hash, with the access that it grants.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "access_token")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub name: String,
    pub organisation: Option<String>,
    pub role: Code<RoleName>,
    pub provinces: Vec<String>,
    pub hash: Vec<u8>,
    pub created_at: DateTime<Utc>,
    pub expires_at: Option<DateTime<Utc>>,
    pub last_used_at: Option<DateTime<Utc>>,
    pub revoked_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}
