//! Which units a figure counts.

use async_graphql::Enum;

/// Which units a figure counts.
#[derive(Enum, Clone, Copy, Debug, PartialEq, Eq)]
#[graphql(remote = "shahrak_domain::population::Population")]
pub enum Population {
    /// Units of any park, whatever its kind, closed parks too.
    InParks,
    /// Units that belong to no park.
    OutsideParks,
    /// All units.
    All,
}
