//! A record of the ledger.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::connection::CursorType;
use async_graphql::{Context, ID, Object, Result};

use shahrak_domain::ledger::Position;
use shahrak_persistence::event::{Event, EventOfUnit};
use shahrak_persistence::ledger::feed::{self, FeedEntry, RecordHeader};
use shahrak_persistence::list::Paged;
use shahrak_persistence::page::Page;
use shahrak_persistence::reference_cache::Reference;

use super::cursor;
use crate::graphql::common::batch_scope::View;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::global_id::{self, NodeKind};
use crate::graphql::common::page::ListEdge;
use crate::graphql::common::scalar::DateTime;
use crate::graphql::event::{Recording, UnitEvent};
use crate::graphql::unit::Unit;

/// A record of the ledger.
#[derive(Clone)]
pub struct LedgerRecord {
    recorded: RecordHeader,
    unit: Unit,
    event: Option<UnitEvent>,
    corrected: Option<UnitEvent>,
}

/// A record of the ledger: an event, a replacement or a void.
#[Object]
impl LedgerRecord {
    /// Global id.
    pub async fn id(&self) -> ID {
        global_id::encode(NodeKind::Record, self.recorded.position)
    }

    /// Place of the record in the feed, whichever list contained it: `feed(after:)` and `registerChanged(after:)`
    /// continue from it.
    async fn cursor(&self) -> String {
        cursor(self.recorded.position).encode_cursor()
    }

    /// Code that the sender gave to the record, unique within the unit.
    async fn code(&self) -> &str {
        &self.recorded.code
    }

    /// The moment at which the record was added.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.recorded.recorded_at)
    }

    /// How and by whom the record was added.
    async fn recording(&self) -> Option<Recording> {
        let event = self.event.as_ref().or(self.corrected.as_ref())?;
        Some(event.recording_of(self.recorded.position))
    }

    /// The unit of the record.
    async fn unit(&self) -> &Unit {
        &self.unit
    }

    /// The event that the record states; null for a void.
    async fn event(&self) -> Option<&UnitEvent> {
        self.event.as_ref()
    }

    /// The event that the record replaces; null if it replaces none.
    async fn replaces(&self) -> Option<&UnitEvent> {
        self.corrected.as_ref().filter(|_| self.recorded.replaces.is_some())
    }

    /// The event that the record voids; null if it voids none.
    async fn voids(&self) -> Option<&UnitEvent> {
        self.corrected.as_ref().filter(|_| self.recorded.voids.is_some())
    }
}

impl LedgerRecord {
    /// The records with these keys of global ids.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, LedgerRecord>> {
        let found = feed::find_all(ctx.db()?, global_id::numbers(keys)).await.map_err(failure)?;
        let records = LedgerRecord::page(ctx, found, None).await?.rows.into_iter();
        Ok(records.map(|(_, record)| (record.recorded.position.to_string(), record)).collect())
    }

    /// A page of records, with their events and units for a day and a moment of knowledge.
    pub async fn page(
        ctx: &Context<'_>,
        found: Paged<FeedEntry>,
        view: Option<View>,
    ) -> Result<Page<LedgerRecord>> {
        let reference = ctx.reference_at_least(found.version).await?;
        let Page { rows, more_before, more_after } = found.page;
        let (keys, entries): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let records = LedgerRecord::batch(reference, view, entries);
        Ok(Page { rows: keys.into_iter().zip(records).collect(), more_before, more_after })
    }

    /// A batch of records.
    pub fn batch(
        reference: Arc<Reference>,
        view: Option<View>,
        entries: Vec<FeedEntry>,
    ) -> Vec<LedgerRecord> {
        let row =
            |event: &Event, entry: &FeedEntry| EventOfUnit { event: event.clone(), unit: entry.unit.clone() };
        let events = |entry| events_of(entry).map(move |event| row(event, entry));
        let rows = entries.iter().flat_map(events).collect();
        let mut events = UnitEvent::batch(reference, view, rows).into_iter();
        let record = |entry: FeedEntry| {
            let event = entry.event.and_then(|_| events.next());
            let corrected = entry.corrected.and_then(|_| events.next());
            let unit = event.as_ref().or(corrected.as_ref())?.its_unit().clone();
            Some(LedgerRecord { recorded: entry.recorded, unit, event, corrected })
        };
        // Every record states an event or corrects one.
        entries.into_iter().filter_map(record).collect()
    }

    /// The record with its cursor in the feed.
    pub fn into_edge(self) -> ListEdge<LedgerRecord> {
        ListEdge::new(cursor(self.recorded.position), self)
    }

    /// Position of the record in the ledger.
    pub fn position(&self) -> Position {
        self.recorded.position
    }
}

/// The events that a record states and corrects.
fn events_of(entry: &FeedEntry) -> impl Iterator<Item = &Event> {
    entry.event.iter().chain(&entry.corrected)
}
