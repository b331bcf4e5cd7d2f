//! Facets of a list of units: how its units divide by status, sector and province.

use async_graphql::{Context, MergedObject, Object, Result, SimpleObject};
use futures_util::future::BoxFuture;

use shahrak_persistence::db::Db;
use shahrak_persistence::unit as stored;

use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::enums::{Sector, UnitStatus};
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::province::Province;
use graphql_http::error_code::internal;

/// What a connection of units says of the whole list.
#[derive(MergedObject)]
pub struct WholeList(TotalCount, Facets);

type Count = Box<dyn Fn(Db) -> BoxFuture<'static, Result<stored::Facets>> + Send + Sync>;

struct Facets(Count);

#[Object]
impl Facets {
    /// How the units of the whole list divide by status, sector and province. A separate statement counts them: ask for
    /// it only if needed.
    async fn facets(&self, ctx: &Context<'_>) -> Result<UnitFacets> {
        let stored::Facets { status, sector, province } = (self.0)(ctx.db()?.clone()).await?;
        let batch =
            BatchScope::of_places(ctx.reference()?, province.iter().map(|(id, _)| *id).collect(), vec![]);
        let of_province = |(id, count): (_, i64)| {
            Ok(ProvinceFacet { province: Province::of_row(&batch, id)?, count: int(count)? })
        };
        let of_status = |(status, count): (Option<_>, i64)| {
            Ok(StatusFacet { status: status.map(UnitStatus::from), count: int(count)? })
        };
        let of_sector = |(sector, count): (Option<_>, i64)| {
            Ok(SectorFacet { sector: sector.map(Sector::from), count: int(count)? })
        };
        Ok(UnitFacets {
            status: status.into_iter().map(of_status).collect::<Result<_>>()?,
            sector: sector.into_iter().map(of_sector).collect::<Result<_>>()?,
            province: province.into_iter().map(of_province).collect::<Result<_>>()?,
        })
    }
}

impl WholeList {
    /// The number of units, and what will count the facets.
    pub fn new<F, Fut>(total: TotalCount, facets: F) -> WholeList
    where
        F: Fn(Db) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<stored::Facets>> + Send + 'static,
    {
        WholeList(total, Facets(Box::new(move |db| Box::pin(facets(db)))))
    }
}

/// How the units of a list divide. Only what occurs is listed: statuses and sectors in the order of their enums, unknown
/// last; provinces by code. Each facet adds up to `totalCount`.
#[derive(SimpleObject)]
pub struct UnitFacets {
    /// By status.
    status: Vec<StatusFacet>,
    /// By sector.
    sector: Vec<SectorFacet>,
    /// By province.
    province: Vec<ProvinceFacet>,
}

/// The units of a list with one status.
#[derive(SimpleObject)]
pub struct StatusFacet {
    /// The status; null for units without events.
    status: Option<UnitStatus>,
    /// Number of units.
    count: i32,
}

/// The units of a list in one sector.
#[derive(SimpleObject)]
pub struct SectorFacet {
    /// The sector; null where it is not known.
    sector: Option<Sector>,
    /// Number of units.
    count: i32,
}

/// The units of a list in one province.
#[derive(SimpleObject)]
pub struct ProvinceFacet {
    /// The province.
    province: Province,
    /// Number of units.
    count: i32,
}

fn int(count: i64) -> Result<i32> {
    i32::try_from(count).map_err(internal)
}
