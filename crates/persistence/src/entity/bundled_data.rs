//! The one row about the bundled data.

use sea_orm::entity::prelude::*;

/// Which bundled data is loaded.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bundled_data")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub one: bool,
    /// The digest of the data that was loaded last; none before the first time.
    pub digest: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
