//! Exchange rates as rows.

use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use shahrak_domain::day::Day;
use shahrak_domain::money::Rate;

use crate::entity::rate::{COLUMN, Entity};
use crate::error::Result;

mod record;

pub use record::{Around, lock, store};

pub use crate::entity::rate::Model as Row;

/// All rates, by kind and first day. They are few, and reports use the present ones.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Rate>> {
    let rows = Entity::find().order_by_asc(COLUMN.valid_from).all(db).await?;
    let mut rates: Vec<Rate> = rows.into_iter().map(Row::into_rate).collect();
    rates.sort_by_key(|rate| rate.kind);
    Ok(rates)
}

impl Row {
    /// Converts the row to a rate.
    pub fn into_rate(self) -> Rate {
        Rate {
            kind: self.kind.0,
            valid_from: Day::new(self.valid_from),
            valid_to: self.valid_to.map(Day::new),
            irr_per_usd: self.irr_per_usd.normalize(),
            source: self.source,
        }
    }
}
