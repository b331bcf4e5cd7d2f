//! Units.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};

use shahrak_domain::state::State;
use shahrak_persistence::page::Page;
use shahrak_persistence::snapshot::Reference;
use shahrak_persistence::unit::{self as stored, UnitId};

use crate::graphql::activity::Activity;
use crate::graphql::closed_set::{EventKind, Sector, UnitStatus};
use crate::graphql::company::{Company, View};
use crate::graphql::context::{Ask, failure};
use crate::graphql::defaulted::Defaulted;
use crate::graphql::event::{self, HistoryArgs, UnitEventConnection};
use crate::graphql::name::Name;
use crate::graphql::node::{self, Kind};
use crate::graphql::page::{Listing, PageArgs, listing};
use crate::graphql::park::Park;
use crate::graphql::province::Province;
use crate::graphql::scalar::{Calendar, Date, DateTime, Decimal};
use crate::graphql::total::Total;

mod filter;
mod input;
mod list;
mod mutation;
mod query;

pub use filter::{ActivityFilter, HappenedFilter, UnitFilter};
pub use list::{UnitArgs, UnitOrder, of_parent};
pub use mutation::UnitMutation;
pub use query::UnitQuery;

/// A page of units that counts them when asked.
pub type UnitConnection = Listing<Unit, Total>;

/// A unit, and what was listed together with it.
#[derive(Clone)]
pub struct Unit {
    company: Arc<Company>,
    row: Arc<stored::Unit>,
}

/// A unit: one establishment with its own licence or contract, in a park or outside.
///
/// Its status and what goes with it follow from its events (rule L8): as of today and by present knowledge, unless the
/// unit was asked for, or listed, as of another day or by the knowledge of another moment.
#[Object]
impl Unit {
    /// Global id.
    pub(crate) async fn id(&self) -> ID {
        node::encode(Kind::Unit, self.row.id)
    }

    /// Its code: 1 to 64 Latin letters, digits and `-_./:`.
    async fn code(&self) -> &str {
        &self.row.code
    }

    /// How often its facts were changed, and one: an update names the version that its sender has read. What happens to
    /// it is no change of its facts.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// Its names.
    async fn name(&self) -> Name {
        Name::from(&self.row.name)
    }

    /// The park that it stands in; null outside parks.
    async fn park(&self) -> Option<Park> {
        Park::in_company(&self.company, self.row.park_id?)
    }

    /// The province that it stands in, which is also its park's.
    async fn province(&self) -> Result<Province> {
        Province::of_row(&self.company, self.row.province_id)
    }

    /// What it does, by ISIC; null where not known.
    async fn activity(&self) -> Option<Activity> {
        let activity = self.row.activity.clone()?;
        Some(Activity { reference: self.company.reference.clone(), activity })
    }

    /// Its sector; null where not known.
    async fn sector(&self) -> Option<Sector> {
        self.row.sector.map(Sector::from)
    }

    /// Number of its licence; null where not known.
    async fn licence(&self) -> Option<&str> {
        self.row.licence.as_deref()
    }

    /// Whose it is; null where not known.
    async fn owner(&self) -> Option<&str> {
        self.row.owner.as_deref()
    }

    /// Where it stands in its life; null while nothing has happened to it.
    async fn status(&self, ctx: &Context<'_>) -> Result<Option<UnitStatus>> {
        Ok(self.state(ctx).await?.map(|state| state.status.into()))
    }

    /// First day of the unbroken run of its status.
    async fn status_since(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Result<Option<Date>> {
        Ok(self.state(ctx).await?.map(|state| Date::new(state.status_since, calendar)))
    }

    /// Persons at work by the latest statement of a commissioning, a revival or a capacity raised, created or kept.
    /// Null before commissioning, when closed or cancelled, and where none was stated; kept while inactive.
    async fn jobs(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        Ok(self.state(ctx).await?.and_then(|state| Some(state.jobs?.get())))
    }

    /// Percent of the nominal capacity in use, 0 to 200, by the latest report; null where none was reported since the
    /// unit was commissioned, idled or revived.
    async fn capacity_percent(&self, ctx: &Context<'_>) -> Result<Option<Decimal>> {
        Ok(self.state(ctx).await?.and_then(|state| Some(Decimal(state.capacity?.get()))))
    }

    /// Percent of the nominal capacity in use: the same as `capacityPercent`.
    #[graphql(deprecation = "Use `capacityPercent`, the name in changes and files.")]
    async fn capacity(&self, ctx: &Context<'_>) -> Result<Option<Decimal>> {
        Ok(self.state(ctx).await?.and_then(|state| Some(Decimal(state.capacity?.get()))))
    }

    /// Physical progress of its construction in percent, 0 to 100, by the latest report; null where none was reported.
    async fn progress_percent(&self, ctx: &Context<'_>) -> Result<Option<Decimal>> {
        Ok(self.state(ctx).await?.and_then(|state| Some(Decimal(state.progress?.get()))))
    }

    /// Physical progress of its construction in percent: the same as `progressPercent`.
    #[graphql(deprecation = "Use `progressPercent`, the name in changes and files.")]
    async fn progress(&self, ctx: &Context<'_>) -> Result<Option<Decimal>> {
        Ok(self.state(ctx).await?.and_then(|state| Some(Decimal(state.progress?.get()))))
    }

    /// Day of its latest effective event; null while nothing has happened to it.
    async fn last_confirmed_on(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Result<Option<Date>> {
        Ok(self.state(ctx).await?.map(|state| Date::new(state.last_confirmed_on, calendar)))
    }

    /// The day as of which the unit is shown; null for today.
    async fn as_of(
        &self,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Option<Date> {
        self.company.view.map(|view| Date::new(view.as_of, calendar))
    }

    /// The moment by whose knowledge the unit is shown; null for now.
    async fn known_at(&self) -> Option<DateTime> {
        self.company.view?.known_at.map(DateTime)
    }

    /// What happened to it, in the order in which it took effect: by day, then by place in the ledger. If the unit is
    /// shown as of a day and by the knowledge of a moment, so are its events.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only events of these kinds.")] kind: Option<Vec<EventKind>>,
        #[graphql(desc = "Only events of this day or later.")] from: Option<Date>,
        #[graphql(desc = "Only events of this day or earlier.")] to: Option<Date>,
        #[graphql(
            desc = "Whether the whole history is told: also what was replaced or voided since.",
            default
        )]
        corrections: Defaulted<bool>,
        #[graphql(desc = "Whether the latest comes first.", default)] descending: Defaulted<bool>,
    ) -> Result<UnitEventConnection> {
        let page = PageArgs { first, after, last, before };
        let days = stored::Days { from: from.map(|date| date.0), to: to.map(|date| date.0) };
        let args = HistoryArgs { page, kind, days, corrections: corrections.0, descending: descending.0 };
        // Boxed as in `state`.
        Box::pin(event::of_unit(ctx, self, args)).await
    }
}

impl Unit {
    /// A unit alone, as a day and a moment show it.
    pub fn new(reference: Arc<Reference>, row: stored::Unit, view: Option<View>) -> Unit {
        let company = Company::of_units(reference, view, std::iter::once(&row));
        Unit::in_company(&company, row)
    }

    /// A unit alone, in the state that a day and a moment show.
    pub fn stated(reference: Arc<Reference>, row: stored::Unit, view: View) -> Unit {
        let company = Company::of_stated_unit(reference, view, &row);
        Unit::in_company(&company, row)
    }

    /// A unit of those that were listed together.
    pub fn in_company(company: &Arc<Company>, row: stored::Unit) -> Unit {
        Unit { company: company.clone(), row: Arc::new(row) }
    }

    /// A page of units as a day and a moment show them. Their states are read when they are asked for, for all at once.
    pub fn page(
        name: &'static str,
        reference: Arc<Reference>,
        page: Page<stored::Unit>,
        view: Option<View>,
        total: Total,
    ) -> UnitConnection {
        let company = Company::of_units(reference, view, page.rows.iter().map(|(_, row)| row));
        listing(name, page, total, |row| Unit::in_company(&company, row))
    }

    /// Its number in the database.
    pub fn number(&self) -> UnitId {
        self.row.id
    }

    /// What was listed together with it.
    pub fn company(&self) -> &Arc<Company> {
        &self.company
    }

    /// The units with these keys of global ids.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, Unit>> {
        let found = stored::find_all(ctx.db()?, node::numbers(keys)).await.map_err(failure)?;
        let reference = ctx.reference_at_least(found.version).await?;
        let rows = found.page.rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>();
        let company = Company::of_units(reference, None, rows.iter());
        Ok(rows.into_iter().map(|row| (row.id.to_string(), Unit::in_company(&company, row))).collect())
    }

    /// Its state as the day and the moment show it.
    async fn state(&self, ctx: &Context<'_>) -> Result<Option<State>> {
        let Some(view) = self.company.view.filter(|_| !self.company.stated) else {
            return Ok(self.row.state);
        };
        let states = self.company.units.ask("states".to_owned(), async |ids| {
            stored::states(ctx.db()?, &ids, view.as_of, view.known_at).await.map_err(failure)
        });
        // Boxed, because the engine allocates for each field of a unit what the largest of them needs, and moves it.
        Ok(Box::pin(states).await?.get(&self.row.id).copied())
    }
}
