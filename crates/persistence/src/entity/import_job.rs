//! The table of imports that were sent to the API.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use shahrak_domain::actor::RoleName;

use super::Code;
use crate::import_job::state::ImportState;

/// An import and how far it has come.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "import_job")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub started_by: String,
    pub owner: String,
    pub role: Code<RoleName>,
    pub organisation: Option<String>,
    pub provinces: Vec<String>,
    pub request: Option<String>,
    pub dry_run: bool,
    pub files: Json,
    pub state: Code<ImportState>,
    pub cancel_asked: bool,
    pub progress_of: Option<String>,
    pub progress: Option<i64>,
    pub progress_size: Option<i64>,
    pub created_at: DateTime<Utc>,
    pub started_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub alive_at: DateTime<Utc>,
    pub report: Option<Json>,
    pub refusals: Option<Json>,
    pub fault: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
