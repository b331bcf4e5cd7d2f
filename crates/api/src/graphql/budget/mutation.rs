//! Changes: budget lines are recorded.

use async_graphql::{Context, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::policy::Action;
use shahrak_domain::province;
use shahrak_persistence::budget as stored;
use shahrak_persistence::page::PageRequest;
use shahrak_persistence::tx::Tx;

use super::{BudgetLine, BudgetPurpose, BudgetStage};
use crate::graphql::context::{Ask, failure};
use crate::graphql::line::{self, line_input, payload};
use crate::graphql::perform::{Outcome, perform};
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
                match record(ctx, &input).await? {
                    Ok(()) => Ok(BudgetRecordPayload::new(find(ctx, &input).await?, Vec::new())),
                    Err(mistakes) => Ok(BudgetRecordPayload::new(None, mistakes)),
                }
            }
            .await,
        )
    }
}

async fn record(ctx: &Context<'_>, input: &BudgetRecordInput) -> Result<Outcome<()>> {
    perform(ctx, "budgetRecord", input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        ctx.officer(Action::Announce)?;
        tx.alone().await?;
        line::record(ctx, tx, act, input.entry(), Vec::new()).await
    })
    .await
}

/// The line that was recorded.
async fn find(ctx: &Context<'_>, input: &BudgetRecordInput) -> Result<Option<BudgetLine>> {
    let reference = ctx.reference()?;
    let province = province::find(&reference.provinces, input.scope.trim()).ok();
    let province = province.and_then(|province| reference.province_id(&province.code));
    let filter = stored::BudgetFilter {
        year: Some(input.year),
        province,
        national: Some(province.is_none()),
        line: Some(input.line.into()),
        stage: Some(input.stage.into()),
    };
    let one = PageRequest { size: 1, from_end: false, after: None, before: None };
    let page = stored::list(ctx.db()?, &filter, &one).await.map_err(failure)?;
    Ok(page.rows.into_iter().next().map(|(_, line)| BudgetLine(line)))
}
