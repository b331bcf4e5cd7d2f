//! Corrections of a unit's history that are judged together.

use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::draft::number_of;
use shahrak_domain::ledger::Step;
use shahrak_domain::refusal::RefusalCode;
use shahrak_persistence::tx::Tx;

use super::UnitEvent;
use super::input::EventInput;
use super::reading::{Judged, Reading};
use super::record::{self, Recorded, Shown};
use crate::graphql::closed_set::{EventKind, UnitStatus};
use crate::graphql::context::Ask;
use crate::graphql::defaulted::Defaulted;
use crate::graphql::perform::{Failure, perform};
use crate::graphql::scalar::{Calendar, Date, Decimal};
use crate::graphql::unit::Unit;
use crate::graphql::user_error::{Mistake, UserError, user_errors};

/// Corrections of one unit. They are judged together, as the history stands at the end.
#[derive(InputObject)]
pub struct UnitCorrectInput {
    /// Code of the unit.
    unit: String,
    /// Events that are stated anew (rule L4).
    replace: Option<Vec<EventReplacement>>,
    /// Events that did not happen (rule L5).
    void: Option<Vec<EventVoiding>>,
    /// Events that were not recorded yet, if the others cannot stand without them.
    record: Option<Vec<EventInput>>,
    /// Whether to show only what the history would be: nothing is recorded then.
    #[graphql(default)]
    dry_run: Defaulted<bool>,
    /// A key of your own for this change: sent again with it, the change is not made twice and its first answer is given
    /// again. Kept for seven days.
    idempotency_key: Option<String>,
}

/// An event that is stated anew, for the same unit. Kind and day may differ.
#[derive(InputObject)]
pub struct EventReplacement {
    /// Code of the event in whose place it stands.
    replaces: String,
    #[graphql(flatten)]
    event: EventInput,
}

/// An event that is struck. What it replaced does not return.
#[derive(InputObject)]
pub struct EventVoiding {
    /// Code of the event.
    pub voids: String,
    /// Why it is struck. Read by those who may.
    pub note: String,
    /// Number or address of a document. Read by those who may.
    pub evidence: Option<String>,
    /// Your own code of the record that strikes it, unique within the unit; the register gives one unless told.
    pub event: Option<String>,
}

/// What came of a correction.
#[derive(SimpleObject)]
pub struct UnitCorrectPayload {
    /// The unit after it; in a dry run as it is. Null if the correction was refused.
    unit: Option<Unit>,
    /// What was recorded, without what voids. Empty in a dry run.
    events: Vec<UnitEvent>,
    /// The history as it is then, in the order in which the events take effect. Null if the correction was refused.
    history: Option<Vec<UnitHistoryStep>>,
    /// What is to be put right; nothing was recorded if there is anything.
    user_errors: Vec<UserError>,
}

/// One event of a history that holds, and how the unit stands after it. Kept as it is under the key of the change.
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

/// One event of a history that holds, and how the unit stands after it.
#[Object]
impl UnitHistoryStep {
    /// Code of the event; null of a new one that has none of its sender's.
    async fn event(&self) -> Option<&str> {
        self.event.as_deref()
    }

    /// What happened.
    async fn kind(&self) -> EventKind {
        self.kind
    }

    /// The day on which it took effect.
    async fn occurred_on(
        &self,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Date {
        Date::new(Day::new(self.occurred_on), calendar)
    }

    /// Where the unit stands then.
    async fn status(&self) -> UnitStatus {
        self.status
    }

    /// Persons at work then; null where not known.
    async fn jobs(&self) -> Option<i32> {
        self.jobs
    }

    /// Percent of the nominal capacity then; null where not known.
    async fn capacity_percent(&self) -> Option<Decimal> {
        self.capacity.as_ref()?.parse().ok().map(Decimal)
    }

    /// Percent of the nominal capacity then: the same as `capacityPercent`.
    #[graphql(deprecation = "Use `capacityPercent`, the name in changes and files.")]
    async fn capacity(&self) -> Option<Decimal> {
        self.capacity.as_ref()?.parse().ok().map(Decimal)
    }

    /// Whether the correction adds it.
    async fn is_new(&self) -> bool {
        self.is_new
    }
}

impl UnitHistoryStep {
    /// The history with new records.
    fn all(judged: &Judged) -> Vec<UnitHistoryStep> {
        let steps = judged.draft.history(&judged.held.methodologies).unwrap_or_default();
        steps.iter().map(|step| UnitHistoryStep::of(step, judged)).collect()
    }

    fn of(step: &Step<'_>, judged: &Judged) -> UnitHistoryStep {
        let number = number_of(step.event.position);
        let own = number.and_then(|number| judged.details.get(number)?.code.as_ref());
        UnitHistoryStep {
            event: judged.held.codes.get(&step.event.position).or(own).cloned(),
            kind: step.event.facts.kind.into(),
            occurred_on: step.event.facts.occurred_on.date(),
            status: step.after.status.into(),
            jobs: step.after.jobs.map(|jobs| jobs.get()),
            capacity: step.after.capacity.map(|capacity| capacity.get().to_string()),
            is_new: number.is_some(),
        }
    }
}

/// What a correction answers, so that it can be answered again.
#[derive(Serialize, Deserialize)]
struct Corrected {
    recorded: Recorded,
    history: Vec<UnitHistoryStep>,
}

/// Most records of one correction.
const MOST: usize = 500;

/// Corrects, or shows what would be.
///
/// # Errors
/// Who asks may not; failures of the database.
pub async fn correct(ctx: &Context<'_>, mut input: UnitCorrectInput) -> Result<UnitCorrectPayload> {
    let (unit, dry_run) = (std::mem::take(&mut input.unit), input.dry_run.0);
    let key = input.idempotency_key.take();
    let outcome = perform(ctx, "unitCorrect", key.as_deref(), async |tx: &mut Tx, act: &Act| {
        let mut reading = Reading::of(ctx.today()?, record::hold(ctx, tx, &unit, &codes(&input)).await?);
        read(&mut reading, &input);
        // Its answer is the whole history.
        let judged = reading.judge(async |held, new| held.draft_on_all(tx, new).await).await?;
        let recorded = match dry_run {
            true => Recorded::nothing(&judged, ctx.today()?, ctx.now()?),
            false => Recorded::new(&judged, ctx.today()?, judged.append(tx, act).await?),
        };
        Ok::<_, Failure>(Corrected { recorded, history: UnitHistoryStep::all(&judged) })
    });
    match outcome.await? {
        Ok(Corrected { recorded, history }) => {
            let Shown { unit, events, user_errors } = record::show(ctx, &recorded).await?;
            Ok(UnitCorrectPayload { unit, events, history: Some(history), user_errors })
        }
        Err(mistakes) => {
            let user_errors = user_errors(mistakes);
            Ok(UnitCorrectPayload { unit: None, events: Vec::new(), history: None, user_errors })
        }
    }
}

/// All codes of records that the correction names.
fn codes(input: &UnitCorrectInput) -> Vec<&str> {
    let replace = input.replace.as_deref().unwrap_or_default();
    let void = input.void.as_deref().unwrap_or_default();
    let record = input.record.as_deref().unwrap_or_default();
    let corrected = replace.iter().map(|it| &it.replaces).chain(void.iter().map(|it| &it.voids));
    let replacing = replace.iter().filter_map(|it| it.event.event.as_ref());
    let voiding = void.iter().filter_map(|it| it.event.as_ref());
    let recorded = record.iter().filter_map(|it| it.event.as_ref());
    corrected.chain(replacing).chain(voiding).chain(recorded).map(String::as_str).collect()
}

/// Reads all records of the correction.
fn read(reading: &mut Reading, input: &UnitCorrectInput) {
    let replace = input.replace.as_deref().unwrap_or_default();
    let void = input.void.as_deref().unwrap_or_default();
    let record = input.record.as_deref().unwrap_or_default();
    if !(1..=MOST).contains(&(replace.len() + void.len() + record.len())) {
        let english = format!("a correction replaces, voids or records something: 1 to {MOST} records");
        let persian = format!("هر اصلاح جایگزینی، ابطال یا ثبتی تازه است: 1 تا {MOST} ثبت");
        return reading.mistake(Mistake::new(RefusalCode::OutOfRange, ["input"], english, persian));
    }
    for (place, it) in replace.iter().enumerate() {
        reading.event(&it.event, Some(&it.replaces), &["input", "replace", &place.to_string()]);
    }
    for (place, it) in void.iter().enumerate() {
        reading.void(it, &["input", "void", &place.to_string()]);
    }
    for (place, it) in record.iter().enumerate() {
        reading.event(it, None, &["input", "record", &place.to_string()]);
    }
}
