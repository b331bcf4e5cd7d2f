//! Recording events of a unit: lock its ledger, check the new records with all others, add them.

use async_graphql::Context;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::ledger::Position;
use shahrak_domain::moment::Moment;
use shahrak_domain::policy::{Action, Province};
use shahrak_domain::unit::UnknownUnit;
use shahrak_persistence::ledger::{self, Appended, UnitLedger};
use shahrak_persistence::tx::Tx;
use shahrak_persistence::unit::Row;

use super::input::Entered;
use super::reading::{Judged, Reading};
use super::{UnitEvent, at};
use crate::graphql::company::View;
use crate::graphql::context::{Ask, failure};
use crate::graphql::perform::{Failure, perform};
use crate::graphql::unit::Unit;
use crate::graphql::user_error::{Mistake, UserError, user_errors};

/// The answer to an event mutation, in the form in which it is stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Recorded {
    unit: Row,
    /// Whether the unit is in its state after the new records; if not, the state must be read.
    #[serde(default)]
    stated: bool,
    as_of: NaiveDate,
    known_at: Moment,
    events: Vec<Position>,
}

impl Recorded {
    /// What was added to a unit's ledger on this day. No event is later than this day, so the unit is in its state
    /// after all of them.
    pub fn new(judged: &Judged, today: Day, appended: Appended) -> Recorded {
        let Appended { moment, positions } = appended;
        let unit = judged.held.unit.clone().in_state(judged.state());
        Recorded { unit, stated: true, as_of: today.date(), known_at: moment, events: positions }
    }

    /// The answer to a correction on this day that adds nothing, as known at this moment.
    pub fn nothing(judged: &Judged, today: Day, now: Moment) -> Recorded {
        let unit = judged.held.unit.clone();
        Recorded { unit, stated: false, as_of: today.date(), known_at: now, events: Vec::new() }
    }
}

/// The unit and its new events as a payload shows them: as known at the moment of recording, with the facts that the
/// unit had then.
pub struct Shown {
    /// The unit; none if nothing was recorded.
    pub unit: Option<Unit>,
    /// The events that were recorded, without voids.
    pub events: Vec<UnitEvent>,
    /// The errors of the change.
    pub user_errors: Vec<UserError>,
}

/// Records an event of one kind.
///
/// # Errors
/// The caller may not do this; failures of the database.
pub async fn happen(
    ctx: &Context<'_>,
    name: &str,
    entered: impl Into<Entered>,
) -> async_graphql::Result<Shown> {
    let Entered { unit, key, event } = entered.into();
    let outcome = perform(ctx, name, key.as_deref(), async |tx: &mut Tx, act: &Act| {
        let codes: Vec<&str> = event.event.as_deref().into_iter().collect();
        let mut reading = Reading::of(ctx.today()?, hold(ctx, tx, &unit, &codes).await?);
        reading.event(&event, None, &["input"]);
        let judged = reading.judge(async |held, new| held.draft(tx, new).await).await?;
        let appended = judged.append(tx, act).await?;
        Ok(Recorded::new(&judged, ctx.today()?, appended))
    });
    match outcome.await? {
        Ok(recorded) => show(ctx, &recorded).await,
        Err(mistakes) => Ok(Shown { unit: None, events: Vec::new(), user_errors: user_errors(mistakes) }),
    }
}

/// Locks the ledger of a unit, if the caller may edit its province. Loads the records that have one of the codes.
///
/// # Errors
/// `FORBIDDEN` before any other error; a user error inside the result if the unit does not exist.
pub async fn hold(
    ctx: &Context<'_>,
    tx: &mut Tx,
    code: &str,
    codes: &[&str],
) -> Result<Result<UnitLedger, Mistake>, Failure> {
    let codes: Vec<&str> = codes.iter().map(|code| code.trim()).collect();
    let Some(held) = ledger::lock(tx, code.trim(), &codes).await? else {
        ctx.officer(Action::KeepRegister(Province::Some))?;
        return Ok(Err(Mistake::of(UnknownUnit(code.trim().to_owned()).into(), &["input"])));
    };
    let reference = ctx.reference()?;
    let province = reference.province(held.province_id).map(|province| province.code.as_str());
    ctx.officer(Action::KeepRegister(Province::Of(province.unwrap_or_default())))?;
    Ok(Ok(held))
}

/// The payload of what was recorded.
///
/// # Errors
/// Failures of the database.
pub async fn show(ctx: &Context<'_>, recorded: &Recorded) -> async_graphql::Result<Shown> {
    let view = View { as_of: Day::new(recorded.as_of), known_at: Some(recorded.known_at) };
    let reference = ctx.reference_at_least(recorded.unit.reference).await?;
    let unit = recorded.unit.clone().into_unit().map_err(failure)?;
    let unit = Some(match recorded.stated {
        true => Unit::stated(reference, unit, view),
        false => Unit::new(reference, unit, Some(view)),
    });
    let shown = ctx.look_ahead();
    let asked = shown.field("event").exists() || shown.field("events").exists();
    let positions = if asked { recorded.events.clone() } else { Vec::new() };
    let mut events = at(ctx, positions, Some(view)).await?;
    let events = recorded.events.iter().filter_map(|position| events.remove(position)).collect();
    Ok(Shown { unit, events, user_errors: Vec::new() })
}
