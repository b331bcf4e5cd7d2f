//! The queries of aggregates.

use std::sync::Arc;

use async_graphql::{Context, Object, Result};
use futures_util::FutureExt;

use shahrak_messages::message;
use shahrak_persistence::aggregate::{self, Shown};
use shahrak_persistence::db::Db;

use super::{
    AggregateArgs, AggregateCondition, AggregateConnection, AggregateFigure, EventAggregateKeys,
    EventGroupKey, KeysOf, UnitAggregateKeys, UnitGroupKey,
};
use crate::graphql::common::argument::past_moment;
use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::common::enums::convert_each;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::PageArgs;
use crate::graphql::common::scalar::{Date, DateTime};
use crate::graphql::event::EventFilter;
use crate::graphql::unit::{UnitFilter, view};

/// The queries of aggregates.
#[derive(Default)]
pub struct AggregateQuery;

#[Object]
impl AggregateQuery {
    /// Effective events by up to four keys: their number, and the jobs, the investment and the capacities that they state.
    ///
    /// Groups without events are not listed. They are ordered by their keys in the order of `groupBy` – codes, names and
    /// enum names by byte order, years ascending, unknown last –, or by a number, groups without that number last. Each
    /// kind of event is a separate programme: group or filter by kind before you add anything up.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn event_aggregates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* groups (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the groups after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* groups (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the groups before this cursor.")] before: Option<String>,
        #[graphql(
            desc = "Counts the events that satisfy all conditions. `corrections` cannot be given: only effective events \
            count."
        )]
        filter: Option<EventFilter>,
        #[graphql(desc = "One to four keys.")] group_by: Vec<EventGroupKey>,
        #[graphql(desc = "Returns the groups that satisfy all conditions (at most ten).")] having: Option<
            Vec<AggregateCondition>,
        >,
        #[graphql(desc = "The number by which groups are ordered; if omitted, by their keys.")]
        order_by: Option<AggregateFigure>,
        #[graphql(desc = "Whether the greatest comes first.", default)] descending: OrDefault<bool>,
        #[graphql(
            desc = "The moment of knowledge, not in the future: only what was recorded by then counts (default: now)."
        )]
        known_at: Option<DateTime>,
    ) -> Result<AggregateConnection<EventAggregateKeys>> {
        let page = PageArgs { first, after, last, before };
        let args =
            AggregateArgs { page, keys: convert_each(group_by), having, order_by, descending: descending.0 };
        let mut filter = filter.unwrap_or_default().stored(ctx).await?;
        if filter.corrected_too {
            return Err(bad_input("filter.corrections", message!("only-effective-counted")));
        }
        if let Some(moment) = known_at {
            filter.known_at = Some(past_moment(ctx, "knownAt", moment).await?);
        }
        let asked = args.asked(ctx, EventAggregateKeys::GROUP)?;
        let groups =
            aggregate::events(ctx.db()?, &filter, &asked.grouping, &asked.order, &asked.request).await;
        let filter = Arc::new(filter);
        let total = move |db: Db, shown: Shown| {
            let filter = Arc::clone(&filter);
            async move { aggregate::events_in_total(&db, &filter, &shown).await.map_err(failure) }.boxed()
        };
        asked.answer(ctx, groups.map_err(failure)?, Box::new(total)).await
    }

    /// Units by up to four keys: their number, jobs, investment and capacities, today and as known now, or as of another
    /// day and by the knowledge of another moment.
    ///
    /// Groups without units are not listed; their order is that of `eventAggregates`. Units without events have no
    /// status, and count as well.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn unit_aggregates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* groups (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the groups after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* groups (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the groups before this cursor.")] before: Option<String>,
        #[graphql(
            desc = "Counts the units that satisfy all conditions, as of the day and by the knowledge of the moment."
        )]
        filter: Option<UnitFilter>,
        #[graphql(desc = "One to four keys.")] group_by: Vec<UnitGroupKey>,
        #[graphql(desc = "Returns the groups that satisfy all conditions (at most ten).")] having: Option<
            Vec<AggregateCondition>,
        >,
        #[graphql(desc = "The number by which groups are ordered; if omitted, by their keys.")]
        order_by: Option<AggregateFigure>,
        #[graphql(desc = "Whether the greatest comes first.", default)] descending: OrDefault<bool>,
        #[graphql(desc = "The day for which units are counted, not in the future (default: today).")]
        as_of: Option<Date>,
        #[graphql(
            desc = "The moment of knowledge, not in the future: only what was recorded by then counts (default: now)."
        )]
        known_at: Option<DateTime>,
    ) -> Result<AggregateConnection<UnitAggregateKeys>> {
        let page = PageArgs { first, after, last, before };
        let args =
            AggregateArgs { page, keys: convert_each(group_by), having, order_by, descending: descending.0 };
        let view = view(ctx, as_of, known_at).await?;
        let filter = filter.unwrap_or_default().stored(ctx, view).await?;
        let asked = args.asked(ctx, UnitAggregateKeys::GROUP)?;
        let groups =
            aggregate::units(ctx.db()?, &filter, &asked.grouping, &asked.order, &asked.request).await;
        let filter = Arc::new(filter);
        let total = move |db: Db, shown: Shown| {
            let filter = Arc::clone(&filter);
            async move { aggregate::units_in_total(&db, &filter, &shown).await.map_err(failure) }.boxed()
        };
        asked.answer(ctx, groups.map_err(failure)?, Box::new(total)).await
    }
}
