//! Corrections of support cases. All corrections of a mutation are checked together.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, Result, SimpleObject};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::draft::number_of;
use shahrak_domain::event::NoReason;
use shahrak_domain::ledger::{Position, Says};
use shahrak_domain::parse;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::support::{Step, StepAct, StepFacts, StepKind, at_fault, history};
use shahrak_domain::text::is_blank;
use shahrak_domain::violation::{Violation, Violations};
use shahrak_messages::message;
use shahrak_persistence::support_case::{Draft, LockedCase, NewRecord};
use shahrak_persistence::tx::Tx;

use super::mutation::{
    ChangedCase, appended, code_of, lock_case, refuse_taken_code, refused, show, stale_case, unknown_case,
};
use super::{SupportCase, SupportCaseStatus, SupportKind, SupportOutcome, SupportStepKind};
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::mutation::{self, MutationError, MutationOutcome, idempotency_key};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date};
use crate::graphql::common::unparsed;
use crate::graphql::common::user_error::{InputError, UserError, current_object, user_errors};

/// Corrections of one support case. They are checked together, against the steps that result from all of them.
#[derive(InputObject)]
pub struct SupportCaseCorrectInput {
    /// Code of the case.
    case: String,
    /// Records to replace. What a replacement omits stays as it is.
    replace: Option<Vec<SupportStepReplacement>>,
    /// Records to void, because the steps were not taken.
    void: Option<Vec<SupportStepVoiding>>,
    /// Steps to add that the corrected case needs.
    record: Option<Vec<SupportStepInput>>,
    /// If true, only returns what would change and records nothing. The idempotency key stays free.
    #[graphql(default)]
    dry_run: OrDefault<bool>,
    /// The version of the case that you have read. If anything was recorded since, the change is refused.
    expected_version: Option<i32>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

/// A record that states a step again. Omitted fields stay as they are recorded, null clears them. If the kind of step
/// changes, facts that it does not carry are dropped.
#[derive(InputObject)]
pub struct SupportStepReplacement {
    /// Code of the record to replace.
    replaces: String,
    /// The kind of step.
    step: Option<SupportStepKind>,
    /// The day on which the step was taken, not in the future.
    occurred_on: Option<unparsed::Date>,
    /// The kind of help, of an opening.
    kind: MaybeUndefined<SupportKind>,
    /// The body, of a referral.
    body: MaybeUndefined<String>,
    /// The outcome, of a resolution.
    outcome: MaybeUndefined<SupportOutcome>,
    /// Anything else worth recording.
    note: MaybeUndefined<String>,
    /// A code of your choice for the new record, unique within the case. If omitted, the register chooses one.
    record: Option<String>,
}

/// The void of a step. If the record replaced another one, that one does not return.
#[derive(InputObject)]
pub struct SupportStepVoiding {
    /// Code of the record to void.
    voids: String,
    /// The reason.
    note: String,
    /// A code of your choice for the record that voids the step, unique within the case. If omitted, the register chooses
    /// one.
    record: Option<String>,
}

/// A step with all its facts. Give only the fact that its kind carries.
#[derive(InputObject)]
pub struct SupportStepInput {
    /// The kind of step.
    step: SupportStepKind,
    /// The day on which the step was taken, not in the future.
    occurred_on: unparsed::Date,
    /// The kind of help, of an opening.
    kind: Option<SupportKind>,
    /// The body, of a referral.
    body: Option<String>,
    /// The outcome, of a resolution.
    outcome: Option<SupportOutcome>,
    /// Anything else worth recording.
    note: Option<String>,
    /// A code of your choice for the record, unique within the case. If omitted, the register chooses one.
    record: Option<String>,
}

/// The result of a correction of a support case.
#[derive(SimpleObject)]
pub struct SupportCaseCorrectPayload {
    /// The case after the correction; in a dry run or if `expectedVersion` is stale, the case as it is. Null if the
    /// correction was refused for another reason.
    support_case: Option<SupportCase>,
    /// The steps after the correction, in the order in which they take effect. Null if the correction was refused.
    history: Option<Vec<SupportHistoryStep>>,
    /// The errors of the correction. If there is any, nothing was recorded.
    user_errors: Vec<UserError>,
}

/// One effective step of a case, and the status after it. Stored in this form under the idempotency key.
#[derive(Serialize, Deserialize)]
pub struct SupportHistoryStep {
    code: Option<String>,
    step: SupportStepKind,
    occurred_on: NaiveDate,
    status: SupportCaseStatus,
    is_new: bool,
}

/// One effective step of a case, and the status after it.
#[Object]
impl SupportHistoryStep {
    /// Code of the record; null for a new one for which the sender gave no code.
    async fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// The kind of step.
    async fn step(&self) -> SupportStepKind {
        self.step
    }

    /// The day on which the step was taken.
    async fn occurred_on(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(Day::new(self.occurred_on), calendar)
    }

    /// The status of the case after the step.
    async fn status(&self) -> SupportCaseStatus {
        self.status
    }

    /// Whether the correction adds this step.
    async fn is_new(&self) -> bool {
        self.is_new
    }
}

/// The mutation of corrections.
#[derive(Default)]
pub struct SupportCorrectionMutation;

#[Object]
impl SupportCorrectionMutation {
    /// Corrects a support case: replaces records, voids them, or adds missing steps. All corrections are checked together;
    /// they take effect at one moment, or none does. A case keeps at least one step.
    async fn support_case_correct(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The corrections to make.")] input: SupportCaseCorrectInput,
    ) -> Option<Result<SupportCaseCorrectPayload>> {
        Some(
            async {
                let outcome = correct(ctx, input).await?;
                payload(ctx, outcome).await
            }
            .await,
        )
    }
}

/// The result of a correction, in the form in which it is stored under the idempotency key.
#[derive(Serialize, Deserialize)]
struct Corrected {
    case: ChangedCase,
    history: Vec<SupportHistoryStep>,
}

async fn payload(
    ctx: &Context<'_>,
    outcome: MutationOutcome<Corrected>,
) -> Result<SupportCaseCorrectPayload> {
    let (case, history, errors) = match outcome {
        Ok(Corrected { case, history }) => (Some(case), Some(history), Vec::new()),
        Err(errors) => (current_object(&errors)?, None, errors),
    };
    let support_case = match case {
        Some(case) => show(ctx, case).await?,
        None => None,
    };
    Ok(SupportCaseCorrectPayload { support_case, history, user_errors: user_errors(errors) })
}

/// The maximum number of records in one correction.
const MAX_RECORDS: usize = 100;

/// Makes a correction, or shows its result in a dry run.
async fn correct(
    ctx: &Context<'_>,
    mut input: SupportCaseCorrectInput,
) -> Result<MutationOutcome<Corrected>> {
    let dry_run = input.dry_run.0;
    // A dry run changes nothing, so that the change itself can be sent with the same key afterwards.
    let key = input.idempotency_key.take().filter(|_| !dry_run);
    mutation::run(ctx, key.as_deref(), async |tx: &mut Tx, by: &Act| {
        let Some(case) = lock_case(ctx, tx, &input.case).await? else {
            return Err(unknown_case(&input.case).into());
        };
        let mut read =
            Reading { ctx, case: &case, records: Vec::new(), paths: Vec::new(), errors: Vec::new() };
        read.all(&input)?;
        let Reading { records, paths, mut errors, .. } = read;
        errors.extend(stale_case(ctx, case.id, input.expected_version, case.records.len())?);
        if !errors.is_empty() {
            return Err(errors.into());
        }
        let draft = Draft::new(&case.records, &records);
        let code = |position: Position| {
            let own = number_of(position).and_then(|number| records.get(number)?.code.clone());
            code_of(&case, position).or(own)
        };
        let decided = draft.decide().map_err(|error| {
            let number = at_fault(&error, &draft.added).and_then(number_of);
            let at = number.and_then(|number| paths.get(number)).map_or_else(Vec::new, Clone::clone);
            refused(&error, &at.iter().map(String::as_str).collect::<Vec<_>>(), code)
        })?;
        let history = history_of(&draft, &case, code);
        let case = match dry_run {
            true => ChangedCase { id: case.id, as_of: ctx.today()?.date(), known_at: None },
            false => appended(ctx, tx, &case, &draft, &decided, by).await?,
        };
        Ok(Corrected { case, history })
    })
    .await
}

fn history_of(
    draft: &Draft<'_>,
    case: &LockedCase,
    code: impl Fn(Position) -> Option<String>,
) -> Vec<SupportHistoryStep> {
    let all: Vec<_> = case.records.iter().chain(&draft.added).cloned().collect();
    let steps = history(&all).unwrap_or_default();
    let step = |(step, state): &(shahrak_domain::ledger::Effective<'_, Step>, _)| {
        let state: &shahrak_domain::support::CaseState = state;
        SupportHistoryStep {
            code: code(step.position),
            step: step.facts.kind().into(),
            occurred_on: step.facts.occurred_on.date(),
            status: state.status.into(),
            is_new: number_of(step.position).is_some(),
        }
    };
    steps.iter().map(step).collect()
}

/// Reads the records of a correction. It collects all errors.
struct Reading<'a> {
    ctx: &'a Context<'a>,
    case: &'a LockedCase,
    records: Vec<NewRecord>,
    /// The place of each record in the input.
    paths: Vec<Vec<String>>,
    errors: Vec<InputError>,
}

impl Reading<'_> {
    fn all(&mut self, input: &SupportCaseCorrectInput) -> std::result::Result<(), MutationError> {
        let (replace, void, record) = (input.replace.iter(), input.void.iter(), input.record.iter());
        let number = replace.clone().flatten().count() + void.clone().flatten().count();
        if !(1..=MAX_RECORDS).contains(&(number + record.clone().flatten().count())) {
            let message = message!("records-out-of-range", most = MAX_RECORDS);
            return Err(InputError::new(RefusalCode::OutOfRange, ["input"], message).into());
        }
        for (place, it) in replace.flatten().enumerate() {
            self.read("replace", place, it.record.as_deref(), |this, violations| {
                this.replacement(it, violations)
            })?;
        }
        for (place, it) in void.flatten().enumerate() {
            self.read("void", place, it.record.as_deref(), |this, violations| {
                Ok(this.voiding(it, violations))
            })?;
        }
        for (place, it) in record.flatten().enumerate() {
            self.read("record", place, it.record.as_deref(), |this, violations| this.step(it, violations))?;
        }
        Ok(())
    }

    /// Reads one record at its place in the input.
    fn read(
        &mut self,
        list: &str,
        place: usize,
        code: Option<&str>,
        read: impl FnOnce(&Self, &mut Violations) -> Result<Option<(Says<Step>, Option<String>)>>,
    ) -> Result<()> {
        let mut violations = Violations::new();
        refuse_taken_code(self.case, code, &mut violations);
        let code = violations.optional("record", code, parse::code);
        let twice = |known: &NewRecord| known.code.is_some() && known.code == code;
        if let Some(code) = code.as_deref().filter(|_| self.records.iter().any(twice)) {
            let twice = Violation::new(RefusalCode::DuplicateKey, message!("record-code-twice", code));
            violations.add(twice.at("record"));
        }
        let said = read(self, &mut violations)?;
        let path: Vec<String> = vec!["input".to_owned(), list.to_owned(), place.to_string()];
        match violations.settle(said) {
            Ok((says, note)) => {
                self.records.push(NewRecord { code, says, note });
                self.paths.push(path);
            }
            Err(violations) => {
                let at: Vec<&str> = path.iter().map(String::as_str).collect();
                self.errors.extend(violations.into_iter().map(|it| InputError::of(it, &at)));
            }
        }
        Ok(())
    }

    fn replacement(
        &self,
        input: &SupportStepReplacement,
        violations: &mut Violations,
    ) -> Result<Option<(Says<Step>, Option<String>)>> {
        let replaces = self.corrected("replaces", &input.replaces, violations);
        let recorded = replaces.and_then(|position| self.case.step(position));
        let kind = input.step.map(StepKind::from).or_else(|| recorded.map(Step::kind));
        let same = recorded.filter(|recorded| Some(recorded.kind()) == kind);
        let facts = same.map(|recorded| recorded.act.facts()).unwrap_or_default();
        let facts = StepFacts {
            kind: or(&input.kind, facts.kind.map(SupportKind::from)).map(Into::into),
            body: or(&input.body, facts.body),
            outcome: or(&input.outcome, facts.outcome.map(SupportOutcome::from)).map(Into::into),
        };
        let occurred_on = match input.occurred_on.as_deref() {
            Some(text) => self.day(text, violations)?,
            None => recorded.map(|recorded| recorded.occurred_on),
        };
        let note = replaces.and_then(|position| self.case.notes.get(&position).cloned()).flatten();
        let note = violations.optional("note", or(&input.note, note).as_deref(), parse::prose);
        let act = kind.and_then(|kind| act(kind, facts, violations));
        let step = act.zip(occurred_on).map(|(act, occurred_on)| Step { occurred_on, act });
        Ok(step.zip(replaces).map(|(facts, of)| (Says::Happened { facts, replaces: Some(of) }, note)))
    }

    fn voiding(
        &self,
        input: &SupportStepVoiding,
        violations: &mut Violations,
    ) -> Option<(Says<Step>, Option<String>)> {
        let voided = self.corrected("voids", &input.voids, violations);
        let note = violations.optional("note", Some(&input.note), parse::prose);
        if is_blank(&input.note) {
            violations.add(NoReason);
        }
        voided.map(|of| (Says::Void(of), note))
    }

    fn step(
        &self,
        input: &SupportStepInput,
        violations: &mut Violations,
    ) -> Result<Option<(Says<Step>, Option<String>)>> {
        let facts = StepFacts {
            kind: input.kind.map(Into::into),
            body: input.body.clone(),
            outcome: input.outcome.map(Into::into),
        };
        let occurred_on = self.day(&input.occurred_on, violations)?;
        let note = violations.optional("note", input.note.as_deref(), parse::prose);
        let act = act(input.step.into(), facts, violations);
        let step = act.zip(occurred_on).map(|(act, occurred_on)| Step { occurred_on, act });
        Ok(step.map(|facts| (Says::Happened { facts, replaces: None }, note)))
    }

    fn day(&self, text: &str, violations: &mut Violations) -> Result<Option<Day>> {
        let today = self.ctx.today()?;
        Ok(violations.required("occurred_on", text, |text| parse::past_day(text, today)))
    }

    /// The position of the record to correct.
    fn corrected(&self, field: &'static str, code: &str, violations: &mut Violations) -> Option<Position> {
        let code = violations.required(field, code, parse::code)?;
        let position = self.case.position(&code);
        if position.is_none() {
            let unknown = Violation::new(RefusalCode::UnknownStep, message!("unknown-step", code));
            violations.add(unknown.at(field));
        }
        position
    }
}

/// A step of a kind with its facts; none if they are not its own.
fn act(kind: StepKind, facts: StepFacts, violations: &mut Violations) -> Option<StepAct> {
    let body = violations.optional("body", facts.body.as_deref(), Step::body);
    if violations.refuses("body") {
        return None;
    }
    violations.take(StepAct::new(kind, StepFacts { body, ..facts }))
}

/// The value of a field: the stated one, or the recorded one if the field is omitted.
fn or<T: Clone>(field: &MaybeUndefined<T>, recorded: Option<T>) -> Option<T> {
    match field {
        MaybeUndefined::Undefined => recorded,
        MaybeUndefined::Null => None,
        MaybeUndefined::Value(value) => Some(value.clone()),
    }
}
