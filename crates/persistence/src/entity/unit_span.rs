//! The table of the statuses of units by day and by moment of knowledge.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use shahrak_domain::state::Status;

use super::Code;

/// A status of a unit, known for a time. The table has no key; the one declared here is not unique. Only SQL writes spans.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit_span")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: i64,
    #[sea_orm(select_as = "text", save_as = "unit_status")]
    pub status: Code<Status>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_on: NaiveDate,
    /// First day after it; `infinity` if it lasts.
    #[sea_orm(select_as = "text", save_as = "date")]
    pub until_on: String,
    /// None if it became known with a batch, at the moment of the batch.
    pub known_from: Option<DateTime<Utc>>,
    /// First moment at which it was no longer known; `infinity` if it still is, none if a batch ended it.
    #[sea_orm(select_as = "text", save_as = "timestamptz")]
    pub known_until: Option<String>,
    pub from_batch: Option<i32>,
    pub until_batch: Option<i32>,
    #[sea_orm(belongs_to, from = "unit_id", to = "id")]
    pub unit: HasOne<super::unit::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
