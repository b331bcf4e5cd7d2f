//! Which units a list holds.

use async_graphql::{Context, InputObject, Result};

use shahrak_domain::activity::Activity;
use shahrak_persistence::unit as stored;

use crate::graphql::closed_set::{EventKind, IsicRevision, Sector, UnitStatus, each};
use crate::graphql::context::{Ask, bad_input};
use crate::graphql::day_range::DayRange;
use crate::graphql::population::Population;
use crate::graphql::{park, province, search_text};

/// Which units a list holds: those that satisfy all that is given.
#[derive(InputObject, Clone, Debug, Default)]
pub struct UnitFilter {
    /// In the province with this ISO 3166-2 code of 2020, in parks and outside: a report of the province counts those in
    /// parks by default.
    pub province: Option<String>,
    /// In the park with this code.
    pub park: Option<String>,
    /// In parks, outside, or all. By default a list holds all units, and a report counts those in parks.
    pub population: Option<Population>,
    /// With one of these statuses today. Units without events have none.
    pub status: Option<Vec<UnitStatus>>,
    /// Of one of these sectors.
    pub sector: Option<Vec<Sector>>,
    /// With such an activity.
    pub activity: Option<ActivityFilter>,
    /// Whose code, English or Persian name holds each of these words. Case, Arabic forms of Persian letters, digits and
    /// joiners make no difference. At most 100 characters.
    pub text: Option<String>,
    /// Whose present status began on one of these days.
    pub status_since: Option<DayRange>,
    /// Whose latest event is of one of these days.
    pub last_confirmed_on: Option<DayRange>,
    /// To which such an event happened, by present knowledge.
    pub event: Option<HappenedFilter>,
}

/// Activities whose ISIC code begins with given digits.
#[derive(InputObject, Clone, Debug)]
pub struct ActivityFilter {
    /// The revision of the code.
    pub revision: IsicRevision,
    /// The first one to four digits: `10` finds 1050 too.
    pub code: String,
}

/// Events that happened to a unit, replaced and voided ones left out.
#[derive(InputObject, Clone, Debug, Default)]
pub struct HappenedFilter {
    /// Of one of these kinds; of any unless told.
    pub kind: Option<Vec<EventKind>>,
    /// On one of these days; on any unless told.
    pub occurred_on: Option<DayRange>,
}

impl UnitFilter {
    /// The filter as the database takes it.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming what is unknown.
    pub async fn stored(self, ctx: &Context<'_>) -> Result<stored::UnitFilter> {
        let province = match self.province {
            Some(code) => Some(province::argument(&*ctx.reference()?, "filter.province", &code)?),
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
            status: self.status.map(each),
            sector: self
                .sector
                .map(|sectors| sectors.into_iter().map(|sector| Some(sector.into())).collect()),
            activity: self.activity.map(ActivityFilter::stored).transpose()?,
            text: search_text::checked("filter.text", self.text)?,
            status_since: self.status_since.unwrap_or_default().into(),
            last_confirmed_on: self.last_confirmed_on.unwrap_or_default().into(),
            happened: self.event.map(HappenedFilter::stored),
            held: None,
        })
    }
}

impl ActivityFilter {
    fn stored(self) -> Result<(shahrak_domain::activity::IsicRevision, String)> {
        // One digit is a beginning too, though no code of its own.
        let one_digit = self.code.len() == 1 && self.code.as_bytes()[0].is_ascii_digit();
        let revision = self.revision.into();
        if !one_digit {
            Activity::new(revision, &self.code).map_err(|_| {
                let wrong =
                    format!("“{}” is no beginning of an ISIC code; one to four digits are", self.code);
                bad_input("filter.activity.code", wrong)
            })?;
        }
        Ok((revision, self.code))
    }
}

impl HappenedFilter {
    fn stored(self) -> stored::Happened {
        stored::Happened { kinds: self.kind.map(each), days: self.occurred_on.unwrap_or_default().into() }
    }
}
