//! A unit as it stood, so that what was answered of it can be answered again.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use shahrak_domain::province::Name;
use shahrak_domain::unit::check_code;

use super::{Unit, UnitId, activity, state};
use crate::error::Result;
use crate::list::{Columns, VERSION};
use crate::park::ParkId;
use crate::snapshot::ProvinceId;
use crate::tx::Tx;
use crate::unit_sector::sector_of;

/// A unit and its state as an act found or left them, to be kept with its answer.
#[derive(Clone, Debug, FromRow, Serialize, Deserialize)]
pub struct Kept {
    /// [`Reference::version`](crate::snapshot::Reference::version) by which its park and province are known.
    pub reference: i64,
    pub(crate) id: UnitId,
    pub(crate) province_id: ProvinceId,
    pub(crate) park_id: Option<ParkId>,
    version: i32,
    code: String,
    name_en: String,
    name_fa: Option<String>,
    isic_revision: Option<String>,
    isic_code: Option<String>,
    pub(crate) sector: Option<i16>,
    licence: Option<String>,
    owner: Option<String>,
    status: Option<String>,
    status_since: Option<NaiveDate>,
    jobs: Option<i32>,
    capacity_percent: Option<Decimal>,
    progress_percent: Option<Decimal>,
    last_confirmed_on: Option<NaiveDate>,
}

/// The unit with this code as an act sees it, as it can be kept.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn find_kept(tx: &mut Tx, code: &str) -> Result<Option<Kept>> {
    select(tx, code, "").await
}

/// The same, which nobody else writes to until the end of the transaction.
pub(crate) async fn lock_kept(tx: &mut Tx, code: &str) -> Result<Option<Kept>> {
    select(tx, code, " FOR NO KEY UPDATE").await
}

async fn select(tx: &mut Tx, code: &str, lock: &str) -> Result<Option<Kept>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    let sql = format!("SELECT {VERSION} AS reference, {} FROM unit WHERE unit.code = $1{lock}", Unit::sql());
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(code);
    Ok(query.fetch_optional(tx.connection()).await?)
}

impl Kept {
    /// The unit as it stood.
    ///
    /// # Errors
    /// A row that makes no sense.
    pub fn into_unit(self) -> Result<Unit> {
        Ok(Unit {
            id: self.id,
            province_id: self.province_id,
            park_id: self.park_id,
            version: self.version,
            code: self.code,
            name: Name { en: self.name_en, fa: self.name_fa },
            activity: activity(self.isic_revision.as_deref(), self.isic_code.as_deref())?,
            sector: self.sector.and_then(sector_of),
            licence: self.licence,
            owner: self.owner,
            state: state(
                self.status.as_deref(),
                self.status_since,
                self.jobs,
                self.capacity_percent,
                self.progress_percent,
                self.last_confirmed_on,
            )?,
        })
    }
}
