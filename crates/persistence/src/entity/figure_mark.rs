//! The table of marks of announced figures.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use shahrak_domain::actor::RoleName;

use super::Code;

/// A decision on whether series use a figure. It is added, never changed; the latest one is in force.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "figure_mark")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub figure_code: String,
    /// The order of decisions, given by the database.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    pub used: bool,
    pub reason: String,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: String,
    pub recorder_role: Option<Code<RoleName>>,
    pub recorder_organisation: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
