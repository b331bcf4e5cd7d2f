//! Parks.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};

use shahrak_domain::park;
use shahrak_persistence::park::{self as stored, ParkId};
use shahrak_persistence::snapshot::Reference;
use shahrak_persistence::unit::Parent;

use crate::graphql::closed_set::{Ownership, ParkKind};
use crate::graphql::company::Company;
use crate::graphql::context::{Ask, failure};
use crate::graphql::defaulted::Defaulted;
use crate::graphql::name::Name;
use crate::graphql::node::{self, Kind};
use crate::graphql::page::PageArgs;
use crate::graphql::province::Province;
use crate::graphql::scalar::{Calendar, Date};
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

/// What can be asked about parks.
#[derive(Default)]
pub struct ParkQuery;

#[Object]
impl ParkQuery {
    /// Parks of all kinds, closed ones too.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn parks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that satisfy all of this.")] filter: Option<ParkFilter>,
        #[graphql(desc = "What the list is ordered by.", default)] order_by: Defaulted<ParkOrder>,
        #[graphql(desc = "Whether the greatest comes first.", default)] descending: Defaulted<bool>,
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

    /// The park with this code; null where there is none.
    async fn park(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its code: `TOUS`.")] code: String,
    ) -> Result<Option<Park>> {
        let found = find(ctx, &code).await?;
        Ok(found.and_then(|(reference, id)| Park::new(reference, id)))
    }
}

/// A park, and what was listed together with it.
#[derive(Clone)]
pub struct Park {
    company: Arc<Company>,
    park: Arc<stored::Park>,
}

/// A park: an area set aside and serviced for units of industry, of whatever kind it is in law.
#[Object]
impl Park {
    /// Global id.
    pub(crate) async fn id(&self) -> ID {
        node::encode(Kind::Park, self.park.id)
    }

    /// Its code: 1 to 64 Latin letters, digits and `-_./:`.
    async fn code(&self) -> &str {
        &self.get().code
    }

    /// How often its facts were changed, and one: an update names the version that its sender has read.
    async fn version(&self) -> i32 {
        self.park.version
    }

    /// Its names.
    async fn name(&self) -> Name {
        Name::from(&self.get().name)
    }

    /// The province that it lies in.
    async fn province(&self) -> Result<Province> {
        Province::of_row(&self.company, self.park.province_id)
    }

    /// The county that it lies in; null where not known.
    async fn county(&self) -> Option<&str> {
        self.get().county.as_deref()
    }

    /// What it is in law.
    async fn kind(&self) -> ParkKind {
        self.get().kind.into()
    }

    /// Whose it is.
    async fn ownership(&self) -> Ownership {
        self.get().ownership.into()
    }

    /// Day of its approval.
    async fn approved_on(
        &self,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Date {
        Date::new(self.get().approved_on, calendar)
    }

    /// First day on which its land was assigned; null while none was.
    async fn operating_since(
        &self,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Option<Date> {
        self.get().operating_since.map(|day| Date::new(day, calendar))
    }

    /// Day on which it ceased to be a park; null while it is one.
    async fn closed_on(
        &self,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Option<Date> {
        self.get().closed_on.map(|day| Date::new(day, calendar))
    }

    /// Its land.
    async fn land(&self) -> Land {
        Land::from(&self.get().land)
    }

    /// Where it lies; null where not known.
    async fn position(&self) -> Option<Position> {
        self.get().position.as_ref().map(Position::from)
    }

    /// Its infrastructure, a line of each kind at most.
    async fn infrastructure(&self) -> Vec<Infrastructure> {
        self.park.infrastructure.iter().cloned().map(Infrastructure).collect()
    }

    /// Its units, whatever their status.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that satisfy all of this.")] filter: Option<UnitFilter>,
        #[graphql(desc = "What the list is ordered by.", default)] order_by: Defaulted<UnitOrder>,
        #[graphql(desc = "Whether the greatest comes first.", default)] descending: Defaulted<bool>,
    ) -> Result<UnitConnection> {
        let page = PageArgs { first, after, last, before };
        let args = UnitArgs {
            page,
            filter: filter.unwrap_or_default(),
            order_by: order_by.0,
            descending: descending.0,
        };
        // Boxed, so that the other fields stay small: see `Unit::state`.
        Box::pin(unit::of_parent(ctx, Parent::Park, &self.company.parks, self.park.id.into(), args)).await
    }
}

impl Park {
    /// The park with this number, if there is one.
    pub fn new(reference: Arc<Reference>, id: ParkId) -> Option<Park> {
        Park::in_company(&Company::of_parks(reference, &[id]), id)
    }

    /// A park as it stood, whatever memory says of it by now.
    pub fn as_it_stood(reference: Arc<Reference>, park: stored::Park) -> Park {
        Park { company: Company::of_park(reference, &park), park: Arc::new(park) }
    }

    /// The park with this number among those that were listed together.
    pub fn in_company(company: &Arc<Company>, id: ParkId) -> Option<Park> {
        let park = company.reference.park(id)?.clone();
        Some(Park { company: company.clone(), park })
    }

    /// The parks with these keys of global ids.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, Park>> {
        let ids: Vec<ParkId> = node::numbers(keys);
        let known = |reference: &Reference| ids.iter().all(|id| reference.park(*id).is_some());
        let reference = current_or_fresh(ctx, known).await?;
        let company = Company::of_parks(reference, &ids);
        Ok(ids.iter().filter_map(|id| Some((id.to_string(), Park::in_company(&company, *id)?))).collect())
    }

    fn get(&self) -> &park::Park {
        &self.park.park
    }
}

/// The number of the park with this code, and the copy in memory that has it.
async fn find(ctx: &Context<'_>, code: &str) -> Result<Option<(Arc<Reference>, ParkId)>> {
    let reference = current_or_fresh(ctx, |reference| reference.park_id(code).is_some()).await?;
    let id = reference.park_id(code);
    Ok(id.map(|id| (reference, id)))
}

/// The copy in memory, read anew if it does not know what is asked for: nothing is said to be unknown by an old copy.
pub async fn current_or_fresh(
    ctx: &Context<'_>,
    knows: impl Fn(&Reference) -> bool,
) -> Result<Arc<Reference>> {
    let current = ctx.reference()?;
    if knows(&current) {
        return Ok(current);
    }
    ctx.register()?.snapshot.fresh().await.map_err(failure)
}
