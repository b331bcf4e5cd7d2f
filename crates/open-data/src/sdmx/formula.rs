//! How the value of a metric follows from the figures of a report.

use std::collections::HashMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use shahrak_domain::achievement::Achieved;
use shahrak_domain::moment::Moment;
use shahrak_domain::report::{FlowMeasure, ReportFigure, StockDay, StockMeasure};
use shahrak_domain::state::Status;
use shahrak_domain::vocabulary::{Computation, Counted, Way};

/// Figures of a report that are added up, or their percentage of the operating units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    sum: Vec<ReportFigure>,
    percent: bool,
}

/// The values of a figure, by the moment from which on each was known, ascending. Before, it was that of an empty register.
pub type Vintages = Vec<(Moment, Decimal)>;

const OPERATING: ReportFigure = ReportFigure::Stock(StockDay::AsOf, StockMeasure::Operating);

impl Formula {
    /// The formula of a figure that the register computes; none if reports do not have it by place and population.
    pub fn of(computation: Computation) -> Option<Formula> {
        let sum = |figure| Some(Formula { sum: vec![figure], percent: false });
        match computation.way() {
            Way::Flow(kind, counted) => sum(ReportFigure::Flow(kind, measure(counted))),
            Way::Stock(statuses) => Some(Formula { sum: units(statuses), percent: false }),
            Way::StockJobs => sum(ReportFigure::Stock(StockDay::AsOf, StockMeasure::Jobs)),
            Way::Share(statuses) => Some(Formula { sum: units(statuses), percent: true }),
            Way::Progress | Way::Parks => None,
        }
    }

    /// The figures of a report that it needs.
    pub fn figures(&self) -> impl Iterator<Item = ReportFigure> {
        self.sum.iter().copied().chain(self.percent.then_some(OPERATING))
    }

    /// The value, by the value of each figure; none for a share of no units.
    pub fn value(&self, figure: impl Fn(ReportFigure) -> Decimal) -> Option<Decimal> {
        let sum: Decimal = self.sum.iter().map(|part| figure(*part)).sum();
        if !self.percent {
            return Some(sum);
        }
        let share = Achieved::percent(sum.to_i64()?, figure(OPERATING).to_i64()?)?;
        Some(share.value().normalize())
    }

    /// The values by the moment from which on each was known, ascending.
    pub fn vintages(&self, figures: &HashMap<ReportFigure, Vintages>) -> Vec<(Moment, Option<Decimal>)> {
        let mut changes: Vec<(Moment, ReportFigure, Decimal)> = self
            .figures()
            .flat_map(|figure| {
                figures.get(&figure).into_iter().flatten().map(move |(at, value)| (*at, figure, *value))
            })
            .collect();
        changes.sort_by_key(|(at, ..)| *at);
        let mut known: HashMap<ReportFigure, Decimal> = HashMap::new();
        let value = |known: &HashMap<ReportFigure, Decimal>| {
            self.value(|figure| known.get(&figure).copied().unwrap_or_default())
        };
        let mut before = value(&known);
        let mut found = Vec::new();
        for together in changes.chunk_by(|one, other| one.0 == other.0) {
            known.extend(together.iter().map(|(_, figure, value)| (*figure, *value)));
            let now = value(&known);
            if now != before {
                found.push((together[0].0, now));
                before = now;
            }
        }
        found
    }
}

fn measure(counted: Counted) -> FlowMeasure {
    match counted {
        Counted::Events => FlowMeasure::Units,
        Counted::Jobs => FlowMeasure::Jobs,
        Counted::Investment => FlowMeasure::Irr,
    }
}

fn units(statuses: &[Status]) -> Vec<ReportFigure> {
    statuses.iter().map(|status| ReportFigure::Stock(StockDay::AsOf, StockMeasure::Of(*status))).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use shahrak_domain::code::Coded;

    use super::*;

    #[test]
    fn a_metric_is_a_sum_or_a_share_of_figures() {
        let formula = |computation| {
            Formula::of(computation)
                .map(|formula| formula.figures().map(ReportFigure::path).collect::<Vec<_>>().join(" "))
        };
        let check = |computation, expected: Option<&str>| {
            assert_eq!(formula(computation).as_deref(), expected, "{computation:?}");
        };
        check(Computation::InvestmentCommissioned, Some("commissioned.investment.irr"));
        check(Computation::JobsPlanned, Some("permitted.jobs"));
        check(Computation::UnitsOperating, Some("stock.active stock.semiActive stock.inactive"));
        check(Computation::ShareInactive, Some("stock.inactive stock.operating"));
        check(Computation::ParksApproved, None);
        check(Computation::UnitsOver60PercentProgress, None);
        assert_eq!(Computation::ALL.iter().filter(|it| Formula::of(**it).is_some()).count(), 25);
    }

    #[test]
    fn a_share_is_a_percentage_and_none_of_no_units() {
        let share = Formula::of(Computation::ShareInactiveOrSemiActive);
        let value = |idle: i64, operating: i64| {
            let figure = |figure| match figure {
                OPERATING => operating.into(),
                ReportFigure::Stock(_, StockMeasure::Of(Status::Inactive)) => idle.into(),
                _ => Decimal::ZERO,
            };
            share.as_ref().and_then(|share| share.value(figure)).map(|value| value.to_string())
        };
        assert_eq!(value(187, 1000).as_deref(), Some("18.7"));
        assert_eq!(value(0, 0), None);
    }

    #[test]
    fn vintages_of_figures_are_merged_by_moment() {
        let at = |second| DateTime::from_timestamp(second, 0).unwrap_or_default();
        let share = Formula::of(Computation::ShareInactive).map(|share| {
            let inactive = ReportFigure::Stock(StockDay::AsOf, StockMeasure::Of(Status::Inactive));
            let figures = HashMap::from([
                (inactive, vec![(at(2), Decimal::ONE), (at(3), Decimal::TWO)]),
                // The first four units are at work. Doubling both keeps the share.
                (OPERATING, vec![(at(1), 4.into()), (at(3), 8.into()), (at(4), Decimal::ZERO)]),
            ]);
            share.vintages(&figures)
        });
        assert_eq!(share, Some(vec![(at(1), Some(Decimal::ZERO)), (at(2), Some(25.into())), (at(4), None)]));
    }
}
