//! A unit as it stood, so that what was answered of it can be answered again.

use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};

use shahrak_domain::code::Coded;
use shahrak_domain::province::Name;
use shahrak_domain::unit::check_code;

use super::{Place, Unit, UnitId, activity, state};
use crate::entity::unit;
use crate::error::Result;
use crate::list::VERSION;
use crate::tx::Tx;
use crate::unit_sector::sector_of;

/// A unit and its state as an act found or left them, to be kept with its answer.
#[derive(Clone, Debug, FromQueryResult, Serialize, Deserialize)]
pub struct Kept {
    /// [`Reference::version`](crate::snapshot::Reference::version) by which its park and province are known.
    pub reference: i64,
    #[sea_orm(nested)]
    #[serde(flatten)]
    pub(crate) row: unit::Model,
}

/// The unit with this code, which nobody else writes to until the end of the transaction.
///
/// # Errors
/// Any [`Error`](crate::error::Error).
pub async fn lock(tx: &Tx, code: &str) -> Result<Option<Kept>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    let unit = unit::Entity::find().filter(unit::Column::Code.eq(code));
    let unit = unit.column_as(Expr::cust(VERSION), "reference").lock(LockType::NoKeyUpdate);
    Ok(unit.into_model::<Kept>().one(tx).await?)
}

impl Kept {
    /// Its number in the database.
    pub fn id(&self) -> UnitId {
        self.row.id
    }

    /// How often its facts were changed, and one.
    pub fn version(&self) -> i32 {
        self.row.version
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        let (park_id, province_id) = (self.row.park_id, self.row.province_id);
        Place { park_id, province_id, reference: self.reference }
    }

    /// The unit as it stood.
    ///
    /// # Errors
    /// A row that makes no sense.
    pub fn into_unit(self) -> Result<Unit> {
        let row = self.row;
        let revision = row.isic_revision.map(|revision| revision.0);
        Ok(Unit {
            id: row.id,
            province_id: row.province_id,
            park_id: row.park_id,
            version: row.version,
            code: row.code,
            name: Name { en: row.name_en, fa: row.name_fa },
            activity: activity(revision.map(Coded::code), row.isic_code.as_deref())?,
            sector: row.sector.and_then(sector_of),
            licence: row.licence,
            owner: row.owner,
            state: state(
                row.status.map(|status| status.0.code()),
                row.status_since,
                row.jobs,
                row.capacity_percent,
                row.progress_percent,
                row.last_confirmed_on,
            )?,
        })
    }
}
