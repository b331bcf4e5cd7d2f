//! The table of what records add to the sums of reports.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use shahrak_domain::event::EventKind;
use shahrak_domain::state::Status;

use super::Code;

/// What the records of one moment add at one place and day. The table has no key; the one declared here is not unique.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tally_delta")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// None for the moment of the batch.
    pub recorded_at: Option<DateTime<Utc>>,
    pub batch: Option<i32>,
    pub province_id: i16,
    pub park_id: Option<i32>,
    /// The number of [`crate::unit_sector`].
    pub sector: i16,
    #[sea_orm(primary_key, auto_increment = false)]
    pub occurred_on: NaiveDate,
    #[sea_orm(primary_key, auto_increment = false, select_as = "text", save_as = "event_kind")]
    pub kind: Code<EventKind>,
    #[sea_orm(select_as = "text", save_as = "unit_status")]
    pub from_status: Option<Code<Status>>,
    #[sea_orm(select_as = "text", save_as = "unit_status")]
    pub to_status: Code<Status>,
    pub events: i32,
    pub jobs: i64,
    pub jobs_unknown: i32,
    /// Rials, as text: a sum may exceed what `Decimal` holds.
    #[sea_orm(select_as = "text", save_as = "numeric")]
    pub investment: String,
    pub investment_unknown: i32,
    pub stock_jobs: i64,
    pub stock_jobs_unknown: i32,
    #[sea_orm(belongs_to, from = "province_id", to = "id")]
    pub province: HasOne<super::province::Entity>,
    #[sea_orm(belongs_to, from = "park_id", to = "id")]
    pub park: HasOne<super::park::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
