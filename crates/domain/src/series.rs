//! Series: the announced figures of a metric by Iranian year and month, and which of them a chart uses (rule R19).

use std::cmp::Reverse;

use rust_decimal::Decimal;

use crate::announcement::{AnnouncedPopulation, Figure, Mark, Measure};
use crate::comparison::{Question, QuestionDays, StatedNumber, populations};
use crate::day::Day;
use crate::population::{Population, Scope};
use crate::report::Days;
use crate::vocabulary::Metric;
use crate::year::{IranianMonth, IranianYear};

/// The place of a figure in a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// A year
    Year(IranianYear),
    /// A month: of a flow that the month holds
    Month(IranianMonth),
    /// Both: of a stock or share on a day of the month
    Both(IranianMonth),
}

/// An announced figure that a series lists.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The figure.
    pub figure: &'a Figure,
    /// The day of its announcement, if known.
    pub announced_on: Option<Day>,
    /// The mark in force, with its place among all marks.
    pub mark: Option<(i32, &'a Mark)>,
}

/// The announced populations that a series of a population lists: those that state it, and those that may mean it.
pub fn announced_populations(population: Population) -> Vec<AnnouncedPopulation> {
    use AnnouncedPopulation::{InAndOutsideParks, InParks, Nationwide, Smes, Unspecified};
    let lists = |announced: &AnnouncedPopulation| {
        populations(*announced).is_some_and(|meant| meant.contains(&population))
    };
    [InParks, InAndOutsideParks, Nationwide, Smes, Unspecified].into_iter().filter(lists).collect()
}

/// The place of a figure; none if the period is not known or is longer than a year.
pub fn point(figure: &Figure) -> Option<Point> {
    let to = figure.period_to?;
    let month = IranianMonth { year: IranianYear::of(to).ok()?, number: to.iranian().month };
    match figure.measure {
        Measure::Stock | Measure::Share | Measure::Ratio => Some(Point::Both(month)),
        Measure::Flow | Measure::Target => {
            let from = figure.period_from?;
            let held = |starts_on: Day| starts_on <= from;
            if held(month.starts_on()) {
                return Some(Point::Month(month));
            }
            held(month.year.starts_on()).then_some(Point::Year(month.year))
        }
    }
}

/// The figure that a series uses for a year or a month: the one with the latest mark; otherwise the one whose period covers
/// most (of stocks and shares: the latest day), then one that states the population before one that does not, then the
/// latest announced, then the first code. A figure whose last mark rejects it is not used.
///
/// Targets are revised, so the latest statement comes first among those of a period: those that admit the target
/// `in_force`, if any does, then the latest announced, one that states the population, and the last code, because an
/// announcement states a revision after what it revises.
pub fn used<'a>(candidates: &[Candidate<'a>], in_force: Option<Decimal>) -> Option<&'a Figure> {
    let marked = candidates.iter().filter(|candidate| candidate.is_marked(true));
    if let Some(candidate) = marked.max_by_key(|candidate| candidate.mark.map(|(place, _)| place)) {
        return Some(candidate.figure);
    }
    let others = candidates.iter().filter(|candidate| !candidate.is_marked(false));
    Some(others.max_by_key(|candidate| candidate.rank(in_force))?.figure)
}

impl Candidate<'_> {
    /// Whether the mark in force says so.
    pub fn is_marked(&self, used: bool) -> bool {
        self.mark.is_some_and(|(_, mark)| mark.used == used)
    }

    /// The greatest is used.
    fn rank(&self, in_force: Option<Decimal>) -> impl Ord + '_ {
        let figure = self.figure;
        let covered = match (figure.measure, figure.period_from, figure.period_to) {
            (Measure::Flow | Measure::Target, Some(from), Some(to)) => (to.date() - from.date()).num_days(),
            _ => 0,
        };
        let stated = figure.population != AnnouncedPopulation::Unspecified;
        let (revision, code) = if figure.measure == Measure::Target {
            let admitted = in_force.is_some_and(|value| StatedNumber::of(figure).admits().contains(value));
            (Some((admitted, self.announced_on, stated)), (Some(&figure.code), None))
        } else {
            (None, (None, Some(Reverse(&figure.code))))
        };
        (covered, figure.period_to, revision, stated, self.announced_on, code)
    }
}

impl Question {
    /// The question for the computed value of a series over some days; of a stock or share, at the end of the last one.
    /// None if the register does not compute the metric.
    pub fn of_series(metric: &Metric, scope: &Scope, population: Population, days: Days) -> Option<Question> {
        let populations: &'static [Population] = match population {
            Population::InParks => &[Population::InParks],
            Population::OutsideParks => &[Population::OutsideParks],
            Population::All => &[Population::All],
        };
        let computation = metric.computation?;
        let asked = match computation.measure() {
            Measure::Flow => QuestionDays::Over(days),
            _ => QuestionDays::On(days.to),
        };
        let (only, scope) = (metric.only, scope.clone());
        Some(Question { computation, only, scope, populations, asked, in_dollars: false })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
