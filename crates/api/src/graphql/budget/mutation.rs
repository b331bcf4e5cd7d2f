//! Mutations of budgets: budget lines are recorded.

use async_graphql::{Context, InputObject, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::budget;
use shahrak_domain::parse;
use shahrak_domain::policy::Action;
use shahrak_domain::population::Scope;
use shahrak_domain::province::Province;
use shahrak_domain::violation::Violations;
use shahrak_persistence::budget::{self as stored, Row};
use shahrak_persistence::tx::Tx;

use super::{BudgetLine, BudgetPurpose, BudgetStage};
use crate::graphql::support::context::{ContextExt, failure};
use crate::graphql::support::mutation::{self, MutationOutcome, idempotency_key};
use crate::graphql::support::payload::payload;
use crate::graphql::support::unparsed::Rial;

/// A budget line with all its values. It replaces what is recorded for the same year, scope, purpose and stage.
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
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

payload! {
    /// The result of recording a budget line.
    BudgetRecordPayload {
        /// The budget line; null if the change was refused.
        budget_line: BudgetLine
    }
}

/// The mutation of budgets.
#[derive(Default)]
pub struct BudgetMutation;

#[Object]
impl BudgetMutation {
    /// Records a budget line. If it is already recorded with the same values, nothing changes.
    async fn budget_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: BudgetRecordInput,
    ) -> Option<Result<BudgetRecordPayload>> {
        Some(async { answer(record(ctx, &input).await?) }.await)
    }
}

async fn record(ctx: &Context<'_>, input: &BudgetRecordInput) -> Result<MutationOutcome<Row>> {
    mutation::run(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, _: &Act| {
        ctx.authorized(Action::Announce)?;
        let mut violations = Violations::new();
        let line = input.read(&mut violations, &ctx.reference()?.provinces);
        let line = violations.settle(line)?;
        loop {
            let recorded = stored::lock(tx, &line).await?;
            let there = recorded.clone().map(Row::into_line).transpose()?.map(|there| there.line);
            let change = line.record(there.as_ref());
            // Where somebody else has added the line meanwhile, it is there now.
            if let Some(row) = stored::store(tx, &line, recorded, change).await? {
                return Ok(row);
            }
        }
    })
    .await
}

impl BudgetRecordInput {
    /// The budget line of the input.
    fn read(&self, violations: &mut Violations, provinces: &[Province]) -> Option<budget::BudgetLine> {
        let year = violations.required("year", &self.year.to_string(), parse::year);
        let scope = violations.required("scope", &self.scope, |text| Scope::parse(text, provinces));
        let amount = violations.required("amount_irr", &self.amount_irr, parse::rials);
        let source = violations.optional("source", self.source.as_deref(), parse::prose);
        let (line, stage) = (self.line.into(), self.stage.into());
        Some(budget::BudgetLine { year: year?, scope: scope?, line, stage, amount: amount?, source })
    }
}

/// The budget line as it was after the change.
fn answer(outcome: MutationOutcome<Row>) -> Result<BudgetRecordPayload> {
    Ok(match outcome {
        Ok(row) => {
            let line = row.into_line().map_err(failure)?;
            BudgetRecordPayload::new(Some(BudgetLine(line)), Vec::new())
        }
        Err(input_errors) => BudgetRecordPayload::new(None, input_errors),
    })
}
