//! The place of a change: whether the caller may edit the register there, and the park that an input names.

use async_graphql::Context;

use shahrak_domain::policy::{Action, Jurisdiction};
use shahrak_domain::province;
use shahrak_domain::unit::{ParkThere, Site};
use shahrak_persistence::error::Error;
use shahrak_persistence::park::{self, ParkPlace};
use shahrak_persistence::reference_cache::Reference;
use shahrak_persistence::tx::Tx;
use shahrak_persistence::unit::UnitPlace;

use crate::graphql::common::context::ContextExt;
use crate::graphql::common::mutation::MutationError;

/// A park that an input names. It is locked in its province until the end of the transaction.
pub struct NamedPark {
    place: ParkPlace,
    province: String,
}

impl NamedPark {
    /// The park in the form that the domain takes: the code of its province.
    pub fn province_code(named: Option<&NamedPark>) -> ParkThere<'_> {
        named.map(|park| &*park.province)
    }
}

/// Checks that the caller may edit the province with this code. If no province has the code, the change will be refused
/// anyway, and any officer may see why.
///
/// # Errors
/// `FORBIDDEN` for an officer of other provinces.
pub fn authorize_province(ctx: &Context<'_>, code: Option<&str>) -> async_graphql::Result<()> {
    let reference = ctx.reference()?;
    let found = code.and_then(|code| province::find(&reference.provinces, code.trim()).ok());
    let place = found.map_or(Jurisdiction::Some, |province| Jurisdiction::Of(&province.code));
    ctx.authorized(Action::KeepRegister(place)).map(|_| ())
}

/// Checks that the caller may edit the province and the park that an input names for a unit, and locks the park.
///
/// # Errors
/// `FORBIDDEN` for an officer of other provinces.
pub async fn authorize_place(
    ctx: &Context<'_>,
    tx: &Tx,
    park: Option<&str>,
    province: Option<&str>,
) -> Result<Option<NamedPark>, MutationError> {
    authorize_province(ctx, province)?;
    let Some(code) = park else { return Ok(None) };
    let Some(place) = park::hold(tx, code.trim()).await? else { return Ok(None) };
    let reference = ctx.reference()?;
    let province = reference.province(place.province_id).map(|province| province.code.clone());
    let province = province.ok_or_else(|| Error::decode("a park in no province"))?;
    authorize_province(ctx, Some(&province))?;
    Ok(Some(NamedPark { place, province }))
}

/// The database ids of a unit's place, in the named park or outside parks.
///
/// # Errors
/// A place that the register does not know.
pub fn numbers(reference: &Reference, site: &Site, named: Option<&NamedPark>) -> Result<UnitPlace, Error> {
    let place = match (site, named) {
        (Site::Park { .. }, Some(NamedPark { place, .. })) => Some(UnitPlace {
            park_id: Some(place.id),
            province_id: place.province_id,
            reference: place.reference,
        }),
        (Site::Park { .. }, None) => None,
        (Site::Province(code), _) => {
            let id = reference.province_id(code);
            id.map(|province_id| UnitPlace { park_id: None, province_id, reference: reference.version })
        }
    };
    place.ok_or_else(|| Error::decode(format!("no place is known as {site:?}")))
}
