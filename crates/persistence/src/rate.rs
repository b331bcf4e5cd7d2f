//! Exchange rates as rows.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::FromRow;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::money::{Rate, RateKind};

use crate::db::Db;
use crate::error::{Error, Result};

/// All rates, by kind and first day. They are few, and reports take them as they are now.
///
/// # Errors
/// Any [`Error`].
pub async fn all(db: &Db) -> Result<Vec<Rate>> {
    let query = sqlx::query_as(
        "SELECT kind, valid_from, valid_to, irr_per_usd, source FROM rate ORDER BY valid_from",
    );
    let rows: Vec<RateRow> = db.rows(query).await?;
    let mut rates = rows.into_iter().map(RateRow::into_rate).collect::<Result<Vec<Rate>>>()?;
    rates.sort_by_key(|rate| rate.kind);
    Ok(rates)
}

#[derive(FromRow)]
struct RateRow {
    kind: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    irr_per_usd: Decimal,
    source: Option<String>,
}

impl RateRow {
    fn into_rate(self) -> Result<Rate> {
        Ok(Rate {
            kind: RateKind::parse(&self.kind).map_err(Error::row)?,
            valid_from: Day::new(self.valid_from),
            valid_to: self.valid_to.map(Day::new),
            irr_per_usd: self.irr_per_usd.normalize(),
            source: self.source,
        })
    }
}
