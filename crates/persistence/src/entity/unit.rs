//! The table of units.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use shahrak_domain::activity::IsicRevision;
use shahrak_domain::state::Status;

use super::Code;

/// A unit, and its state by present knowledge.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit", model_attrs(derive(Serialize, Deserialize)))]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub code: String,
    pub park_id: Option<i32>,
    pub province_id: i16,
    pub name_en: Option<String>,
    pub name_fa: Option<String>,
    pub isic_revision: Option<Code<IsicRevision>>,
    pub isic_code: Option<String>,
    /// The number of [`crate::unit_sector`]; none if unknown.
    pub sector: Option<i16>,
    pub licence: Option<String>,
    pub owner: Option<String>,
    #[sea_orm(select_as = "text", save_as = "unit_status")]
    pub status: Option<Code<Status>>,
    pub status_since: Option<NaiveDate>,
    pub jobs: Option<i32>,
    pub capacity_percent: Option<Decimal>,
    pub progress_percent: Option<Decimal>,
    pub last_confirmed_on: Option<NaiveDate>,
    /// The database increases it whenever one of the facts changes, but not when the state does.
    pub version: i32,
    #[sea_orm(belongs_to, from = "province_id", to = "id")]
    pub province: HasOne<super::province::Entity>,
    #[sea_orm(belongs_to, from = "park_id", to = "id")]
    pub park: HasOne<super::park::Entity>,
    #[sea_orm(has_many)]
    pub events: HasMany<super::unit_event::Entity>,
    #[sea_orm(has_many)]
    pub spans: HasMany<super::unit_span::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
