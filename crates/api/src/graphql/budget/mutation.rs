//! Changes: budget lines are recorded.

use async_graphql::{Context, InputObject, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::budget;
use shahrak_domain::policy::Action;
use shahrak_domain::population::Scope;
use shahrak_domain::province::Province;
use shahrak_domain::violation::Violations;
use shahrak_domain::written;
use shahrak_persistence::budget::{self as stored, Row};
use shahrak_persistence::tx::Tx;

use super::{BudgetLine, BudgetPurpose, BudgetStage};
use crate::graphql::context::{Ask, failure};
use crate::graphql::payload::payload;
use crate::graphql::perform::{Outcome, idempotency_key, perform};
use crate::graphql::written::Rial;

/// A line of a budget, stated whole: it takes the place of what was recorded of that year, scope, purpose and stage.
#[derive(InputObject, Clone, Debug)]
pub struct BudgetRecordInput {
    /// The Iranian year.
    year: i32,
    /// `IR` for the country, or the province by ISO 3166-2 code of 2020: `IR-09`.
    scope: String,
    /// What it is for.
    line: BudgetPurpose,
    /// How far it has come.
    stage: BudgetStage,
    /// How much, in whole rials.
    amount_irr: Rial,
    /// Where it was read.
    source: Option<String>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

payload! {
    /// What came of recording a budget line.
    BudgetRecordPayload {
        /// The line; null if it was refused.
        budget_line: BudgetLine
    }
}

/// What can be changed of budgets.
#[derive(Default)]
pub struct BudgetMutation;

#[Object]
impl BudgetMutation {
    /// Records a line of a budget. Where it is recorded already, nothing changes.
    async fn budget_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: BudgetRecordInput,
    ) -> Option<Result<BudgetRecordPayload>> {
        Some(async { answer(record(ctx, &input).await?) }.await)
    }
}

async fn record(ctx: &Context<'_>, input: &BudgetRecordInput) -> Result<Outcome<Row>> {
    perform(ctx, "budgetRecord", input.idempotency_key.as_deref(), async |tx: &mut Tx, _: &Act| {
        ctx.officer(Action::Announce)?;
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
    /// The line that is stated.
    fn read(&self, violations: &mut Violations, provinces: &[Province]) -> Option<budget::BudgetLine> {
        let year = violations.required("year", &self.year.to_string(), written::year);
        let scope = violations.required("scope", &self.scope, |text| Scope::parse(text, provinces));
        let amount = violations.required("amount_irr", &self.amount_irr, written::rials);
        let source = violations.optional("source", self.source.as_deref(), written::prose);
        let (line, stage) = (self.line.into(), self.stage.into());
        Some(budget::BudgetLine { year: year?, scope: scope?, line, stage, amount: amount?, source })
    }
}

/// The line as it stood after the change.
fn answer(outcome: Outcome<Row>) -> Result<BudgetRecordPayload> {
    Ok(match outcome {
        Ok(row) => {
            let line = row.into_line().map_err(failure)?;
            BudgetRecordPayload::new(Some(BudgetLine(line)), Vec::new())
        }
        Err(mistakes) => BudgetRecordPayload::new(None, mistakes),
    })
}
