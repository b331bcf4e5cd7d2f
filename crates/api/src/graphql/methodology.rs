//! Methodologies: the thresholds that decide from a capacity whether a unit is active (rule L3).

use async_graphql::{Context, Object, Result};

use shahrak_domain::methodology;
use shahrak_persistence::methodology as stored;

use crate::graphql::common::context::{ContextExt, failure};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::{Calendar, Date, Decimal};

mod mutation;

pub use mutation::MethodologyMutation;

/// The queries of methodologies.
#[derive(Default)]
pub struct MethodologyQuery;

#[Object]
impl MethodologyQuery {
    /// All methodologies, ordered by first day. Each is in force until the next one begins.
    async fn methodologies(&self, ctx: &Context<'_>) -> Result<Vec<Methodology>> {
        let all = stored::all(ctx.db()?).await.map_err(failure)?;
        Ok(all.all().iter().cloned().map(Methodology).collect())
    }
}

/// A methodology.
pub struct Methodology(pub methodology::Methodology);

/// The thresholds that decide from a reported capacity whether a unit is active. An event uses the methodology in force
/// on its day.
#[Object]
impl Methodology {
    /// Code of the methodology.
    async fn code(&self) -> &str {
        &self.0.code
    }

    /// First day on which the methodology is in force.
    async fn valid_from(
        &self,
        #[graphql(desc = "The calendar of the returned day.", default)] calendar: OrDefault<Calendar>,
    ) -> Date {
        Date::new(self.0.valid_from, calendar)
    }

    /// Threshold in percent of nominal capacity: a unit below it is `INACTIVE`.
    async fn idle_below(&self) -> Decimal {
        Decimal(self.0.idle_below)
    }

    /// Threshold in percent of nominal capacity: a unit below it that is not inactive is `SEMI_ACTIVE`; otherwise it is
    /// `ACTIVE`.
    async fn semi_active_below(&self) -> Decimal {
        Decimal(self.0.semi_active_below)
    }

    /// Source of the decision; null if not known.
    async fn source(&self) -> Option<&str> {
        self.0.source.as_deref()
    }
}
