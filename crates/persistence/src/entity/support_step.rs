//! The table of records of support cases.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use shahrak_domain::actor::RoleName;
use shahrak_domain::support::{CaseOutcome, StepKind, SupportKind};

use super::Code;

/// A record of a support case. It is added, never changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub case_id: i64,
    pub code: String,
    /// None on a record that voids.
    pub step: Option<Code<StepKind>>,
    pub occurred_on: Option<NaiveDate>,
    pub kind: Option<Code<SupportKind>>,
    pub body: Option<String>,
    pub outcome: Option<Code<CaseOutcome>>,
    pub note: Option<String>,
    pub replaces: Option<i64>,
    pub voids: Option<i64>,
    pub place: i64,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: String,
    pub recorder_role: Option<Code<RoleName>>,
    pub recorder_organisation: Option<String>,
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: HasOne<super::support_case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
