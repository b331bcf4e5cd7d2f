//! The table of the states of support cases by day and by moment of knowledge.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use shahrak_domain::support::{CaseOutcome, CaseStatus, SupportKind};

use super::Code;

/// A state of a case, known for a time. The table has no key, and what stands for one here tells no two states apart: they
/// are written by SQL alone.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_state")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub case_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_on: NaiveDate,
    /// First day after it; none while it lasts.
    pub until_on: Option<NaiveDate>,
    pub known_from: DateTime<Utc>,
    /// First moment at which it was no longer known so; none while it is.
    pub known_until: Option<DateTime<Utc>>,
    pub kind: Code<SupportKind>,
    pub status: Code<CaseStatus>,
    pub since: NaiveDate,
    pub opened_on: NaiveDate,
    pub referred_to: Option<String>,
    pub outcome: Option<Code<CaseOutcome>>,
    #[sea_orm(belongs_to, from = "case_id", to = "id")]
    pub case: HasOne<super::support_case::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
