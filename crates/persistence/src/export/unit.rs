//! Units with their places and states.

use std::collections::HashMap;

use shahrak_domain::state::State;

use crate::error::Result;
use crate::list::{Cells, Columns};
use crate::province::code_of;
use crate::snapshot::{Batches, Snapshot};
use crate::sql::Sql;
use crate::unit::{self, Unit, UnitFilter, UnitId, View};

/// A unit with the codes of its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedUnit {
    /// The unit, with its state by present knowledge.
    pub unit: Unit,
    /// ISO code of its province.
    pub province: String,
    /// Code of its park; none outside parks.
    pub park: Option<String>,
}

/// The units that satisfy a filter.
pub async fn units<'a>(snapshot: &'a Snapshot, filter: &UnitFilter) -> Result<Batches<'a, ExportedUnit>> {
    let mut query = Sql::new(format!(
        "SELECT {} FROM unit LEFT JOIN park ON park.id = unit.park_id WHERE true",
        ExportedUnit::sql()
    ));
    filter.push(&mut query);
    query.push(" ORDER BY unit.code");
    snapshot.read(query).await
}

/// The states of units for a view. Units without events are missing.
pub async fn states(snapshot: &Snapshot, units: &[UnitId], view: View) -> Result<HashMap<UnitId, State>> {
    unit::states(snapshot, units, view.as_of, view.known_at).await
}

impl Columns for ExportedUnit {
    fn sql() -> String {
        format!("{}, park.code", Unit::sql())
    }

    fn read(cells: &mut Cells<'_>) -> Result<ExportedUnit> {
        let unit = Unit::read(cells)?;
        Ok(ExportedUnit { province: code_of(unit.province_id), unit, park: cells.next()? })
    }
}
