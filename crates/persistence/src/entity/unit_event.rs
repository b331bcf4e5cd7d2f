//! The ledger: the table of records of events.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sea_orm::entity::prelude::*;

use shahrak_domain::actor::RoleName;
use shahrak_domain::event::{Body, EventKind, Means, Reason};

use super::Code;

/// A record of the ledger.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub unit_id: i64,
    pub province_id: i16,
    pub park_id: Option<i32>,
    pub code: String,
    /// None on a record that voids.
    #[sea_orm(select_as = "text", save_as = "event_kind")]
    pub kind: Option<Code<EventKind>>,
    pub occurred_on: Option<NaiveDate>,
    pub investment_irr: Option<i64>,
    pub jobs: Option<i32>,
    pub capacity_percent: Option<Decimal>,
    pub progress_percent: Option<Decimal>,
    pub area_m2: Option<Decimal>,
    pub reasons: Vec<Code<Reason>>,
    pub body: Option<Code<Body>>,
    pub means: Option<Code<Means>>,
    pub note: Option<String>,
    pub evidence: Option<String>,
    pub replaces: Option<i64>,
    pub voids: Option<i64>,
    pub place: i64,
    /// None on a record of a batch, whose moment it has.
    pub recorded_at: Option<DateTime<Utc>>,
    pub recorded_by: String,
    pub recorder_role: Option<Code<RoleName>>,
    pub recorder_organisation: Option<String>,
    /// The large import that recorded it.
    pub batch: Option<i32>,
    #[sea_orm(belongs_to, from = "unit_id", to = "id")]
    pub unit: HasOne<super::unit::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
