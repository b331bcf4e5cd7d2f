//! What can be asked about units.

use async_graphql::{Context, Object, Result};

use shahrak_persistence::list::Paged;
use shahrak_persistence::unit as stored;

use super::list::{self, UnitArgs, UnitOrder};
use super::{Unit, UnitConnection, UnitFilter};
use crate::graphql::company::View;
use crate::graphql::context::{Ask, bad_input, failure};
use crate::graphql::defaulted::Defaulted;
use crate::graphql::moment::past_moment;
use crate::graphql::page::PageArgs;
use crate::graphql::scalar::{Date, DateTime};

/// What can be asked about units.
#[derive(Default)]
pub struct UnitQuery;

#[Object]
impl UnitQuery {
    /// Units, whatever their status, in parks and outside. A report counts units in parks by default:
    /// `population: IN_PARKS` in the filter lists the units that it counts.
    #[expect(clippy::too_many_arguments, reason = "they are the arguments of the field")]
    async fn units(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The first so many, 20 unless told, at most 100.")] first: Option<i32>,
        #[graphql(desc = "Only those after this cursor.")] after: Option<String>,
        #[graphql(desc = "The last so many, at most 100.")] last: Option<i32>,
        #[graphql(desc = "Only those before this cursor.")] before: Option<String>,
        #[graphql(desc = "Only those that satisfy all of this.")] filter: Option<UnitFilter>,
        #[graphql(desc = "What the list is ordered by.", default)] order_by: Defaulted<UnitOrder>,
        #[graphql(desc = "Whether the greatest comes first.", default)] descending: Defaulted<bool>,
    ) -> Result<UnitConnection> {
        let page = PageArgs { first, after, last, before };
        list::all(
            ctx,
            UnitArgs {
                page,
                filter: filter.unwrap_or_default(),
                order_by: order_by.0,
                descending: descending.0,
            },
        )
        .await
    }

    /// The unit with this code, today and by present knowledge or as another day and another moment show it; null
    /// where there is none.
    async fn unit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its code: `U1`.")] code: String,
        #[graphql(desc = "Show it as of this day; today unless told. Not in the future.")] as_of: Option<
            Date,
        >,
        #[graphql(
            desc = "Show it by what had been recorded at this moment (rule R2); now unless told. Not in the future."
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

/// The day and the moment that arguments name; none if neither is given.
async fn view(ctx: &Context<'_>, as_of: Option<Date>, known_at: Option<DateTime>) -> Result<Option<View>> {
    if as_of.is_none() && known_at.is_none() {
        return Ok(None);
    }
    let today = ctx.today()?;
    let as_of = as_of.map_or(today, |date| date.0);
    if as_of > today {
        return Err(bad_input(
            "asOf",
            format!("{as_of} is in the future; today, {today}, is the latest day"),
        ));
    }
    let known_at = match known_at {
        Some(moment) => Some(past_moment(ctx, "knownAt", moment).await?),
        None => None,
    };
    Ok(Some(View { as_of, known_at }))
}
