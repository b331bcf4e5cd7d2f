//! Unit events: what happened, and what became of the record.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};

use shahrak_domain::ledger::Position;
use shahrak_domain::moment::Moment;
use shahrak_persistence::event::{self as stored, Correction, EventOfUnit};
use shahrak_persistence::page::Page;
use shahrak_persistence::snapshot::Reference;

use crate::graphql::closed_set::{EventKind, ExecutingBody, Reason, RevivalMeans, each};
use crate::graphql::company::{Company, View};
use crate::graphql::context::{Ask, failure};
use crate::graphql::defaulted::Defaulted;
use crate::graphql::node::{self, Kind};
use crate::graphql::page::{Listing, listing};
use crate::graphql::scalar::{Calendar, Date, DateTime, Decimal, Rial};
use crate::graphql::together::Together;
use crate::graphql::total::Total;
use crate::graphql::unit::Unit;

mod correct;
mod facts;
mod filter;
mod input;
mod list;
mod mutation;
mod query;
mod reading;
mod record;
mod recording;

pub use filter::EventFilter;
pub use list::{EventArgs, EventOrder, HistoryArgs, of_unit};
pub use mutation::EventMutation;
pub use query::EventQuery;
pub use recording::Recording;

/// A page of unit events that counts them when asked.
pub type UnitEventConnection = Listing<UnitEvent, Total>;

/// An event, its unit, and what the events listed together with it replace or are replaced by.
#[derive(Clone)]
pub struct UnitEvent {
    event: Arc<stored::Event>,
    unit: Unit,
    listed: Arc<Listed>,
}

/// What the events of a list have to do with: asked of one, it is read for all.
struct Listed {
    /// What they replace and what they are replaced by.
    related: Together,
    /// Their records, and those that void them.
    records: Arc<Together>,
}

/// What happened to a unit on a day, as it was recorded. A record is never changed: it is replaced by one that states
/// the whole fact anew, or voided (rules L4 to L6).
#[Object]
impl UnitEvent {
    /// Global id.
    pub(crate) async fn id(&self) -> ID {
        node::encode(Kind::Event, self.event.position)
    }

    /// The code that its sender gave it, unique within the unit.
    async fn code(&self) -> &str {
        &self.event.code
    }

    /// What happened.
    async fn kind(&self) -> EventKind {
        self.event.facts.kind.into()
    }

    /// The day on which it took effect.
    async fn occurred_on(
        &self,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Date {
        Date::new(self.event.facts.occurred_on, calendar)
    }

    /// The unit to which it happened.
    async fn unit(&self) -> &Unit {
        &self.unit
    }

    /// Whole rials invested; planned ones with a permit. Null where not stated.
    async fn investment_irr(&self) -> Option<Rial> {
        Some(Rial(self.event.facts.investment?.get().into()))
    }

    /// Whole rials invested: the same as `investmentIrr`.
    #[graphql(deprecation = "Use `investmentIrr`, the name in changes and files.")]
    async fn investment(&self) -> Option<Rial> {
        Some(Rial(self.event.facts.investment?.get().into()))
    }

    /// Persons at work after it, created or kept; planned ones with a permit. Null where not stated.
    async fn jobs(&self) -> Option<i32> {
        Some(self.event.facts.jobs?.get())
    }

    /// Percent of the nominal capacity in use, 0 to 200. Null where not stated.
    async fn capacity_percent(&self) -> Option<Decimal> {
        Some(Decimal(self.event.facts.capacity?.get()))
    }

    /// Percent of the nominal capacity in use: the same as `capacityPercent`.
    #[graphql(deprecation = "Use `capacityPercent`, the name in changes and files.")]
    async fn capacity(&self) -> Option<Decimal> {
        Some(Decimal(self.event.facts.capacity?.get()))
    }

    /// Physical progress in percent, 0 to 100. Null where not stated.
    async fn progress_percent(&self) -> Option<Decimal> {
        Some(Decimal(self.event.facts.progress?.get()))
    }

    /// Physical progress in percent: the same as `progressPercent`.
    #[graphql(deprecation = "Use `progressPercent`, the name in changes and files.")]
    async fn progress(&self) -> Option<Decimal> {
        Some(Decimal(self.event.facts.progress?.get()))
    }

    /// Land in square metres. Null where not stated.
    async fn area_m2(&self) -> Option<Decimal> {
        self.event.facts.area_m2.map(Decimal)
    }

    /// Land in square metres: the same as `areaM2`.
    #[graphql(deprecation = "Use `areaM2`, the name in changes and files.")]
    async fn area_square_metres(&self) -> Option<Decimal> {
        self.event.facts.area_m2.map(Decimal)
    }

    /// Why it happened; one unit may have several reasons.
    async fn reasons(&self) -> Vec<Reason> {
        each(self.event.facts.reasons.iter().copied())
    }

    /// Who carried it out. Null where not stated.
    async fn body(&self) -> Option<ExecutingBody> {
        self.event.facts.body.map(Into::into)
    }

    /// What brought the unit back. Null where not stated.
    async fn means(&self) -> Option<RevivalMeans> {
        self.event.facts.means.map(Into::into)
    }

    /// The moment at which it was recorded.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.event.recorded_at)
    }

    /// How it was recorded, and by whom.
    async fn recording(&self) -> Recording {
        self.recording_of(self.event.position)
    }

    /// Whether it holds: neither replaced nor voided, by the knowledge of the moment by which the unit is shown.
    async fn effective(&self) -> bool {
        self.event.effective(self.known_at())
    }

    /// The event in whose place it was recorded; null unless it replaces one.
    async fn replaces(&self, ctx: &Context<'_>) -> Result<Option<UnitEvent>> {
        match self.event.replaces {
            Some(position) => self.related(ctx, position).await,
            None => Ok(None),
        }
    }

    /// The event that was recorded in its place; null while none was.
    async fn replaced_by(&self, ctx: &Context<'_>) -> Result<Option<UnitEvent>> {
        match self.event.correction(self.known_at()).filter(|correction| !correction.voids) {
            Some(correction) => self.related(ctx, correction.position).await,
            None => Ok(None),
        }
    }

    /// The record by which it was struck without another in its place; null while it was not.
    async fn voided_by(&self) -> Option<EventVoid> {
        let correction = self.event.correction(self.known_at()).filter(|correction| correction.voids)?;
        Some(EventVoid { correction: correction.clone(), listed: Arc::clone(&self.listed) })
    }
}

/// A record that voids an event.
pub struct EventVoid {
    correction: Correction,
    listed: Arc<Listed>,
}

/// A record that strikes an event: it did not happen. The reason is the note of its recording.
#[Object]
impl EventVoid {
    /// The code that its sender gave it, unique within the unit.
    async fn code(&self) -> &str {
        &self.correction.code
    }

    /// The moment at which it was recorded.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.correction.recorded_at)
    }

    /// How it was recorded, and by whom.
    async fn recording(&self) -> Recording {
        Recording::of(self.correction.position, &self.listed.records)
    }
}

impl UnitEvent {
    /// Events and their units as a day and a moment show them, listed together.
    pub fn together(reference: Arc<Reference>, view: Option<View>, rows: Vec<EventOfUnit>) -> Vec<UnitEvent> {
        let company = Company::of_units(reference, view, rows.iter().map(|row| &row.unit));
        let listed = Arc::new(Listed::of(rows.iter().map(|row| &row.event)));
        let event = |EventOfUnit { event, unit }| UnitEvent {
            event: Arc::new(event),
            unit: Unit::in_company(&company, unit),
            listed: Arc::clone(&listed),
        };
        rows.into_iter().map(event).collect()
    }

    /// A page of events and their units as a day and a moment show them.
    pub fn page(
        name: &'static str,
        reference: Arc<Reference>,
        page: Page<EventOfUnit>,
        view: Option<View>,
        total: Total,
    ) -> UnitEventConnection {
        let Page { rows, more_before, more_after } = page;
        let (keys, rows): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let rows = keys.into_iter().zip(UnitEvent::together(reference, view, rows)).collect();
        listing(name, Page { rows, more_before, more_after }, total, |event| event)
    }

    /// The events with these keys of global ids.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, UnitEvent>> {
        let found = at(ctx, node::numbers(keys), None).await?;
        Ok(found.into_iter().map(|(position, event)| (position.to_string(), event)).collect())
    }

    /// The unit to which it happened.
    pub fn its_unit(&self) -> &Unit {
        &self.unit
    }

    /// How the record at a position came into the ledger: its own, or the one that voids it.
    pub fn recording_of(&self, position: Position) -> Recording {
        Recording::of(position, &self.listed.records)
    }

    fn known_at(&self) -> Option<Moment> {
        self.unit.company().view?.known_at
    }

    /// The event at a place of the ledger, read together with all that are related to the events of the list.
    async fn related(&self, ctx: &Context<'_>, position: Position) -> Result<Option<UnitEvent>> {
        let view = self.unit.company().view;
        let events =
            self.listed.related.ask("events".to_owned(), async |positions| at(ctx, positions, view).await);
        // Boxed, so that the other fields stay small: see `Unit::state`.
        Ok(Box::pin(events).await?.get(&position).cloned())
    }
}

impl Listed {
    /// Events that were listed together.
    fn of<'a>(events: impl Iterator<Item = &'a stored::Event> + Clone) -> Listed {
        let correction = |event: &'a stored::Event| event.correction.as_ref();
        let related = events.clone().flat_map(move |event| {
            let replacement = correction(event).filter(|correction| !correction.voids);
            event.replaces.into_iter().chain(replacement.map(|correction| correction.position))
        });
        let records = events.flat_map(move |event| {
            std::iter::once(event.position).chain(correction(event).map(|correction| correction.position))
        });
        Listed { related: Together::new(related), records: Arc::new(Together::new(records)) }
    }
}

/// The events at some places of the ledger, as a day and a moment show them. A record that voids is none.
///
/// # Errors
/// A failure of the database.
pub async fn at(
    ctx: &Context<'_>,
    positions: Vec<Position>,
    view: Option<View>,
) -> Result<HashMap<Position, UnitEvent>> {
    if positions.is_empty() {
        return Ok(HashMap::new());
    }
    let found = stored::find_all(ctx.db()?, positions).await.map_err(failure)?;
    let reference = ctx.reference_at_least(found.version).await?;
    let rows = found.page.rows.into_iter().map(|(_, row)| row).collect();
    let events = UnitEvent::together(reference, view, rows);
    Ok(events.into_iter().map(|event| (event.event.position, event)).collect())
}
