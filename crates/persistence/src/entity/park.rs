//! The table of parks.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use shahrak_domain::park::{Ownership, ParkKind};

use super::Code;

/// A park, without its infrastructure.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "park", model_attrs(derive(Serialize, Deserialize)))]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub code: String,
    pub province_id: i16,
    pub county: Option<String>,
    pub name_en: String,
    pub name_fa: Option<String>,
    pub kind: Code<ParkKind>,
    pub ownership: Code<Ownership>,
    pub approved_on: NaiveDate,
    pub operating_since: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
    pub land_total_ha: Option<Decimal>,
    pub land_operational_ha: Option<Decimal>,
    pub land_assignable_ha: Option<Decimal>,
    pub latitude: Option<Decimal>,
    pub longitude: Option<Decimal>,
    /// The database increases it whenever one of the facts changes.
    pub version: i32,
    #[sea_orm(belongs_to, from = "province_id", to = "id")]
    pub province: HasOne<super::province::Entity>,
    #[sea_orm(has_many)]
    pub infrastructure: HasMany<super::infrastructure::Entity>,
    #[sea_orm(has_many)]
    pub units: HasMany<super::unit::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
