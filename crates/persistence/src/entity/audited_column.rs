//! The list of audited columns. Migrations change it, and functions of the database read it.

use sea_orm::entity::prelude::*;

/// A column whose changes create entries in the audit trail.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audited_column")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub of_table: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// None if entries do not show the value.
    pub fact: Option<String>,
    pub value: Option<String>,
    #[sea_orm(belongs_to, from = "of_table", to = "name")]
    pub table: HasOne<super::audited_table::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
