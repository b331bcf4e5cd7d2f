//! A unit as a row.

use sea_orm::sea_query::{Expr, LockType};
use sea_orm::{EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};

use shahrak_domain::activity::Activity;
use shahrak_domain::day::Day;
use shahrak_domain::number::{Capacity, Jobs, Progress};
use shahrak_domain::province::Name;
use shahrak_domain::state::State;
use shahrak_domain::unit::check_code;

use super::{Unit, UnitId, UnitPlace};
use crate::entity::Code;
use crate::entity::unit::{COLUMN, Entity, Model};
use crate::error::{Error, Result};
use crate::list::{Cells, Columns, VERSION, columns};
use crate::tx::Tx;
use crate::unit_sector::sector_of;

/// A unit and its state as stored.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult, Serialize, Deserialize)]
pub struct Row {
    /// [`Reference::version`](crate::reference_cache::Reference::version) by which its park and province are known.
    pub reference: i64,
    /// The unit.
    #[sea_orm(nested)]
    pub(crate) unit: Model,
}

/// Locks the unit with this code until the end of the transaction.
pub async fn lock(tx: &Tx, code: &str) -> Result<Option<Row>> {
    if check_code(code).is_err() {
        return Ok(None);
    }
    let unit = Entity::find().expr_as(Expr::cust(VERSION), "reference").filter(COLUMN.code.eq(code));
    Ok(unit.lock(LockType::NoKeyUpdate).into_model().one(tx).await?)
}

columns!(Model, "unit", {
    id, code, park_id, province_id, name_en, name_fa, isic_revision, isic_code, sector, licence, owner,
    status = "unit.status::text", status_since, jobs, capacity_percent, progress_percent, last_confirmed_on, version,
});

impl Columns for Unit {
    fn sql() -> String {
        Model::sql()
    }

    fn read(cells: &mut Cells<'_>) -> Result<Unit> {
        Model::read(cells)?.into_unit()
    }
}

impl Row {
    /// Its number in the database.
    pub fn id(&self) -> UnitId {
        self.unit.id
    }

    /// The version of its facts, which begins at 1.
    pub fn version(&self) -> i32 {
        self.unit.version
    }

    /// Its province.
    pub fn place(&self) -> UnitPlace {
        let (park_id, province_id) = (self.unit.park_id, self.unit.province_id);
        UnitPlace { park_id, province_id, reference: self.reference }
    }

    /// The unit with another state, after events that were recorded since the row was read.
    #[must_use]
    pub fn in_state(self, state: Option<State>) -> Row {
        let unit = Model {
            status: state.map(|state| Code(state.status)),
            status_since: state.map(|state| state.status_since.date()),
            jobs: state.and_then(|state| state.jobs).map(|jobs| jobs.get()),
            capacity_percent: state.and_then(|state| state.capacity).map(|capacity| capacity.get()),
            progress_percent: state.and_then(|state| state.progress).map(|progress| progress.get()),
            last_confirmed_on: state.map(|state| state.last_confirmed_on.date()),
            ..self.unit
        };
        Row { unit, ..self }
    }

    /// Converts the row to a unit.
    pub fn into_unit(self) -> Result<Unit> {
        self.unit.into_unit()
    }
}

impl Model {
    /// Converts the row to a unit.
    pub fn into_unit(self) -> Result<Unit> {
        Ok(Unit {
            activity: self.activity()?,
            state: self.state()?,
            sector: self.sector.and_then(sector_of),
            id: self.id,
            province_id: self.province_id,
            park_id: self.park_id,
            version: self.version,
            code: self.code,
            name: Name { en: self.name_en, fa: self.name_fa },
            licence: self.licence,
            owner: self.owner,
        })
    }

    fn activity(&self) -> Result<Option<Activity>> {
        let Some((revision, code)) = self.isic_revision.zip(self.isic_code.as_deref()) else {
            return Ok(None);
        };
        Activity::new(revision.0, code).map(Some).map_err(Error::decode)
    }

    /// Its state by present knowledge; none without events.
    pub(crate) fn state(&self) -> Result<Option<State>> {
        let (Some(status), Some(since), Some(last)) =
            (self.status, self.status_since, self.last_confirmed_on)
        else {
            return Ok(None);
        };
        Ok(Some(State {
            status: status.0,
            status_since: Day::new(since),
            jobs: self.jobs.map(|jobs| Jobs::new(jobs.into())).transpose().map_err(Error::decode)?,
            capacity: self.capacity_percent.map(Capacity::new).transpose().map_err(Error::decode)?,
            progress: self.progress_percent.map(Progress::new).transpose().map_err(Error::decode)?,
            last_confirmed_on: Day::new(last),
        }))
    }
}
