//! The one row of a synthetic register: from what it was made.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "synthetic_register")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub one: bool,
    pub seed: i32,
    pub units: i32,
    /// Whether its figures are fitted to those that were announced.
    pub fitted: bool,
}

impl ActiveModelBehavior for ActiveModel {}
