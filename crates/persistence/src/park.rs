//! Parks as rows.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::park::{self, Infrastructure, InfrastructureLine, Land, Ownership, ParkKind, Position};
use shahrak_domain::province::Name;
use shahrak_domain::unit::check_code;

use crate::db::Db;
use crate::error::{Error, Result};
use crate::snapshot::ProvinceId;
use crate::tx::Tx;

mod list;

pub use list::{BY_APPROVAL, BY_CODE, BY_NAME, Numbered, ParkFilter, count, count_of, list, list_of};

/// Number of a park in the database.
pub type ParkId = i32;

/// A park and its infrastructure.
#[derive(Debug, PartialEq, Eq)]
pub struct Park {
    /// Its number in the database.
    pub id: ParkId,
    /// The number of its province.
    pub province_id: ProvinceId,
    /// How often its facts were changed, and one.
    pub version: i32,
    /// The park.
    pub park: park::Park,
    /// Its infrastructure, by line.
    pub infrastructure: Vec<Infrastructure>,
}

const PARKS: &str =
    "SELECT park.*, province.code AS province FROM park JOIN province ON province.id = park.province_id";

/// All parks. There are some thousands at most.
pub(crate) async fn all(db: &Db) -> Result<Vec<Park>> {
    let rows: Vec<ParkRow> = db.rows(sqlx::query_as(PARKS)).await?;
    let lines: Vec<LineRow> =
        db.rows(sqlx::query_as("SELECT * FROM infrastructure ORDER BY park_id, line_of")).await?;
    let mut of_park: HashMap<ParkId, Vec<Infrastructure>> = HashMap::new();
    for row in lines {
        of_park.entry(row.park_id).or_default().push(row.into_infrastructure()?);
    }
    rows.into_iter()
        .map(|row| {
            let infrastructure = of_park.remove(&row.id).unwrap_or_default();
            row.into_park(infrastructure)
        })
        .collect()
}

/// The park with this code as an act sees it, without its infrastructure.
///
/// # Errors
/// Any [`Error`].
pub async fn find_on(tx: &mut Tx, code: &str) -> Result<Option<Park>> {
    row_on(tx, code).await?.map(|row| row.into_park(Vec::new())).transpose()
}

async fn row_on(tx: &mut Tx, code: &str) -> Result<Option<ParkRow>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    let sql = format!("{PARKS} WHERE park.code = $1");
    let query = sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(code);
    Ok(query.fetch_optional(tx.connection()).await?)
}

/// A park and its infrastructure as they stood, so that what was answered of them can be answered again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    park: ParkRow,
    infrastructure: Vec<LineRow>,
}

/// The park with this code and its infrastructure, as an act sees them.
///
/// # Errors
/// Any [`Error`].
pub async fn find_kept(tx: &mut Tx, code: &str) -> Result<Option<Kept>> {
    let Some(park) = row_on(tx, code).await? else { return Ok(None) };
    let lines = sqlx::query_as("SELECT * FROM infrastructure WHERE park_id = $1 ORDER BY line_of");
    let infrastructure = lines.bind(park.id).fetch_all(tx.connection()).await?;
    Ok(Some(Kept { park, infrastructure }))
}

impl Kept {
    /// The park as it stood.
    ///
    /// # Errors
    /// A row that makes no sense.
    pub fn into_park(self) -> Result<Park> {
        let lines = self.infrastructure.into_iter().map(LineRow::into_infrastructure);
        self.park.into_park(lines.collect::<Result<_>>()?)
    }
}

/// A park as a row, with the code of its province.
#[derive(Clone, Debug, FromRow, Serialize, Deserialize)]
pub(crate) struct ParkRow {
    id: ParkId,
    version: i32,
    code: String,
    province_id: ProvinceId,
    province: String,
    county: Option<String>,
    name_en: String,
    name_fa: Option<String>,
    kind: String,
    ownership: String,
    approved_on: NaiveDate,
    operating_since: Option<NaiveDate>,
    closed_on: Option<NaiveDate>,
    land_total_ha: Option<Decimal>,
    land_operational_ha: Option<Decimal>,
    land_assignable_ha: Option<Decimal>,
    latitude: Option<Decimal>,
    longitude: Option<Decimal>,
}

impl ParkRow {
    fn into_park(self, infrastructure: Vec<Infrastructure>) -> Result<Park> {
        Ok(Park {
            id: self.id,
            province_id: self.province_id,
            version: self.version,
            infrastructure,
            park: self.into_domain()?,
        })
    }

    /// The park itself.
    pub(crate) fn into_domain(self) -> Result<park::Park> {
        let position = self.latitude.zip(self.longitude);
        Ok(park::Park {
            code: self.code,
            province: self.province,
            county: self.county,
            name: Name { en: self.name_en, fa: self.name_fa },
            kind: ParkKind::parse(&self.kind).map_err(Error::row)?,
            ownership: Ownership::parse(&self.ownership).map_err(Error::row)?,
            approved_on: Day::new(self.approved_on),
            operating_since: self.operating_since.map(Day::new),
            closed_on: self.closed_on.map(Day::new),
            land: Land {
                total_ha: self.land_total_ha.map(|area| area.normalize()),
                operational_ha: self.land_operational_ha.map(|area| area.normalize()),
                assignable_ha: self.land_assignable_ha.map(|area| area.normalize()),
            },
            position: position.map(|(latitude, longitude)| Position {
                latitude: latitude.normalize(),
                longitude: longitude.normalize(),
            }),
        })
    }
}

#[derive(Clone, Debug, FromRow, Serialize, Deserialize)]
struct LineRow {
    park_id: ParkId,
    line_of: String,
    capacity: Decimal,
    unit: String,
    in_service_since: Option<NaiveDate>,
}

impl LineRow {
    fn into_infrastructure(self) -> Result<Infrastructure> {
        Ok(Infrastructure {
            line: InfrastructureLine::parse(&self.line_of).map_err(Error::row)?,
            capacity: self.capacity.normalize(),
            unit: self.unit,
            in_service_since: self.in_service_since.map(Day::new),
        })
    }
}
