//! Methodologies as rows.

use sea_orm::{ConnectionTrait, EntityTrait};

use shahrak_domain::day::Day;
use shahrak_domain::methodology::{Methodologies, Methodology};

use crate::entity::methodology::Entity;
use crate::error::Result;
use crate::sql::Sql;

mod adopt;

pub use adopt::{add, broken, last_capacity, lock};

pub use crate::entity::methodology::Model as Row;

/// All methodologies.
pub async fn all(db: &impl ConnectionTrait) -> Result<Methodologies> {
    Ok(of_rows(Entity::find().all(db).await?))
}

/// All methodologies, including those that an import is about to add.
pub(crate) async fn all_staged(import: &impl ConnectionTrait) -> Result<Methodologies> {
    let staged = Sql::new(
        "SELECT code, valid_from, idle_below, semi_active_below, source FROM methodology UNION ALL
         SELECT code, valid_from, idle_below, semi_active_below, source FROM staged_methodology WHERE outcome = 'added'",
    );
    Ok(of_rows(staged.rows(import).await?))
}

fn of_rows(rows: Vec<Row>) -> Methodologies {
    Methodologies::new(rows.into_iter().map(Row::into_methodology).collect())
}

impl Row {
    /// Converts the row to a methodology.
    pub fn into_methodology(self) -> Methodology {
        Methodology {
            code: self.code,
            valid_from: Day::new(self.valid_from),
            idle_below: self.idle_below.normalize(),
            semi_active_below: self.semi_active_below.normalize(),
            source: self.source,
        }
    }
}
