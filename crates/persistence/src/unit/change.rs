//! Registering and changing units.

use sea_orm::{ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set};

use shahrak_domain::unit::{Unit, check_code};

use super::{Row, UnitId};
use crate::entity::{Code, unit, unit_event};
use crate::error::{Error, Result};
use crate::park::ParkId;
use crate::reference_cache::ProvinceId;
use crate::tx::Tx;
use crate::unit_sector::sector_number;

/// The place of a unit, by ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitPlace {
    /// The park; none outside parks.
    pub park_id: Option<ParkId>,
    /// The province.
    pub province_id: ProvinceId,
    /// [`Reference::version`](crate::reference_cache::Reference::version) by which both are known.
    pub reference: i64,
}

/// Whether a unit has this code.
pub async fn is_registered(tx: &Tx, code: &str) -> Result<bool> {
    if check_code(code).is_err() {
        return Ok(false);
    }
    let id = unit::Entity::find().select_only().column(unit::Column::Id).filter(unit::Column::Code.eq(code));
    Ok(id.into_tuple::<UnitId>().one(tx).await?.is_some())
}

/// Whether a unit has records. If the unit is [locked](super::lock), the answer holds until the end of the transaction.
pub async fn has_events(tx: &Tx, id: UnitId) -> Result<bool> {
    let event = unit_event::Entity::find().select_only().column(unit_event::Column::Position);
    let event = event.filter(unit_event::Column::UnitId.eq(id)).into_tuple::<i64>();
    Ok(event.one(tx).await?.is_some())
}

/// Adds a unit. None if another one has the code by now; the transaction then cannot continue.
pub async fn add(tx: &Tx, unit: Unit, place: UnitPlace) -> Result<Option<Row>> {
    let code = Set(unit.code.clone());
    let row = unit::ActiveModel { code, ..facts(unit, place) };
    match row.insert(tx).await.map_err(Error::from) {
        Ok(unit) => Ok(Some(Row { reference: place.reference, unit })),
        Err(error) if error.constraint() == Some("unit_code_is_unique") => Ok(None),
        Err(error) => Err(error),
    }
}

/// Changes the facts of a locked unit.
pub async fn update(tx: &Tx, found: &Row, unit: Unit, place: UnitPlace) -> Result<Row> {
    let row = unit::ActiveModel { id: ActiveValue::Unchanged(found.unit.id), ..facts(unit, place) };
    let unit = row.update(tx).await?;
    Ok(Row { reference: found.reference.max(place.reference), unit })
}

/// The columns of the facts of a unit.
fn facts(unit: Unit, place: UnitPlace) -> unit::ActiveModel {
    unit::ActiveModel {
        park_id: Set(place.park_id),
        province_id: Set(place.province_id),
        name_en: Set(unit.name.en),
        name_fa: Set(unit.name.fa),
        isic_revision: Set(unit.activity.as_ref().map(|activity| Code(activity.revision))),
        isic_code: Set(unit.activity.map(|activity| activity.code().to_owned())),
        sector: Set(unit.sector.map(sector_number)),
        licence: Set(unit.licence),
        owner: Set(unit.owner),
        ..Default::default()
    }
}
