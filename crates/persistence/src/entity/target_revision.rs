//! The table of revisions of targets.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use shahrak_domain::actor::RoleName;

use super::Code;

/// A revision of a target. It is added, never changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "target_revision", model_attrs(derive(Serialize, Deserialize)))]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub target_id: i32,
    /// The order of revisions, given by the database.
    #[sea_orm(primary_key, auto_increment = false)]
    pub place: i32,
    pub value: Decimal,
    pub decided_on: NaiveDate,
    pub reason: Option<String>,
    pub source: Option<String>,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: String,
    pub recorder_role: Option<Code<RoleName>>,
    pub recorder_organisation: Option<String>,
    pub baseline_value: Option<Decimal>,
    pub baseline_on: Option<NaiveDate>,
    pub baseline_source: Option<String>,
    #[sea_orm(belongs_to, from = "target_id", to = "id")]
    pub target: HasOne<super::target::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
