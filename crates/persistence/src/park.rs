//! Parks as rows.

use std::collections::HashMap;

use sea_orm::{EntityTrait, QueryOrder};
use serde::{Deserialize, Serialize};

use shahrak_domain::day::Day;
use shahrak_domain::park::{self, Infrastructure, Land, Position};
use shahrak_domain::province::{Name, Province};

use crate::db::Db;
use crate::entity::{infrastructure, park as table};
use crate::error::{Error, Result};
use crate::snapshot::{self, ProvinceId};

mod change;
mod list;

pub use change::{Held, Place, add, hold, is_registered, lock, record_infrastructure, update};
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

/// All parks. There are some thousands at most.
pub(crate) async fn all(db: &Db, provinces: &[Province]) -> Result<Vec<Park>> {
    let rows = table::Entity::find().all(db).await?;
    let lines = infrastructure::Entity::find().order_by_asc(infrastructure::Column::LineOf).all(db).await?;
    let mut of_park: HashMap<ParkId, Vec<infrastructure::Model>> = HashMap::new();
    for line in lines {
        of_park.entry(line.park_id).or_default().push(line);
    }
    let kept = rows
        .into_iter()
        .map(|park| Kept { infrastructure: of_park.remove(&park.id).unwrap_or_default(), park });
    kept.map(|kept| kept.into_park(provinces)).collect()
}

/// A park and its infrastructure as they stood, so that what was answered of them can be answered again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    park: table::Model,
    /// By line.
    infrastructure: Vec<infrastructure::Model>,
}

impl Kept {
    /// The park as it stood.
    ///
    /// # Errors
    /// A row that makes no sense.
    pub fn into_park(self, provinces: &[Province]) -> Result<Park> {
        let Kept { park, infrastructure } = self;
        Ok(Park {
            id: park.id,
            province_id: park.province_id,
            version: park.version,
            infrastructure: infrastructure.into_iter().map(Infrastructure::from).collect(),
            park: of_row(park, provinces)?,
        })
    }
}

/// The park of a row.
fn of_row(row: table::Model, provinces: &[Province]) -> Result<park::Park> {
    let province = snapshot::province(provinces, row.province_id)
        .ok_or_else(|| Error::row(format!("park {} in no province", row.code)))?;
    Ok(in_province(row, province.code.clone()))
}

/// The park of a row, in the province with this ISO code.
pub(crate) fn in_province(row: table::Model, province: String) -> park::Park {
    let position = row.latitude.zip(row.longitude);
    park::Park {
        code: row.code,
        province,
        county: row.county,
        name: Name { en: row.name_en, fa: row.name_fa },
        kind: row.kind.0,
        ownership: row.ownership.0,
        approved_on: Day::new(row.approved_on),
        operating_since: row.operating_since.map(Day::new),
        closed_on: row.closed_on.map(Day::new),
        land: Land {
            total_ha: row.land_total_ha.map(|area| area.normalize()),
            operational_ha: row.land_operational_ha.map(|area| area.normalize()),
            assignable_ha: row.land_assignable_ha.map(|area| area.normalize()),
        },
        position: position.map(|(latitude, longitude)| Position {
            latitude: latitude.normalize(),
            longitude: longitude.normalize(),
        }),
    }
}

impl From<infrastructure::Model> for Infrastructure {
    fn from(row: infrastructure::Model) -> Infrastructure {
        Infrastructure {
            line: row.line_of.0,
            capacity: row.capacity.normalize(),
            unit: row.unit,
            in_service_since: row.in_service_since.map(Day::new),
        }
    }
}
