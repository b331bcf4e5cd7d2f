//! Recording rates.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use shahrak_domain::change::Change;
use shahrak_domain::day::Day;
use shahrak_domain::money::{Periods, Rate};

use super::Row;
use crate::entity::Code;
use crate::entity::rate::{Column, Entity};
use crate::error::Result;
use crate::lock::Lock;
use crate::tx::Tx;

/// The recorded rates around a new one: the one of its kind that begins on the same day, and the adjacent ones.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The rate that it replaces.
    pub recorded: Option<Rate>,
    /// The others.
    pub others: Periods,
}

/// Locks the rates of its kind until the end of the transaction, and reads those around it.
pub async fn lock(tx: &Tx, rate: &Rate) -> Result<Around> {
    Lock::Rates(rate.kind).lock_exclusive(tx).await?;
    let from = rate.valid_from;
    let of_kind = || Entity::find().filter(Column::Kind.eq(Code(rate.kind)));
    let before = of_kind().filter(Column::ValidFrom.lt(from.date())).order_by_desc(Column::ValidFrom);
    let after = of_kind().filter(Column::ValidFrom.gte(from.date())).order_by_asc(Column::ValidFrom);
    let mut near = after.limit(2).all(tx).await?;
    near.extend(before.one(tx).await?);
    let near: Vec<Rate> = near.into_iter().map(Row::into_rate).collect();
    let (same, others): (Vec<Rate>, Vec<Rate>) = near.into_iter().partition(|it| it.valid_from == from);
    let others = Periods::new(others.iter().map(Rate::period).collect());
    Ok(Around { recorded: same.into_iter().next(), others })
}

/// Stores a rate, and returns its row.
pub async fn store(tx: &Tx, rate: &Rate, change: Change) -> Result<Row> {
    let row = Row::from(rate);
    Ok(match change {
        Change::Add => row.into_active_model().insert(tx).await?,
        Change::Replace => row.into_active_model().reset_all().update(tx).await?,
        Change::Keep => row,
    })
}

impl From<&Rate> for Row {
    fn from(rate: &Rate) -> Row {
        Row {
            kind: Code(rate.kind),
            valid_from: rate.valid_from.date(),
            valid_to: rate.valid_to.map(Day::date),
            irr_per_usd: rate.irr_per_usd,
            source: rate.source.clone(),
        }
    }
}
