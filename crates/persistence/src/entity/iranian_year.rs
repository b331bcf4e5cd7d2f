//! The table of Iranian years.

use sea_orm::entity::prelude::*;

/// A year and its motto.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "iranian_year")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i16,
    pub motto_en: Option<String>,
    pub motto_fa: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
