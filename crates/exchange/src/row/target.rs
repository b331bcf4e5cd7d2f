//! Lines of `targets.csv`: each is one revision of a target.

use rust_decimal::Decimal;
use shahrak_domain::day::Day;
use shahrak_domain::event::Body;
use shahrak_domain::import::FileKind;
use shahrak_domain::metric::TargetMetric;
use shahrak_domain::moment::Moment;
use shahrak_domain::parse::{Parsed, coded, past_day, past_moment, prose, year};
use shahrak_domain::population::{Population, Scope};
use shahrak_domain::year::IranianYear;
use shahrak_domain::yearly_target::{Baseline, Target};

use super::write::{code, day, decimal, moment, text};
use crate::cells::Cells;
use crate::file_row::FileRow;
use crate::text::without_percent;

/// A revision of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetRow {
    /// The year.
    pub year: IranianYear,
    /// The metric.
    pub metric: TargetMetric,
    /// The country or a province.
    pub scope: Scope,
    /// The units that count; by default, those in parks.
    pub population: Population,
    /// The body that is responsible; none for all bodies.
    pub body: Option<Body>,
    /// The value: persons, units, rials, or percent of a share.
    pub value: Decimal,
    /// Day of the decision.
    pub decided_on: Day,
    /// The reason for the decision.
    pub reason: Option<String>,
    /// The source.
    pub source: Option<String>,
    /// What the target starts from, if known.
    pub baseline: Option<Baseline>,
    /// The moment of recording; none means now.
    pub recorded_at: Option<Moment>,
}

impl FileRow for TargetRow {
    const KIND: FileKind = FileKind::Targets;

    fn parse(cells: &mut Cells<'_>) -> Option<TargetRow> {
        let context = cells.context;
        let year = cells.required("year", year);
        let metric = cells.required("metric", coded);
        let scope = cells.required("scope", |text| Scope::parse(text, &context.provinces));
        let population = cells.optional("population", coded).unwrap_or(Population::InParks);
        let body = cells.optional("body", coded);
        let value = cells.required("value", |text| value(text, metric));
        let decided_on = cells.required("decided_on", |text| past_day(text, context.today));
        let reason = cells.optional("reason", prose);
        let source = cells.optional("source", prose);
        let baseline = baseline(cells, metric, decided_on);
        let recorded_at = cells.optional("recorded_at", |text| past_moment(text, context.now));
        Some(TargetRow {
            year: year?,
            metric: metric?,
            scope: scope?,
            population,
            body,
            value: value?,
            decided_on: decided_on?,
            reason,
            source,
            baseline,
            recorded_at,
        })
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.year.to_string(),
            code(Some(self.metric)),
            text(self.scope.code()),
            code(Some(self.population)),
            code(self.body),
            decimal(Some(self.value)),
            day(Some(self.decided_on)),
            text(self.reason.as_deref()),
            text(self.source.as_deref()),
            decimal(self.baseline.as_ref().map(|baseline| baseline.value)),
            day(self.baseline.as_ref().map(|baseline| baseline.on)),
            text(self.baseline.as_ref().and_then(|baseline| baseline.source.as_deref())),
            moment(self.recorded_at),
        ]
    }
}

/// The value of a target. Only shares are stated in percent.
fn value(text: &str, metric: Option<TargetMetric>) -> Parsed<Decimal> {
    let is_share = metric.is_none_or(TargetMetric::ceiling);
    Target::value(if is_share { without_percent(text) } else { text }, metric)
}

fn baseline(
    cells: &mut Cells<'_>,
    metric: Option<TargetMetric>,
    decided_on: Option<Day>,
) -> Option<Baseline> {
    let today = cells.context.today;
    let value = cells.optional("baseline_value", |text| value(text, metric));
    let on = cells.optional("baseline_on", |text| past_day(text, today));
    let source = cells.optional("baseline_source", prose);
    match Baseline::of(value, on, source, decided_on) {
        Ok(baseline) => baseline,
        Err(violations) => {
            for violation in violations {
                if let Some(field) = violation.field.filter(|field| !cells.refused(field)) {
                    cells.refuse(field, violation);
                }
            }
            None
        }
    }
}
