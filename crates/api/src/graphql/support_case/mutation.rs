//! Mutations of support cases: they are opened, referred, resolved and reopened.

use async_graphql::{Context, InputObject, Object, Result};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::ledger::Says;
use shahrak_domain::moment::Moment;
use shahrak_domain::parse;
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::support::{Step, StepAct, Subject, SubjectError};
use shahrak_domain::unit::UnknownUnit;
use shahrak_domain::violation::{Violation, Violations};
use shahrak_messages::message;
use shahrak_persistence::reference_cache::ProvinceId;
use shahrak_persistence::support_case::{
    self as stored, CaseDraft, CaseId, LockedCase, NewCase, NewRecord, SubjectId,
};
use shahrak_persistence::tx::Tx;
use shahrak_persistence::unit::View;

use super::locked::{
    appended, authorize_case, code_of, lock_case, refuse_taken_code, refused, stale_case, unknown_case,
};
use super::{SupportCase, SupportKind, SupportOutcome};
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::mutation::{self, MutationError, MutationOutcome, idempotency_key};
use crate::graphql::common::payload::payload;
use crate::graphql::common::place::authorize_province;
use crate::graphql::common::sight::sight;
use crate::graphql::common::stale::unless_stale;
use crate::graphql::common::unparsed::Date;

/// A new support case, of a unit or of an applicant in a province.
#[derive(InputObject, Clone, Debug)]
pub struct SupportCaseOpenInput {
    /// A code of your choice for the case, unique in the register. If omitted, the register chooses one.
    case: Option<String>,
    /// Code of the unit that needs help.
    unit: Option<String>,
    /// Name of an applicant without a unit; with `province`.
    applicant: Option<String>,
    /// The province of the applicant: its ISO 3166-2 code of 2020.
    province: Option<String>,
    /// With what help is needed.
    kind: SupportKind,
    /// The day on which help was asked for, not in the future.
    occurred_on: Date,
    /// Anything else worth recording.
    note: Option<String>,
    /// A code of your choice for the record, unique within the case. If omitted, the register chooses one.
    record: Option<String>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

/// What each step of a recorded case has.
#[derive(InputObject, Clone, Debug)]
pub struct TakenStep {
    /// Code of the case.
    pub case: String,
    /// The day on which the step was taken, not in the future.
    pub occurred_on: Date,
    /// Anything else worth recording.
    pub note: Option<String>,
    /// A code of your choice for the record, unique within the case. If omitted, the register chooses one.
    pub record: Option<String>,
    /// The version of the case that you have read. If anything was recorded since, the change is refused.
    pub expected_version: Option<i32>,
    #[doc = idempotency_key!()]
    pub idempotency_key: Option<String>,
}

/// A referral of a support case to a body.
#[derive(InputObject, Clone, Debug)]
pub struct SupportCaseReferInput {
    #[graphql(flatten)]
    taken: TakenStep,
    /// Name of the body that is asked to act: a bank, the gas company, the tax office.
    body: String,
}

/// The end of a support case.
#[derive(InputObject, Clone, Debug)]
pub struct SupportCaseResolveInput {
    #[graphql(flatten)]
    taken: TakenStep,
    /// The outcome. A case that was opened by mistake is `WITHDRAWN`.
    outcome: SupportOutcome,
}

/// The reopening of a support case.
#[derive(InputObject, Clone, Debug)]
pub struct SupportCaseReopenInput {
    #[graphql(flatten)]
    taken: TakenStep,
}

payload! {
    /// The result of opening a support case.
    SupportCaseOpenPayload {
        /// The case; null if the change was refused.
        support_case: SupportCase
    }
}

payload! {
    /// The result of referring a support case.
    SupportCaseReferPayload {
        /// The case after the change; the current case if `expectedVersion` is stale; null if the change was refused for
        /// another reason.
        support_case: SupportCase
    }
}

payload! {
    /// The result of resolving a support case.
    SupportCaseResolvePayload {
        /// The case after the change; the current case if `expectedVersion` is stale; null if the change was refused for
        /// another reason.
        support_case: SupportCase
    }
}

payload! {
    /// The result of reopening a support case.
    SupportCaseReopenPayload {
        /// The case after the change; the current case if `expectedVersion` is stale; null if the change was refused for
        /// another reason.
        support_case: SupportCase
    }
}

/// The mutations that record a step of a support case.
#[derive(Default)]
pub struct SupportCaseMutation;

#[Object]
impl SupportCaseMutation {
    /// Opens a support case: a unit or an applicant needs help.
    async fn support_case_open(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: SupportCaseOpenInput,
    ) -> Option<Result<SupportCaseOpenPayload>> {
        let outcome = open(ctx, &input).await;
        Some(SupportCaseOpenPayload::of(outcome, async |changed| show(ctx, changed).await).await)
    }

    /// Refers a support case that is not resolved to a body, as often as needed.
    async fn support_case_refer(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: SupportCaseReferInput,
    ) -> Option<Result<SupportCaseReferPayload>> {
        let act = |violations: &mut Violations| {
            violations.required("body", &input.body, Step::body).map(StepAct::Referred)
        };
        let outcome = take(ctx, &input.taken, act).await;
        Some(SupportCaseReferPayload::of(outcome, async |changed| show(ctx, changed).await).await)
    }

    /// Resolves a support case with an outcome.
    async fn support_case_resolve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: SupportCaseResolveInput,
    ) -> Option<Result<SupportCaseResolvePayload>> {
        let act = |_: &mut Violations| Some(StepAct::Resolved(input.outcome.into()));
        let outcome = take(ctx, &input.taken, act).await;
        Some(SupportCaseResolvePayload::of(outcome, async |changed| show(ctx, changed).await).await)
    }

    /// Takes a resolved support case up again.
    async fn support_case_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: SupportCaseReopenInput,
    ) -> Option<Result<SupportCaseReopenPayload>> {
        let outcome = take(ctx, &input.taken, |_: &mut Violations| Some(StepAct::Reopened)).await;
        Some(SupportCaseReopenPayload::of(outcome, async |changed| show(ctx, changed).await).await)
    }
}

/// A changed case, in the form in which it is stored under the idempotency key.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct ChangedCase {
    pub id: CaseId,
    pub as_of: NaiveDate,
    /// None for the present.
    pub known_at: Option<Moment>,
}

/// A case as it was known at the moment of a change.
pub(super) async fn show(ctx: &Context<'_>, changed: ChangedCase) -> Result<Option<SupportCase>> {
    let ChangedCase { id, as_of, known_at } = changed;
    let view = known_at.map(|known_at| View { as_of: Day::new(as_of), known_at: Some(known_at) });
    let found = stored::find_all(ctx.db()?, vec![id], &sight(ctx)?, view).await.map_err(failure)?;
    Ok(SupportCase::all(ctx, found, view).await?.pop())
}

async fn open(ctx: &Context<'_>, input: &SupportCaseOpenInput) -> Result<MutationOutcome<ChangedCase>> {
    mutation::run(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        let unit = input.authorized_unit(ctx, tx).await?;
        let mut violations = Violations::new();
        let case = violations.optional("case", input.case.as_deref(), parse::code);
        let subject = input.subject(ctx, &mut violations, unit)?;
        let record = input.record(ctx, &mut violations)?;
        let (subject, record) = violations.settle(subject.zip(record))?;
        let Some(id) = stored::add(tx, &NewCase { code: case, subject }).await? else {
            let code = input.case.as_deref().unwrap_or_default().trim();
            let taken = message!("case-registered", code);
            return Err(Violation::new(RefusalCode::AlreadyRegistered, taken).at("case").into());
        };
        let records = [record];
        let draft = CaseDraft::new(&[], &records);
        let decided = draft.decide().map_err(|error| refused(&error, &["input"], |_| None))?;
        let moment = stored::append(tx, id, &draft, &decided, &act.actor).await?;
        Ok(ChangedCase { id, as_of: ctx.today()?.date(), known_at: Some(moment) })
    })
    .await
}

impl SupportCaseOpenInput {
    /// The unit that the input names and its province, if there is such a unit.
    ///
    /// # Errors
    /// `FORBIDDEN` if the caller may not edit the province of the unit or of the applicant. This is checked first.
    async fn authorized_unit(
        &self,
        ctx: &Context<'_>,
        tx: &Tx,
    ) -> std::result::Result<Option<(i64, ProvinceId)>, MutationError> {
        authorize_province(ctx, self.province.as_deref())?;
        let Some(code) = self.unit.as_deref() else { return Ok(None) };
        let Some(unit) = stored::hold_unit(tx, code.trim()).await? else { return Ok(None) };
        authorize_case(ctx, unit.1)?;
        Ok(Some(unit))
    }

    fn subject(
        &self,
        ctx: &Context<'_>,
        violations: &mut Violations,
        found: Option<(i64, ProvinceId)>,
    ) -> Result<Option<SubjectId>> {
        let reference = ctx.reference()?;
        let unit = violations.optional("unit", self.unit.as_deref(), parse::code);
        let applicant = violations.optional("applicant", self.applicant.as_deref(), parse::name);
        let province = violations.optional("province", self.province.as_deref(), |text| {
            parse::province(text, &reference.provinces)
        });
        if !violations.is_empty() {
            return Ok(None);
        }
        let subject = match Subject::new(unit, applicant, province) {
            Ok(subject) => subject,
            Err(error) => {
                violations.add(error);
                return Ok(None);
            }
        };
        Ok(match (subject, found) {
            (None, _) => {
                violations.add(SubjectError::Missing);
                None
            }
            (Some(Subject::Unit(_)), Some((id, _))) => Some(SubjectId::Unit(id)),
            (Some(Subject::Unit(code)), None) => {
                violations.add(UnknownUnit(code));
                None
            }
            (Some(Subject::Applicant { name, province }), _) => {
                let province_id = reference.province_id(&province);
                province_id.map(|province_id| SubjectId::Applicant { name, province_id })
            }
        })
    }

    fn record(&self, ctx: &Context<'_>, violations: &mut Violations) -> Result<Option<NewRecord>> {
        let act = Some(StepAct::Opened(self.kind.into()));
        let (occurred_on, note) = (&self.occurred_on, self.note.as_deref());
        new_record(ctx, violations, act, occurred_on, note, self.record.as_deref())
    }
}

/// Takes a step of a recorded case.
async fn take(
    ctx: &Context<'_>,
    input: &TakenStep,
    act: impl FnOnce(&mut Violations) -> Option<StepAct> + Clone,
) -> Result<MutationOutcome<ChangedCase>> {
    mutation::run(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, by: &Act| {
        let case = lock_case(ctx, tx, &input.case).await?;
        let mut violations = Violations::new();
        if case.is_none() {
            violations.add(unknown_case(&input.case));
        }
        let act = act(&mut violations);
        let code = input.record.as_deref();
        let record = new_record(ctx, &mut violations, act, &input.occurred_on, input.note.as_deref(), code)?;
        if let Some(case) = &case {
            refuse_taken_code(case, code, &mut violations);
        }
        let decided = violations.settle(case.zip(record));
        let (case, record) = match case_version(&decided) {
            Some((id, version)) => {
                unless_stale(stale_case(ctx, id, input.expected_version, version)?, decided)?
            }
            None => decided?,
        };
        let records = [record];
        let draft = CaseDraft::new(&case.records, &records);
        let decided = draft.decide().map_err(|error| refused(&error, &["input"], |at| code_of(&case, at)))?;
        appended(ctx, tx, &case, &draft, &decided, by).await
    })
    .await
}

fn case_version<T>(decided: &std::result::Result<(LockedCase, T), Violations>) -> Option<(CaseId, usize)> {
    decided.as_ref().ok().map(|(case, _)| (case.id, case.records.len()))
}

/// A record as an input states it; none if it cannot be read.
pub(super) fn new_record(
    ctx: &Context<'_>,
    violations: &mut Violations,
    act: Option<StepAct>,
    occurred_on: &str,
    note: Option<&str>,
    code: Option<&str>,
) -> Result<Option<NewRecord>> {
    let today = ctx.today()?;
    let occurred_on = violations.required("occurred_on", occurred_on, |text| parse::past_day(text, today));
    let note = violations.optional("note", note, parse::prose);
    let code = violations.optional("record", code, parse::code);
    Ok(act.zip(occurred_on).map(|(act, occurred_on)| {
        let says = Says::Happened { facts: Step { occurred_on, act }, replaces: None };
        NewRecord { code, says, note }
    }))
}
