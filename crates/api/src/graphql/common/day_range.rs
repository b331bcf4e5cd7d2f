//! A range of days, as filters take it.

use async_graphql::InputObject;

use shahrak_persistence::unit::DayBounds;

use crate::graphql::common::scalar::Date;

/// A range of days, both ends included.
#[derive(InputObject, Clone, Copy, Debug, Default)]
pub struct DayRange {
    /// First day; if omitted, the range has no beginning.
    pub from: Option<Date>,
    /// Last day; if omitted, the range has no end.
    pub to: Option<Date>,
}

impl From<DayRange> for DayBounds {
    fn from(range: DayRange) -> DayBounds {
        DayBounds { from: range.from.map(|date| date.0), to: range.to.map(|date| date.0) }
    }
}
