//! The table of metrics.

use sea_orm::entity::prelude::*;

/// A metric as cells of its file; an empty cell means none.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "metric")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    pub place: i32,
    pub name_en: String,
    pub name_fa: String,
    pub meaning_en: String,
    pub meaning_fa: String,
    pub measure: String,
    pub unit: String,
    pub direction: String,
    pub computation: String,
    pub limited_to: String,
    pub part_of: String,
    pub quotient: String,
    pub aliases: String,
}

impl ActiveModelBehavior for ActiveModel {}
