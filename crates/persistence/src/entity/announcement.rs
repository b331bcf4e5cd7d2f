//! The table of announcements.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use shahrak_domain::announcement::DateBasis;

use super::Code;

/// All figures of one source and day. Announcements are added, never changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "announcement", model_attrs(derive(Serialize, Deserialize)))]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub announced_on: Option<NaiveDate>,
    pub date_basis: Code<DateBasis>,
    pub source: String,
    #[sea_orm(has_many)]
    pub figures: HasMany<super::announced_figure::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
