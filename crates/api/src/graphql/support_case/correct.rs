//! Corrections of support cases. All corrections of a mutation are checked together.

mod reading;

use async_graphql::{Context, InputObject, MaybeUndefined, Object, Result, SimpleObject};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::draft::number_of;
use shahrak_domain::ledger::Position;
use shahrak_domain::support::{Step, at_fault, history};
use shahrak_persistence::support_case::{CaseDraft, LockedCase};
use shahrak_persistence::tx::Tx;

use self::reading::Reading;
use super::locked::{appended, code_of, lock_case, refused, stale_case, unknown_case};
use super::mutation::{ChangedCase, show};
use super::{SupportCase, SupportCaseStatus, SupportKind, SupportOutcome, SupportStepKind};
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::mutation::{self, MutationOutcome, idempotency_key};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date};
use crate::graphql::common::unparsed;
use crate::graphql::common::user_error::{UserError, current_object, user_errors};

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
        let draft = CaseDraft::new(&case.records, &records);
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
    draft: &CaseDraft<'_>,
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
