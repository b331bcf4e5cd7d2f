//! Changes: parks and their infrastructure.

use async_graphql::{Context, MaybeUndefined, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::policy::{Action, Province};
use shahrak_exchange::entry::Entry;
use shahrak_exchange::refusal::RefusalCode;
use shahrak_exchange::row::ParkRow;
use shahrak_persistence::error::Error;
use shahrak_persistence::park::{self as stored, Row};
use shahrak_persistence::tx::Tx;

use super::Park;
use crate::graphql::closed_set::{InfrastructureLine, Ownership, ParkKind};
use crate::graphql::context::{Ask, failure};
use crate::graphql::line::{self, line_input};
use crate::graphql::payload::payload;
use crate::graphql::perform::{Failure, Outcome, perform};
use crate::graphql::user_error::in_the_way;
use crate::graphql::written::{Date, Decimal};

line_input! {
    /// A park that is not registered yet.
    ParkRegisterInput(Parks) {
        /// Its code: 1 to 64 Latin letters, digits and `-_./:`. It stays the same for ever.
        code: String,
        /// The province that it lies in, by ISO 3166-2 code of 2020: `IR-09`.
        province: String,
        /// The county that it lies in.
        county: Option<String>,
        /// Its name in English.
        name_en: String,
        /// Its name in Persian.
        name_fa: Option<String>,
        /// What it is in law.
        kind: ParkKind,
        /// Whose it is.
        ownership: Ownership,
        /// Day of its approval.
        approved_on: Date,
        /// First day on which its land was assigned.
        operating_since: Option<Date>,
        /// Day on which it ceased to be a park.
        closed_on: Option<Date>,
        /// All of its land, in hectares.
        land_total_ha: Option<Decimal>,
        /// Land serviced so far, in hectares.
        land_operational_ha: Option<Decimal>,
        /// Land ready to be assigned, in hectares.
        land_assignable_ha: Option<Decimal>,
        /// Degrees north of the equator, −90 to 90. Goes with the longitude.
        latitude: Option<Decimal>,
        /// Degrees east of Greenwich, −180 to 180. Goes with the latitude.
        longitude: Option<Decimal>,
    }
}

line_input! {
    /// Facts of a park that change. What is left out stays as it is; null says that it is not known.
    ParkUpdateInput(Parks) {
        /// Code of the park.
        code: String,
        /// The province that it lies in, by ISO 3166-2 code of 2020: `IR-09`. It is fixed once something happened to a
        /// unit of the park (rule L7).
        province: MaybeUndefined<String>,
        /// The county that it lies in.
        county: MaybeUndefined<String>,
        /// Its name in English.
        name_en: MaybeUndefined<String>,
        /// Its name in Persian.
        name_fa: MaybeUndefined<String>,
        /// What it is in law.
        kind: MaybeUndefined<ParkKind>,
        /// Whose it is.
        ownership: MaybeUndefined<Ownership>,
        /// Day of its approval.
        approved_on: MaybeUndefined<Date>,
        /// First day on which its land was assigned.
        operating_since: MaybeUndefined<Date>,
        /// Day on which it ceased to be a park.
        closed_on: MaybeUndefined<Date>,
        /// All of its land, in hectares.
        land_total_ha: MaybeUndefined<Decimal>,
        /// Land serviced so far, in hectares.
        land_operational_ha: MaybeUndefined<Decimal>,
        /// Land ready to be assigned, in hectares.
        land_assignable_ha: MaybeUndefined<Decimal>,
        /// Degrees north of the equator, −90 to 90.
        latitude: MaybeUndefined<Decimal>,
        /// Degrees east of Greenwich, −180 to 180.
        longitude: MaybeUndefined<Decimal>,
    }
    beside {
        /// The version of the park that you have read: if somebody else has changed it since, the update is refused.
        expected_version: Option<i32>,
    }
}

line_input! {
    /// What a park has of one kind of infrastructure, stated whole: it takes the place of what was recorded of that kind.
    ParkRecordInfrastructureInput(Infrastructure) {
        /// Code of the park.
        park: String,
        /// Which kind.
        line: InfrastructureLine,
        /// How much, in its unit.
        capacity: Decimal,
        /// Unit of the capacity, in English: `megawatts`.
        unit: String,
        /// First day of service; left out where it is not known.
        in_service_since: Option<Date>,
    }
}

payload! {
    /// What came of registering a park.
    ParkRegisterPayload {
        /// The park; null if it was refused.
        park: Park
    }
}

payload! {
    /// What came of changing a park.
    ParkUpdatePayload {
        /// The park after it; as it is now where the version is stale, null if it was refused for another reason.
        park: Park
    }
}

payload! {
    /// What came of recording infrastructure.
    ParkRecordInfrastructurePayload {
        /// The park after it; null if it was refused.
        park: Park
    }
}

/// What can be changed of parks.
#[derive(Default)]
pub struct ParkMutation;

#[Object]
impl ParkMutation {
    /// Registers a park.
    async fn park_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: ParkRegisterInput,
    ) -> Option<Result<ParkRegisterPayload>> {
        Some(
            async {
                Ok(match register(ctx, &input).await? {
                    Ok(kept) => ParkRegisterPayload::new(show(ctx, Some(kept)).await?, Vec::new()),
                    Err(mistakes) => ParkRegisterPayload::new(None, mistakes),
                })
            }
            .await,
        )
    }

    /// Changes facts of a park. Where all of it is recorded already, nothing changes, and the version stays.
    async fn park_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: ParkUpdateInput,
    ) -> Option<Result<ParkUpdatePayload>> {
        Some(
            async {
                Ok(match update(ctx, &input).await? {
                    Ok(kept) => ParkUpdatePayload::new(show(ctx, Some(kept)).await?, Vec::new()),
                    Err(mistakes) => {
                        let there = show(ctx, in_the_way(&mistakes)?).await?;
                        ParkUpdatePayload::new(there, mistakes)
                    }
                })
            }
            .await,
        )
    }

    /// Records what a park has of one kind of infrastructure.
    async fn park_record_infrastructure(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: ParkRecordInfrastructureInput,
    ) -> Option<Result<ParkRecordInfrastructurePayload>> {
        Some(
            async {
                Ok(match record_infrastructure(ctx, &input).await? {
                    Ok(kept) => {
                        ParkRecordInfrastructurePayload::new(show(ctx, Some(kept)).await?, Vec::new())
                    }
                    Err(mistakes) => ParkRecordInfrastructurePayload::new(None, mistakes),
                })
            }
            .await,
        )
    }
}

async fn register(ctx: &Context<'_>, input: &ParkRegisterInput) -> Result<Outcome<Row>> {
    perform(ctx, "parkRegister", input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        line::keep_province(ctx, &input.province)?;
        tx.alone().await?;
        let code = input.code.trim();
        let known = stored::find(tx, code).await?.map(|_| line::registered("park", code));
        line::record(ctx, tx, act, input.entry(), known.into_iter().collect()).await?;
        left(tx, code).await
    })
    .await
}

async fn update(ctx: &Context<'_>, input: &ParkUpdateInput) -> Result<Outcome<Row>> {
    perform(ctx, "parkUpdate", input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        ctx.officer(Action::KeepRegister(Province::Some))?;
        if let MaybeUndefined::Value(province) = &input.province {
            line::keep_province(ctx, province)?;
        }
        tx.alone().await?;
        let code = input.code.trim();
        let Some(found) = stored::find(tx, code).await?.map(Row::into_park) else {
            let unknown = line::unknown(RefusalCode::UnknownPark, "park", code);
            return line::refuse(ctx, tx, act, input.entry(), unknown).await;
        };
        line::keep_province(ctx, &found.park.province)?;
        let (line, recorded) = (input.entry(), Entry::of(&ParkRow::from(found.park)));
        let stale = line::stale(input.expected_version, found.version, &line, &recorded);
        let stale = match stale {
            Some(stale) => vec![stale.beside(&left(tx, code).await?)?],
            None => Vec::new(),
        };
        line::record(ctx, tx, act, line.completed(&recorded), stale).await?;
        left(tx, code).await
    })
    .await
}

async fn record_infrastructure(
    ctx: &Context<'_>,
    input: &ParkRecordInfrastructureInput,
) -> Result<Outcome<Row>> {
    let key = input.idempotency_key.as_deref();
    perform(ctx, "parkRecordInfrastructure", key, async |tx: &mut Tx, act: &Act| {
        ctx.officer(Action::KeepRegister(Province::Some))?;
        tx.alone().await?;
        if let Some(found) = stored::find(tx, input.park.trim()).await?.map(Row::into_park) {
            line::keep_province(ctx, &found.park.province)?;
        }
        line::record(ctx, tx, act, input.entry(), Vec::new()).await?;
        left(tx, &input.park).await
    })
    .await
}

/// The park as the act left it.
async fn left(tx: &mut Tx, code: &str) -> std::result::Result<Row, Failure> {
    let kept = stored::find(tx, code.trim()).await?;
    Ok(kept.ok_or_else(|| Error::row("a park that was recorded is not there"))?)
}

/// The park and its infrastructure as they stood after the change; its province and its units as they are.
async fn show(ctx: &Context<'_>, kept: Option<Row>) -> Result<Option<Park>> {
    let Some(kept) = kept else { return Ok(None) };
    // Whoever asks next, without naming a version, finds the change in memory.
    let reference = ctx.register()?.snapshot.fresh().await.map_err(failure)?;
    Ok(Some(Park::as_it_stood(reference, kept.into_park())))
}
