//! The table of the sums of blocks.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use shahrak_domain::event::EventKind;
use shahrak_domain::state::Status;

use super::Code;

/// What the deltas of a block add to the sum of an area and period ([`super::tally`]).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tally_block_sum")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub block_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub area: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub outside: bool,
    /// `m` or `y`: a month or a year.
    #[sea_orm(primary_key, auto_increment = false, select_as = "text", save_as = "\"char\"")]
    pub level: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub starts_on: NaiveDate,
    /// The number of [`crate::unit_sector`]; 0 for all sectors.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sector: i16,
    #[sea_orm(primary_key, auto_increment = false, select_as = "text", save_as = "event_kind")]
    pub kind: Code<EventKind>,
    #[sea_orm(select_as = "text", save_as = "unit_status")]
    pub from_status: Option<Code<Status>>,
    #[sea_orm(primary_key, auto_increment = false, select_as = "text", save_as = "unit_status")]
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
    #[sea_orm(belongs_to, from = "block_id", to = "id")]
    pub block: HasOne<super::tally_block::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
