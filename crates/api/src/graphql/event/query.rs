//! What can be asked about events.

use async_graphql::{Context, Object, Result};

use shahrak_persistence::event as stored;

use super::list;
use super::{EventArgs, EventFilter, EventOrder, UnitEvent, UnitEventConnection};
use crate::graphql::context::{Ask, failure};
use crate::graphql::defaulted::Defaulted;
use crate::graphql::page::PageArgs;

/// What can be asked about events.
#[derive(Default)]
pub struct EventQuery;

#[Object]
impl EventQuery {
    /// What happened to all units, by present knowledge.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that satisfy all of this.")] filter: Option<EventFilter>,
        #[graphql(desc = "What the list is ordered by.", default)] order_by: Defaulted<EventOrder>,
        #[graphql(desc = "Whether the latest comes first.", default)] descending: Defaulted<bool>,
    ) -> Result<UnitEventConnection> {
        let page = PageArgs { first, after, last, before };
        list::all(
            ctx,
            EventArgs {
                page,
                filter: filter.unwrap_or_default(),
                order_by: order_by.0,
                descending: descending.0,
            },
        )
        .await
    }

    /// The event of a unit with this code; null where there is none. A record that voids is no event.
    async fn event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code of the unit.")] unit: String,
        #[graphql(desc = "The code that its sender gave to the event.")] code: String,
    ) -> Result<Option<UnitEvent>> {
        let Some(found) = stored::find(ctx.db()?, &unit, &code).await.map_err(failure)? else {
            return Ok(None);
        };
        let reference = ctx.reference_at_least(found.version).await?;
        let rows = found.page.rows.into_iter().map(|(_, row)| row).collect();
        Ok(UnitEvent::together(reference, None, rows).pop())
    }
}
