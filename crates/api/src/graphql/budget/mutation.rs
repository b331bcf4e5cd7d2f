//! Changes: budget lines are recorded.

use async_graphql::{Context, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::policy::Action;
use shahrak_domain::province;
use shahrak_persistence::budget::{self as stored, BudgetKey, Row};
use shahrak_persistence::error::Error;
use shahrak_persistence::tx::Tx;

use super::{BudgetLine, BudgetPurpose, BudgetStage};
use crate::graphql::context::{Ask, failure};
use crate::graphql::line::{self, line_input, payload};
use crate::graphql::perform::{Failure, Outcome, perform};
use crate::graphql::written::Rial;

line_input! {
    /// A line of a budget, stated whole: it takes the place of what was recorded of that year, scope, purpose and stage.
    BudgetRecordInput(Budgets) {
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
    }
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
        Some(
            async {
                Ok(match record(ctx, &input).await? {
                    Ok(kept) => {
                        let line = BudgetLine(kept.into_line().map_err(failure)?);
                        BudgetRecordPayload::new(Some(line), Vec::new())
                    }
                    Err(mistakes) => BudgetRecordPayload::new(None, mistakes),
                })
            }
            .await,
        )
    }
}

async fn record(ctx: &Context<'_>, input: &BudgetRecordInput) -> Result<Outcome<Row>> {
    perform(ctx, "budgetRecord", input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        ctx.officer(Action::Announce)?;
        tx.alone().await?;
        line::record(ctx, tx, act, input.entry(), Vec::new()).await?;
        left(ctx, tx, input).await
    })
    .await
}

/// The line as the act left it.
async fn left(
    ctx: &Context<'_>,
    tx: &mut Tx,
    input: &BudgetRecordInput,
) -> std::result::Result<Row, Failure> {
    let reference = ctx.reference()?;
    let province = province::find(&reference.provinces, input.scope.trim()).ok();
    let province = province.and_then(|province| reference.province_id(&province.code));
    let (line, stage) = (input.line.into(), input.stage.into());
    let key = BudgetKey { year: input.year, province_id: province, line, stage };
    let kept = stored::find(tx, &key).await?;
    Ok(kept.ok_or_else(|| Error::row("a budget line that was recorded is not there"))?)
}
