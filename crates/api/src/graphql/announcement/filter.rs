//! Filters of announcements and figures.

use async_graphql::{InputObject, Result};

use shahrak_domain::year::IranianYear;
use shahrak_messages::{Explain, message};
use shahrak_persistence::announcement::{self as stored, FigureScope};
use shahrak_persistence::reference_cache::Reference;

use super::figure::{AnnouncedPopulation, Measure};
use crate::graphql::common::context::bad_input;
use crate::graphql::common::scalar::Date;
use crate::graphql::common::scope::Scope;
use crate::graphql::common::search_text;

/// Conditions on announcements. An announcement must satisfy all conditions that are given; those on figures must all
/// hold for one figure of the announcement.
#[derive(InputObject, Clone, Debug, Default)]
pub struct AnnouncementFilter {
    /// The full address of the source; at most 2,000 characters.
    pub source: Option<String>,
    /// Announced on or after this day; announcements of unknown days are left out.
    pub announced_from: Option<Date>,
    /// Announced on or before this day; announcements of unknown days are left out.
    pub announced_to: Option<Date>,
    /// Conditions that one of its figures satisfies.
    #[graphql(flatten)]
    pub figure: FigureFilter,
}

/// Conditions on figures. A figure must satisfy all conditions that are given.
#[derive(InputObject, Clone, Debug, Default)]
pub struct FigureFilter {
    /// One of these metrics, for example `units_revived`; at most 100.
    pub metric: Option<Vec<String>>,
    /// One of these kinds of number.
    pub measure: Option<Vec<Measure>>,
    /// One of these populations.
    pub population: Option<Vec<AnnouncedPopulation>>,
    /// `IR` for figures of the country, or the ISO 3166-2 code of 2020 of a province.
    pub scope: Option<String>,
    /// Unit of measurement, for example `units` or `IRR`.
    pub unit: Option<String>,
    /// The Iranian year (1304 to 1502) that contains the whole period; figures of unknown periods are left out.
    pub year: Option<i32>,
    /// Words in the name of the speaker, in upper or lower case; at most 100 characters.
    pub speaker: Option<String>,
    /// Words in the name of the organisation, in upper or lower case; at most 100 characters.
    pub organisation: Option<String>,
    /// Words in the speaker, organisation, metric, quote, note or source, in English or Persian, or the number; at most
    /// 100 characters. Case, variant forms of Persian letters and digits, and separators of thousands make no difference:
    /// `1170`, `1,170` and `۱٬۱۷۰` are the same.
    pub text: Option<String>,
    /// If true, also figures that have been replaced or voided.
    pub corrections: Option<bool>,
}

/// The maximum length of an address in characters; no recorded one is longer.
const MAX_SOURCE: usize = 2_000;
/// The maximum number of metrics in a filter.
const MAX_METRICS: usize = 100;
/// The maximum length of a metric in characters; no recorded one is longer.
const MAX_METRIC: usize = 100;

impl AnnouncementFilter {
    /// The filter for the database.
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
    /// The filter for the database.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` naming the field.
    pub fn stored(self, reference: &Reference) -> Result<stored::FigureFilter> {
        if let Some(metrics) = &self.metric {
            check_metrics(metrics)?;
        }
        let period = |number| match IranianYear::new(number) {
            Ok(year) => Ok((year.starts_on(), year.ends_on())),
            Err(error) => Err(bad_input("filter.year", error.message())),
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
            corrected_too: self.corrections.unwrap_or_default(),
            ..stored::FigureFilter::default()
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
        let why = message!("too-many-given", found = asked, most = MAX_METRICS);
        return Err(bad_input("filter.metric", why));
    }
    metrics.iter().try_for_each(|metric| search_text::check("filter.metric", metric, MAX_METRIC))
}
