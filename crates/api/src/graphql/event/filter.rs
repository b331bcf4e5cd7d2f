//! The filter of events.

use async_graphql::{InputObject, Result};

use shahrak_messages::message;
use shahrak_persistence::event as stored;
use shahrak_persistence::unit;

use crate::graphql::common::argument;
use crate::graphql::common::context::{ContextExt, bad_input, failure};
use crate::graphql::common::day_range::DayRange;
use crate::graphql::common::enums::{EventKind, ExecutingBody, Population, Reason, Sector, convert_each};
use crate::graphql::common::number_range::{DecimalRange, IntRange, RialRange};
use crate::graphql::common::or_default::OrDefault;
use crate::graphql::common::scalar::DateTime;
use crate::graphql::common::search_text;
use crate::graphql::park;

/// Conditions on events. An event must satisfy all conditions that are given. Replaced and voided events are left out
/// by default.
#[derive(InputObject, Clone, Debug, Default)]
pub struct EventFilter {
    /// Events of the unit with this code.
    pub unit: Option<String>,
    /// Events of units in the province with this ISO 3166-2 code of 2020, in and outside parks.
    pub province: Option<String>,
    /// Events of units in the park with this code.
    pub park: Option<String>,
    /// Events of units of this population (default `ALL`, whereas reports count `IN_PARKS` by default).
    pub population: Option<Population>,
    /// Events of units in one of these sectors.
    pub sector: Option<Vec<Sector>>,
    /// Events of units in the parks of this county, as the parks state it. Case, Arabic forms of Persian letters, digits
    /// and joiners make no difference.
    pub county: Option<String>,
    /// Events of units whose owner contains each of these words; at most 100 characters.
    pub owner: Option<String>,
    /// Events of units with this number of the licence.
    pub licence: Option<String>,
    /// Events of one of these kinds.
    pub kind: Option<Vec<EventKind>>,
    /// Events with one of these reasons.
    pub reasons: Option<Vec<Reason>>,
    /// Events carried out by one of these bodies.
    pub body: Option<Vec<ExecutingBody>>,
    /// Events that state an investment in this range.
    pub investment_irr: Option<RialRange>,
    /// Events that state a number of jobs in this range.
    pub jobs: Option<IntRange>,
    /// Events that state a capacity in this range, in percent of nominal capacity.
    pub capacity_percent: Option<DecimalRange>,
    /// Events that took effect in this range of days.
    pub occurred_on: Option<DayRange>,
    /// Events recorded after this moment.
    pub recorded_after: Option<DateTime>,
    /// If true, also returns events that have been replaced or voided.
    #[graphql(default)]
    pub corrections: OrDefault<bool>,
}

impl EventFilter {
    /// The filter for the database.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the unknown value.
    pub async fn stored(self, ctx: &impl ContextExt) -> Result<stored::EventFilter> {
        let province = match self.province {
            Some(code) => Some(argument::province(&*ctx.reference()?, "filter.province", &code)?),
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
            county: search_text::checked("filter.county", self.county)?,
            owned: unit::OwnedBy {
                owner: search_text::checked("filter.owner", self.owner)?,
                licence: search_text::checked("filter.licence", self.licence)?,
            },
            kinds: self.kind.map(convert_each),
            reasons: self.reasons.map(convert_each),
            bodies: self.body.map(convert_each),
            investment: self
                .investment_irr
                .map(|investment| investment.rials("filter.investmentIrr"))
                .transpose()?,
            jobs: self.jobs.map(|jobs| jobs.jobs("filter.jobs")).transpose()?,
            capacity: self
                .capacity_percent
                .map(|capacity| capacity.capacities("filter.capacityPercent"))
                .transpose()?,
            days: self.occurred_on.unwrap_or_default().into(),
            recorded_after: self.recorded_after.map(|moment| moment.0),
            after_help: None,
            known_at: None,
            corrected_too: self.corrections.0,
        })
    }
}

async fn unit_id(ctx: &impl ContextExt, code: &str) -> Result<unit::UnitId> {
    let id = unit::id_of(ctx.db()?, code).await.map_err(failure)?;
    id.ok_or_else(|| bad_input("filter.unit", message!("unit-not-found", code)))
}
