//! Registering and changing parks.

use sea_orm::sea_query::{Expr, LockType, OnConflict};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Set,
};

use shahrak_domain::park::{Infrastructure, Park};
use shahrak_domain::unit::check_code;

use super::{ParkId, Row};
use crate::entity::{Code, infrastructure, park, unit, unit_event};
use crate::error::{Error, Result};
use crate::list::VERSION;
use crate::province::ProvinceId;
use crate::tx::Tx;
use crate::unit::UnitId;

/// A park that is locked until the end of the transaction.
#[derive(Clone, Debug)]
pub struct LockedPark(park::Model);

/// The park of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct ParkPlace {
    /// Its id.
    pub id: ParkId,
    /// Its province.
    pub province_id: ProvinceId,
    /// [`Reference::version`](crate::reference_cache::Reference::version) by which it is known.
    pub reference: i64,
}

impl LockedPark {
    /// Its version.
    pub fn version(&self) -> i32 {
        self.0.version
    }

    /// The park.
    pub fn park(&self) -> Park {
        self.0.clone().into_park()
    }

    /// The park and its infrastructure.
    pub async fn with_infrastructure(self, tx: &Tx) -> Result<Row> {
        let lines = infrastructure::Entity::find().filter(infrastructure::Column::ParkId.eq(self.0.id));
        let infrastructure = lines.order_by_asc(infrastructure::Column::LineOf).all(tx).await?;
        Ok(Row { park: self.0, infrastructure })
    }

    /// Locks the place of the park for others (no unit is registered in it, and no event of its units is recorded), and
    /// returns whether its units have records.
    pub async fn has_events(&self, tx: &Tx) -> Result<bool> {
        let id = self.0.id;
        // Records are never deleted, so units need no lock if there is one.
        if has_events(tx, id).await? {
            return Ok(true);
        }
        let park = park::Entity::find_by_id(id).select_only().column(park::Column::Id);
        park.lock(LockType::Update).into_tuple::<ParkId>().one(tx).await?;
        let units = unit::Entity::find().select_only().column(unit::Column::Id);
        let units = units.filter(unit::Column::ParkId.eq(id)).order_by_asc(unit::Column::Id);
        units.lock(LockType::NoKeyUpdate).into_tuple::<UnitId>().all(tx).await?;
        has_events(tx, id).await
    }
}

async fn has_events(tx: &Tx, park: ParkId) -> Result<bool> {
    let event = unit_event::Entity::find().select_only().column(unit_event::Column::Position);
    let event = event.filter(unit_event::Column::ParkId.eq(park)).into_tuple::<i64>();
    Ok(event.one(tx).await?.is_some())
}

/// Whether a park has this code.
pub async fn is_registered(tx: &Tx, code: &str) -> Result<bool> {
    if check_code(code).is_err() {
        return Ok(false);
    }
    let id = park::Entity::find().select_only().column(park::Column::Id).filter(park::Column::Code.eq(code));
    Ok(id.into_tuple::<ParkId>().one(tx).await?.is_some())
}

/// Locks the park with this code until the end of the transaction.
pub async fn lock(tx: &Tx, code: &str) -> Result<Option<LockedPark>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    let park = park::Entity::find().filter(park::Column::Code.eq(code)).lock(LockType::NoKeyUpdate);
    Ok(park.one(tx).await?.map(LockedPark))
}

/// The park with this code, locked in its province until the end of the transaction. A change that also locks a unit must
/// lock its park first, because a move of a park locks the park before its units.
pub async fn hold(tx: &Tx, code: &str) -> Result<Option<ParkPlace>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    let park = park::Entity::find().select_only().columns([park::Column::Id, park::Column::ProvinceId]);
    let park = park.column_as(Expr::cust(VERSION), "reference").filter(park::Column::Code.eq(code));
    Ok(park.lock(LockType::KeyShare).into_model::<ParkPlace>().one(tx).await?)
}

/// Adds a park. None if another one has the code by now; the transaction then cannot continue.
pub async fn add(tx: &Tx, park: Park, province_id: ProvinceId) -> Result<Option<Row>> {
    let code = Set(park.code.clone());
    let row = park::ActiveModel { code, ..park::ActiveModel::facts(park, province_id) };
    match row.insert(tx).await.map_err(Error::from) {
        Ok(park) => Ok(Some(Row { park, infrastructure: Vec::new() })),
        Err(error) if error.constraint() == Some("park_code_is_unique") => Ok(None),
        Err(error) => Err(error),
    }
}

/// Changes the facts of a park.
pub async fn update(tx: &Tx, held: &LockedPark, park: Park, province_id: ProvinceId) -> Result<LockedPark> {
    let mut row = park::ActiveModel {
        id: ActiveValue::Unchanged(held.0.id),
        ..park::ActiveModel::facts(park, province_id)
    };
    // PostgreSQL locks a row with its key if a statement only names a column of a key, and the table has a trigger before
    // updates: whoever registers a unit in the park would wait.
    if province_id == held.0.province_id {
        row.province_id = ActiveValue::Unchanged(province_id);
    }
    Ok(LockedPark(row.update(tx).await?))
}

/// Records a line of infrastructure of a park, in place of the recorded one. Writes nothing if the same line is recorded.
pub async fn record_infrastructure(tx: &Tx, held: &LockedPark, stated: Infrastructure) -> Result<()> {
    let key = (held.0.id, Code(stated.line));
    let recorded = infrastructure::Entity::find_by_id(key).one(tx).await?;
    if recorded.is_some_and(|recorded| Infrastructure::from(recorded) == stated) {
        return Ok(());
    }
    let row = infrastructure::ActiveModel {
        park_id: Set(key.0),
        line_of: Set(key.1),
        capacity: Set(stated.capacity),
        unit: Set(stated.unit),
        in_service_since: Set(stated.in_service_since.map(|day| day.date())),
    };
    let mut there = OnConflict::columns([infrastructure::Column::ParkId, infrastructure::Column::LineOf]);
    there.update_columns([
        infrastructure::Column::Capacity,
        infrastructure::Column::Unit,
        infrastructure::Column::InServiceSince,
    ]);
    infrastructure::Entity::insert(row).on_conflict(there).exec_without_returning(tx).await?;
    Ok(())
}
