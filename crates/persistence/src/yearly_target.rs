//! Yearly targets with their revisions, all or as known at a moment.

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use shahrak_domain::moment::Moment;
use shahrak_domain::year::IranianYear;
use shahrak_domain::yearly_target::Target;

use crate::db::Db;
use crate::entity::target::{COLUMN, Entity, Model};
use crate::entity::target_revision;
use crate::error::{Error, Result};
use crate::list::{ListTables, Paged};
use crate::page::{Column, Key, Order, Page, PageRequest};
use crate::reference_cache::ProvinceId;

mod filter;
mod record;
mod row;

pub use filter::TargetFilter;
pub use record::{add, add_revision, is_set, lock};
pub use row::Row;

pub(crate) use row::baseline;
use row::revisions;

/// The id of a target.
pub type TargetId = i32;

/// A target with its ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredTarget {
    /// Its id.
    pub id: TargetId,
    /// Its province; none for the country.
    pub province_id: Option<ProvinceId>,
    /// The target.
    pub target: Target,
}

/// Targets by year, scope (the country first), metric, population and body.
pub const BY_YEAR: Order = Order {
    columns: &[
        Column { sql: "target.year", cast: "smallint" },
        Column { sql: "COALESCE(target.province_id, 0)", cast: "smallint" },
        Column { sql: "target.id", cast: "integer" },
    ],
    descending: false,
};

const TARGETS: ListTables = ListTables { table: "target", alias: "target", joins: "" };

/// The targets of some years with exactly this scope – a province, or the country –, by metric, population and body,
/// with the revisions known at a moment. A target none of whose revisions was known then is not among them.
pub async fn of_scope(
    db: &Db,
    years: &[IranianYear],
    province_id: Option<ProvinceId>,
    known_at: Moment,
) -> Result<Vec<StoredTarget>> {
    let of_scope = match province_id {
        Some(id) => COLUMN.province_id.eq(id),
        None => COLUMN.province_id.is_null(),
    };
    known(db, years, of_scope, known_at).await
}

/// The targets of some years with the scope of any province, as [`of_scope`].
pub async fn of_provinces(db: &Db, years: &[IranianYear], known_at: Moment) -> Result<Vec<StoredTarget>> {
    known(db, years, COLUMN.province_id.is_not_null(), known_at).await
}

async fn known(
    db: &Db,
    years: &[IranianYear],
    of_scope: Expr,
    known_at: Moment,
) -> Result<Vec<StoredTarget>> {
    let years = years.iter().filter_map(|year| i16::try_from(year.number()).ok());
    let rows = Entity::find().filter(COLUMN.year.eq_any(years)).filter(of_scope).all(db).await?;
    let mut targets = with_revisions(db, rows, Some(known_at)).await?;
    targets.retain(|stored| !stored.target.revisions.is_empty());
    targets.sort_by_key(|stored| {
        (stored.target.metric, stored.target.population, stored.target.body, stored.province_id)
    });
    Ok(targets)
}

/// A page of targets with all revisions.
pub async fn list(db: &Db, filter: &TargetFilter, page: &PageRequest) -> Result<Page<StoredTarget>> {
    let found: Paged<Model> = TARGETS.page(db, &BY_YEAR, page, |query| filter.push(query)).await?;
    let Page { rows, more_before, more_after } = found.page;
    let (keys, rows): (Vec<Key>, Vec<Model>) = rows.into_iter().unzip();
    let rows = keys.into_iter().zip(with_revisions(db, rows, None).await?).collect();
    Ok(Page { rows, more_before, more_after })
}

/// Counts targets.
pub async fn count(db: &Db, filter: &TargetFilter) -> Result<i64> {
    TARGETS.count(db, |query| filter.push(query)).await
}

/// All targets with all their revisions, in no order. There are some thousands at most.
pub async fn all(db: &Db) -> Result<Vec<StoredTarget>> {
    let rows = Entity::find().all(db).await?;
    with_revisions(db, rows, None).await
}

/// Returns the targets with these ids and all their revisions, in no order.
pub async fn find_all(db: &Db, ids: Vec<TargetId>) -> Result<Vec<StoredTarget>> {
    let rows = Entity::find().filter(COLUMN.id.eq_any(ids)).all(db).await?;
    with_revisions(db, rows, None).await
}

/// The targets that were revised by revisions recorded after the one with this place: the year and the
/// province of each, none for the country.
pub(crate) async fn revised_after(db: &Db, place: i32) -> Result<Vec<(IranianYear, Option<ProvinceId>)>> {
    let revised = Entity::find().inner_join(target_revision::Entity);
    let revised = revised.filter(target_revision::COLUMN.place.gt(place)).distinct().all(db).await?;
    let mut of: Vec<_> = revised.into_iter().map(|target| (target.year, target.province_id)).collect();
    of.sort_unstable();
    of.dedup();
    of.into_iter()
        .map(|(year, province)| Ok((IranianYear::new(year.into()).map_err(Error::decode)?, province)))
        .collect()
}

/// The targets with their revisions, each in the order of the days of decision: all, or those known at a moment.
async fn with_revisions(
    db: &impl ConnectionTrait,
    rows: Vec<Model>,
    known_at: Option<Moment>,
) -> Result<Vec<StoredTarget>> {
    let ids: Vec<TargetId> = rows.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut of_target: HashMap<TargetId, Vec<target_revision::Model>> = HashMap::new();
    for revision in revisions(db, ids, known_at).await? {
        of_target.entry(revision.target_id).or_default().push(revision);
    }
    let row = |target: Model| {
        let revisions = of_target.remove(&target.id).unwrap_or_default();
        Row { target, revisions }.into_target()
    };
    rows.into_iter().map(row).collect()
}
