//! Changes: exchange rates are recorded.

use async_graphql::{Context, InputObject, Object, Result};
use rust_decimal::Decimal as Number;

use shahrak_domain::act::Act;
use shahrak_domain::money;
use shahrak_domain::policy::Action;
use shahrak_domain::violation::Violations;
use shahrak_domain::written;
use shahrak_persistence::rate::{self as stored, Row};
use shahrak_persistence::tx::Tx;

use super::{Rate, RateKind};
use crate::graphql::context::Ask;
use crate::graphql::payload::payload;
use crate::graphql::perform::{Outcome, idempotency_key, perform};
use crate::graphql::written::{Date, Decimal};

/// An exchange rate, stated whole: it takes the place of the one of its kind that begins on the same day.
#[derive(InputObject, Clone, Debug)]
pub struct RateRecordInput {
    /// Which rate.
    kind: RateKind,
    /// First day.
    valid_from: Date,
    /// Last day; left out while it lasts.
    valid_to: Option<Date>,
    /// Rials for one dollar.
    irr_per_usd: Decimal,
    /// Where it was read.
    source: Option<String>,
    #[doc = idempotency_key!()]
    idempotency_key: Option<String>,
}

payload! {
    /// What came of recording a rate.
    RateRecordPayload {
        /// The rate; null if it was refused.
        rate: Rate
    }
}

/// What can be changed of rates.
#[derive(Default)]
pub struct RateMutation;

#[Object]
impl RateMutation {
    /// Records an exchange rate. All reports follow it, those of the past too. Where it is recorded already, nothing
    /// changes.
    async fn rate_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is changed.")] input: RateRecordInput,
    ) -> Option<Result<RateRecordPayload>> {
        Some(record(ctx, &input).await.map(|outcome| match outcome {
            Ok(row) => RateRecordPayload::new(Some(Rate(row.into_rate())), Vec::new()),
            Err(mistakes) => RateRecordPayload::new(None, mistakes),
        }))
    }
}

async fn record(ctx: &Context<'_>, input: &RateRecordInput) -> Result<Outcome<Row>> {
    perform(ctx, "rateRecord", input.idempotency_key.as_deref(), async |tx: &mut Tx, _: &Act| {
        ctx.officer(Action::Administer)?;
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
    /// The rate; none where its days cannot be read. In place of a price that cannot be read stands another one.
    fn read(&self, violations: &mut Violations) -> Option<money::Rate> {
        let valid_from = violations.required("valid_from", &self.valid_from, written::register_day);
        let valid_to = violations.optional("valid_to", self.valid_to.as_deref(), written::register_day);
        let price = violations.required("irr_per_usd", &self.irr_per_usd, money::Rate::price);
        let source = violations.optional("source", self.source.as_deref(), written::prose);
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
