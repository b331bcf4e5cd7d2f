//! Corrections of the history of a unit. All corrections of a mutation are validated together.

use std::collections::HashMap;

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::draft::number_of;
use shahrak_domain::ledger::{HistoryStep, Position};
use shahrak_domain::refusal::RefusalCode;
use shahrak_messages::message;
use shahrak_persistence::ledger::{StatedFacts, UnitLedger};
use shahrak_persistence::tx::Tx;

use super::UnitEvent;
use super::append::{EventPayload, RecordedEvents, lock_ledger, payload};
use super::change::UnitEventChange;
use super::input::{EventInput, EventVoiding};
use super::replacement::EventReplacement;
use super::validate::{EventValidator, ValidatedEvents};
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::enums::{EventKind, UnitStatus};
use crate::graphql::common::mutation::{self, MutationError, idempotency_key};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date, Decimal};
use crate::graphql::common::user_error::{InputError, UserError};
use crate::graphql::unit::Unit;

/// Corrections of one unit. They are checked together, against the history that results from all of them.
#[derive(InputObject)]
pub struct UnitCorrectInput {
    /// Code of the unit.
    unit: String,
    /// Events to replace. What a replacement omits stays as it is.
    replace: Option<Vec<EventReplacement>>,
    /// Events to void, because they did not happen.
    void: Option<Vec<EventVoiding>>,
    /// Events to add that the corrected history needs.
    record: Option<Vec<EventInput>>,
    /// If true, only returns what would change and records nothing. The idempotency key stays free.
    #[graphql(default)]
    dry_run: OrDefault<bool>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

/// The result of a correction.
#[derive(SimpleObject)]
pub struct UnitCorrectPayload {
    /// The unit after the correction; in a dry run, the unit as it is. Null if the correction was refused.
    unit: Option<Unit>,
    /// The events that were recorded, without voids. Empty in a dry run.
    events: Vec<UnitEvent>,
    /// The history after the correction, in the order in which the events take effect. Null if the correction was
    /// refused.
    history: Option<Vec<UnitHistoryStep>>,
    /// What the correction changes: all facts of each event that it replaces, voids or adds, before and after. Null if the
    /// correction was refused.
    changes: Option<Vec<UnitEventChange>>,
    /// The errors of the correction. If there is any, nothing was recorded.
    user_errors: Vec<UserError>,
}

/// One effective event of a history, and the state of the unit after it. Stored in this form under the idempotency key.
#[derive(Serialize, Deserialize)]
pub struct UnitHistoryStep {
    event: Option<String>,
    kind: EventKind,
    occurred_on: NaiveDate,
    status: UnitStatus,
    jobs: Option<i32>,
    capacity: Option<String>,
    is_new: bool,
}

/// One effective event of a history, and the state of the unit after it.
#[Object]
impl UnitHistoryStep {
    /// Code of the event; null for a new event for which the sender gave no code.
    async fn event(&self) -> Option<&str> {
        self.event.as_deref()
    }

    /// The kind of event.
    async fn kind(&self) -> EventKind {
        self.kind
    }

    /// The day on which the event took effect.
    async fn occurred_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(Day::new(self.occurred_on), calendar)
    }

    /// The status of the unit after the event.
    async fn status(&self) -> UnitStatus {
        self.status
    }

    /// Persons at work after the event; null if not known.
    async fn jobs(&self) -> Option<i32> {
        self.jobs
    }

    /// Capacity in use after the event, in percent of nominal capacity; null if not known.
    async fn capacity_percent(&self) -> Option<Decimal> {
        self.capacity.as_ref()?.parse().ok().map(Decimal)
    }

    /// Percent of the nominal capacity then: the same as `capacityPercent`.
    #[graphql(deprecation = "Use `capacityPercent`, the name in changes and files.")]
    async fn capacity(&self) -> Option<Decimal> {
        self.capacity.as_ref()?.parse().ok().map(Decimal)
    }

    /// Whether the correction adds this event.
    async fn is_new(&self) -> bool {
        self.is_new
    }
}

impl UnitHistoryStep {
    /// The history with the new records.
    fn all(validated: &ValidatedEvents) -> Vec<UnitHistoryStep> {
        let steps = validated.draft.history(&validated.ledger.methodologies).unwrap_or_default();
        steps.iter().map(|step| UnitHistoryStep::new(step, validated)).collect()
    }

    fn new(step: &HistoryStep<'_>, validated: &ValidatedEvents) -> UnitHistoryStep {
        let number = number_of(step.event.position);
        let own = number.and_then(|number| validated.details.get(number)?.code.as_ref());
        UnitHistoryStep {
            event: validated.ledger.codes.get(&step.event.position).or(own).cloned(),
            kind: step.event.facts.kind.into(),
            occurred_on: step.event.facts.occurred_on.date(),
            status: step.after.status.into(),
            jobs: step.after.jobs.map(|jobs| jobs.get()),
            capacity: step.after.capacity.map(|capacity| capacity.get().to_string()),
            is_new: number.is_some(),
        }
    }
}

/// The mutation of corrections.
#[derive(Default)]
pub struct CorrectionMutation;

#[Object]
impl CorrectionMutation {
    /// Corrects the history of a unit: replaces events, voids them, or adds missing ones. All corrections are checked
    /// together against the history that results from them, in which every event must be allowed in the status before
    /// it. They take effect at one moment, or none does.
    async fn unit_correct(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The corrections to make.")] input: UnitCorrectInput,
    ) -> Option<Result<UnitCorrectPayload>> {
        Some(correct(ctx, input).await)
    }
}

/// The result of a correction, in the form in which it is stored under the idempotency key.
#[derive(Serialize, Deserialize)]
struct CorrectionResult {
    recorded: RecordedEvents,
    history: Vec<UnitHistoryStep>,
    /// Results of earlier versions of the program have none.
    #[serde(default)]
    changes: Vec<UnitEventChange>,
}

/// The maximum number of records in one correction.
const MAX_RECORDS: usize = 500;

/// Makes a correction, or shows its result in a dry run.
async fn correct(ctx: &Context<'_>, mut input: UnitCorrectInput) -> Result<UnitCorrectPayload> {
    let (unit, dry_run) = (std::mem::take(&mut input.unit), input.dry_run.0);
    // A dry run changes nothing, so that the change itself can be sent with the same key afterwards.
    let key = input.idempotency_key.take().filter(|_| !dry_run);
    let outcome = mutation::run(ctx, key.as_deref(), async |tx: &mut Tx, act: &Act| {
        let ledger = lock_ledger(ctx, tx, &unit, &input.codes()).await?;
        let stated = match &ledger {
            Ok(ledger) => ledger.stated(tx).await?,
            Err(_) => HashMap::new(),
        };
        let replacements = input.replacements(ledger.as_ref().ok(), &stated, ctx.today()?);
        let mut validator = EventValidator::new(ctx.today()?, ledger);
        input.parse(&mut validator, &replacements);
        // The payload shows the whole history.
        let validated = validator.validate(async |ledger, new| ledger.draft_on_all(tx, new).await).await?;
        let recorded = match dry_run {
            true => RecordedEvents::dry_run(&validated, ctx.today()?, ctx.now()?),
            false => RecordedEvents::new(&validated, ctx.today()?, validated.append(tx, act).await?),
        };
        let (history, changes) =
            (UnitHistoryStep::all(&validated), UnitEventChange::all(&validated, &stated));
        Ok::<_, MutationError>(CorrectionResult { recorded, history, changes })
    });
    let (payload, history, changes) = match outcome.await? {
        Ok(CorrectionResult { recorded, history, changes }) => {
            (payload(ctx, &recorded).await?, Some(history), Some(changes))
        }
        Err(errors) => (EventPayload::refused(errors), None, None),
    };
    let EventPayload { unit, events, user_errors } = payload;
    Ok(UnitCorrectPayload { unit, events, history, changes, user_errors })
}

impl UnitCorrectInput {
    fn replace(&self) -> &[EventReplacement] {
        self.replace.as_deref().unwrap_or_default()
    }

    fn void(&self) -> &[EventVoiding] {
        self.void.as_deref().unwrap_or_default()
    }

    fn record(&self) -> &[EventInput] {
        self.record.as_deref().unwrap_or_default()
    }

    /// All codes of records in the input.
    fn codes(&self) -> Vec<&str> {
        let (replace, void, record) = (self.replace(), self.void(), self.record());
        let corrected = replace.iter().map(|it| &it.replaces).chain(void.iter().map(|it| &it.voids));
        let replacing = replace.iter().filter_map(|it| it.event.as_ref());
        let voiding = void.iter().filter_map(|it| it.event.as_ref());
        let recorded = record.iter().filter_map(|it| it.event.as_ref());
        corrected.chain(replacing).chain(voiding).chain(recorded).map(String::as_str).collect()
    }

    /// The replacements in full: omitted fields are filled from the replaced records.
    fn replacements(
        &self,
        ledger: Option<&UnitLedger>,
        stated: &HashMap<Position, StatedFacts>,
        today: Day,
    ) -> Vec<EventInput> {
        let replaced = |code: &str| stated.get(&ledger?.position(code.trim())?);
        self.replace().iter().map(|it| it.in_full(replaced(&it.replaces), today)).collect()
    }

    /// Parses all records of the correction.
    fn parse(&self, validator: &mut EventValidator, replacements: &[EventInput]) {
        let (replace, void, record) = (self.replace(), self.void(), self.record());
        if !(1..=MAX_RECORDS).contains(&(replace.len() + void.len() + record.len())) {
            let message = message!("records-out-of-range", most = MAX_RECORDS);
            return validator.error(InputError::new(RefusalCode::OutOfRange, ["input"], message));
        }
        for (place, (it, in_full)) in replace.iter().zip(replacements).enumerate() {
            let place = place.to_string();
            let at = ["input", "replace", &place];
            if let Some(violation) = it.without_kind() {
                validator.error(InputError::of(violation, &at));
            }
            validator.event(in_full, Some(&it.replaces), &at);
        }
        for (place, it) in void.iter().enumerate() {
            validator.void(it, &["input", "void", &place.to_string()]);
        }
        for (place, it) in record.iter().enumerate() {
            validator.event(it, None, &["input", "record", &place.to_string()]);
        }
    }
}
