//! A support case that is locked for a change: who may change it, and how records are appended to it.

use async_graphql::{Context, Result};

use shahrak_domain::act::Act;
use shahrak_domain::ledger::Position;
use shahrak_domain::policy::{Action, Jurisdiction};
use shahrak_domain::refusal::RefusalCode;
use shahrak_domain::support::{CaseEffects, CaseError};
use shahrak_domain::violation::{Violation, Violations};
use shahrak_messages::{Message, message};
use shahrak_persistence::reference_cache::ProvinceId;
use shahrak_persistence::support_case::{self as stored, CaseDraft, CaseId, LockedCase};
use shahrak_persistence::tx::Tx;

use super::mutation::ChangedCase;
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::mutation::MutationError;
use crate::graphql::common::stale::stale;
use crate::graphql::common::user_error::InputError;

/// Appends the records of a draft to its case.
pub(super) async fn appended(
    ctx: &Context<'_>,
    tx: &Tx,
    case: &LockedCase,
    draft: &CaseDraft<'_>,
    decided: &CaseEffects,
    by: &Act,
) -> std::result::Result<ChangedCase, MutationError> {
    let moment = stored::append(tx, case.id, draft, decided, &by.actor).await?;
    Ok(ChangedCase { id: case.id, as_of: ctx.today()?.date(), known_at: Some(moment) })
}

/// Locks a case for a change.
///
/// # Errors
/// `FORBIDDEN` if the caller may not edit the province of the case. This is checked first.
pub(super) async fn lock_case(
    ctx: &Context<'_>,
    tx: &Tx,
    code: &str,
) -> std::result::Result<Option<LockedCase>, MutationError> {
    let Some(case) = stored::lock(tx, code.trim()).await? else {
        ctx.authorized(Action::KeepRegister(Jurisdiction::Some))?;
        return Ok(None);
    };
    authorize_case(ctx, case.province_id)?;
    Ok(Some(case))
}

/// Checks that the caller may edit the province of a case.
pub(super) fn authorize_case(ctx: &Context<'_>, province: ProvinceId) -> Result<()> {
    let reference = ctx.reference()?;
    let code = reference.province(province).map(|province| province.code.as_str());
    ctx.authorized(Action::KeepRegister(Jurisdiction::Of(code.unwrap_or_default()))).map(|_| ())
}

/// The violation of an input that names no case.
pub(super) fn unknown_case(code: &str) -> Violation {
    let code = code.trim().chars().take(64).collect::<String>();
    Violation::new(RefusalCode::UnknownCase, message!("unknown-case", code)).at("case")
}

/// The user error if something was recorded of a case since its sender read it.
pub(super) fn stale_case(
    ctx: &Context<'_>,
    id: CaseId,
    expected: Option<i32>,
    version: usize,
) -> Result<Option<InputError>> {
    let version = i32::try_from(version).unwrap_or(i32::MAX);
    let current = ChangedCase { id, as_of: ctx.today()?.date(), known_at: None };
    stale(expected, version, []).map(|stale| stale.with_current(&current)).transpose()
}

/// Refuses a code that a record of the case has.
pub(super) fn refuse_taken_code(case: &LockedCase, code: Option<&str>, violations: &mut Violations) {
    let code = code.unwrap_or_default().trim();
    if case.position(code).is_some() {
        let taken = message!("step-code-taken", code);
        violations.add(Violation::new(RefusalCode::AlreadyRegistered, taken).at("record"));
    }
}

/// The code of a record of a case.
pub(super) fn code_of(case: &LockedCase, position: Position) -> Option<String> {
    case.codes.get(&position).cloned()
}

/// Why the records of a case are not allowed, at a place of the input. `code` is that of a record; a new one may have none.
pub(super) fn refused(
    error: &CaseError,
    at: &[&str],
    code: impl Fn(Position) -> Option<String>,
) -> MutationError {
    let name = |position: Position| -> Message {
        code(position).map_or_else(|| message!("step-new"), |code| message!("step-coded", code))
    };
    InputError::new(error.code(), at.iter().copied(), error.message(name)).into()
}
