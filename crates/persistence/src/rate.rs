//! Exchange rates as rows.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::money::{Rate, RateKind};

use crate::db::Db;
use crate::error::{Error, Result};
use crate::tx::Tx;

/// All rates, by kind and first day. They are few, and reports take them as they are now.
///
/// # Errors
/// Any [`Error`].
pub async fn all(db: &Db) -> Result<Vec<Rate>> {
    let rows: Vec<Kept> = db.rows(sqlx::query_as("SELECT * FROM rate ORDER BY valid_from")).await?;
    let mut rates = rows.into_iter().map(Kept::into_rate).collect::<Result<Vec<Rate>>>()?;
    rates.sort_by_key(|rate| rate.kind);
    Ok(rates)
}

/// The rate of a kind that begins on a day, as an act sees it.
///
/// # Errors
/// Any [`Error`].
pub async fn find_kept(tx: &mut Tx, kind: RateKind, valid_from: Day) -> Result<Option<Kept>> {
    let query = sqlx::query_as("SELECT * FROM rate WHERE kind = $1 AND valid_from = $2");
    let query = query.bind(kind.code()).bind(valid_from.date());
    Ok(query.fetch_optional(tx.connection()).await?)
}

/// A rate as it stood, so that what was answered of it can be answered again.
#[derive(Clone, Debug, FromRow, Serialize, Deserialize)]
pub struct Kept {
    kind: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    irr_per_usd: Decimal,
    source: Option<String>,
}

impl Kept {
    /// The rate as it stood.
    ///
    /// # Errors
    /// A row that makes no sense.
    pub fn into_rate(self) -> Result<Rate> {
        Ok(Rate {
            kind: RateKind::parse(&self.kind).map_err(Error::row)?,
            valid_from: Day::new(self.valid_from),
            valid_to: self.valid_to.map(Day::new),
            irr_per_usd: self.irr_per_usd.normalize(),
            source: self.source,
        })
    }
}
