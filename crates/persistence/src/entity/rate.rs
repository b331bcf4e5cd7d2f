//! The table of exchange rates.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use shahrak_domain::money::RateKind;

use super::Code;

/// A rate and the days on which it holds.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rate", model_attrs(derive(Serialize, Deserialize)))]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: Code<RateKind>,
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: NaiveDate,
    /// The last day; none while it lasts.
    pub valid_to: Option<NaiveDate>,
    pub irr_per_usd: Decimal,
    pub source: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
