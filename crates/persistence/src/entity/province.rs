//! The table of provinces.

use sea_orm::entity::prelude::*;

/// A province.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "province")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i16,
    pub code: String,
    pub code_before_2020: String,
    pub name_en: String,
    pub name_fa: String,
    pub capital_en: String,
    pub capital_fa: String,
    pub aliases_en: Vec<String>,
    #[sea_orm(has_many)]
    pub parks: HasMany<super::park::Entity>,
    #[sea_orm(has_many)]
    pub units: HasMany<super::unit::Entity>,
    #[sea_orm(has_many)]
    pub targets: HasMany<super::target::Entity>,
    #[sea_orm(has_many)]
    pub budget_lines: HasMany<super::budget_line::Entity>,
    #[sea_orm(has_many)]
    pub figures: HasMany<super::announced_figure::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

/// The ISO code of a province, from its number in the database: no join is needed.
pub(crate) fn code_of(id: i16) -> String {
    format!("IR-{:02}", id - 1)
}
