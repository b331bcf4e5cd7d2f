//! Methodologies as rows.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sqlx::{FromRow, PgConnection};

use shahrak_domain::day::Day;
use shahrak_domain::methodology::{Methodologies, Methodology};

use crate::db::Db;
use crate::error::Result;

const ALL: &str = "SELECT code, valid_from, idle_below, semi_active_below, source FROM methodology";

/// All methodologies.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn all(db: &Db) -> Result<Methodologies> {
    Ok(of_rows(db.rows(sqlx::query_as(ALL)).await?))
}

/// All methodologies as a transaction sees them.
pub(crate) async fn all_on(connection: &mut PgConnection) -> Result<Methodologies> {
    Ok(of_rows(sqlx::query_as(ALL).fetch_all(connection).await?))
}

/// All methodologies, and those that an import is about to add.
pub(crate) async fn all_staged(connection: &mut PgConnection) -> Result<Methodologies> {
    let staged = format!(
        "{ALL} UNION ALL SELECT code, valid_from, idle_below, semi_active_below, source
         FROM staged_methodology WHERE fate = 'added'"
    );
    Ok(of_rows(sqlx::query_as(sqlx::AssertSqlSafe(staged)).fetch_all(connection).await?))
}

fn of_rows(rows: Vec<MethodologyRow>) -> Methodologies {
    Methodologies::new(rows.into_iter().map(Methodology::from).collect())
}

#[derive(FromRow)]
struct MethodologyRow {
    code: String,
    valid_from: NaiveDate,
    idle_below: Decimal,
    semi_active_below: Decimal,
    source: Option<String>,
}

impl From<MethodologyRow> for Methodology {
    fn from(row: MethodologyRow) -> Self {
        Methodology {
            code: row.code,
            valid_from: Day::new(row.valid_from),
            idle_below: row.idle_below.normalize(),
            semi_active_below: row.semi_active_below.normalize(),
            source: row.source,
        }
    }
}
