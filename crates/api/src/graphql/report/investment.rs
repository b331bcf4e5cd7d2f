//! Investments of a report, in rials and dollars (rules R6, R7).

use std::sync::Arc;

use async_graphql::{Context, Object, Result};

use shahrak_domain::day::Day;

use super::flow_cell::FlowCell;
use super::int;
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date, Rial};
use crate::graphql::rate::RateKind;

/// The investment stated by the events of one kind.
pub struct Investment(pub Arc<FlowCell>);

/// Sum of the investment that events state, and the number of events that state none.
#[Object]
impl Investment {
    /// Sum in whole rials; 0 if none is known.
    async fn irr(&self) -> Rial {
        Rial(self.0.flow.investment)
    }

    /// Number of events that state no investment.
    async fn irr_unknown(&self) -> Result<i32> {
        int(self.0.flow.investment_unknown)
    }

    /// Sum in US dollars with two decimals: each event is converted at the rate of its day, and the exact sum is
    /// rounded once at the end, half away from zero. `"0.00"` if there is nothing to add. Null if an event with an
    /// investment falls on a day without a rate; there is never a partial sum.
    async fn usd(
        &self,
        #[graphql(desc = "The kind of exchange rate.", default)] kind: OrDefault<RateKind>,
    ) -> Option<String> {
        self.0.cell.dollars(self.0.kind, kind.0.into())
    }

    /// The missing rate that makes `usd` null; null if no rate is missing.
    async fn usd_missing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The kind of exchange rate.", default)] kind: OrDefault<RateKind>,
    ) -> Result<Option<MissingRate>> {
        let day = self.0.cell.first_unrated(ctx, self.0.kind, kind.0.into()).await?;
        Ok(day.map(|day| MissingRate { kind: kind.0, day }))
    }
}

/// A missing rate.
pub struct MissingRate {
    kind: RateKind,
    day: Day,
}

/// A missing exchange rate: an event with an investment falls on a day without a rate.
#[Object]
impl MissingRate {
    /// The kind of rate that is missing.
    async fn kind(&self) -> RateKind {
        self.kind
    }

    /// The first day with such an event and without a rate.
    async fn first_day(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.day, calendar)
    }
}
