//! What is true of the register as a whole.

use sea_orm::{ConnectionTrait, EntityTrait};

use shahrak_domain::synthetic::Synthetic;

use crate::entity::synthetic_register::{Entity, Model};
use crate::error::Result;
use crate::sql::Sql;

/// From what the register was made, if it is synthetic; none for a real one. Whatever leaves the register (a page, a
/// file) says so.
pub async fn synthetic(db: &impl ConnectionTrait) -> Result<Option<Synthetic>> {
    let row = Entity::find().one(db).await?;
    Ok(row.map(|Model { seed, units, fitted, .. }| Synthetic {
        seed: seed.unsigned_abs(),
        units: units.unsigned_abs(),
        fitted,
    }))
}

/// Whether the register has neither parks nor units.
pub async fn is_empty(db: &impl ConnectionTrait) -> Result<bool> {
    Sql::new("SELECT NOT EXISTS (SELECT FROM park) AND NOT EXISTS (SELECT FROM unit)").value(db).await
}

/// Marks the register as synthetic. A mark that it has stays as it is.
pub(crate) async fn note_synthetic(db: &impl ConnectionTrait, synthetic: Synthetic) -> Result<()> {
    let Synthetic { seed, units, fitted } = synthetic;
    let values = [seed.cast_signed().into(), units.cast_signed().into(), fitted.into()];
    let note = "INSERT INTO synthetic_register (seed, units, fitted) VALUES ($1, $2, $3)
                ON CONFLICT DO NOTHING";
    Sql::with(note, values).execute(db).await?;
    Ok(())
}
