//! Mutations of parks and their infrastructure.

use async_graphql::{Context, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::park::{ParkError, UnknownPark};
use shahrak_domain::violation::{Violation, Violations};
use shahrak_persistence::error::Error;
use shahrak_persistence::park::{self as stored, Row};
use shahrak_persistence::reference_cache::{ProvinceId, Reference};
use shahrak_persistence::tx::Tx;

use super::Park;
use super::input::{ParkRecordInfrastructureInput, ParkRegisterInput, ParkUpdateInput};
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::mutation::{self, MutationOutcome};
use crate::graphql::common::payload::payload;
use crate::graphql::common::place::authorize_province;
use crate::graphql::common::stale::{stale, unless_stale};

payload! {
    /// The result of registering a park.
    ParkRegisterPayload {
        /// The park; null if the change was refused.
        park: Park
    }
}

payload! {
    /// The result of changing a park.
    ParkUpdatePayload {
        /// The park after the change; the current park if `expectedVersion` is stale; null if the change was refused
        /// for another reason.
        park: Park
    }
}

payload! {
    /// The result of recording infrastructure.
    ParkRecordInfrastructurePayload {
        /// The park after the change; null if the change was refused.
        park: Park
    }
}

/// The mutations of parks.
#[derive(Default)]
pub struct ParkMutation;

#[Object]
impl ParkMutation {
    /// Registers a park.
    async fn park_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: ParkRegisterInput,
    ) -> Option<Result<ParkRegisterPayload>> {
        let outcome = register(ctx, &input).await;
        Some(ParkRegisterPayload::of(outcome, async |row| show(ctx, row).await).await)
    }

    /// Changes facts of a park. If all values are already recorded, nothing changes and the version stays.
    async fn park_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: ParkUpdateInput,
    ) -> Option<Result<ParkUpdatePayload>> {
        let outcome = update(ctx, &input).await;
        Some(ParkUpdatePayload::of(outcome, async |row| show(ctx, row).await).await)
    }

    /// Records one kind of infrastructure of a park.
    async fn park_record_infrastructure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: ParkRecordInfrastructureInput,
    ) -> Option<Result<ParkRecordInfrastructurePayload>> {
        let outcome = record_infrastructure(ctx, &input).await;
        Some(ParkRecordInfrastructurePayload::of(outcome, async |row| show(ctx, row).await).await)
    }
}

async fn register(ctx: &Context<'_>, input: &ParkRegisterInput) -> Result<MutationOutcome<Row>> {
    mutation::run(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, _: &Act| {
        authorize_province(ctx, Some(&input.province))?;
        let taken = stored::is_registered(tx, input.code.trim()).await?;

        let (reference, mut refused) = (ctx.reference()?, Violations::new());
        let park = input.read(&reference.provinces, &mut refused);
        let park = refused.take(park.register(taken));
        let park = refused.settle(park)?;

        let province = number(&reference, &park.province)?;
        let kept = stored::add(tx, park, province).await?;
        kept.ok_or_else(|| Violation::from(ParkError::Taken(input.code.trim().to_owned())).into())
    })
    .await
}

async fn update(ctx: &Context<'_>, input: &ParkUpdateInput) -> Result<MutationOutcome<Row>> {
    mutation::run(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, _: &Act| {
        authorize_province(ctx, input.province.value().map(String::as_str))?;
        let (reference, mut refused) = (ctx.reference()?, Violations::new());
        let Some(held) = stored::lock(tx, input.code.trim()).await? else {
            refused.add(unknown(&input.code).at("code"));
            let park = input.read(&reference.provinces, None, &mut refused);
            refused.take(park.register(false));
            return Err(refused.into());
        };
        let recorded = held.park();
        authorize_province(ctx, Some(&recorded.province))?;
        let stale = stale(input.expected_version, held.version(), input.stated(&recorded));
        let stale = match stale {
            Some(stale) => Some(stale.with_current(&held.clone().with_infrastructure(tx).await?)?),
            None => None,
        };

        let changed = input.read(&reference.provinces, Some(&recorded), &mut refused);
        let has_events = recorded.moves(&changed) && held.has_events(tx).await?;
        let park = refused.take(recorded.update(changed, has_events));
        let park = unless_stale(stale, refused.settle(park))?;

        if park == recorded {
            return Ok(held.with_infrastructure(tx).await?);
        }
        let province = number(&reference, &park.province)?;
        Ok(stored::update(tx, &held, park, province).await?.with_infrastructure(tx).await?)
    })
    .await
}

async fn record_infrastructure(
    ctx: &Context<'_>,
    input: &ParkRecordInfrastructureInput,
) -> Result<MutationOutcome<Row>> {
    let key = input.idempotency_key.as_deref();
    mutation::run(ctx, key, async |tx: &mut Tx, _: &Act| {
        authorize_province(ctx, None)?;
        let held = stored::lock(tx, input.park.trim()).await?;
        if let Some(held) = &held {
            authorize_province(ctx, Some(&held.park().province))?;
        }

        let mut refused = Violations::new();
        let stated = input.read(&mut refused);
        if held.is_none() {
            refused.add(unknown(&input.park));
        }
        let (held, stated) = refused.settle(held.zip(stated))?;

        stored::record_infrastructure(tx, &held, stated).await?;
        Ok(held.with_infrastructure(tx).await?)
    })
    .await
}

/// No park has this code.
fn unknown(code: &str) -> Violation {
    UnknownPark(code.trim().to_owned()).into()
}

/// The database id of the province with this ISO code.
fn number(reference: &Reference, province: &str) -> std::result::Result<ProvinceId, Error> {
    reference
        .province_id(province)
        .ok_or_else(|| Error::decode(format!("no province is known as {province}")))
}

/// The park and its infrastructure as they were after the change; its province and units as they are now.
async fn show(ctx: &Context<'_>, row: Row) -> Result<Option<Park>> {
    // The next query, which names no version, must find the change in memory.
    let reference = ctx.register()?.snapshot.fresh().await.map_err(failure)?;
    Ok(Some(Park::as_it_stood(reference, row.into_park())))
}
