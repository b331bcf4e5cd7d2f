//! Parks as rows.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use serde::{Deserialize, Serialize};

use shahrak_domain::day::Day;
use shahrak_domain::park::{self, Infrastructure};

use crate::entity::infrastructure;
use crate::entity::park::{Entity, Model};
use crate::error::Result;
use crate::province::ProvinceId;

mod change;
mod list;

pub use change::{LockedPark, ParkPlace, add, hold, is_registered, lock, record_infrastructure, update};
pub use list::{BY_APPROVAL, BY_CODE, BY_NAME, Numbered, ParkFilter, count, count_of, list, list_of};

/// The id of a park.
pub type ParkId = i32;

/// A park and its infrastructure.
#[derive(Debug, PartialEq, Eq)]
pub struct Park {
    /// Its id.
    pub id: ParkId,
    /// Its province.
    pub province_id: ProvinceId,
    /// Its version, which each change increases.
    pub version: i32,
    /// The park.
    pub park: park::Park,
    /// Its infrastructure, by line.
    pub infrastructure: Vec<Infrastructure>,
}

/// All parks. There are some thousands at most.
pub(crate) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Park>> {
    let parks = Entity::find().all(db).await?;
    let lines = infrastructure::Entity::find().order_by_asc(infrastructure::COLUMN.line_of).all(db).await?;
    let mut of_park: HashMap<ParkId, Vec<infrastructure::Model>> = HashMap::new();
    for line in lines {
        of_park.entry(line.park_id).or_default().push(line);
    }
    let row = |park: Model| Row { infrastructure: of_park.remove(&park.id).unwrap_or_default(), park };
    Ok(parks.into_iter().map(row).map(Row::into_park).collect())
}

/// The rows of a park and its infrastructure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    park: Model,
    /// By line.
    infrastructure: Vec<infrastructure::Model>,
}

impl Row {
    /// The park.
    pub fn into_park(self) -> Park {
        let Row { park, infrastructure } = self;
        Park {
            id: park.id,
            province_id: park.province_id,
            version: park.version,
            infrastructure: infrastructure.into_iter().map(Infrastructure::from).collect(),
            park: park.into_park(),
        }
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
