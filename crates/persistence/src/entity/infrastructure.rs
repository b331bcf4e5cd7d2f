//! The table of infrastructure of parks.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use shahrak_domain::park::InfrastructureLine;

use super::Code;

/// A line of infrastructure of a park.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "infrastructure", model_attrs(derive(Serialize, Deserialize)))]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub park_id: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub line_of: Code<InfrastructureLine>,
    pub capacity: Decimal,
    pub unit: String,
    pub in_service_since: Option<NaiveDate>,
    #[sea_orm(belongs_to, from = "park_id", to = "id")]
    pub park: HasOne<super::park::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
