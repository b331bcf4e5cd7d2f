//! Mutations of units and their facts. What happens to units is recorded by event mutations.

use async_graphql::{Context, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::unit::{self, Site, UnitError, UnknownUnit};
use shahrak_domain::violation::{Violation, Violations};
use shahrak_persistence::error::Error;
use shahrak_persistence::ledger;
use shahrak_persistence::reference_cache::Reference;
use shahrak_persistence::tx::Tx;
use shahrak_persistence::unit::{self as stored, Row};

use super::Unit;
use super::input::{UnitRegisterInput, UnitUpdateInput};
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::mutation::{self, MutationError, MutationOutcome};
use crate::graphql::common::payload::payload;
use crate::graphql::common::place::{self, NamedPark};
use crate::graphql::common::stale::{stale, unless_stale};
use crate::graphql::park;

payload! {
    /// The result of registering a unit.
    UnitRegisterPayload {
        /// The unit; null if the change was refused.
        unit: Unit
    }
}

payload! {
    /// The result of changing a unit.
    UnitUpdatePayload {
        /// The unit after the change; the current unit if `expectedVersion` is stale; null if the change was refused
        /// for another reason.
        unit: Unit
    }
}

/// The mutations of units, apart from events.
#[derive(Default)]
pub struct UnitMutation;

#[Object]
impl UnitMutation {
    /// Registers a unit. It has no events yet: record its permit or its commissioning next.
    async fn unit_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: UnitRegisterInput,
    ) -> Option<Result<UnitRegisterPayload>> {
        let outcome = register(ctx, &input).await;
        Some(UnitRegisterPayload::of(outcome, async |row| show(ctx, row).await).await)
    }

    /// Changes facts of a unit. If all values are already recorded, nothing changes and the version stays.
    async fn unit_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: UnitUpdateInput,
    ) -> Option<Result<UnitUpdatePayload>> {
        let outcome = update(ctx, &input).await;
        Some(UnitUpdatePayload::of(outcome, async |row| show(ctx, row).await).await)
    }
}

async fn register(ctx: &Context<'_>, input: &UnitRegisterInput) -> Result<MutationOutcome<Row>> {
    mutation::run(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, _: &Act| {
        let named = place::authorize_place(ctx, tx, input.park.as_deref(), input.province.as_deref()).await?;
        let taken = stored::is_registered(tx, input.code.trim()).await?;

        let (reference, mut refused) = (ctx.reference()?, Violations::new());
        let unit = input.read(&reference.provinces, &mut refused);
        let unit = refused.take(unit.register(taken, NamedPark::province_code(named.as_ref())));
        let unit = refused.settle(unit)?;

        let place = place::numbers(&reference, &unit.site, named.as_ref())?;
        let kept = stored::add(tx, unit, place).await?;
        kept.ok_or_else(|| Violation::from(UnitError::Taken(input.code.trim().to_owned())).into())
    })
    .await
}

async fn update(ctx: &Context<'_>, input: &UnitUpdateInput) -> Result<MutationOutcome<Row>> {
    mutation::run(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, _: &Act| {
        let (park, province) = (input.park.value(), input.province.value());
        let named =
            place::authorize_place(ctx, tx, park.map(String::as_str), province.map(String::as_str)).await?;
        let there = NamedPark::province_code(named.as_ref());
        let (reference, mut refused) = (ctx.reference()?, Violations::new());
        let Some(found) = stored::lock(tx, input.code.trim()).await? else {
            refused.add(Violation::from(UnknownUnit(input.code.trim().to_owned())).at("code"));
            let change = input.read(&reference.provinces, None, &mut refused);
            refused.take(change.check(there));
            return Err(refused.into());
        };
        let recorded = recorded(ctx, found.clone()).await?;
        let stale = stale(input.expected_version, found.version(), input.stated(&recorded));
        let stale = stale.map(|input_error| input_error.with_current(&found)).transpose()?;

        let change = input.read(&reference.provinces, Some(&recorded), &mut refused);
        let has_events = recorded.may_move(&change) && stored::has_events(tx, found.id()).await?;
        let unit = refused.take(recorded.update(change, there, has_events));
        let unit = unless_stale(stale, refused.settle(unit))?;

        if unit == recorded {
            return Ok(found);
        }
        let place = match unit.site == recorded.site {
            true => found.place(),
            false => place::numbers(&reference, &unit.site, named.as_ref())?,
        };
        let sector = unit.sector;
        let kept = stored::update(tx, &found, unit, place).await?;
        if sector != recorded.sector {
            ledger::move_sector(tx, &found, sector).await?;
        }
        Ok(kept)
    })
    .await
}

/// The unit as recorded, if the caller may edit its province.
///
/// # Errors
/// `FORBIDDEN` for an officer of other provinces.
async fn recorded(ctx: &Context<'_>, found: Row) -> Result<unit::Unit, MutationError> {
    let knows = |id| move |reference: &Reference| reference.park(id).is_some();
    let found = found.into_unit()?;
    let reference = match found.park_id {
        Some(id) => park::current_or_fresh(ctx, knows(id)).await?,
        None => ctx.reference()?,
    };
    let province = reference.province(found.province_id).map(|province| province.code.clone());
    let province = province.ok_or_else(|| Error::decode("a unit in no province"))?;
    place::authorize_province(ctx, Some(&province))?;
    let park = found.park_id.and_then(|id| reference.park(id));
    let site = match park {
        Some(park) => Site::Park { park: park.park.code.clone(), province },
        None => Site::Province(province),
    };
    let stored::Unit { code, name, activity, sector, licence, owner, .. } = found;
    Ok(unit::Unit { code, site, name, activity, sector, licence, owner })
}

/// The unit as it was after the change; its park and province as they are now.
async fn show(ctx: &Context<'_>, row: Row) -> Result<Option<Unit>> {
    let reference = ctx.reference_at_least(row.reference).await?;
    Ok(Some(Unit::new(reference, row.into_unit().map_err(failure)?, None)))
}
