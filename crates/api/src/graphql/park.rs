//! Parks.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};

use shahrak_domain::park;
use shahrak_persistence::park::{self as stored, ParkId};
use shahrak_persistence::reference_cache::Reference;
use shahrak_persistence::unit::Parent;

use crate::graphql::common::batch_scope::BatchScope;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::enums::{Ownership, ParkKind};
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::name::Name;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::PageArgs;
use crate::graphql::common::scalar::{Calendar, Date};
use crate::graphql::province::Province;
use crate::graphql::unit::{self, UnitArgs, UnitConnection, UnitFilter, UnitOrder};

mod filter;
mod input;
mod list;
mod mutation;
mod site;

pub use filter::{ParkFilter, argument};
pub use list::{ParkArgs, ParkConnection, ParkOrder, of_province};
pub use mutation::ParkMutation;
pub use site::{Infrastructure, Land, Position};

/// The queries of parks.
#[derive(Default)]
pub struct ParkQuery;

#[Object]
impl ParkQuery {
    /// Parks of all kinds, including closed ones.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn parks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Returns the items that satisfy all conditions.")] filter: Option<ParkFilter>,
        #[graphql(desc = "The order of the list.", default)] order_by: OrDefault<ParkOrder>,
        #[graphql(desc = "Whether the greatest value comes first.", default)] descending: OrDefault<bool>,
    ) -> Result<ParkConnection> {
        let page = PageArgs { first, after, last, before };
        list::all(
            ctx,
            ParkArgs {
                page,
                filter: filter.unwrap_or_default(),
                order_by: order_by.0,
                descending: descending.0,
            },
        )
        .await
    }

    /// The park with this code; null if there is none.
    async fn park(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code of the park, for example `TOUS`.")] code: String,
    ) -> Result<Option<Park>> {
        let found = find(ctx, &code).await?;
        Ok(found.and_then(|(reference, id)| Park::new(reference, id)))
    }
}

/// A park and the batch with which it was loaded.
#[derive(Clone)]
pub struct Park {
    batch: Arc<BatchScope>,
    park: Arc<stored::Park>,
}

/// An approved area with a defined boundary and infrastructure for industrial units, of any legal form.
#[Object]
impl Park {
    /// Global id.
    pub(crate) async fn id(&self) -> ID {
        global_id::encode(NodeKind::Park, self.park.id)
    }

    /// Code of the park: 1 to 64 Latin letters, digits and `-_./:`.
    async fn code(&self) -> &str {
        &self.get().code
    }

    /// Version of the park's facts. It starts at 1 and grows by one with each change. An update states the version that
    /// its sender has read.
    async fn version(&self) -> i32 {
        self.park.version
    }

    /// Name of the park.
    async fn name(&self) -> Name {
        Name::from(&self.get().name)
    }

    /// The province in which the park lies.
    async fn province(&self) -> Result<Province> {
        Province::of_row(&self.batch, self.park.province_id)
    }

    /// The county in which the park lies; null if not known.
    async fn county(&self) -> Option<&str> {
        self.get().county.as_deref()
    }

    /// The legal form of the park.
    async fn kind(&self) -> ParkKind {
        self.get().kind.into()
    }

    /// The owner of the park.
    async fn ownership(&self) -> Ownership {
        self.get().ownership.into()
    }

    /// The day on which the park was approved.
    async fn approved_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.get().approved_on, calendar)
    }

    /// The first day on which land of the park was assigned; null if none has been assigned.
    async fn operating_since(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Option<Date> {
        self.get().operating_since.map(|day| Date::new(day, calendar))
    }

    /// The day on which the park closed; null if it is not closed.
    async fn closed_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Option<Date> {
        self.get().closed_on.map(|day| Date::new(day, calendar))
    }

    /// The area of the park.
    async fn land(&self) -> Land {
        Land::from(&self.get().land)
    }

    /// The position of the park on the map; null if not known.
    async fn position(&self) -> Option<Position> {
        self.get().position.as_ref().map(Position::from)
    }

    /// The infrastructure of the park, at most one line of each kind.
    async fn infrastructure(&self) -> Vec<Infrastructure> {
        self.park.infrastructure.iter().cloned().map(Infrastructure).collect()
    }

    /// The units in the park, in any status.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Returns the items that satisfy all conditions.")] filter: Option<UnitFilter>,
        #[graphql(desc = "The order of the list.", default)] order_by: OrDefault<UnitOrder>,
        #[graphql(desc = "Whether the greatest value comes first.", default)] descending: OrDefault<bool>,
    ) -> Result<UnitConnection> {
        let page = PageArgs { first, after, last, before };
        let args = UnitArgs {
            page,
            filter: filter.unwrap_or_default(),
            order_by: order_by.0,
            descending: descending.0,
            view: None,
        };
        // Boxed, so that the other fields stay small: see `Unit::state`.
        Box::pin(unit::of_parent(ctx, Parent::Park, &self.batch.parks, self.park.id.into(), args)).await
    }
}

impl Park {
    /// The park with this database id, if it exists.
    pub fn new(reference: Arc<Reference>, id: ParkId) -> Option<Park> {
        Park::in_batch(&BatchScope::of_parks(reference, &[id]), id)
    }

    /// A park with the facts that it had at the time, whatever the reference data says now.
    pub fn as_it_stood(reference: Arc<Reference>, park: stored::Park) -> Park {
        Park { batch: BatchScope::of_park(reference, &park), park: Arc::new(park) }
    }

    /// The park with this database id in a batch.
    pub fn in_batch(batch: &Arc<BatchScope>, id: ParkId) -> Option<Park> {
        let park = batch.reference.park(id)?.clone();
        Some(Park { batch: batch.clone(), park })
    }

    /// The parks with these keys of global ids.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, Park>> {
        let ids: Vec<ParkId> = global_id::numbers(keys);
        let known = |reference: &Reference| ids.iter().all(|id| reference.park(*id).is_some());
        let reference = current_or_fresh(ctx, known).await?;
        let batch = BatchScope::of_parks(reference, &ids);
        Ok(ids.iter().filter_map(|id| Some((id.to_string(), Park::in_batch(&batch, *id)?))).collect())
    }

    fn get(&self) -> &park::Park {
        &self.park.park
    }
}

/// The database id of the park with this code, and the reference data that contains it.
async fn find(ctx: &impl ContextExt, code: &str) -> Result<Option<(Arc<Reference>, ParkId)>> {
    let reference = current_or_fresh(ctx, |reference| reference.park_id(code).is_some()).await?;
    let id = reference.park_id(code);
    Ok(id.map(|id| (reference, id)))
}

/// The reference data, reloaded if it does not contain what is looked up: stale data must not make a park seem unknown.
pub async fn current_or_fresh(
    ctx: &impl ContextExt,
    knows: impl Fn(&Reference) -> bool,
) -> Result<Arc<Reference>> {
    let current = ctx.reference()?;
    if knows(&current) {
        return Ok(current);
    }
    ctx.register()?.snapshot.fresh().await.map_err(failure)
}
