//! Parks as rows.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait, ModelTrait, QueryFilter};
use serde::{Deserialize, Serialize};

use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::park::{self, Infrastructure, Land, Position};
use shahrak_domain::province::Name;
use shahrak_domain::unit::check_code;

use crate::entity::infrastructure;
use crate::entity::park::{COLUMN, Entity, Model};
use crate::error::Result;
use crate::province::code_of;
use crate::snapshot::ProvinceId;

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

/// All parks. There are some thousands at most.
pub(crate) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Park>> {
    let parks = Entity::find().all(db).await?;
    let mut of_park: HashMap<ParkId, Vec<infrastructure::Model>> = HashMap::new();
    for line in infrastructure::Entity::find().all(db).await? {
        of_park.entry(line.park_id).or_default().push(line);
    }
    let row = |park: Model| Row { infrastructure: of_park.remove(&park.id).unwrap_or_default(), park };
    Ok(parks.into_iter().map(row).map(Row::into_park).collect())
}

/// A park and its infrastructure as they are stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The park.
    pub park: Model,
    /// Its infrastructure.
    pub infrastructure: Vec<infrastructure::Model>,
}

/// The park with this code and its infrastructure.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn find(db: &impl ConnectionTrait, code: &str) -> Result<Option<Row>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    let Some(park) = Entity::find().filter(COLUMN.code.eq(code)).one(db).await? else { return Ok(None) };
    let infrastructure = park.find_related(infrastructure::Entity).all(db).await?;
    Ok(Some(Row { park, infrastructure }))
}

impl Row {
    /// The park that the rows hold, with its infrastructure by line.
    pub fn into_park(self) -> Park {
        let mut lines = self.infrastructure;
        lines.sort_by_key(|line| line.line_of.0.code());
        Park {
            id: self.park.id,
            province_id: self.park.province_id,
            version: self.park.version,
            infrastructure: lines.into_iter().map(infrastructure::Model::into_infrastructure).collect(),
            park: self.park.into_park(),
        }
    }
}

impl Model {
    /// The park that the row holds.
    pub fn into_park(self) -> park::Park {
        let position = self.latitude.zip(self.longitude);
        park::Park {
            code: self.code,
            province: code_of(self.province_id),
            county: self.county,
            name: Name { en: self.name_en, fa: self.name_fa },
            kind: self.kind.0,
            ownership: self.ownership.0,
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
        }
    }
}

impl infrastructure::Model {
    /// The line of infrastructure that the row holds.
    pub fn into_infrastructure(self) -> Infrastructure {
        Infrastructure {
            line: self.line_of.0,
            capacity: self.capacity.normalize(),
            unit: self.unit,
            in_service_since: self.in_service_since.map(Day::new),
        }
    }
}
