//! The table of revisions of budget lines.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use shahrak_domain::actor::RoleName;

use super::Code;

/// A revision of a budget line. It is added, never changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "budget_revision", model_attrs(derive(Serialize, Deserialize)))]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub budget_line_id: i32,
    /// The order of recording, given by the database.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    pub amount_irr: i64,
    pub decided_on: NaiveDate,
    pub reason: Option<String>,
    pub source: Option<String>,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: String,
    pub recorder_role: Option<Code<RoleName>>,
    pub recorder_organisation: Option<String>,
    #[sea_orm(belongs_to, from = "budget_line_id", to = "id")]
    pub budget_line: HasOne<super::budget_line::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
