//! Exchange rates.

use async_graphql::{Context, Enum, Object, Result};

use shahrak_domain::money;
use shahrak_persistence::rate as stored;

use crate::graphql::context::{Ask, failure};
use crate::graphql::defaulted::Defaulted;
use crate::graphql::scalar::{Calendar, Date, Decimal};

mod mutation;

pub use mutation::RateMutation;

/// What can be asked about rates.
#[derive(Default)]
pub struct RateQuery;

#[Object]
impl RateQuery {
    /// The exchange rates by which reports tell dollars, by kind and first day.
    async fn rates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those of this kind.")] kind: Option<RateKind>,
    ) -> Result<Vec<Rate>> {
        let rates = stored::all(ctx.db()?).await.map_err(failure)?;
        let kind = kind.map(money::RateKind::from);
        Ok(rates.into_iter().filter(|rate| kind.is_none_or(|kind| kind == rate.kind)).map(Rate).collect())
    }
}

/// Which exchange rate.
#[derive(Enum, Clone, Copy, Debug, Default, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::money::RateKind")]
pub enum RateKind {
    /// The rate set by the state.
    #[default]
    Official,
    /// The rate of the exchange system of exporters and importers.
    Nima,
    /// The free market.
    Market,
}

/// An exchange rate.
pub struct Rate(pub money::Rate);

/// An exchange rate over a run of days. Rates of a kind share no day.
#[Object]
impl Rate {
    /// Which rate.
    async fn kind(&self) -> RateKind {
        self.0.kind.into()
    }

    /// First day.
    async fn valid_from(
        &self,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Date {
        Date::new(self.0.valid_from, calendar)
    }

    /// Last day; null while it lasts.
    async fn valid_to(
        &self,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Option<Date> {
        self.0.valid_to.map(|day| Date::new(day, calendar))
    }

    /// Rials for one dollar.
    async fn irr_per_usd(&self) -> Decimal {
        Decimal(self.0.irr_per_usd)
    }

    /// Where it was read; null where not known.
    async fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }
}
