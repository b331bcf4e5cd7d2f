//! Exchange rates.

use async_graphql::Enum;

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
