//! Mutations of exchange rates: they are recorded.

use async_graphql::{Context, InputObject, Object, Result};
use rust_decimal::Decimal as Number;

use shahrak_domain::act::Act;
use shahrak_domain::money;
use shahrak_domain::parse;
use shahrak_domain::policy::Action;
use shahrak_domain::violation::Violations;
use shahrak_persistence::rate::{self as stored, Row};
use shahrak_persistence::tx::Tx;

use super::{Rate, RateKind};
use crate::graphql::common::context::ContextExt;
use crate::graphql::common::mutation::{self, MutationOutcome, idempotency_key};
use crate::graphql::common::payload::payload;
use crate::graphql::common::unparsed::{Date, Decimal};

/// An exchange rate with all its values. It replaces the rate of the same kind that begins on the same day.
#[derive(InputObject, Clone, Debug)]
pub struct RateRecordInput {
    /// The kind of rate.
    kind: RateKind,
    /// First day of the period.
    valid_from: Date,
    /// Last day of the period; omit it while the rate is in force.
    valid_to: Option<Date>,
    /// Rials per US dollar.
    irr_per_usd: Decimal,
    /// Source of the rate.
    source: Option<String>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

payload! {
    /// The result of recording a rate.
    RateRecordPayload {
        /// The rate; null if the change was refused.
        rate: Rate
    }
}

/// The mutation of rates.
#[derive(Default)]
pub struct RateMutation;

#[Object]
impl RateMutation {
    /// Records an exchange rate. All reports use it, including those of the past. If it is already recorded with the
    /// same values, nothing changes.
    async fn rate_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The change to make.")] input: RateRecordInput,
    ) -> Option<Result<RateRecordPayload>> {
        let outcome = record(ctx, &input).await;
        Some(RateRecordPayload::of(outcome, async |row: Row| Ok(Some(Rate(row.into_rate())))).await)
    }
}

async fn record(ctx: &Context<'_>, input: &RateRecordInput) -> Result<MutationOutcome<Row>> {
    mutation::run(ctx, input.idempotency_key.as_deref(), async |tx: &mut Tx, _: &Act| {
        ctx.authorized(Action::Administer)?;
        let mut violations = Violations::new();
        let decided = match input.read(&mut violations) {
            Some(rate) => {
                let around = stored::lock(tx, &rate).await?;
                let change = violations.take(rate.record(around.recorded.as_ref(), &around.others));
                change.map(|change| (rate, change))
            }
            None => None,
        };
        let (rate, change) = violations.settle(decided)?;
        Ok(stored::store(tx, &rate, change).await?)
    })
    .await
}

impl RateRecordInput {
    /// The rate; none if its days cannot be parsed. A placeholder replaces a price that cannot be parsed.
    fn read(&self, violations: &mut Violations) -> Option<money::Rate> {
        let valid_from = violations.required("valid_from", &self.valid_from, parse::register_day);
        let valid_to = violations.optional("valid_to", self.valid_to.as_deref(), parse::register_day);
        let price = violations.required("irr_per_usd", &self.irr_per_usd, money::Rate::price);
        let source = violations.optional("source", self.source.as_deref(), parse::prose);
        if violations.refuses("valid_to") {
            return None;
        }
        Some(money::Rate {
            kind: self.kind.into(),
            valid_from: valid_from?,
            valid_to,
            irr_per_usd: price.unwrap_or(Number::ONE),
            source,
        })
    }
}
