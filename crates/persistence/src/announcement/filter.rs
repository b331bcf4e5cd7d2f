//! Filters of announcements and figures.

use shahrak_domain::announcement::{AnnouncedPopulation, Measure};
use shahrak_domain::code::Coded;
use shahrak_domain::day::Day;
use shahrak_domain::moment::Moment;

use super::AnnouncementId;
use crate::reference_cache::ProvinceId;
use crate::sql::Sql;
use crate::unit::codes;

/// A filter of announcements: they match all given conditions, and so does one of their figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnouncementFilter {
    /// The address, as a whole.
    pub source: Option<String>,
    /// Announced on that day or later.
    pub announced_from: Option<Day>,
    /// Announced on that day or earlier.
    pub announced_to: Option<Day>,
    /// Conditions that one of its figures satisfies.
    pub figure: FigureFilter,
}

/// A filter of figures: they match all given conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureFilter {
    /// One of these metrics.
    pub metrics: Option<Vec<String>>,
    /// One of these measures.
    pub measures: Option<Vec<Measure>>,
    /// One of these populations.
    pub populations: Option<Vec<AnnouncedPopulation>>,
    /// The scope.
    pub scope: Option<FigureScope>,
    /// The unit of measurement.
    pub unit: Option<String>,
    /// Its period lies in these days; a figure without a last day lies in none.
    pub period: Option<(Day, Day)>,
    /// A part of the speaker's name.
    pub speaker: Option<String>,
    /// A part of the organisation's name.
    pub organisation: Option<String>,
    /// Words of its speaker, organisation, metric, quote, note or source.
    pub text: Option<String>,
    /// Of one of these announcements.
    pub announcements: Option<Vec<AnnouncementId>>,
    /// Its period ends on one of these days.
    pub ends_in: Option<(Day, Day)>,
    /// By the knowledge of this moment; none for present knowledge.
    pub known_at: Option<Moment>,
    /// Also figures that have been replaced or voided.
    pub corrected_too: bool,
}

/// The scope of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureScope {
    /// The country
    Country,
    /// A province
    Province(ProvinceId),
}

impl FigureScope {
    fn province_id(self) -> Option<ProvinceId> {
        match self {
            FigureScope::Country => None,
            FigureScope::Province(id) => Some(id),
        }
    }
}

impl AnnouncementFilter {
    pub(super) fn push(&self, query: &mut Sql) {
        self.push_announcement(query);
        query.push(
            " AND EXISTS (SELECT FROM announced_figure AS figure WHERE figure.announcement_id = announcement.id",
        );
        self.figure.push(query);
        query.push(")");
    }

    /// Adds the conditions besides those on figures to a statement that ends in a condition on `announcement`.
    pub(crate) fn push_announcement(&self, query: &mut Sql) {
        if let Some(source) = &self.source {
            query.push(" AND source = ").push_bind(source.clone());
        }
        if let Some(day) = self.announced_from {
            query.push(" AND announced_on >= ").push_bind(day.date());
        }
        if let Some(day) = self.announced_to {
            query.push(" AND announced_on <= ").push_bind(day.date());
        }
    }
}

impl FigureFilter {
    pub(crate) fn push(&self, query: &mut Sql) {
        self.push_in_force(query);
        if let Some(announcements) = &self.announcements {
            query.push(" AND figure.announcement_id = ANY(").push_bind(announcements.clone()).push(")");
        }
        if let Some((first, last)) = self.ends_in {
            query.push(" AND period_to BETWEEN ").push_bind(first.date());
            query.push(" AND ").push_bind(last.date());
        }
        if let Some(metrics) = &self.metrics {
            query.push(" AND metric = ANY(").push_bind(metrics.clone()).push(")");
        }
        push_codes(query, "measure", self.measures.as_deref());
        push_codes(query, "population", self.populations.as_deref());
        if let Some(scope) = self.scope {
            query.push(" AND figure.province_id IS NOT DISTINCT FROM ").push_bind(scope.province_id());
        }
        if let Some(unit) = &self.unit {
            query.push(" AND unit = ").push_bind(unit.clone());
        }
        if let Some((first, last)) = self.period {
            query.push(" AND COALESCE(period_from, period_to) >= ").push_bind(first.date());
            query.push(" AND period_to <= ").push_bind(last.date());
        }
        push_contains(query, "speaker", self.speaker.as_deref());
        push_contains(query, "organisation", self.organisation.as_deref());
        push_contains(
            query,
            "concat_ws(' ', speaker, organisation, metric, trim_scale(low), trim_scale(high), quote, note, source)",
            self.text.as_deref(),
        );
    }

    /// In force, by the knowledge of the moment.
    fn push_in_force(&self, query: &mut Sql) {
        if let Some(moment) = self.known_at {
            query.push(" AND figure.recorded_at <= ").push_bind(moment);
        }
        if self.corrected_too {
            return;
        }
        query.push(
            " AND NOT EXISTS (SELECT FROM figure_correction AS correction WHERE correction.figure_code = figure.code",
        );
        if let Some(moment) = self.known_at {
            query.push(" AND correction.recorded_at <= ").push_bind(moment);
        }
        query.push(")");
    }
}

fn push_codes<T: Coded>(query: &mut Sql, column: &str, values: Option<&[T]>) {
    let Some(values) = values else { return };
    query.push(format!(" AND {column} = ANY(")).push_bind(codes(values)).push(")");
}

/// Adds the condition that the text contains each word, both in searchable form; `1,170` and `1170` are the same.
fn push_contains(query: &mut Sql, text: &str, words: Option<&str>) {
    let (open, close) = SEARCHED;
    for word in words.unwrap_or_default().split_whitespace() {
        query.push(format!(" AND strpos({open}{text}{close}, {open}"));
        query.push_bind(word.to_owned()).push(format!("{close}) > 0"));
    }
}

/// The SQL before and after a text that makes it searchable, without separators of thousands.
const SEARCHED: (&str, &str) =
    ("regexp_replace(searchable(", "), '([0-9])[,٬،](?=[0-9]{3}([^0-9]|$))', '\\1', 'g')");
