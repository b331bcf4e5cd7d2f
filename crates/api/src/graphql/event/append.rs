//! Recording events of a unit: lock its ledger, validate the new records together with all others, append them.

use async_graphql::{Context, Result};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::ledger::Position;
use shahrak_domain::moment::Moment;
use shahrak_domain::policy::{Action, Jurisdiction};
use shahrak_domain::unit::UnknownUnit;
use shahrak_persistence::ledger::{self, Appended, UnitLedger};
use shahrak_persistence::tx::Tx;
use shahrak_persistence::unit::Row;

use super::input::NewEvent;
use super::validate::{EventValidator, ValidatedEvents};
use super::{UnitEvent, at};
use crate::graphql::common::batch_scope::View;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::mutation::{self, MutationError};
use crate::graphql::common::user_error::{InputError, UserError, user_errors};
use crate::graphql::unit::Unit;

/// The result of an event mutation, in the form in which it is stored under the idempotency key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RecordedEvents {
    unit: Row,
    /// Whether `unit` has the state after the new records. If not, its state must be loaded.
    #[serde(default)]
    stated: bool,
    as_of: NaiveDate,
    known_at: Moment,
    events: Vec<Position>,
}

impl RecordedEvents {
    /// The result of appending events today. No event is later than today, so the state of the unit is the one after
    /// all of them.
    pub fn new(validated: &ValidatedEvents, today: Day, appended: Appended) -> RecordedEvents {
        let Appended { moment, positions } = appended;
        let unit = validated.ledger.unit.clone().in_state(validated.state());
        RecordedEvents { unit, stated: true, as_of: today.date(), known_at: moment, events: positions }
    }

    /// The result of a dry run.
    pub fn dry_run(validated: &ValidatedEvents, today: Day, now: Moment) -> RecordedEvents {
        let unit = validated.ledger.unit.clone();
        RecordedEvents { unit, stated: false, as_of: today.date(), known_at: now, events: Vec::new() }
    }
}

/// The content of the payload of an event mutation. The unit and its new events are shown as known at the moment of
/// recording, with the facts that the unit had then.
pub struct EventPayload {
    /// The unit; none if nothing was recorded.
    pub unit: Option<Unit>,
    /// The events that were recorded, without voids.
    pub events: Vec<UnitEvent>,
    /// The errors of the change.
    pub user_errors: Vec<UserError>,
}

impl EventPayload {
    /// The payload of a refused mutation.
    pub fn refused(errors: Vec<InputError>) -> EventPayload {
        EventPayload { unit: None, events: Vec::new(), user_errors: user_errors(errors) }
    }
}

/// Records one event.
pub async fn record_event(ctx: &Context<'_>, new: NewEvent) -> Result<EventPayload> {
    let NewEvent { unit, key, event } = new;
    let outcome = mutation::run(ctx, key.as_deref(), async |tx: &mut Tx, act: &Act| {
        let codes: Vec<&str> = event.event.as_deref().into_iter().collect();
        let mut validator = EventValidator::new(ctx.today()?, lock_ledger(ctx, tx, &unit, &codes).await?);
        validator.event(&event, None, &["input"]);
        let validated = validator.validate(async |ledger, new| ledger.draft(tx, new).await).await?;
        let appended = validated.append(tx, act).await?;
        Ok(RecordedEvents::new(&validated, ctx.today()?, appended))
    });
    match outcome.await? {
        Ok(recorded) => payload(ctx, &recorded).await,
        Err(errors) => Ok(EventPayload::refused(errors)),
    }
}

/// Locks the ledger of a unit and loads the records that have one of the codes. An unknown unit is an error in the
/// input, which is reported together with the others.
///
/// # Errors
/// `FORBIDDEN` if the caller may not edit the province of the unit. This is checked first.
pub async fn lock_ledger(
    ctx: &Context<'_>,
    tx: &mut Tx,
    unit: &str,
    codes: &[&str],
) -> std::result::Result<std::result::Result<UnitLedger, InputError>, MutationError> {
    let codes: Vec<&str> = codes.iter().map(|code| code.trim()).collect();
    let Some(ledger) = ledger::lock(tx, unit.trim(), &codes).await? else {
        ctx.authorized(Action::KeepRegister(Jurisdiction::Some))?;
        return Ok(Err(InputError::of(UnknownUnit(unit.trim().to_owned()).into(), &["input"])));
    };
    let reference = ctx.reference()?;
    let province = reference.province(ledger.province_id).map(|province| province.code.as_str());
    ctx.authorized(Action::KeepRegister(Jurisdiction::Of(province.unwrap_or_default())))?;
    Ok(Ok(ledger))
}

/// The payload of recorded events.
pub async fn payload(ctx: &Context<'_>, recorded: &RecordedEvents) -> Result<EventPayload> {
    let view = View { as_of: Day::new(recorded.as_of), known_at: Some(recorded.known_at) };
    let reference = ctx.reference_at_least(recorded.unit.reference).await?;
    let unit = recorded.unit.clone().into_unit().map_err(failure)?;
    let unit = Some(match recorded.stated {
        true => Unit::stated(reference, unit, view),
        false => Unit::new(reference, unit, Some(view)),
    });
    let selection = ctx.look_ahead();
    let selected = selection.field("event").exists() || selection.field("events").exists();
    let positions = if selected { recorded.events.clone() } else { Vec::new() };
    let mut events = at(ctx, positions, Some(view)).await?;
    let events = recorded.events.iter().filter_map(|position| events.remove(position)).collect();
    Ok(EventPayload { unit, events, user_errors: Vec::new() })
}
