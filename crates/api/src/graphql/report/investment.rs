//! Investments of a report, in rials and dollars (rules R6, R7).

use async_graphql::{Context, Object, Result};

use shahrak_domain::day::Day;

use super::flow::Part;
use super::int;
use crate::graphql::defaulted::Defaulted;
use crate::graphql::rate::RateKind;
use crate::graphql::scalar::{Calendar, Date, Rial};

/// The investment stated on the events of one kind.
pub struct Investment(pub Part);

/// The investment that events state: the sum of what is known, and how much is not.
#[Object]
impl Investment {
    /// Rials. 0 where none is known.
    async fn irr(&self) -> Rial {
        Rial(self.0.flow.investment)
    }

    /// Number of the events that state no investment.
    async fn irr_unknown(&self) -> Result<i32> {
        int(self.0.flow.investment_unknown)
    }

    /// US dollars with two decimals: each event by the rate of its day, summed exactly, rounded once at the end,
    /// half away from zero; `"0.00"` for none. Null if an event with an investment falls on a day without a rate:
    /// never a part of the sum.
    async fn usd(
        &self,
        #[graphql(desc = "By which exchange rate.", default)] kind: Defaulted<RateKind>,
    ) -> Option<String> {
        self.0.slice.dollars(self.0.kind, kind.0.into())
    }

    /// Why there is no sum in dollars; null where there is one.
    async fn usd_missing(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "By which exchange rate.", default)] kind: Defaulted<RateKind>,
    ) -> Result<Option<MissingRate>> {
        let day = self.0.slice.first_unrated(ctx, self.0.kind, kind.0.into()).await?;
        Ok(day.map(|day| MissingRate { kind: kind.0, day }))
    }
}

/// A rate that is not known.
pub struct MissingRate {
    kind: RateKind,
    day: Day,
}

/// Why investments cannot be said in dollars: one of them falls on a day whose rate is not known.
#[Object]
impl MissingRate {
    /// Which rate is not known.
    async fn kind(&self) -> RateKind {
        self.kind
    }

    /// The first day on which an event with an investment needs it.
    async fn first_day(
        &self,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Date {
        Date::new(self.day, calendar)
    }
}
