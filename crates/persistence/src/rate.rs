//! Exchange rates as rows.

use sea_orm::{EntityTrait, QueryOrder};

use shahrak_domain::money::Rate;

use crate::db::Db;
use crate::entity::rate::{Column, Entity};
use crate::error::Result;

mod record;

pub use record::{Around, RateRow, lock, store};

/// All rates, by kind and first day. They are few, and reports take them as they are now.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn all(db: &Db) -> Result<Vec<Rate>> {
    let rows = Entity::find().order_by_asc(Column::ValidFrom).all(db).await?;
    let mut rates: Vec<Rate> = rows.into_iter().map(Rate::from).collect();
    rates.sort_by_key(|rate| rate.kind);
    Ok(rates)
}
