//! Methodologies: the thresholds by which a capacity says whether a unit is active (rule L3).

use async_graphql::Object;

use shahrak_domain::methodology;

use crate::graphql::defaulted::Defaulted;
use crate::graphql::scalar::{Calendar, Date, Decimal};

/// Thresholds.
pub struct Methodology(pub methodology::Methodology);

/// The thresholds by which a reported capacity says whether a unit is active. An event uses those in force on its day.
#[Object]
impl Methodology {
    /// Its code.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// First day in force.
    async fn valid_from(
        &self,
        #[graphql(desc = "The calendar in which the day is written.", default)] calendar: Defaulted<Calendar>,
    ) -> Date {
        Date::new(self.0.valid_from, calendar)
    }

    /// Below this percentage of nominal capacity a unit is `INACTIVE`.
    async fn idle_below(&self) -> Decimal {
        Decimal(self.0.idle_below)
    }

    /// Below this percentage a unit that is not inactive is `SEMI_ACTIVE`, else `ACTIVE`.
    async fn semi_active_below(&self) -> Decimal {
        Decimal(self.0.semi_active_below)
    }
}
