//! Vintages of the targets of a report: `targets.UNITS_REVIVED.IN_PARKS.inForce` and so on.

use async_graphql::{Context, Result};

use shahrak_domain::event::EventKind;
use shahrak_domain::metric::{Counts, TargetMetric};
use shahrak_domain::moment::Moment;
use shahrak_domain::population::Population;
use shahrak_domain::report::{Days, FlowMeasure, ReportFigure, StockDay, StockMeasure};
use shahrak_domain::vintage::Vintage;
use shahrak_domain::year::IranianYear;
use shahrak_domain::yearly_target::Revision;
use shahrak_messages::message;
use shahrak_persistence::yearly_target::StoredTarget;

use super::report_data::ReportData;
use super::target;
use crate::graphql::common::context::bad_input;

/// A figure of a target.
pub enum OfTarget {
    /// One of its values, which revisions change, and its vintages.
    Promised(StoredTarget, Vec<Vintage<Option<rust_decimal::Decimal>>>),
    /// What was achieved.
    Achieved(Achieved),
}

/// What was achieved of a target, as a figure of the report for a population.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Achieved {
    /// The metric of the target.
    pub metric: TargetMetric,
    /// The units that count for the target.
    pub population: Population,
    /// The figure from which it follows.
    pub figure: ReportFigure,
}

/// The figure of a target that a path names.
///
/// # Errors
/// `BAD_USER_INPUT` if the report has no such target, or if the register does not know how the figure changed.
pub async fn find(
    ctx: &Context<'_>,
    shared: &ReportData,
    (year, days): (IranianYear, Days),
    path: &str,
) -> Result<OfTarget> {
    let unknown = || bad_input("figure", message!("not-a-report-figure", figure = path));
    let (name, value) = path.rsplit_once('.').ok_or_else(unknown)?;
    let targets = shared.targets(ctx).await?.iter().filter(|stored| stored.target.year == year);
    let mut named = targets.filter(|stored| target::name(&stored.target) == name);
    let stored = named.next().ok_or_else(unknown)?;
    let promised = |value: fn(&[&Revision], Days) -> Option<rust_decimal::Decimal>| {
        let vintages = of_revisions(&stored.target.revisions, |known| value(known, days));
        OfTarget::Promised(stored.clone(), vintages)
    };
    match (value, stored.target.body) {
        ("original", _) => Ok(promised(|known, _| known.first().map(|revision| revision.value))),
        ("inForce", _) => Ok(promised(|known, days| {
            let decided = known.iter().rev().find(|revision| revision.decided_on <= days.to);
            decided.map(|revision| revision.value)
        })),
        ("achieved", None) => {
            let (metric, population) = (stored.target.metric, stored.target.population);
            Ok(OfTarget::Achieved(Achieved { metric, population, figure: figure(metric) }))
        }
        ("achieved", Some(_)) => Err(bad_input("figure", message!("no-vintages-of-body", figure = path))),
        _ => Err(unknown()),
    }
}

/// The vintages of a value that follows from the revisions known at a moment, which come by day of decision.
fn of_revisions(
    revisions: &[Revision],
    value: impl Fn(&[&Revision]) -> Option<rust_decimal::Decimal>,
) -> Vec<Vintage<Option<rust_decimal::Decimal>>> {
    let mut moments: Vec<Moment> = revisions.iter().map(|revision| revision.recorded_at).collect();
    moments.sort_unstable();
    moments.dedup();
    let mut before = None;
    let mut vintages = Vec::new();
    for known_at in moments {
        let known: Vec<&Revision> = revisions.iter().filter(|it| it.recorded_at <= known_at).collect();
        let value = value(&known);
        if value != before {
            vintages.push(Vintage { known_at, before, value });
            before = value;
        }
    }
    vintages
}

/// The figure that the achievement of a metric follows from.
fn figure(metric: TargetMetric) -> ReportFigure {
    let flow = |kind: EventKind, measure| ReportFigure::Flow(kind, measure);
    match metric.counts() {
        Counts::Events(kind) => flow(kind, FlowMeasure::Units),
        Counts::Jobs(kind) => flow(kind, FlowMeasure::Jobs),
        Counts::Investment(kind) => flow(kind, FlowMeasure::Irr),
        Counts::IdleShare => ReportFigure::Stock(StockDay::AsOf, StockMeasure::IdleShare),
    }
}
