//! The table of yearly targets.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use shahrak_domain::event::Body;
use shahrak_domain::metric::TargetMetric;
use shahrak_domain::population::Population;

use super::Code;

/// A target, without its revisions.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "target", model_attrs(derive(Serialize, Deserialize)))]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub year: i16,
    pub metric: Code<TargetMetric>,
    /// None for the country.
    pub province_id: Option<i16>,
    pub population: Code<Population>,
    /// None for all bodies.
    pub body: Option<Code<Body>>,
    #[sea_orm(belongs_to, from = "province_id", to = "id")]
    pub province: HasOne<super::province::Entity>,
    #[sea_orm(has_many)]
    pub revisions: HasMany<super::target_revision::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
