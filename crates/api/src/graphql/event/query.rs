//! The queries of events.

use async_graphql::{Context, Object, Result};

use shahrak_persistence::event as stored;

use super::list;
use super::{EventArgs, EventFilter, EventOrder, UnitEvent, UnitEventConnection};
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::PageArgs;
use crate::graphql::common::scalar::DateTime;
use crate::graphql::unit;

/// The queries of events.
#[derive(Default)]
pub struct EventQuery;

#[Object]
impl EventQuery {
    /// The events of all units, as known now or at another moment.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Returns the items that satisfy all conditions.")] filter: Option<EventFilter>,
        #[graphql(desc = "The order of the list.", default)] order_by: OrDefault<EventOrder>,
        #[graphql(desc = "Whether the latest item comes first.", default)] descending: OrDefault<bool>,
        #[graphql(
            desc = "The moment of knowledge, not in the future: only what was recorded by then counts (default: now)."
        )]
        known_at: Option<DateTime>,
    ) -> Result<UnitEventConnection> {
        let page = PageArgs { first, after, last, before };
        let view = unit::view(ctx, None, known_at).await?;
        list::all(
            ctx,
            EventArgs {
                page,
                filter: filter.unwrap_or_default(),
                order_by: order_by.0,
                descending: descending.0,
                view,
            },
        )
        .await
    }

    /// The event with this code at a unit; null if there is none. A record that voids is not an event.
    async fn event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code of the unit.")] unit: String,
        #[graphql(desc = "Code that the sender gave to the event.")] code: String,
    ) -> Result<Option<UnitEvent>> {
        let Some(found) = stored::find(ctx.db()?, &unit, &code).await.map_err(failure)? else {
            return Ok(None);
        };
        let reference = ctx.reference_at_least(found.version).await?;
        let rows = found.page.rows.into_iter().map(|(_, row)| row).collect();
        Ok(UnitEvent::batch(reference, None, rows).pop())
    }
}
