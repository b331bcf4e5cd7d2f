//! The table of budget lines.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use shahrak_domain::budget::{BudgetPurpose, BudgetStage};

use super::Code;

/// A budget line, without its revisions.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "budget_line", model_attrs(derive(Serialize, Deserialize)))]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub year: i16,
    /// None for the country.
    pub province_id: Option<i16>,
    pub line_of: Code<BudgetPurpose>,
    pub stage: Code<BudgetStage>,
    #[sea_orm(belongs_to, from = "province_id", to = "id")]
    pub province: HasOne<super::province::Entity>,
    #[sea_orm(has_many)]
    pub revisions: HasMany<super::budget_revision::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
