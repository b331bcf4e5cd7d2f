//! Changes: methodologies are adopted.

use async_graphql::{Context, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::policy::Action;
use shahrak_persistence::methodology as stored;
use shahrak_persistence::tx::Tx;

use super::Methodology;
use crate::graphql::context::{Ask, failure};
use crate::graphql::line::{self, line_input};
use crate::graphql::payload::payload;
use crate::graphql::perform::{Outcome, perform};
use crate::graphql::written::{Date, Decimal};

line_input! {
    /// New thresholds. They are never changed; others may follow.
    MethodologyAdoptInput(Methodologies) {
        /// A code of your own: 1 to 64 Latin letters, digits and `-_./:`.
        code: String,
        /// First day in force; later than every day on which a capacity was reported (rule L3).
        valid_from: Date,
        /// Below this percentage of nominal capacity a unit is `INACTIVE`: 0 to 200 with at most two decimals.
        idle_below: Decimal,
        /// Below this percentage a unit that is not inactive is `SEMI_ACTIVE`, else `ACTIVE`; not less than the other.
        semi_active_below: Decimal,
        /// Where it was decided.
        source: Option<String>,
    }
}

payload! {
    /// What came of adopting a methodology.
    MethodologyAdoptPayload {
        /// The methodology; null if it was refused.
        methodology: Methodology
    }
}

/// What can be changed of methodologies: they are added.
#[derive(Default)]
pub struct MethodologyMutation;

#[Object]
impl MethodologyMutation {
    /// Adopts a methodology. Capacities reported from its first day on are judged by it (rule L3). Where it is recorded
    /// already, nothing changes.
    async fn methodology_adopt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: MethodologyAdoptInput,
    ) -> Option<Result<MethodologyAdoptPayload>> {
        Some(
            async {
                match adopt(ctx, &input).await? {
                    Ok(()) => {
                        let all = stored::all(ctx.db()?).await.map_err(failure)?;
                        let found = all.all().iter().find(|it| it.code == input.code.trim()).cloned();
                        Ok(MethodologyAdoptPayload::new(found.map(Methodology), Vec::new()))
                    }
                    Err(mistakes) => Ok(MethodologyAdoptPayload::new(None, mistakes)),
                }
            }
            .await,
        )
    }
}

async fn adopt(ctx: &Context<'_>, input: &MethodologyAdoptInput) -> Result<Outcome<()>> {
    perform(ctx, "methodologyAdopt", input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        ctx.officer(Action::Administer)?;
        tx.alone().await?;
        line::record(ctx, tx, act, input.entry(), Vec::new()).await
    })
    .await
}
