//! A record of the ledger, whatever it says.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::connection::CursorType;
use async_graphql::{Context, ID, Object, Result};

use shahrak_domain::ledger::Position;
use shahrak_persistence::event::{Event, EventOfUnit};
use shahrak_persistence::list::Paged;
use shahrak_persistence::page::Page;
use shahrak_persistence::recorded::{self, Entry, Recorded};
use shahrak_persistence::snapshot::Reference;

use super::cursor;
use crate::graphql::company::View;
use crate::graphql::context::{Ask, failure};
use crate::graphql::event::{Recording, UnitEvent};
use crate::graphql::node;
use crate::graphql::page::ListEdge;
use crate::graphql::scalar::DateTime;
use crate::graphql::unit::Unit;

/// A record of the ledger.
#[derive(Clone)]
pub struct LedgerRecord {
    recorded: Recorded,
    unit: Unit,
    event: Option<UnitEvent>,
    corrected: Option<UnitEvent>,
}

/// A record of the ledger: it states an event, states one anew in place of another, or voids one.
#[Object]
impl LedgerRecord {
    /// Global id.
    pub async fn id(&self) -> ID {
        node::encode(node::Kind::Record, self.recorded.position)
    }

    /// Its place in the feed, whichever list it was found in: `feed(after:)` and `registerChanged(after:)` go on from it.
    async fn cursor(&self) -> String {
        cursor(self.recorded.position).encode_cursor()
    }

    /// The code that its sender gave it, unique within the unit.
    async fn code(&self) -> &str {
        &self.recorded.code
    }

    /// The moment at which it was recorded.
    async fn recorded_at(&self) -> DateTime {
        DateTime(self.recorded.recorded_at)
    }

    /// How it was recorded, and by whom.
    async fn recording(&self) -> Option<Recording> {
        let event = self.event.as_ref().or(self.corrected.as_ref())?;
        Some(event.recording_of(self.recorded.position))
    }

    /// The unit that it concerns.
    async fn unit(&self) -> &Unit {
        &self.unit
    }

    /// What it states; null if it voids.
    async fn event(&self) -> Option<&UnitEvent> {
        self.event.as_ref()
    }

    /// What it states anew; null unless it replaces.
    async fn replaces(&self) -> Option<&UnitEvent> {
        self.corrected.as_ref().filter(|_| self.recorded.replaces.is_some())
    }

    /// What it strikes; null unless it voids.
    async fn voids(&self) -> Option<&UnitEvent> {
        self.corrected.as_ref().filter(|_| self.recorded.voids.is_some())
    }
}

impl LedgerRecord {
    /// The records with these keys of global ids.
    pub(crate) async fn by_key(ctx: &Context<'_>, keys: &[String]) -> Result<HashMap<String, LedgerRecord>> {
        let found = recorded::find_all(ctx.db()?, node::numbers(keys)).await.map_err(failure)?;
        let records = LedgerRecord::page(ctx, found, None).await?.rows.into_iter();
        Ok(records.map(|(_, record)| (record.recorded.position.to_string(), record)).collect())
    }

    /// A page of records; their events and units as a day and a moment show them.
    ///
    /// # Errors
    /// A failure of the database.
    pub async fn page(
        ctx: &Context<'_>,
        found: Paged<Entry>,
        view: Option<View>,
    ) -> Result<Page<LedgerRecord>> {
        let reference = ctx.reference_at_least(found.version).await?;
        let Page { rows, more_before, more_after } = found.page;
        let (keys, entries): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        let records = LedgerRecord::together(reference, view, entries);
        Ok(Page { rows: keys.into_iter().zip(records).collect(), more_before, more_after })
    }

    /// Records listed together.
    pub fn together(reference: Arc<Reference>, view: Option<View>, entries: Vec<Entry>) -> Vec<LedgerRecord> {
        let row =
            |event: &Event, entry: &Entry| EventOfUnit { event: event.clone(), unit: entry.unit.clone() };
        let events = |entry| events_of(entry).map(move |event| row(event, entry));
        let rows = entries.iter().flat_map(events).collect();
        let mut events = UnitEvent::together(reference, view, rows).into_iter();
        let record = |entry: Entry| {
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

    /// Its place in the ledger.
    pub fn position(&self) -> Position {
        self.recorded.position
    }
}

/// What a record states and what it corrects.
fn events_of(entry: &Entry) -> impl Iterator<Item = &Event> {
    entry.event.iter().chain(&entry.corrected)
}
