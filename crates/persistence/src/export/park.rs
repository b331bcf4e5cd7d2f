//! Parks and their infrastructure. There are some thousands at most.

use sea_orm::FromQueryResult;

use shahrak_domain::park::{Infrastructure, Park};

use crate::entity::{infrastructure as line, park as entity};
use crate::error::Result;
use crate::park::ParkFilter;
use crate::snapshot::Snapshot;
use crate::sql::Sql;

/// The parks that satisfy a filter, by code.
pub async fn parks(snapshot: &Snapshot, filter: &ParkFilter) -> Result<Vec<Park>> {
    let mut query = Sql::new("SELECT park.* FROM park WHERE true");
    filter.push(&mut query);
    query.push(" ORDER BY park.code");
    let rows: Vec<entity::Model> = query.rows(snapshot).await?;
    Ok(rows.into_iter().map(entity::Model::into_park).collect())
}

/// The infrastructure of the parks that satisfy a filter, with the code of the park, by that code.
pub async fn infrastructure(
    snapshot: &Snapshot,
    filter: &ParkFilter,
) -> Result<Vec<(String, Infrastructure)>> {
    let mut query = Sql::new(
        "SELECT park.code AS park, line.park_id, line.line_of, line.capacity, line.unit, line.in_service_since
         FROM infrastructure AS line JOIN park ON park.id = line.park_id WHERE true",
    );
    filter.push(&mut query);
    query.push(" ORDER BY park.code, line.line_of");
    let rows: Vec<Line> = query.rows(snapshot).await?;
    Ok(rows.into_iter().map(|row| (row.park, row.line.into())).collect())
}

#[derive(FromQueryResult)]
struct Line {
    park: String,
    #[sea_orm(nested)]
    line: line::Model,
}
