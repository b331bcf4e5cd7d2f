//! The table of methodologies.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// The thresholds from a day on.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "methodology", model_attrs(derive(Serialize, Deserialize)))]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub valid_from: NaiveDate,
    pub idle_below: Decimal,
    pub semi_active_below: Decimal,
    pub source: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
