//! Units.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};

use shahrak_domain::state::State;
use shahrak_persistence::page::Page;
use shahrak_persistence::reference_cache::Reference;
use shahrak_persistence::unit::{self as stored, UnitId};

use crate::graphql::activity::Activity;
use crate::graphql::common::batch_scope::{BatchScope, View};
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::enums::{EventKind, Sector, UnitStatus, convert_each};
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::name::Name;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::{Connection, PageArgs, connection};
use crate::graphql::common::scalar::{Calendar, Date, DateTime, Decimal, Rial};
use crate::graphql::event::{self, EventRule, HistoryArgs, UnitEventConnection};
use crate::graphql::park::Park;
use crate::graphql::province::Province;
use crate::graphql::support_case::{self, SupportCase, SupportCaseStatus};

mod facet;
mod filter;
mod input;
mod list;
mod mutation;
mod query;

pub use facet::WholeList;
pub use filter::{ActivityFilter, HappenedFilter, UnitFilter};
pub use list::{UnitArgs, UnitOrder, of_parent};
pub use mutation::UnitMutation;
pub use query::{UnitQuery, view};

/// A page of units with `totalCount` and `facets`.
pub type UnitConnection = Connection<Unit, WholeList>;

/// A unit and the batch with which it was loaded.
#[derive(Clone)]
pub struct Unit {
    batch: Arc<BatchScope>,
    row: Arc<stored::Unit>,
}

/// One establishment with its own licence or contract, in a park or outside parks.
///
/// Its status, jobs and capacity follow from its events: as of today and as known now, unless the unit was requested or
/// listed for another day or another moment of knowledge.
#[Object]
impl Unit {
    /// Global id.
    pub(crate) async fn id(&self) -> ID {
        global_id::encode(NodeKind::Unit, self.row.id)
    }

    /// Code of the unit: 1 to 64 Latin letters, digits and `-_./:`.
    async fn code(&self) -> &str {
        &self.row.code
    }

    /// Version of the unit's facts. It starts at 1 and grows by one with each change. An update states the version that
    /// its sender has read. Events do not change it.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// Name of the unit.
    async fn name(&self) -> Name {
        Name::from(&self.row.name)
    }

    /// The park in which the unit stands; null outside parks.
    async fn park(&self) -> Option<Park> {
        Park::in_batch(&self.batch, self.row.park_id?)
    }

    /// The province in which the unit stands; inside a park, the province of the park.
    async fn province(&self) -> Result<Province> {
        Province::of_row(&self.batch, self.row.province_id)
    }

    /// What the unit does, by ISIC; null if not known.
    async fn activity(&self) -> Option<Activity> {
        let activity = self.row.activity.clone()?;
        Some(Activity { reference: self.batch.reference.clone(), activity })
    }

    /// Sector of the unit; null if not known.
    async fn sector(&self) -> Option<Sector> {
        self.row.sector.map(Sector::from)
    }

    /// Number of the licence; null if not known.
    async fn licence(&self) -> Option<&str> {
        self.row.licence.as_deref()
    }

    /// Owner of the unit; null if not known.
    async fn owner(&self) -> Option<&str> {
        self.row.owner.as_deref()
    }

    /// Status of the unit; null if it has no effective event.
    async fn status(&self, ctx: &Context<'_>) -> Result<Option<UnitStatus>> {
        Ok(self.state(ctx).await?.map(|state| state.status.into()))
    }

    /// First day of the unbroken run of the present status; null if the unit has no effective event.
    async fn status_since(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Result<Option<Date>> {
        Ok(self.state(ctx).await?.map(|state| Date::new(state.status_since, calendar)))
    }

    /// Persons at work, as stated by the latest commissioning, revival or raise of capacity; an inactive unit keeps the
    /// number. Null if none was stated, before commissioning, and after the unit was closed or cancelled.
    async fn jobs(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        Ok(self.state(ctx).await?.and_then(|state| Some(state.jobs?.get())))
    }

    /// Investment in whole rials, as stated by the commissioning of the unit. What was invested to revive or renovate it
    /// belongs to programmes of their own and is not added. Null before commissioning and if not stated.
    async fn investment_irr(&self, ctx: &Context<'_>) -> Result<Option<Rial>> {
        let view = self.batch.view;
        let investments = self.batch.units.get_or_load("investments".to_owned(), async |ids| {
            stored::investments(ctx.db()?, &ids, view).await.map_err(failure)
        });
        // Boxed as in `state`.
        Ok(Box::pin(investments).await?.get(&self.row.id).map(|rials| Rial((*rials).into())))
    }

    /// Capacity in use, in percent of nominal capacity (0 to 200), by the latest report; null if none was reported
    /// since the unit was commissioned, idled or revived.
    async fn capacity_percent(&self, ctx: &Context<'_>) -> Result<Option<Decimal>> {
        Ok(self.state(ctx).await?.and_then(|state| Some(Decimal(state.capacity?.get()))))
    }

    /// Percent of the nominal capacity in use: the same as `capacityPercent`.
    #[graphql(deprecation = "Use `capacityPercent`, the name in changes and files.")]
    async fn capacity(&self, ctx: &Context<'_>) -> Result<Option<Decimal>> {
        Ok(self.state(ctx).await?.and_then(|state| Some(Decimal(state.capacity?.get()))))
    }

    /// Physical progress of the construction in percent (0 to 100), by the latest report; null if none was reported.
    async fn progress_percent(&self, ctx: &Context<'_>) -> Result<Option<Decimal>> {
        Ok(self.state(ctx).await?.and_then(|state| Some(Decimal(state.progress?.get()))))
    }

    /// Physical progress of its construction in percent: the same as `progressPercent`.
    #[graphql(deprecation = "Use `progressPercent`, the name in changes and files.")]
    async fn progress(&self, ctx: &Context<'_>) -> Result<Option<Decimal>> {
        Ok(self.state(ctx).await?.and_then(|state| Some(Decimal(state.progress?.get()))))
    }

    /// Day of the latest effective event; null if the unit has none.
    async fn last_confirmed_on(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Result<Option<Date>> {
        Ok(self.state(ctx).await?.map(|state| Date::new(state.last_confirmed_on, calendar)))
    }

    /// The kinds of events that may come next, by the status of the unit: after everything that has happened to it by the
    /// day for which it is shown. An event that is recorded late must also fit what happened after it.
    async fn next_events(&self, ctx: &Context<'_>) -> Result<Vec<EventRule>> {
        Ok(EventRule::after(self.state(ctx).await?.map(|state| state.status)))
    }

    /// The day for which the unit is shown; null for today.
    async fn as_of(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Option<Date> {
        self.batch.view.map(|view| Date::new(view.as_of, calendar))
    }

    /// The moment of knowledge for which the unit is shown; null for now.
    async fn known_at(&self) -> Option<DateTime> {
        self.batch.view?.known_at.map(DateTime)
    }

    /// The events of the unit in the order in which they took effect: by day, then by place in the ledger. If the unit
    /// is shown for another day or moment of knowledge, so are its events.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only events of these kinds.")] kind: Option<Vec<EventKind>>,
        #[graphql(desc = "Only events on or after this day.")] from: Option<Date>,
        #[graphql(desc = "Only events on or before this day.")] to: Option<Date>,
        #[graphql(desc = "Whether to include events that have been replaced or voided.", default)]
        corrections: OrDefault<bool>,
        #[graphql(desc = "Whether the latest item comes first.", default)] descending: OrDefault<bool>,
    ) -> Result<UnitEventConnection> {
        let page = PageArgs { first, after, last, before };
        let days = stored::DayBounds { from: from.map(|date| date.0), to: to.map(|date| date.0) };
        let args = HistoryArgs { page, kind, days, corrections: corrections.0, descending: descending.0 };
        // Boxed as in `state`.
        Box::pin(event::of_unit(ctx, self, args)).await
    }

    /// The support cases of the unit, ordered by the day of opening. Null for callers who may not read the cases of its
    /// province.
    async fn support_cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only cases with one of these statuses.")] status: Option<Vec<SupportCaseStatus>>,
    ) -> Result<Option<Vec<SupportCase>>> {
        let (unit, statuses) = ((self.row.id, self.row.province_id), status.map(convert_each));
        let cases = support_case::of_unit(ctx, &self.batch.units, unit, statuses, self.batch.view);
        // Boxed as in `state`.
        Box::pin(cases).await
    }
}

impl Unit {
    /// One unit, for a day and a moment of knowledge.
    pub fn new(reference: Arc<Reference>, row: stored::Unit, view: Option<View>) -> Unit {
        let batch = BatchScope::of_units(reference, view, std::iter::once(&row));
        Unit::in_batch(&batch, row)
    }

    /// One unit whose state is already that of a day and a moment of knowledge.
    pub fn stated(reference: Arc<Reference>, row: stored::Unit, view: View) -> Unit {
        let batch = BatchScope::of_stated_unit(reference, view, &row);
        Unit::in_batch(&batch, row)
    }

    /// A unit of a batch.
    pub fn in_batch(batch: &Arc<BatchScope>, row: stored::Unit) -> Unit {
        Unit { batch: batch.clone(), row: Arc::new(row) }
    }

    /// A page of units, for a day and a moment of knowledge. Their states are loaded on demand, for all at once.
    pub fn page(
        name: &'static str,
        reference: Arc<Reference>,
        page: Page<stored::Unit>,
        view: Option<View>,
        whole: WholeList,
    ) -> UnitConnection {
        let batch = BatchScope::of_units(reference, view, page.rows.iter().map(|(_, row)| row));
        connection(name, page, whole, |row| Unit::in_batch(&batch, row))
    }

    /// The database id of the unit.
    pub fn number(&self) -> UnitId {
        self.row.id
    }

    /// The batch with which the unit was loaded.
    pub fn batch(&self) -> &Arc<BatchScope> {
        &self.batch
    }

    /// The units with these keys of global ids.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, Unit>> {
        let found = stored::find_all(ctx.db()?, global_id::numbers(keys)).await.map_err(failure)?;
        let reference = ctx.reference_at_least(found.version).await?;
        let rows = found.page.rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>();
        let batch = BatchScope::of_units(reference, None, rows.iter());
        Ok(rows.into_iter().map(|row| (row.id.to_string(), Unit::in_batch(&batch, row))).collect())
    }

    /// The state of the unit for its day and moment of knowledge.
    async fn state(&self, ctx: &Context<'_>) -> Result<Option<State>> {
        let Some(view) = self.batch.view.filter(|_| !self.batch.stated) else {
            return Ok(self.row.state);
        };
        let states = self.batch.units.get_or_load("states".to_owned(), async |ids| {
            stored::states(&ctx.db()?.heavy(), &ids, view.as_of, view.known_at).await.map_err(failure)
        });
        // Boxed, because the engine allocates for each field of a unit what the largest of them needs, and moves it.
        Ok(Box::pin(states).await?.get(&self.row.id).copied())
    }
}
