//! Changes: exchange rates are recorded.

use async_graphql::{Context, Object, Result};

use shahrak_domain::act::Act;
use shahrak_domain::day::Day;
use shahrak_domain::policy::Action;
use shahrak_persistence::error::Error;
use shahrak_persistence::rate::{self as stored, Row};
use shahrak_persistence::tx::Tx;

use super::{Rate, RateKind};
use crate::graphql::context::Ask;
use crate::graphql::line::{self, line_input, payload};
use crate::graphql::perform::{Failure, Outcome, perform};
use crate::graphql::written::{Date, Decimal};

line_input! {
    /// An exchange rate, stated whole: it takes the place of the one of its kind that begins on the same day.
    RateRecordInput(Rates) {
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
    }
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
        Some(
            async {
                Ok(match record(ctx, &input).await? {
                    Ok(row) => {
                        let rate = Rate(row.into_rate());
                        RateRecordPayload::new(Some(rate), Vec::new())
                    }
                    Err(mistakes) => RateRecordPayload::new(None, mistakes),
                })
            }
            .await,
        )
    }
}

async fn record(ctx: &Context<'_>, input: &RateRecordInput) -> Result<Outcome<Row>> {
    perform(ctx, "rateRecord", input.idempotency_key.as_deref(), async |tx: &mut Tx, act: &Act| {
        ctx.officer(Action::Administer)?;
        tx.alone().await?;
        line::record(ctx, tx, act, input.entry(), Vec::new()).await?;
        left(tx, input).await
    })
    .await
}

/// The rate as the act left it.
async fn left(tx: &mut Tx, input: &RateRecordInput) -> std::result::Result<Row, Failure> {
    let kept = match Day::parse(input.valid_from.0.trim()) {
        Ok(valid_from) => stored::find(tx, input.kind.into(), valid_from).await?,
        Err(_) => None,
    };
    Ok(kept.ok_or_else(|| Error::row("a rate that was recorded is not there"))?)
}
