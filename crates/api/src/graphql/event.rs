//! Unit events: what happened, and how the record was corrected.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Context, ID, Object, Result};

use shahrak_domain::ledger::Position;
use shahrak_domain::moment::Moment;
use shahrak_persistence::event::{self as stored, Correction, EventOfUnit};
use shahrak_persistence::page::Page;
use shahrak_persistence::reference_cache::Reference;

use crate::graphql::common::batch::Batch;
use crate::graphql::common::batch_scope::{BatchScope, View};
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::enums::{EventKind, ExecutingBody, Reason, RevivalMeans, convert_each};
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::{Connection, connection};
use crate::graphql::common::scalar::{Calendar, Date, DateTime, Decimal, Rial};
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::unit::Unit;

mod append;
mod change;
mod correct;
mod facts;
mod filter;
mod input;
mod list;
mod mutation;
mod query;
mod recording;
mod replacement;
mod rule;
mod validate;

pub use correct::CorrectionMutation;
pub use filter::EventFilter;
pub use list::{EventArgs, EventOrder, HistoryArgs, of_unit};
pub use mutation::EventMutation;
pub use query::EventQuery;
pub use recording::Recording;
pub use rule::{EventRule, EventRuleQuery};

/// A page of unit events with `totalCount`.
pub type UnitEventConnection = Connection<UnitEvent>;

/// An event, its unit, and the records that correct the events of its batch or are corrected by them.
#[derive(Clone)]
pub struct UnitEvent {
    event: Arc<stored::Event>,
    unit: Unit,
    batch: Arc<EventBatch>,
}

/// The records that are related to the events of a list, loaded for all of them at once.
struct EventBatch {
    /// The events that they replace, and that replace them.
    related: Batch,
    /// Their records, and the voids of them.
    records: Arc<Batch>,
}

/// What happened to a unit on a day, as recorded. A record is never changed. A correction is a new record that replaces
/// it with the full facts, or voids it.
#[Object]
impl UnitEvent {
    /// Global id.
    pub(crate) async fn id(&self) -> ID {
        global_id::encode(NodeKind::Event, self.event.position)
    }

    /// Code that the sender gave to the record, unique within the unit.
    async fn code(&self) -> &str {
        &self.event.code
    }

    /// The kind of event.
    async fn kind(&self) -> EventKind {
        self.event.facts.kind.into()
    }

    /// The day on which the event took effect.
    async fn occurred_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.event.facts.occurred_on, calendar)
    }

    /// The unit to which the event happened.
    async fn unit(&self) -> &Unit {
        &self.unit
    }

    /// Investment in whole rials, planned for a permit; null if not stated.
    async fn investment_irr(&self) -> Option<Rial> {
        Some(Rial(self.event.facts.investment?.get().into()))
    }

    /// Whole rials invested: the same as `investmentIrr`.
    #[graphql(deprecation = "Use `investmentIrr`, the name in changes and files.")]
    async fn investment(&self) -> Option<Rial> {
        Some(Rial(self.event.facts.investment?.get().into()))
    }

    /// Persons at work after the event, in new and retained jobs; planned jobs for a permit. Null if not stated.
    async fn jobs(&self) -> Option<i32> {
        Some(self.event.facts.jobs?.get())
    }

    /// Capacity in use, in percent of nominal capacity (0 to 200); null if not stated.
    async fn capacity_percent(&self) -> Option<Decimal> {
        Some(Decimal(self.event.facts.capacity?.get()))
    }

    /// Percent of the nominal capacity in use: the same as `capacityPercent`.
    #[graphql(deprecation = "Use `capacityPercent`, the name in changes and files.")]
    async fn capacity(&self) -> Option<Decimal> {
        Some(Decimal(self.event.facts.capacity?.get()))
    }

    /// Physical progress in percent (0 to 100); null if not stated.
    async fn progress_percent(&self) -> Option<Decimal> {
        Some(Decimal(self.event.facts.progress?.get()))
    }

    /// Physical progress in percent: the same as `progressPercent`.
    #[graphql(deprecation = "Use `progressPercent`, the name in changes and files.")]
    async fn progress(&self) -> Option<Decimal> {
        Some(Decimal(self.event.facts.progress?.get()))
    }

    /// Area of the land in square metres; null if not stated.
    async fn area_m2(&self) -> Option<Decimal> {
        self.event.facts.area_m2.map(Decimal)
    }

    /// Land in square metres: the same as `areaM2`.
    #[graphql(deprecation = "Use `areaM2`, the name in changes and files.")]
    async fn area_square_metres(&self) -> Option<Decimal> {
        self.event.facts.area_m2.map(Decimal)
    }

    /// Why it happened. There may be several reasons.
    async fn reasons(&self) -> Vec<Reason> {
        convert_each(self.event.facts.reasons.iter().copied())
    }

    /// The body that carried it out; null if not stated.
    async fn body(&self) -> Option<ExecutingBody> {
        self.event.facts.body.map(Into::into)
    }

    /// The means by which the unit was revived; null if not stated.
    async fn means(&self) -> Option<RevivalMeans> {
        self.event.facts.means.map(Into::into)
    }

    /// The moment at which the record was added.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.event.recorded_at)
    }

    /// How and by whom the event was recorded.
    async fn recording(&self) -> Recording {
        self.recording_of(self.event.position)
    }

    /// Whether the event is effective, that is, neither replaced nor voided, at the moment of knowledge for which the
    /// unit is shown.
    async fn effective(&self) -> bool {
        self.event.effective(self.known_at())
    }

    /// The event that this one replaces; null if it replaces none.
    async fn replaces(&self, ctx: &Context<'_>) -> Result<Option<UnitEvent>> {
        match self.event.replaces {
            Some(position) => self.related(ctx, position).await,
            None => Ok(None),
        }
    }

    /// The event that replaces this one; null if none does.
    async fn replaced_by(&self, ctx: &Context<'_>) -> Result<Option<UnitEvent>> {
        match self.event.correction(self.known_at()).filter(|correction| !correction.voids) {
            Some(correction) => self.related(ctx, correction.position).await,
            None => Ok(None),
        }
    }

    /// The record that voids this event; null if none does.
    async fn voided_by(&self) -> Option<EventVoid> {
        let correction = self.event.correction(self.known_at()).filter(|correction| correction.voids)?;
        Some(EventVoid { correction: correction.clone(), batch: Arc::clone(&self.batch) })
    }
}

/// A record that voids an event.
pub struct EventVoid {
    correction: Correction,
    batch: Arc<EventBatch>,
}

/// A record that voids an event: the event did not happen. The note of its recording states the reason.
#[Object]
impl EventVoid {
    /// Code that the sender gave to the record, unique within the unit.
    async fn code(&self) -> &str {
        &self.correction.code
    }

    /// The moment at which the record was added.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.correction.recorded_at)
    }

    /// How and by whom the void was recorded.
    async fn recording(&self) -> Recording {
        Recording::of(self.correction.position, &self.batch.records)
    }
}

impl UnitEvent {
    /// A batch of events and their units, for a day and a moment of knowledge.
    pub fn batch(reference: Arc<Reference>, view: Option<View>, rows: Vec<EventOfUnit>) -> Vec<UnitEvent> {
        let units = BatchScope::of_units(reference, view, rows.iter().map(|row| &row.unit));
        let batch = Arc::new(EventBatch::of(rows.iter().map(|row| &row.event)));
        let event = |EventOfUnit { event, unit }| UnitEvent {
            event: Arc::new(event),
            unit: Unit::in_batch(&units, unit),
            batch: Arc::clone(&batch),
        };
        rows.into_iter().map(event).collect()
    }

    /// A page of events and their units, for a day and a moment of knowledge.
    pub fn page(
        name: &'static str,
        reference: Arc<Reference>,
        page: Page<EventOfUnit>,
        view: Option<View>,
        total: TotalCount,
    ) -> UnitEventConnection {
        let Page { rows, more_before, more_after } = page;
        let (keys, rows): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let rows = keys.into_iter().zip(UnitEvent::batch(reference, view, rows)).collect();
        connection(name, Page { rows, more_before, more_after }, total, |event| event)
    }

    /// The events with these keys of global ids.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, UnitEvent>> {
        let found = at(ctx, global_id::numbers(keys), None).await?;
        Ok(found.into_iter().map(|(position, event)| (position.to_string(), event)).collect())
    }

    /// The unit to which it happened.
    pub fn its_unit(&self) -> &Unit {
        &self.unit
    }

    /// How the record at a position was added: the event itself, or the void of it.
    pub fn recording_of(&self, position: Position) -> Recording {
        Recording::of(position, &self.batch.records)
    }

    fn known_at(&self) -> Option<Moment> {
        self.unit.batch().view?.known_at
    }

    /// The event at a position, loaded with all records that are related to the events of the batch.
    async fn related(&self, ctx: &Context<'_>, position: Position) -> Result<Option<UnitEvent>> {
        let view = self.unit.batch().view;
        let events = self
            .batch
            .related
            .get_or_load("events".to_owned(), async |positions| at(ctx, positions, view).await);
        // Boxed, so that the other fields stay small: see `Unit::state`.
        Ok(Box::pin(events).await?.get(&position).cloned())
    }
}

impl EventBatch {
    /// The batch of these events.
    fn of<'a>(events: impl Iterator<Item = &'a stored::Event> + Clone) -> EventBatch {
        let correction = |event: &'a stored::Event| event.correction.as_ref();
        let related = events.clone().flat_map(move |event| {
            let replacement = correction(event).filter(|correction| !correction.voids);
            event.replaces.into_iter().chain(replacement.map(|correction| correction.position))
        });
        let records = events.flat_map(move |event| {
            std::iter::once(event.position).chain(correction(event).map(|correction| correction.position))
        });
        EventBatch { related: Batch::new(related), records: Arc::new(Batch::new(records)) }
    }
}

/// The events at some positions of the ledger, for a day and a moment of knowledge. Voids are left out.
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
    let events = UnitEvent::batch(reference, view, rows);
    Ok(events.into_iter().map(|event| (event.event.position, event)).collect())
}
