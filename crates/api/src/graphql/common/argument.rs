//! Arguments that name a moment of knowledge or a province.

use async_graphql::Result;

use shahrak_domain::moment::Moment;
use shahrak_domain::province::find;
use shahrak_messages::{Explain, message};
use shahrak_persistence::ledger::moments;
use shahrak_persistence::reference_cache::{ProvinceId, Reference};

use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::common::scalar::DateTime;

/// The moment that an argument names. It is in the past, and settled: nothing more can be recorded up to it.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument.
pub async fn past_moment(ctx: &impl ContextExt, argument: &str, moment: DateTime) -> Result<Moment> {
    // PostgreSQL stores microseconds.
    let moment = chrono::SubsecRound::trunc_subsecs(moment.0, 6);
    if !moments::settle(ctx.db()?, moment).await.map_err(failure)? {
        let now = ctx.now()?.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
        return Err(bad_input(argument, message!("this-moment-in-future", now)));
    }
    Ok(moment)
}

/// The database id of the province that an argument names.
///
/// # Errors
/// `BAD_USER_INPUT` naming the argument; for a code from before 2020, with the current one.
pub fn province(reference: &Reference, argument: &str, code: &str) -> Result<ProvinceId> {
    let province = find(&reference.provinces, code).map_err(|error| bad_input(argument, error.message()))?;
    reference.province_id(&province.code).ok_or_else(|| bad_input(argument, message!("province-not-found")))
}
