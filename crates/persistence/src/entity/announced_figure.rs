//! The table of announced figures.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use shahrak_domain::actor::RoleName;
use shahrak_domain::announcement::{AnnouncedPopulation, Hedge, Measure};

use super::Code;

/// A figure of an announcement. It is added, never changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "announced_figure", model_attrs(derive(Serialize, Deserialize)))]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub announcement_id: i32,
    pub speaker: Option<String>,
    pub organisation: Option<String>,
    /// None for the country.
    pub province_id: Option<i16>,
    pub population: Code<AnnouncedPopulation>,
    pub metric: String,
    pub measure: Code<Measure>,
    pub hedge: Option<Code<Hedge>>,
    pub low: Decimal,
    pub high: Decimal,
    pub unit: String,
    pub period_from: Option<NaiveDate>,
    pub period_to: Option<NaiveDate>,
    pub quote: Option<String>,
    pub note: Option<String>,
    pub recorded_at: DateTime<Utc>,
    pub recorded_by: String,
    pub recorder_role: Option<Code<RoleName>>,
    pub recorder_organisation: Option<String>,
    #[sea_orm(belongs_to, from = "announcement_id", to = "id")]
    pub announcement: HasOne<super::announcement::Entity>,
    #[sea_orm(belongs_to, from = "province_id", to = "id")]
    pub province: HasOne<super::province::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
