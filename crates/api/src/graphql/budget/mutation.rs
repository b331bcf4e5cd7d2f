//! Mutations of budgets: budget lines are recorded.

use async_graphql::{Context, InputObject, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::budget;
use shahrak_domain::change::Change;
use shahrak_domain::parse;
use shahrak_domain::policy::Action;
use shahrak_domain::population::Scope;
use shahrak_domain::province::Province;
use shahrak_domain::violation::Violations;
use shahrak_persistence::budget::{self as stored, Row};
use shahrak_persistence::tx::Tx;

use super::{BudgetLine, BudgetPurpose, BudgetStage};
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::mutation::{self, MutationOutcome, idempotency_key};
use crate::graphql::common::payload::payload;
use crate::graphql::common::stale::stale;
use crate::graphql::common::unparsed::{Date, Rial};
use crate::graphql::common::user_error::InputError;

/// The amount of a budget line: the first one, or a further revision of what is recorded for the same year, scope, purpose
/// and stage.
#[derive(InputObject, Clone, Debug)]
pub struct BudgetRecordInput {
    /// The Iranian year of the budget.
    year: i32,
    /// `IR` for the country, or the ISO 3166-2 code of 2020 of a province, for example `IR-09`.
    scope: String,
    /// The purpose of the money.
    line: BudgetPurpose,
    /// The stage that the amount has reached.
    stage: BudgetStage,
    /// The amount in whole rials.
    amount_irr: Rial,
    /// Source of the amount.
    source: Option<String>,
    /// The day from which the amount holds, not in the future (default: today). Of several revisions of one day, the
    /// last one holds.
    decided_on: Option<Date>,
    /// The reason for the amount.
    reason: Option<String>,
    /// The version of the line that you have read; 0 if there was none. If the line has been revised since, the change is
    /// refused.
    expected_version: Option<i32>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

payload! {
    /// The result of recording a budget line.
    BudgetRecordPayload {
        /// The budget line after the change; the current line if `expectedVersion` is stale; null if the change was
        /// refused for another reason.
        budget_line: BudgetLine
    }
}

/// The mutation of budgets.
#[derive(Default)]
pub struct BudgetMutation;

#[Object]
impl BudgetMutation {
    /// Records the amount of a budget line. Earlier amounts stay as revisions. If the same amount with the same reason and
    /// source already holds on that day, nothing changes.
    async fn budget_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: BudgetRecordInput,
    ) -> Option<Result<BudgetRecordPayload>> {
        let outcome = record(ctx, &input).await;
        Some(BudgetRecordPayload::of(outcome, async |row| show(row)).await)
    }
}

async fn record(ctx: &Context<'_>, input: &BudgetRecordInput) -> Result<MutationOutcome<Row>> {
    mutation::run(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        ctx.authorized(Action::Announce)?;
        let mut violations = Violations::new();
        let line = input.line(&mut violations, &ctx.reference()?.provinces);
        let revision = input.revision(ctx, &mut violations)?;
        let (line, revision) = violations.settle(line.zip(revision))?;
        loop {
            let recorded = stored::lock(tx, &line).await?;
            let there = recorded.clone().map(Row::into_line).transpose()?.map(|there| there.line);
            if let Some(stale) = input.stale(there.as_ref()) {
                let stale = if let Some(row) = &recorded { stale.with_current(row)? } else { stale };
                return Err(stale.into());
            }
            let row = match recorded {
                Some(row) if there.unwrap_or_else(|| line.clone()).revise(&revision) == Change::Keep => {
                    return Ok(row);
                }
                Some(row) => Some(row),
                None => stored::add(tx, &line).await?,
            };
            // Where somebody else has added the line meanwhile, it is there now.
            if let Some(row) = row {
                return Ok(stored::add_revision(tx, row, &revision, &act.actor).await?);
            }
        }
    })
    .await
}

impl BudgetRecordInput {
    /// The line of the input, without revisions.
    fn line(&self, violations: &mut Violations, provinces: &[Province]) -> Option<budget::BudgetLine> {
        let year = violations.required("year", &self.year.to_string(), parse::year);
        let scope = violations.required("scope", &self.scope, |text| Scope::parse(text, provinces));
        let (line, stage) = (self.line.into(), self.stage.into());
        Some(budget::BudgetLine { year: year?, scope: scope?, line, stage, revisions: Vec::new() })
    }

    fn revision(
        &self,
        ctx: &Context<'_>,
        violations: &mut Violations,
    ) -> Result<Option<budget::BudgetRevision>> {
        let (today, recorded_at) = (ctx.today()?, ctx.now()?);
        let amount = violations.required("amount_irr", &self.amount_irr, parse::rials);
        let source = violations.optional("source", self.source.as_deref(), parse::prose);
        let decided_on = violations
            .optional("decided_on", self.decided_on.as_deref(), |text| parse::past_day(text, today))
            .unwrap_or(today);
        let reason = violations.optional("reason", self.reason.as_deref(), parse::prose);
        let revision = |amount| budget::BudgetRevision { amount, decided_on, reason, source, recorded_at };
        Ok(amount.map(revision))
    }

    /// The user error if the line has been revised since its sender read it.
    fn stale(&self, there: Option<&budget::BudgetLine>) -> Option<InputError> {
        let revisions = there.map_or(&[][..], |line| &line.revisions);
        let text = |of: fn(&budget::BudgetRevision) -> Option<String>| revisions.last().and_then(of);
        let version = i32::try_from(revisions.len()).unwrap_or(i32::MAX);
        let stated = [
            ("amount_irr", Some(&*self.amount_irr), text(|it| Some(it.amount.get().to_string()))),
            ("source", self.source.as_deref(), text(|it| it.source.clone())),
            ("decided_on", self.decided_on.as_deref(), text(|it| Some(it.decided_on.to_string()))),
            ("reason", self.reason.as_deref(), text(|it| it.reason.clone())),
        ];
        stale(self.expected_version, version, stated)
    }
}

/// The budget line and its revisions as they were after the change.
fn show(row: Row) -> Result<Option<BudgetLine>> {
    Ok(Some(BudgetLine(row.into_line().map_err(failure)?)))
}
