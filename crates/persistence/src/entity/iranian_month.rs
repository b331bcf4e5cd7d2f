//! The table of the months of the Iranian calendar, by which SQL adds up days.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

/// A month of the years 1304 to 1502.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "iranian_month")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub year_starts_on: NaiveDate,
}

impl ActiveModelBehavior for ActiveModel {}
