//! Facets: how the units of a list divide by status, sector and province.

use sea_orm::FromQueryResult;

use shahrak_domain::activity::Sector;
use shahrak_domain::state::Status;

use super::{Parent, UnitFilter, push_held};
use crate::db::Db;
use crate::entity::Code;
use crate::error::{Error, Result};
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::unit_sector::sector_of;

/// The numbers of units of a list by status, sector and province, without values that no unit has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By status; none for units without events.
    pub status: Vec<(Option<Status>, i64)>,
    /// By sector; none if it is not known.
    pub sector: Vec<(Option<Sector>, i64)>,
    /// By province.
    pub province: Vec<(ProvinceId, i64)>,
}

/// The facets of the list of each filter, in one statement.
///
/// # Errors
/// Any [`Error`].
pub async fn facets(db: &Db, filters: &[UnitFilter]) -> Result<Vec<Facets>> {
    let lists: Vec<_> = filters.iter().map(|filter| (filter, None)).collect();
    read(db, &lists).await
}

/// The facets of the units of each park or province that satisfy the filter, in one statement.
///
/// # Errors
/// Any [`Error`].
pub async fn facets_of(db: &Db, parent: Parent, ids: &[i64], filter: &UnitFilter) -> Result<Vec<Facets>> {
    let lists: Vec<_> = ids.iter().map(|id| (filter, Some((parent, *id)))).collect();
    read(db, &lists).await
}

async fn read(db: &Db, lists: &[(&UnitFilter, Option<(Parent, i64)>)]) -> Result<Vec<Facets>> {
    let mut query = Sql::new("");
    for (place, (filter, parent)) in lists.iter().enumerate() {
        query.push(if place == 0 { "" } else { " UNION ALL " });
        push_list(&mut query, place, filter, *parent);
    }
    let mut facets = vec![Facets::default(); lists.len()];
    if lists.is_empty() {
        return Ok(facets);
    }
    for row in query.rows::<Row>(&db.heavy()).await? {
        let place = usize::try_from(row.place).map_err(Error::decode)?;
        let of_list =
            facets.get_mut(place).ok_or_else(|| Error::decode(format!("facets of list {place}")))?;
        row.add_to(of_list);
    }
    facets.iter_mut().for_each(Facets::sort);
    Ok(facets)
}

impl Facets {
    /// Sorts the values in the order of their sets, unknown last.
    fn sort(&mut self) {
        self.status.sort_unstable_by_key(|(status, _)| (status.is_none(), *status));
        self.sector.sort_unstable_by_key(|(sector, _)| (sector.is_none(), *sector));
        self.province.sort_unstable();
    }
}

fn push_list(query: &mut Sql, place: usize, filter: &UnitFilter, parent: Option<(Parent, i64)>) {
    let status = if filter.view.is_some() { "span.status" } else { "unit.status" };
    query.push(format!(
        "SELECT {place}::bigint AS place, GROUPING({status}, unit.sector, unit.province_id) AS left_out,
            {status}::text AS status, unit.sector AS sector, unit.province_id AS province, count(*) AS units FROM unit"
    ));
    if let Some(view) = filter.view {
        query.push(" LEFT JOIN unit_span AS span ON span.unit_id = unit.id");
        push_held(query, view);
    }
    query.push(" WHERE true");
    if let Some((parent, id)) = parent {
        query.push(format!(" AND {} = ", parent.column())).push_bind(id);
    }
    filter.push(query);
    query.push(format!(" GROUP BY GROUPING SETS (({status}), (unit.sector), (unit.province_id))"));
}

/// The number of units of a list with a value of a facet.
#[derive(FromQueryResult)]
struct Row {
    place: i64,
    /// A bit for each of status, sector and province that this row is not grouped by, status first.
    left_out: i32,
    status: Option<Code<Status>>,
    sector: Option<i16>,
    province: Option<ProvinceId>,
    units: i64,
}

impl Row {
    fn add_to(self, facets: &mut Facets) {
        match (self.left_out, self.province) {
            (0b011, _) => facets.status.push((self.status.map(|status| status.0), self.units)),
            (0b101, _) => facets.sector.push((self.sector.and_then(sector_of), self.units)),
            (_, Some(province)) => facets.province.push((province, self.units)),
            (_, None) => {}
        }
    }
}
