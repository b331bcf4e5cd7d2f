//! The one row that counts changes of reference data.

use sea_orm::entity::prelude::*;

/// The version of provinces, years, activities and parks.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reference_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub one: bool,
    pub number: i64,
    /// The digest of the bundled data that was loaded last.
    pub shipped: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
