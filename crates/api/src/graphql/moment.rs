//! Moments of knowledge in arguments.

use async_graphql::{Context, Result};

use shahrak_domain::moment::Moment;
use shahrak_persistence::ledger::moments;

use crate::graphql::context::{Ask, bad_input, failure};
use crate::graphql::scalar::DateTime;

/// The moment that an argument names. It is in the past, and settled: nothing more can be recorded up to it.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument.
pub async fn past_moment(ctx: &Context<'_>, argument: &str, moment: DateTime) -> Result<Moment> {
    // Postgres keeps microseconds.
    let moment = chrono::SubsecRound::trunc_subsecs(moment.0, 6);
    if !moments::settle(ctx.db()?, moment).await.map_err(failure)? {
        let now = DateTime(ctx.now()?);
        let now = async_graphql::ScalarType::to_value(&now);
        return Err(bad_input(argument, format!("this moment is in the future; it is now {now}")));
    }
    Ok(moment)
}
