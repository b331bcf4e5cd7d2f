//! The table of corrections of announced figures.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use shahrak_domain::actor::RoleName;

use super::Code;

/// A record that puts a figure out of effect. It is added, never changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "figure_correction")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub figure_code: String,
    /// None if the figure is void.
    pub replaced_by: Option<String>,
    pub reason: String,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: String,
    pub recorder_role: Option<Code<RoleName>>,
    pub recorder_organisation: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
