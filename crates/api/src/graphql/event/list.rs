//! Lists of events: all events, and those of a unit.

use std::sync::Arc;

use async_graphql::{Context, Enum, Result};

use shahrak_persistence::event as stored;
use shahrak_persistence::list::{Paged, PagedByParent};
use shahrak_persistence::page::Order;
use shahrak_persistence::unit::DayBounds;

use super::{EventBatch, EventFilter, UnitEvent, UnitEventConnection};
use crate::graphql::common::batch::Batch;
use crate::graphql::common::batch_scope::View;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::enums::{EventKind, convert_each};
use crate::graphql::common::page::{PageArgs, connection};
use crate::graphql::common::total_count::TotalCount;
use crate::graphql::unit::Unit;

/// Orders of events.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EventOrder {
    /// Day on which they took effect, then place in the ledger.
    #[default]
    OccurredOn,
    /// Moment of recording, then position in the ledger.
    RecordedAt,
}

/// The arguments of a list of events.
pub struct EventArgs {
    /// The page.
    pub page: PageArgs,
    /// The conditions.
    pub filter: EventFilter,
    /// The order.
    pub order_by: EventOrder,
    /// Whether the latest event comes first.
    pub descending: bool,
    /// The day and the moment of knowledge for which the units are shown; none for today and now.
    pub view: Option<View>,
}

/// The arguments of the history of a unit.
pub struct HistoryArgs {
    /// The page.
    pub page: PageArgs,
    /// The kinds.
    pub kind: Option<Vec<EventKind>>,
    /// The days.
    pub days: DayBounds,
    /// Whether replaced and voided events are included.
    pub corrections: bool,
    /// Whether the latest event comes first.
    pub descending: bool,
}

impl EventOrder {
    /// The order, and its name in cursors.
    pub fn order(self, descending: bool) -> (&'static str, Order) {
        let (name, order) = match self {
            EventOrder::OccurredOn => ("event.day", stored::BY_DAY),
            EventOrder::RecordedAt => ("event.recorded", stored::BY_RECORDING),
        };
        (name, Order { descending, ..order })
    }
}

/// Events and their units.
pub(super) async fn all(ctx: &Context<'_>, args: EventArgs) -> Result<UnitEventConnection> {
    let (name, order) = args.order_by.order(args.descending);
    let request = args.page.request(name, &order)?;
    let known_at = args.view.and_then(|view| view.known_at);
    let filter = Arc::new(stored::EventFilter { known_at, ..args.filter.stored(ctx).await? });
    let Paged { page, version } =
        stored::list(ctx.db()?, &filter, &order, &request).await.map_err(failure)?;
    let reference = ctx.reference_at_least(version).await?;
    let total = TotalCount::new(move |db| {
        let filter = filter.clone();
        async move { stored::count(&db, &filter).await.map_err(failure) }
    });
    Ok(UnitEvent::page(name, reference, page, args.view, total))
}

/// Events of a unit, loaded for all units of its batch.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument.
pub async fn of_unit(ctx: &Context<'_>, unit: &Unit, args: HistoryArgs) -> Result<UnitEventConnection> {
    let (name, order) = EventOrder::OccurredOn.order(args.descending);
    let request = args.page.request(name, &order)?;
    let filter = Arc::new(history_filter(unit, &args));
    let units = &unit.batch().units;
    let question = format!("events {} {request:?} {filter:?}", order.descending);
    let pages = units.get_or_load(question, async |ids| {
        let found = stored::list_of(ctx.db()?, &ids, &filter, &order, &request);
        let PagedByParent { pages, .. } = found.await.map_err(failure)?;
        let events = pages.values().flat_map(|page| page.rows.iter().map(|(_, event)| event));
        let batch = Arc::new(EventBatch::of(events));
        Ok((batch, pages))
    });
    let pages = pages.await?;
    let (batch, pages) = &*pages;
    let page = pages.get(&unit.number()).cloned().unwrap_or_default();
    let total = total_of(units.clone(), unit.number(), filter);
    Ok(connection(name, page, total, |event| UnitEvent {
        event: Arc::new(event),
        unit: unit.clone(),
        batch: Arc::clone(batch),
    }))
}

/// The filter of a unit's events, for the day and the moment of knowledge of the unit.
fn history_filter(unit: &Unit, args: &HistoryArgs) -> stored::EventFilter {
    let view = unit.batch().view;
    let last = view.map(|view| view.as_of);
    let to = args.days.to.map_or(last, |to| Some(last.map_or(to, |last| last.min(to))));
    stored::EventFilter {
        kinds: args.kind.clone().map(convert_each),
        days: DayBounds { from: args.days.from, to },
        known_at: view.and_then(|view| view.known_at),
        corrected_too: args.corrections,
        ..stored::EventFilter::default()
    }
}

fn total_of(units: Arc<Batch>, id: i64, filter: Arc<stored::EventFilter>) -> TotalCount {
    TotalCount::new(move |db| {
        let (units, filter) = (units.clone(), filter.clone());
        async move {
            let counts = units.get_or_load(format!("number of events {filter:?}"), async |ids| {
                stored::count_of(&db, &ids, &filter).await.map_err(failure)
            });
            Ok(counts.await?.get(&id).copied().unwrap_or(0))
        }
    })
}
