//! The counters of changes of reference data.

use sea_orm::entity::prelude::*;

/// Some of the changes of provinces, years, activities, parks and metrics. Only the sum over all rows means something.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reference_counter")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub changes: i64,
}

impl ActiveModelBehavior for ActiveModel {}
