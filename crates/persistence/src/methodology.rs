//! Methodologies as rows.

use sea_orm::EntityTrait;

use shahrak_domain::day::Day;
use shahrak_domain::methodology::{Methodologies, Methodology};

use crate::db::Db;
use crate::entity::methodology;
use crate::error::Result;

/// All methodologies.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn all(db: &Db) -> Result<Methodologies> {
    let rows = methodology::Entity::find().all(db.orm()).await?;
    Ok(Methodologies::new(rows.into_iter().map(Methodology::from).collect()))
}

impl From<methodology::Model> for Methodology {
    fn from(row: methodology::Model) -> Self {
        Methodology {
            code: row.code,
            valid_from: Day::new(row.valid_from),
            idle_below: row.idle_below.normalize(),
            semi_active_below: row.semi_active_below.normalize(),
            source: row.source,
        }
    }
}
