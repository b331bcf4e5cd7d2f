//! The table of support cases.

use sea_orm::entity::prelude::*;

/// A support case: who needs help. It is added, never changed.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "support_case")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub code: String,
    /// None for an applicant without a unit.
    pub unit_id: Option<i64>,
    pub applicant: Option<String>,
    /// The province of an applicant; a case of a unit lies in the province of the unit.
    pub province_id: Option<i16>,
    #[sea_orm(belongs_to, from = "unit_id", to = "id")]
    pub unit: HasOne<super::unit::Entity>,
    #[sea_orm(belongs_to, from = "province_id", to = "id")]
    pub province: HasOne<super::province::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
