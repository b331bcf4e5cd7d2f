//! Methodologies: the thresholds by which a capacity says whether a unit is active (rule L3).

use async_graphql::{Context, Object, Result};

use shahrak_domain::methodology;
use shahrak_persistence::methodology as stored;

use crate::graphql::context::{Ask, failure};
use crate::graphql::defaulted::Defaulted;
use crate::graphql::scalar::{Calendar, Date, Decimal};

mod mutation;

pub use mutation::MethodologyMutation;

/// What can be asked about methodologies.
#[derive(Default)]
pub struct MethodologyQuery;

#[Object]
impl MethodologyQuery {
    /// All methodologies, by their first day. Each is in force until the next begins.
    async fn methodologies(&self, ctx: &Context<'_>) -> Result<Vec<Methodology>> {
        let all = stored::all(ctx.db()?).await.map_err(failure)?;
        Ok(all.all().iter().cloned().map(Methodology).collect())
    }
}

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

    /// Where it was decided; null where not known.
    async fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }
}
