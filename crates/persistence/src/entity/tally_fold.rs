//! The one row that says how far deltas are folded.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// The last folded delta, and the end of the last block.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tally_fold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub one: bool,
    /// Deltas up to this position are folded, and so are all of batches.
    pub position: i64,
    pub covered_until: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}
