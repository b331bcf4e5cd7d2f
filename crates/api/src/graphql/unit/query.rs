//! The queries of units.

use async_graphql::{Context, Object, Result};

use shahrak_messages::{Explain as _, message};
use shahrak_persistence::list::Paged;
use shahrak_persistence::unit as stored;

use super::list::{self, UnitArgs, UnitOrder};
use super::{Unit, UnitConnection, UnitFilter};
use crate::graphql::common::argument::past_moment;
use crate::graphql::common::batch_scope::View;
use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::page::PageArgs;
use crate::graphql::common::scalar::{Date, DateTime};

/// The queries of units.
#[derive(Default)]
pub struct UnitQuery;

#[Object]
impl UnitQuery {
    /// All units, in any status, in and outside parks, today and as known now, or for another day and another moment of
    /// knowledge. Note that `report` counts only units in parks by default.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Returns the first *n* items (default 20, at most 100).")] first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last *n* items (at most 100).")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
        #[graphql(desc = "Returns the items that satisfy all conditions.")] filter: Option<UnitFilter>,
        #[graphql(desc = "The order of the list.", default)] order_by: OrDefault<UnitOrder>,
        #[graphql(desc = "Whether the greatest value comes first.", default)] descending: OrDefault<bool>,
        #[graphql(
            desc = "The day for which to filter and show the units, not in the future (default: today)."
        )]
        as_of: Option<Date>,
        #[graphql(
            desc = "The moment of knowledge, not in the future: only what was recorded by then counts (default: now)."
        )]
        known_at: Option<DateTime>,
    ) -> Result<UnitConnection> {
        let page = PageArgs { first, after, last, before };
        let view = view(ctx, as_of, known_at).await?;
        list::all(
            ctx,
            UnitArgs {
                page,
                filter: filter.unwrap_or_default(),
                order_by: order_by.0,
                descending: descending.0,
                view,
            },
        )
        .await
    }

    /// The unit with this code, today and as known now, or for another day and another moment of knowledge; null if
    /// there is none.
    async fn unit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Code of the unit, for example `U1`.")] code: String,
        #[graphql(desc = "The day for which to show the unit, not in the future (default: today).")]
        as_of: Option<Date>,
        #[graphql(
            desc = "The moment of knowledge, not in the future: only what was recorded by then counts (default: now)."
        )]
        known_at: Option<DateTime>,
    ) -> Result<Option<Unit>> {
        let view = view(ctx, as_of, known_at).await?;
        let Some(found) = stored::find(ctx.db()?, &code).await.map_err(failure)? else { return Ok(None) };
        let Paged { page, version } = found;
        let reference = ctx.reference_at_least(version).await?;
        Ok(page.rows.into_iter().next().map(|(_, row)| Unit::new(reference, row, view)))
    }
}

/// The day and the moment of knowledge that arguments name; none if neither is given.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument.
pub async fn view(
    ctx: &impl ContextExt,
    as_of: Option<Date>,
    known_at: Option<DateTime>,
) -> Result<Option<View>> {
    if as_of.is_none() && known_at.is_none() {
        return Ok(None);
    }
    let today = ctx.today()?;
    let as_of = as_of.map_or(today, |date| date.0);
    as_of.in_register().map_err(|outside| bad_input("asOf", outside.message()))?;
    if as_of > today {
        return Err(bad_input("asOf", message!("day-in-future", day = as_of, today)));
    }
    let known_at = match known_at {
        Some(moment) => Some(past_moment(ctx, "knownAt", moment).await?),
        None => None,
    };
    Ok(Some(View { as_of, known_at }))
}
