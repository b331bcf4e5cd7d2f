//! The list of audited tables. Migrations change it, and functions of the database read it.

use sea_orm::entity::prelude::*;

/// A table whose changes create entries in the audit trail.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audited_table")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub thing: String,
    pub key: String,
    pub province: String,
    pub before: String,
    pub most: i32,
    pub ordered_by: String,
    pub is_record: bool,
    #[sea_orm(has_many)]
    pub columns: HasMany<super::audited_column::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
