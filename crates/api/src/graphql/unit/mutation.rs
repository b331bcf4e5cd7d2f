//! Changes: units and their facts. What happens to them is recorded by events.

use async_graphql::{Context, MaybeUndefined, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::policy::{Action, Province};
use shahrak_domain::unit::Site;
use shahrak_exchange::entry::Entry;
use shahrak_exchange::refusal::RefusalCode;
use shahrak_exchange::row::UnitRow;
use shahrak_persistence::error::Error;
use shahrak_persistence::park as stored_park;
use shahrak_persistence::snapshot::Reference;
use shahrak_persistence::tx::Tx;
use shahrak_persistence::unit::{self as stored, Row};

use super::Unit;
use crate::graphql::closed_set::{IsicRevision, Sector};
use crate::graphql::context::{Ask, failure};
use crate::graphql::line::{self, line_input};
use crate::graphql::park;
use crate::graphql::payload::payload;
use crate::graphql::perform::{Failure, Outcome, perform};
use crate::graphql::user_error::in_the_way;

line_input! {
    /// A unit that is not registered yet. It stands in a park or, outside parks, in a province.
    UnitRegisterInput(Units) {
        /// Its code: 1 to 64 Latin letters, digits and `-_./:`. It stays the same for ever.
        code: String,
        /// Code of the park that it stands in.
        park: Option<String>,
        /// Outside parks, the province that it stands in, by ISO 3166-2 code of 2020: `IR-09`.
        province: Option<String>,
        /// Its name in English.
        name_en: String,
        /// Its name in Persian.
        name_fa: Option<String>,
        /// The revision of ISIC by which its activity is told.
        isic_revision: Option<IsicRevision>,
        /// Its activity: 2 to 4 digits of that revision.
        isic_code: Option<String>,
        /// Its sector.
        sector: Option<Sector>,
        /// Number of its licence.
        licence: Option<String>,
        /// Whose it is.
        owner: Option<String>,
    }
}

line_input! {
    /// Facts of a unit that change. What is left out stays as it is; null says that it is not known.
    UnitUpdateInput(Units) {
        /// Code of the unit.
        code: String,
        /// Code of the park that it stands in; null takes it outside parks. It is fixed once something happened to the
        /// unit (rule L7).
        park: MaybeUndefined<String>,
        /// Outside parks, the province that it stands in, by ISO 3166-2 code of 2020: `IR-09`. It is fixed once something
        /// happened to the unit (rule L7).
        province: MaybeUndefined<String>,
        /// Its name in English.
        name_en: MaybeUndefined<String>,
        /// Its name in Persian.
        name_fa: MaybeUndefined<String>,
        /// The revision of ISIC by which its activity is told.
        isic_revision: MaybeUndefined<IsicRevision>,
        /// Its activity: 2 to 4 digits of that revision.
        isic_code: MaybeUndefined<String>,
        /// Its sector. All reports of the past follow it.
        sector: MaybeUndefined<Sector>,
        /// Number of its licence.
        licence: MaybeUndefined<String>,
        /// Whose it is.
        owner: MaybeUndefined<String>,
    }
    beside {
        /// The version of the unit that you have read: if somebody else has changed its facts since, the update is
        /// refused.
        expected_version: Option<i32>,
    }
}

payload! {
    /// What came of registering a unit.
    UnitRegisterPayload {
        /// The unit; null if it was refused.
        unit: Unit
    }
}

payload! {
    /// What came of changing a unit.
    UnitUpdatePayload {
        /// The unit after it; as it is now where the version is stale, null if it was refused for another reason.
        unit: Unit
    }
}

/// What can be changed of units, besides what happens to them.
#[derive(Default)]
pub struct UnitMutation;

#[Object]
impl UnitMutation {
    /// Registers a unit. Nothing has happened to it yet: record its permit or its commissioning next.
    async fn unit_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: UnitRegisterInput,
    ) -> Option<Result<UnitRegisterPayload>> {
        Some(
            async {
                Ok(match register(ctx, &input).await? {
                    Ok(kept) => UnitRegisterPayload::new(show(ctx, Some(kept)).await?, Vec::new()),
                    Err(mistakes) => UnitRegisterPayload::new(None, mistakes),
                })
            }
            .await,
        )
    }

    /// Changes facts of a unit. Where all of it is recorded already, nothing changes, and the version stays.
    async fn unit_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: UnitUpdateInput,
    ) -> Option<Result<UnitUpdatePayload>> {
        Some(
            async {
                Ok(match update(ctx, &input).await? {
                    Ok(kept) => UnitUpdatePayload::new(show(ctx, Some(kept)).await?, Vec::new()),
                    Err(mistakes) => {
                        let there = show(ctx, in_the_way(&mistakes)?).await?;
                        UnitUpdatePayload::new(there, mistakes)
                    }
                })
            }
            .await,
        )
    }
}

async fn register(ctx: &Context<'_>, input: &UnitRegisterInput) -> Result<Outcome<Row>> {
    perform(ctx, "unitRegister", input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        keep_place(ctx, tx, input.park.as_deref(), input.province.as_deref()).await?;
        let code = input.code.trim();
        let known = stored::find_row(tx, code).await?.map(|_| line::registered("unit", code));
        line::record(ctx, tx, act, input.entry(), known.into_iter().collect()).await?;
        left(tx, code).await
    })
    .await
}

async fn update(ctx: &Context<'_>, input: &UnitUpdateInput) -> Result<Outcome<Row>> {
    perform(ctx, "unitUpdate", input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        let (park, province) = (input.park.value(), input.province.value());
        keep_place(ctx, tx, park.map(String::as_str), province.map(String::as_str)).await?;
        let code = input.code.trim();
        let Some(found) = stored::find_row(tx, code).await?.map(Row::into_unit).transpose()? else {
            let unknown = line::unknown(RefusalCode::UnknownUnit, "unit", code);
            return line::refuse(ctx, tx, act, input.entry(), unknown).await;
        };
        let version = found.version;
        let recorded = recorded(ctx, found).await?;
        let line = input.entry();
        let stale = line::stale(input.expected_version, version, &line, &recorded);
        let stale = match stale {
            Some(stale) => vec![stale.beside(&left(tx, code).await?)?],
            None => Vec::new(),
        };
        line::record(ctx, tx, act, line.completed(&recorded), stale).await?;
        left(tx, code).await
    })
    .await
}

/// Takes the register for the change alone, if who asks keeps it where the unit would stand.
async fn keep_place(
    ctx: &Context<'_>,
    tx: &mut Tx,
    park: Option<&str>,
    province: Option<&str>,
) -> Result<(), Failure> {
    ctx.officer(Action::KeepRegister(Province::Some))?;
    if let Some(province) = province {
        line::keep_province(ctx, province)?;
    }
    tx.alone().await?;
    if let Some(park) = park
        && let Some(found) = stored_park::find(tx, park.trim()).await?.map(stored_park::Row::into_park)
    {
        line::keep_province(ctx, &found.park.province)?;
    }
    Ok(())
}

/// The unit as a line, for whoever keeps the register where it stands.
///
/// # Errors
/// `FORBIDDEN` for an officer of other provinces.
async fn recorded(ctx: &Context<'_>, found: stored::Unit) -> Result<Entry> {
    let knows = |id| move |reference: &Reference| reference.park(id).is_some();
    let reference = match found.park_id {
        Some(id) => park::current_or_fresh(ctx, knows(id)).await?,
        None => ctx.reference()?,
    };
    let province = reference.province(found.province_id).map(|province| province.code.clone());
    let province = province.unwrap_or_default();
    line::keep_province(ctx, &province)?;
    let park = found.park_id.and_then(|id| reference.park(id));
    let site = park.map_or(Site::Province(province), |park| Site::Park(park.park.code.clone()));
    let stored::Unit { code, name, activity, sector, licence, owner, .. } = found;
    let unit = shahrak_domain::unit::Unit { code, site, name, activity, sector, licence, owner };
    Ok(Entry::of(&UnitRow::from(unit)))
}

/// The unit as the act left it.
async fn left(tx: &mut Tx, code: &str) -> std::result::Result<Row, Failure> {
    let kept = stored::find_row(tx, code.trim()).await?;
    Ok(kept.ok_or_else(|| Error::row("a unit that was recorded is not there"))?)
}

/// The unit as it stood after the change; its park and province as they are.
async fn show(ctx: &Context<'_>, kept: Option<Row>) -> Result<Option<Unit>> {
    let Some(kept) = kept else { return Ok(None) };
    let reference = ctx.reference_at_least(kept.reference).await?;
    Ok(Some(Unit::new(reference, kept.into_unit().map_err(failure)?, None)))
}
