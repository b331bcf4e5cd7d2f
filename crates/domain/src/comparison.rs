//! Compares announced figures with the register: what a figure is compared with, and whether it agrees (rules R13 to R15).

use rust_decimal::Decimal;

use crate::coded;
use crate::population::Population;

mod park;
mod question;
mod stated;

pub use question::{Question, QuestionDays, populations};
#[cfg(test)]
pub(crate) use stated::tests as stated_tests;
pub use stated::{Interval, StatedNumber, precision};

coded! {
    /// Whether an announced figure agrees with the register.
    pub enum Verdict("verdict") {
        /// The computed value is one that the statement admits
        Agrees = "agrees",
        /// It is not
        Differs = "differs",
        /// There is no computed value; the reason says why
        NotComputable = "not_computable",
    }
}

coded! {
    /// Why an announced figure cannot be compared with the register (R15), in the order in which reasons apply.
    pub enum Obstacle("obstacle") {
        /// The register does not compute this metric, or not in this measure or unit
        Metric = "metric",
        /// The register does not know this population
        Population = "population",
        /// The scope is not a place of the register
        Scope = "scope",
        /// A day that is needed is unknown or in the future
        Period = "period",
        /// A rate is missing for a day with an investment
        Rate = "rate",
        /// The register has no records from which the figure could be computed
        NoRecords = "no_records",
    }
}

/// The computed value of one population, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The units that count.
    pub population: Population,
    /// The value in the unit of the figure: units, persons, rials, dollars, or percent of a share.
    pub value: Result<Decimal, Obstacle>,
}

/// An announced figure and the computed one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// There is a computed value.
    Computed {
        /// The value, unrounded; dollars are rounded to cents (R7).
        computed: Decimal,
        /// The units that it counts.
        population: Population,
        /// Computed less stated: 0 within a range.
        difference: Decimal,
        /// Whether the statement admits it.
        agrees: bool,
    },
    /// There is none.
    NotComputable(Obstacle),
}

impl Comparison {
    /// Compares a stated number with what was computed for the populations of a [`Question`], in their order.
    ///
    /// It agrees if the value of any population agrees. If none does, a value that could not be computed might have
    /// agreed, so that its obstacle decides; otherwise the first population is shown.
    pub fn of(stated: &StatedNumber, answers: &[Answer]) -> Comparison {
        let admitted = stated.agrees_with();
        let mut computed = answers.iter().filter_map(|answer| Some((answer.population, answer.value.ok()?)));
        let compared = |(population, computed): (Population, Decimal)| Comparison::Computed {
            computed,
            population,
            difference: stated.difference(computed),
            agrees: admitted.contains(computed),
        };
        if let Some(agreeing) = computed.clone().find(|(_, value)| admitted.contains(*value)) {
            return compared(agreeing);
        }
        let obstacle = answers.iter().filter_map(|answer| answer.value.err()).min();
        match (obstacle, computed.next()) {
            (None, Some(first)) => compared(first),
            (obstacle, _) => Comparison::NotComputable(obstacle.unwrap_or(Obstacle::NoRecords)),
        }
    }

    /// The verdict.
    pub fn verdict(&self) -> Verdict {
        match self {
            Comparison::Computed { agrees: true, .. } => Verdict::Agrees,
            Comparison::Computed { agrees: false, .. } => Verdict::Differs,
            Comparison::NotComputable(_) => Verdict::NotComputable,
        }
    }

    /// Why there is no computed value.
    pub fn obstacle(&self) -> Option<Obstacle> {
        match self {
            Comparison::Computed { .. } => None,
            Comparison::NotComputable(obstacle) => Some(*obstacle),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
