//! What a caller may read besides public data.

use std::sync::Arc;

use async_graphql::Result;

use shahrak_domain::policy::{Action, Jurisdiction, may};
use shahrak_persistence::reference_cache::ProvinceId;

use crate::graphql::common::context::ContextExt;

/// The provinces whose confidential data the caller may read.
///
/// # Errors
/// An internal error if the register is not in the context.
pub fn sight(ctx: &impl ContextExt) -> Result<Vec<ProvinceId>> {
    let reference = ctx.reference()?;
    let actor = ctx.actor().map(Arc::as_ref);
    let seen = |code: &str| may(actor, Action::ReadConfidential(Jurisdiction::Of(code)));
    let ids = reference.provinces.iter().filter(|province| seen(&province.code));
    Ok(ids.filter_map(|province| reference.province_id(&province.code)).collect())
}

/// Checks that the caller may read confidential data of a province, or of all provinces if none is given.
///
/// # Errors
/// `UNAUTHENTICATED` for a citizen, otherwise `FORBIDDEN`.
pub fn authorize_sight(ctx: &impl ContextExt, province: Option<ProvinceId>) -> Result<()> {
    ctx.authorized(Action::ReadConfidential(Jurisdiction::Some))?;
    let reference = ctx.reference()?;
    let asked = |id: ProvinceId| province.is_none_or(|province| province == id);
    for province in &reference.provinces {
        if reference.province_id(&province.code).is_some_and(asked) {
            ctx.authorized(Action::ReadConfidential(Jurisdiction::Of(&province.code)))?;
        }
    }
    Ok(())
}
