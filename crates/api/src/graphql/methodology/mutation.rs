//! Mutations of methodologies: they are adopted.

use async_graphql::{Context, InputObject, Object, Result};
use rust_decimal::Decimal as Number;

use shahrak_domain::act::Act;
use shahrak_domain::change::Change;
use shahrak_domain::methodology::{self, MethodologyError};
use shahrak_domain::parse;
use shahrak_domain::policy::Action;
use shahrak_domain::violation::Violations;
use shahrak_persistence::methodology as stored;
use shahrak_persistence::tx::Tx;

use super::Methodology;
use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::mutation::{self, MutationOutcome, idempotency_key};
use crate::graphql::common::payload::payload;
use crate::graphql::common::unparsed::{Date, Decimal};
use crate::graphql::common::user_error::InputError;

/// A new methodology. It is never changed; another one may follow.
#[derive(InputObject, Clone, Debug)]
pub struct MethodologyAdoptInput {
    /// A code of your choice: 1 to 64 Latin letters, digits and `-_./:`.
    code: String,
    /// First day on which the methodology is in force; later than the last day with an effective capacity event.
    valid_from: Date,
    /// Threshold in percent of nominal capacity, 0 to 200 with at most two decimals: a unit below it is `INACTIVE`.
    idle_below: Decimal,
    /// Threshold in percent of nominal capacity, 0 to 200 with at most two decimals, not less than `idleBelow`: a unit
    /// below it that is not inactive is `SEMI_ACTIVE`; otherwise it is `ACTIVE`.
    semi_active_below: Decimal,
    /// Source of the decision.
    source: Option<String>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

payload! {
    /// The result of adopting a methodology.
    MethodologyAdoptPayload {
        /// The methodology; null if the change was refused.
        methodology: Methodology
    }
}

/// The mutation of methodologies.
#[derive(Default)]
pub struct MethodologyMutation;

#[Object]
impl MethodologyMutation {
    /// Adopts a methodology. Its thresholds decide about capacities reported on its first day or later. If it is
    /// already recorded with the same values, nothing changes.
    async fn methodology_adopt(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: MethodologyAdoptInput,
    ) -> Option<Result<MethodologyAdoptPayload>> {
        let outcome = adopt(ctx, &input).await;
        let show = async |()| {
            let all = stored::all(ctx.db()?).await.map_err(failure)?;
            Ok(all.all().iter().find(|it| it.code == input.code.trim()).cloned().map(Methodology))
        };
        Some(MethodologyAdoptPayload::of(outcome, show).await)
    }
}

async fn adopt(ctx: &Context<'_>, input: &MethodologyAdoptInput) -> Result<MutationOutcome<()>> {
    mutation::run(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, _: &Act| {
        ctx.authorized(Action::Administer)?;
        let mut violations = Violations::new();
        let stated = input.read(&mut violations);
        let recorded = stored::lock(tx).await?;
        let change = match &stated {
            Some(stated) => {
                let last_capacity = stored::last_capacity(tx, stated.valid_from).await?;
                violations.take(stated.adopt(&recorded, &[], last_capacity))
            }
            None => None,
        };
        let (methodology, change) = violations.settle(stated.zip(change))?;
        if change == Change::Add {
            let (valid_from, thresholds) = (methodology.valid_from, recorded.with(methodology.clone()));
            if let Some(broken) = stored::broken(tx, valid_from, &thresholds).await? {
                let error = MethodologyError::Breaks { valid_from, broken: Box::new(broken) };
                return Err(InputError::of(error.into(), &["input"]).into());
            }
            stored::add(tx, &methodology, &recorded).await?;
        }
        Ok(())
    })
    .await
}

impl MethodologyAdoptInput {
    /// The methodology; none if its first day cannot be parsed. A threshold that cannot be parsed is set to the other
    /// one.
    fn read(&self, violations: &mut Violations) -> Option<methodology::Methodology> {
        let code = violations.required("code", &self.code, parse::code);
        let valid_from = violations.required("valid_from", &self.valid_from, parse::day);
        let threshold = methodology::Methodology::threshold;
        let idle_below = violations.required("idle_below", &self.idle_below, threshold);
        let semi_active_below = violations.required("semi_active_below", &self.semi_active_below, threshold);
        let source = violations.optional("source", self.source.as_deref(), parse::prose);
        Some(methodology::Methodology {
            code: code.unwrap_or_default(),
            valid_from: valid_from?,
            idle_below: idle_below.or(semi_active_below).unwrap_or(Number::ZERO),
            semi_active_below: semi_active_below.or(idle_below).unwrap_or(Number::ZERO),
            source,
        })
    }
}
