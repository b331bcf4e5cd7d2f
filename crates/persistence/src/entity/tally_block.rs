//! The table of blocks: spans of moments with sums of their own.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

/// A span of moments: after `starts_at`, up to and including `ends_at`.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "tally_block")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub level: i16,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// The block of the next level that contains it; none if there is none yet.
    pub parent: Option<i64>,
    /// Deltas that were added after a block of the first level was closed.
    pub late: i32,
    #[sea_orm(has_many)]
    pub sums: HasMany<super::tally_block_sum::Entity>,
    #[sea_orm(self_ref, relation_enum = "Wider", relation_reverse = "Parts", from = "parent", to = "id")]
    pub wider: HasOne<Entity>,
    #[sea_orm(self_ref, relation_enum = "Parts", relation_reverse = "Wider")]
    pub parts: HasMany<Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
