//! Populations: which units a figure counts.

use async_graphql::Enum;

/// Which units a figure counts.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::population::Population")]
pub enum Population {
    /// Units in parks of any kind, including closed parks.
    InParks,
    /// Units outside parks.
    OutsideParks,
    /// All units.
    All,
}
