//! Which announcements and figures a client asks for.

use async_graphql::{InputObject, Result};

use shahrak_domain::year::IranianYear;
use shahrak_persistence::announcement::{self as stored, FigureScope};
use shahrak_persistence::snapshot::Reference;

use super::figure::{AnnouncedPopulation, Measure};
use crate::graphql::context::bad_input;
use crate::graphql::scalar::Date;
use crate::graphql::scope::Scope;
use crate::graphql::search_text;

/// Which announcements are asked for: those that satisfy all that is filled. What speaks of figures must hold for
/// one figure of the announcement.
#[derive(InputObject, Clone, Debug, Default)]
pub struct AnnouncementFilter {
    /// The address of the page, as a whole; at most 2,000 characters.
    pub source: Option<String>,
    /// Announced on this day or later; those whose day is not known are left out.
    pub announced_from: Option<Date>,
    /// Announced on this day or earlier; those whose day is not known are left out.
    pub announced_to: Option<Date>,
    /// What one of its figures satisfies.
    #[graphql(flatten)]
    pub figure: FigureFilter,
}

/// Which figures are asked for: those that satisfy all that is filled.
#[derive(InputObject, Clone, Debug, Default)]
pub struct FigureFilter {
    /// One of these metrics: `units_revived`. At most 100.
    pub metric: Option<Vec<String>>,
    /// One of these kinds of number.
    pub measure: Option<Vec<Measure>>,
    /// One of these populations.
    pub population: Option<Vec<AnnouncedPopulation>>,
    /// `IR` for figures of the country, or the ISO 3166-2 code of a province.
    pub scope: Option<String>,
    /// What it is measured in: `units`, `IRR`.
    pub unit: Option<String>,
    /// The Iranian year in which its whole period lies, 1304 to 1502; figures whose period is not known are left out.
    pub year: Option<i32>,
    /// Words of the speaker's name, in any case. At most 100 characters.
    pub speaker: Option<String>,
    /// Words of the organisation's name, in any case. At most 100 characters.
    pub organisation: Option<String>,
    /// Words that occur in its speaker, organisation, metric, quote, note or source, in English or Persian.
    /// Case and the several ways to write a Persian letter or digit make no difference. At most 100 characters.
    pub text: Option<String>,
}

/// The most characters of an address; none that is recorded has more.
const MAX_SOURCE: usize = 2_000;
/// The most metrics that are asked for at once.
const MAX_METRICS: usize = 100;
/// The most characters of a metric; none that is recorded has more.
const MAX_METRIC: usize = 100;

impl AnnouncementFilter {
    /// The filter as the database takes it.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the field.
    pub fn stored(self, reference: &Reference) -> Result<stored::AnnouncementFilter> {
        if let Some(source) = &self.source {
            search_text::check("filter.source", source, MAX_SOURCE)?;
        }
        Ok(stored::AnnouncementFilter {
            source: self.source,
            announced_from: self.announced_from.map(|date| date.0),
            announced_to: self.announced_to.map(|date| date.0),
            figure: self.figure.stored(reference)?,
        })
    }
}

impl FigureFilter {
    /// The filter as the database takes it.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the field.
    pub fn stored(self, reference: &Reference) -> Result<stored::FigureFilter> {
        if let Some(metrics) = &self.metric {
            check_metrics(metrics)?;
        }
        let period = |number| match IranianYear::new(number) {
            Ok(year) => Ok((year.starts_on(), year.ends_on())),
            Err(error) => Err(bad_input("filter.year", error)),
        };
        Ok(stored::FigureFilter {
            metrics: self.metric,
            measures: self.measure.map(|all| all.into_iter().map(Into::into).collect()),
            populations: self.population.map(|all| all.into_iter().map(Into::into).collect()),
            scope: self.scope.map(|code| scope(reference, &code)).transpose()?,
            unit: search_text::checked("filter.unit", self.unit)?,
            period: self.year.map(period).transpose()?,
            speaker: search_text::checked("filter.speaker", self.speaker)?,
            organisation: search_text::checked("filter.organisation", self.organisation)?,
            text: search_text::checked("filter.text", self.text)?,
        })
    }
}

fn scope(reference: &Reference, code: &str) -> Result<FigureScope> {
    Ok(match Scope::argument(reference, "filter.scope", code)? {
        Scope::Country => FigureScope::Country,
        Scope::Province(id) => FigureScope::Province(id),
    })
}

fn check_metrics(metrics: &[String]) -> Result<()> {
    let asked = metrics.len();
    if asked > MAX_METRICS {
        let message = format!("{asked} are too many; up to {MAX_METRICS} can be asked for at once");
        return Err(bad_input("filter.metric", message));
    }
    metrics.iter().try_for_each(|metric| search_text::check("filter.metric", metric, MAX_METRIC))
}
