//! The filter of units.

use async_graphql::{InputObject, Result};

use shahrak_domain::activity::Activity;
use shahrak_messages::message;
use shahrak_persistence::unit::{self as stored, View};

use crate::graphql::common::argument;
use crate::graphql::common::context::{ContextExt, bad_input};
use crate::graphql::common::day_range::DayRange;
use crate::graphql::common::enums::{
    EventKind, ExecutingBody, IsicRevision, Population, Reason, Sector, UnitStatus, convert_each,
};
use crate::graphql::common::number_range::{DecimalRange, IntRange, RialRange};
use crate::graphql::common::search_text;
use crate::graphql::park;

/// Conditions on units. A unit must satisfy all conditions that are given.
///
/// If units are listed as of a day or as known at a moment, `status`, `statusSince`, `lastConfirmedOn`, `jobs`,
/// `capacityPercent`, `investmentIrr` and `event` mean that day and moment, because they follow from events. What a unit
/// is – its code, names, place, activity, sector, licence and owner – is taken as it is now.
#[derive(InputObject, Clone, Debug, Default)]
pub struct UnitFilter {
    /// Units in the province with this ISO 3166-2 code of 2020. It includes units outside parks, which `report` leaves
    /// out by default.
    pub province: Option<String>,
    /// Units in the park with this code.
    pub park: Option<String>,
    /// Units of this population (default `ALL`, whereas reports count `IN_PARKS` by default).
    pub population: Option<Population>,
    /// Units in the parks of this county, as the parks state it. Case, Arabic forms of Persian letters, digits and joiners
    /// make no difference. Units outside parks are in no county.
    pub county: Option<String>,
    /// Units with one of these statuses. Units without events have no status.
    pub status: Option<Vec<UnitStatus>>,
    /// Units in one of these sectors.
    pub sector: Option<Vec<Sector>>,
    /// Units whose activity satisfies these conditions.
    pub activity: Option<ActivityFilter>,
    /// Units whose code, English name or Persian name contains each of these words; at most 100 characters. Case,
    /// Arabic forms of Persian letters, presentation forms, digits and joiners make no difference.
    pub text: Option<String>,
    /// Units whose owner contains each of these words; at most 100 characters. Case, Arabic forms of Persian letters,
    /// digits and joiners make no difference.
    pub owner: Option<String>,
    /// Units with this number of the licence. Case, digits and joiners make no difference.
    pub licence: Option<String>,
    /// Units whose number of persons at work is in this range. Units whose jobs are not known do not match.
    pub jobs: Option<IntRange>,
    /// Units whose capacity in use, in percent of nominal capacity, is in this range. Units whose capacity is not known do
    /// not match.
    pub capacity_percent: Option<DecimalRange>,
    /// Units whose commissioning states an investment in this range. Units whose investment is not known do not match.
    pub investment_irr: Option<RialRange>,
    /// Units whose status began in this range of days.
    pub status_since: Option<DayRange>,
    /// Units whose latest event took effect in this range of days.
    pub last_confirmed_on: Option<DayRange>,
    /// Units with an effective event that satisfies these conditions.
    pub event: Option<HappenedFilter>,
}

/// Activities whose ISIC code begins with given digits.
#[derive(InputObject, Clone, Debug)]
pub struct ActivityFilter {
    /// The revision of the code.
    pub revision: IsicRevision,
    /// The first one to four digits: `10` also finds 1050.
    pub code: String,
}

/// Conditions on the effective events of a unit. One event must satisfy all conditions that are given.
#[derive(InputObject, Clone, Debug, Default)]
pub struct HappenedFilter {
    /// Events of one of these kinds; if omitted, of any kind.
    pub kind: Option<Vec<EventKind>>,
    /// Events with one of these reasons; if omitted, with any or none.
    pub reasons: Option<Vec<Reason>>,
    /// Events carried out by one of these bodies; if omitted, by any or none.
    pub body: Option<Vec<ExecutingBody>>,
    /// Events in this range of days; if omitted, on any day.
    pub occurred_on: Option<DayRange>,
}

impl UnitFilter {
    /// The filter for the database, for a day and a moment of knowledge.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the unknown value.
    pub async fn stored(self, ctx: &impl ContextExt, view: Option<View>) -> Result<stored::UnitFilter> {
        let province = match self.province {
            Some(code) => Some(argument::province(&*ctx.reference()?, "filter.province", &code)?),
            None => None,
        };
        let park = match self.park {
            Some(code) => Some(park::argument(ctx, "filter.park", &code).await?),
            None => None,
        };
        Ok(stored::UnitFilter {
            province,
            park,
            population: self.population.map(Into::into),
            county: search_text::checked("filter.county", self.county)?,
            owned: stored::OwnedBy {
                owner: search_text::checked("filter.owner", self.owner)?,
                licence: search_text::checked("filter.licence", self.licence)?,
            },
            status: self.status.map(convert_each),
            sector: self
                .sector
                .map(|sectors| sectors.into_iter().map(|sector| Some(sector.into())).collect()),
            activity: self.activity.map(ActivityFilter::stored).transpose()?,
            text: search_text::checked("filter.text", self.text)?,
            status_since: self.status_since.unwrap_or_default().into(),
            last_confirmed_on: self.last_confirmed_on.unwrap_or_default().into(),
            jobs: self.jobs.map(|jobs| jobs.jobs("filter.jobs")).transpose()?,
            capacity: self
                .capacity_percent
                .map(|capacity| capacity.capacities("filter.capacityPercent"))
                .transpose()?,
            investment: self
                .investment_irr
                .map(|investment| investment.rials("filter.investmentIrr"))
                .transpose()?,
            happened: self.event.map(HappenedFilter::stored),
            view,
        })
    }
}

impl ActivityFilter {
    fn stored(self) -> Result<(shahrak_domain::activity::IsicRevision, String)> {
        // One digit is a valid prefix, although it is not a code.
        let one_digit = self.code.len() == 1 && self.code.as_bytes()[0].is_ascii_digit();
        let revision = self.revision.into();
        if !one_digit {
            Activity::new(revision, &self.code).map_err(|_| {
                bad_input("filter.activity.code", message!("isic-prefix-wrong", found = &self.code))
            })?;
        }
        Ok((revision, self.code))
    }
}

impl HappenedFilter {
    fn stored(self) -> stored::Happened {
        stored::Happened {
            kinds: self.kind.map(convert_each),
            reasons: self.reasons.map(convert_each),
            bodies: self.body.map(convert_each),
            days: self.occurred_on.unwrap_or_default().into(),
        }
    }
}
