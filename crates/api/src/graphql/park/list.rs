//! Lists of parks: all parks, and those of a province.

use std::sync::Arc;

use async_graphql::{Context, Enum, Result};

use shahrak_persistence::list::{Paged, PagedByParent};
use shahrak_persistence::page::{Order, Page};
use shahrak_persistence::park::{self as stored, Numbered};
use shahrak_persistence::reference_cache::ProvinceId;

use super::{Park, ParkFilter};
use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::total_count::TotalCount;

/// A page of parks with `totalCount`.
pub type ParkConnection = Connection<Park>;

/// Orders of parks. Parks with equal values are ordered by code.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ParkOrder {
    /// Code, in byte order.
    #[default]
    Code,
    /// English name, ignoring case.
    Name,
    /// Day of approval.
    ApprovedOn,
}

/// The arguments of a list of parks.
pub struct ParkArgs {
    /// The page.
    pub page: PageArgs,
    /// The conditions.
    pub filter: ParkFilter,
    /// The order.
    pub order_by: ParkOrder,
    /// Whether the greatest value comes first.
    pub descending: bool,
}

impl ParkOrder {
    fn order(self, descending: bool) -> (&'static str, Order) {
        let (name, order) = match self {
            ParkOrder::Code => ("park.code", stored::BY_CODE),
            ParkOrder::Name => ("park.name", stored::BY_NAME),
            ParkOrder::ApprovedOn => ("park.approved", stored::BY_APPROVAL),
        };
        (name, Order { descending, ..order })
    }
}

/// Parks.
pub async fn all(ctx: &Context<'_>, args: ParkArgs) -> Result<ParkConnection> {
    let (name, order) = args.order_by.order(args.descending);
    let request = args.page.request(name, &order)?;
    let filter = args.filter.stored(ctx).await?;
    let Paged { page, version } =
        stored::list(ctx.db()?, &filter, &order, &request).await.map_err(failure)?;
    let reference = ctx.reference_at_least(version).await?;
    let ids: Vec<_> = page.rows.iter().map(|(_, park)| park.0).collect();
    let batch = BatchScope::of_parks(reference, &ids);
    let total = TotalCount::new(move |db| {
        let filter = filter.clone();
        async move { stored::count(&db, &filter).await.map_err(failure) }
    });
    Ok(parks(name, &batch, page, total))
}

/// Parks of a province, loaded for all provinces of its batch.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument.
pub async fn of_province(
    ctx: &Context<'_>,
    provinces: &BatchScope,
    id: ProvinceId,
    args: ParkArgs,
) -> Result<ParkConnection> {
    let (name, order) = args.order_by.order(args.descending);
    let request = args.page.request(name, &order)?;
    let filter = args.filter.stored(ctx).await?;
    let question = format!("parks {name} {} {request:?} {filter:?}", order.descending);
    let (of, wanted) = (provinces.provinces.clone(), filter.clone());
    let pages = of.get_or_load(question, async move |ids| {
        let PagedByParent { pages, version } =
            stored::list_of(ctx.db()?, &ids, &wanted, &order, &request).await.map_err(failure)?;
        let reference = ctx.reference_at_least(version).await?;
        let rows = pages.values().flat_map(|page| page.rows.iter().map(|(_, park)| park.0));
        let batch = BatchScope::of_parks(reference, &rows.collect::<Vec<_>>());
        Ok((batch, pages))
    });
    let pages = pages.await?;
    let (batch, pages) = &*pages;
    let page = pages.get(&id.into()).cloned().unwrap_or_default();
    Ok(parks(name, batch, page, total_of(provinces, id, filter)))
}

fn total_of(provinces: &BatchScope, id: ProvinceId, filter: stored::ParkFilter) -> TotalCount {
    let provinces = provinces.provinces.clone();
    let filter = Arc::new(filter);
    TotalCount::new(move |db| {
        let (provinces, filter) = (provinces.clone(), filter.clone());
        async move {
            let question = format!("number of parks {filter:?}");
            let counts = provinces.get_or_load(question, async move |ids| {
                stored::count_of(&db, &ids, &filter).await.map_err(failure)
            });
            Ok(counts.await?.get(&id.into()).copied().unwrap_or(0))
        }
    })
}

fn parks(
    name: &'static str,
    batch: &Arc<BatchScope>,
    page: Page<Numbered>,
    total: TotalCount,
) -> ParkConnection {
    // A park that was removed since is left out.
    let Page { rows, more_before, more_after } = page;
    let rows = rows.into_iter().filter_map(|(key, park)| Some((key, Park::in_batch(batch, park.0)?)));
    connection(name, Page { rows: rows.collect(), more_before, more_after }, total, |park| park)
}
