//! What has to be computed to compare an announced figure (rule R14), or why it cannot be (rule R15).

use rust_decimal::Decimal;

use super::Obstacle;
use crate::achievement::Achieved;
use crate::announcement::{AnnouncedPopulation, Figure, Measure};
use crate::day::Day;
use crate::money::Rate;
use crate::population::{Population, Scope};
use crate::province::Province;
use crate::report::{Days, Figures};
use crate::state::Status;
use crate::vocabulary::{Computation, Counted, Only, Vocabulary, Way};

/// What an announced figure asks of the register.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Question {
    /// The figure to compute.
    pub computation: Computation,
    /// The part of the register to which it is limited.
    pub only: Option<Only>,
    /// The country or a province.
    pub scope: Scope,
    /// The populations to try, in this order.
    pub populations: &'static [Population],
    /// The days.
    pub asked: QuestionDays,
    /// Whether rials are converted to dollars, at the official rate (R7).
    pub in_dollars: bool,
}

/// The days of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuestionDays {
    /// A flow over these days, also across years
    Over(Days),
    /// A stock or share at the end of this day
    On(Day),
}

impl Question {
    /// What a figure asks of the register.
    ///
    /// # Errors
    /// The first [`Obstacle`] that can be seen without looking at the register.
    pub fn of(
        figure: &Figure,
        vocabulary: &Vocabulary,
        provinces: &[Province],
        today: Day,
    ) -> Result<Question, Obstacle> {
        let metric = vocabulary.get(&figure.metric).ok_or(Obstacle::Metric)?;
        let computation = metric.computation.ok_or(Obstacle::Metric)?;
        if figure.measure != computation.measure() || !metric.is_stated_in(&figure.unit) {
            return Err(Obstacle::Metric);
        }
        let populations = populations(figure.population).ok_or(Obstacle::Population)?;
        let scope = Scope::parse(&figure.scope, provinces).map_err(|_| Obstacle::Scope)?;
        let asked = QuestionDays::of(figure).filter(|asked| asked.last() <= today).ok_or(Obstacle::Period)?;
        let in_dollars = figure.unit == "USD";
        Ok(Question { computation, only: metric.only, scope, populations, asked, in_dollars })
    }

    /// The value by the sums of the events of one population, of the scope and of the part to which the question is
    /// limited. None if it does not follow from such sums but from parks ([`Question::answer_by_parks`]) or from the
    /// progress of units.
    ///
    /// The days of the sums must fit those of the question ([`crate::report::pieces`]); `official` are the official
    /// rates, ordered by first day.
    pub fn answer(&self, sums: &Figures, official: &[Rate]) -> Option<Result<Decimal, Obstacle>> {
        match (self.computation.way(), self.asked) {
            (Way::Flow(kind, Counted::Investment), QuestionDays::Over(days)) if self.in_dollars => {
                let dollars = sums.dollars(kind, days, official).map(|dollars| dollars.write());
                Some(dollars.and_then(|dollars| dollars.parse().ok()).ok_or(Obstacle::Rate))
            }
            (Way::Flow(kind, counted), QuestionDays::Over(days)) => {
                let flow = sums.flow(kind, days);
                let value = match counted {
                    Counted::Events => flow.events.into(),
                    Counted::Jobs => flow.jobs.into(),
                    Counted::Investment => flow.investment,
                };
                Some(Ok(Achieved::count(value).value()))
            }
            (Way::Stock(statuses), QuestionDays::On(day)) => {
                let units = units(sums, statuses, day);
                Some(Ok(Achieved::count(units.into()).value()))
            }
            (Way::StockJobs, QuestionDays::On(day)) => {
                Some(Ok(Achieved::count(sums.stock(day).jobs.into()).value()))
            }
            (Way::Share(statuses), QuestionDays::On(day)) => {
                let share = Achieved::percent(units(sums, statuses, day), sums.stock(day).operating());
                Some(share.map(|share| share.value().normalize()).ok_or(Obstacle::NoRecords))
            }
            _ => None,
        }
    }
}

impl QuestionDays {
    /// The days of a figure, if those that are needed are known.
    fn of(figure: &Figure) -> Option<QuestionDays> {
        let to = figure.period_to?;
        match figure.measure {
            Measure::Flow => Some(QuestionDays::Over(Days { from: figure.period_from?, to })),
            _ => Some(QuestionDays::On(to)),
        }
    }

    /// The last day.
    pub fn last(&self) -> Day {
        match self {
            QuestionDays::Over(days) => days.to,
            QuestionDays::On(day) => *day,
        }
    }

    /// The days whose events bear on the answer: those of the period, or all up to the day.
    pub fn days(&self) -> Days {
        match self {
            QuestionDays::Over(days) => *days,
            QuestionDays::On(day) => Days::until(*day),
        }
    }
}

/// The populations with which an announced one is compared; none if the register does not know it.
pub fn populations(announced: AnnouncedPopulation) -> Option<&'static [Population]> {
    match announced {
        AnnouncedPopulation::InParks => Some(&[Population::InParks]),
        AnnouncedPopulation::InAndOutsideParks | AnnouncedPopulation::Nationwide => Some(&[Population::All]),
        AnnouncedPopulation::Unspecified => Some(&[Population::InParks, Population::All]),
        AnnouncedPopulation::Smes => None,
    }
}

fn units(sums: &Figures, statuses: &[Status], day: Day) -> i64 {
    let stock = sums.stock(day);
    statuses.iter().map(|status| stock.of(*status)).sum()
}
