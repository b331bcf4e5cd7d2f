//! Exchange rates.

use async_graphql::{Context, Enum, Object, Result};

use shahrak_domain::money;
use shahrak_persistence::rate as stored;

use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date, Decimal};

mod mutation;

pub use mutation::RateMutation;

/// The queries of rates.
#[derive(Default)]
pub struct RateQuery;

#[Object]
impl RateQuery {
    /// The exchange rates with which reports convert rials to dollars, ordered by kind and first day.
    async fn rates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only rates of this kind.")] kind: Option<RateKind>,
    ) -> Result<Vec<Rate>> {
        let rates = stored::all(ctx.db()?).await.map_err(failure)?;
        let kind = kind.map(money::RateKind::from);
        Ok(rates.into_iter().filter(|rate| kind.is_none_or(|kind| kind == rate.kind)).map(Rate).collect())
    }
}

/// A kind of exchange rate.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::money::RateKind")]
pub enum RateKind {
    /// The official rate, set by the state.
    #[default]
    Official,
    /// The rate of NIMA, the exchange system for exporters and importers.
    Nima,
    /// The rate of the free market.
    Market,
}

/// An exchange rate.
pub struct Rate(pub money::Rate);

/// Rials per US dollar for a period. The periods of two rates of the same kind do not overlap.
#[Object]
impl Rate {
    /// The kind of rate.
    async fn kind(&self) -> RateKind {
        self.0.kind.into()
    }

    /// First day of the period.
    async fn valid_from(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.0.valid_from, calendar)
    }

    /// Last day of the period; null if the rate is still in force.
    async fn valid_to(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Option<Date> {
        self.0.valid_to.map(|day| Date::new(day, calendar))
    }

    /// Rials per US dollar.
    async fn irr_per_usd(&self) -> Decimal {
        Decimal(self.0.irr_per_usd)
    }

    /// Source of the rate; null if not known.
    async fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }
}
