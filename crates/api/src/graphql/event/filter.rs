//! Which events a list holds.

use async_graphql::{Context, InputObject, Result};

use shahrak_persistence::event as stored;
use shahrak_persistence::unit;

use crate::graphql::closed_set::{EventKind, Sector, each};
use crate::graphql::context::{Ask, bad_input, failure};
use crate::graphql::day_range::DayRange;
use crate::graphql::defaulted::Defaulted;
use crate::graphql::population::Population;
use crate::graphql::scalar::DateTime;
use crate::graphql::{park, province};

/// Which events a list holds: those that satisfy all that is given, replaced and voided ones left out unless told.
#[derive(InputObject, Clone, Debug, Default)]
pub struct EventFilter {
    /// Of the unit with this code.
    pub unit: Option<String>,
    /// Of units in the province with this ISO 3166-2 code of 2020, in parks and outside.
    pub province: Option<String>,
    /// Of units in the park with this code.
    pub park: Option<String>,
    /// Of units in parks, outside, or all. By default a list holds the events of all units, and a report counts those of
    /// units in parks.
    pub population: Option<Population>,
    /// Of units of one of these sectors.
    pub sector: Option<Vec<Sector>>,
    /// Of one of these kinds.
    pub kind: Option<Vec<EventKind>>,
    /// That took effect on one of these days.
    pub occurred_on: Option<DayRange>,
    /// Recorded after this moment.
    pub recorded_after: Option<DateTime>,
    /// Whether the whole history is told: also what was replaced or voided since.
    #[graphql(default)]
    pub corrections: Defaulted<bool>,
}

impl EventFilter {
    /// The filter as the database takes it.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming what is unknown.
    pub async fn stored(self, ctx: &Context<'_>) -> Result<stored::EventFilter> {
        let province = match self.province {
            Some(code) => Some(province::argument(&*ctx.reference()?, "filter.province", &code)?),
            None => None,
        };
        let park = match self.park {
            Some(code) => Some(park::argument(ctx, "filter.park", &code).await?),
            None => None,
        };
        let unit = match self.unit {
            Some(code) => Some(unit_id(ctx, &code).await?),
            None => None,
        };
        Ok(stored::EventFilter {
            unit,
            province,
            park,
            population: self.population.map(Into::into),
            sector: self
                .sector
                .map(|sectors| sectors.into_iter().map(|sector| Some(sector.into())).collect()),
            kinds: self.kind.map(each),
            days: self.occurred_on.unwrap_or_default().into(),
            recorded_after: self.recorded_after.map(|moment| moment.0),
            known_at: None,
            corrected_too: self.corrections.0,
        })
    }
}

async fn unit_id(ctx: &Context<'_>, code: &str) -> Result<unit::UnitId> {
    let id = unit::id_of(ctx.db()?, code).await.map_err(failure)?;
    id.ok_or_else(|| {
        bad_input(
            "filter.unit",
            format!("“{code}” is no code of a unit; look it up with units(filter: {{text}})"),
        )
    })
}
