//! Days from one to another, as a filter takes them.

use async_graphql::InputObject;

use shahrak_persistence::unit::Days;

use crate::graphql::scalar::Date;

/// Days from the first to the last, both included.
#[derive(InputObject, Clone, Copy, Debug, Default)]
pub struct DayRange {
    /// The first day; open if left out.
    pub from: Option<Date>,
    /// The last day; open if left out.
    pub to: Option<Date>,
}

impl From<DayRange> for Days {
    fn from(range: DayRange) -> Days {
        Days { from: range.from.map(|date| date.0), to: range.to.map(|date| date.0) }
    }
}
