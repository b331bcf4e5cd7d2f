//! The freshness of the units of parks.

use std::cmp::Reverse;
use std::sync::Arc;

use async_graphql::{Context, Object, Result};

use shahrak_persistence::freshness::FreshnessCell;
use shahrak_persistence::page::{Column, Key, Order, Page, PageRequest};
use shahrak_persistence::park::ParkId;
use shahrak_persistence::reference_cache::Reference;
use shahrak_persistence::unit::Parent;

use super::Shared;
use super::place::{PlaceOfUnits, Sum};
use crate::graphql::common::batch::Batch;
use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::park::Park;
use crate::graphql::unit::UnitConnection;

/// The order of parks: most stale units first, then code. The numbers of all parks come from one statement, so that they
/// are put in order here.
const BY_STALE: Order = Order {
    columns: &[Column { sql: "stale", cast: "bigint" }, Column { sql: "code", cast: "text" }],
    descending: false,
};
const NAME: &str = "freshness.park";

/// The freshness of the units of a park.
pub struct FreshnessPark {
    shared: Arc<Shared>,
    scope: Arc<BatchScope>,
    batch: Arc<Batch>,
    id: ParkId,
    sum: Sum,
}

/// How many units of a park no event has confirmed for longer than some days.
#[Object]
impl FreshnessPark {
    /// The park.
    async fn park(&self) -> Option<Park> {
        Park::in_batch(&self.scope, self.id)
    }

    #[graphql(flatten)]
    async fn sum(&self) -> Sum {
        self.sum
    }

    /// The stale units: exactly those that `stale` counts.
    async fn stale_units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<UnitConnection> {
        let page = PageArgs { first, after, last, before };
        let place = PlaceOfUnits { parent: Parent::Park, id: self.id.into(), stale: self.sum.stale };
        place.units(ctx, &self.shared, &self.batch, page).await
    }
}

/// A park in the order of the list.
struct Listed {
    id: ParkId,
    code: String,
    sum: Sum,
}

impl Listed {
    fn key(&self) -> (Reverse<i64>, &str) {
        (Reverse(self.sum.stale), &self.code)
    }

    fn cursor(&self) -> Key {
        vec![self.sum.stale.to_string(), self.code.clone()]
    }

    fn all(reference: &Reference, cells: &[FreshnessCell]) -> Vec<Listed> {
        let listed = |cell: &FreshnessCell| {
            let id = cell.park_id?;
            let code = reference.park(id)?.park.code.clone();
            Some(Listed { id, code, sum: Sum::of(std::iter::once(cell)) })
        };
        let mut all: Vec<Listed> = cells.iter().filter_map(listed).collect();
        all.sort_by(|one, other| one.key().cmp(&other.key()));
        all
    }
}

impl FreshnessPark {
    pub(super) fn page(
        reference: &Arc<Reference>,
        shared: &Arc<Shared>,
        cells: &[FreshnessCell],
        page: &PageArgs,
    ) -> Result<Connection<FreshnessPark>> {
        let request = page.request(NAME, &BY_STALE)?;
        let all = Listed::all(reference, cells);
        let total = TotalCount::known(i64::try_from(all.len())?);
        let page = part(all, &request);
        let ids: Vec<ParkId> = page.rows.iter().map(|(_, listed)| listed.id).collect();
        let scope = BatchScope::of_parks(Arc::clone(reference), &ids);
        let batch = Arc::new(Batch::new(ids.into_iter().map(i64::from)));
        Ok(connection(NAME, page, total, |listed| FreshnessPark {
            shared: Arc::clone(shared),
            scope: Arc::clone(&scope),
            batch: Arc::clone(&batch),
            id: listed.id,
            sum: listed.sum,
        }))
    }
}

/// The part of a sorted list that a request asks for.
fn part(all: Vec<Listed>, request: &PageRequest) -> Page<Listed> {
    let bound = |key: &Key| {
        let stale = key.first().and_then(|stale| stale.parse().ok()).unwrap_or_default();
        (Reverse(stale), key.get(1).cloned().unwrap_or_default())
    };
    let (after, before) = (request.after.as_ref().map(bound), request.before.as_ref().map(bound));
    let first =
        after.as_ref().map_or(0, |(stale, code)| all.partition_point(|it| it.key() <= (*stale, code)));
    let end = before
        .as_ref()
        .map_or(all.len(), |(stale, code)| all.partition_point(|it| it.key() < (*stale, code)));
    let size = usize::try_from(request.size).unwrap_or(usize::MAX);
    let asked = end.saturating_sub(first).min(size);
    let (start, stop) = if request.from_end { (end.max(first) - asked, end) } else { (first, first + asked) };
    let (more_before, more_after) = (start > 0, stop < all.len());
    let rows = all.into_iter().skip(start).take(asked);
    Page { rows: rows.map(|listed| (listed.cursor(), listed)).collect(), more_before, more_after }
}
