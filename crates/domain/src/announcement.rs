//! Announcements: who stated which figures, when, and with which hedge.

use rust_decimal::Decimal;

use crate::coded;
use crate::day::Day;

mod correct;
mod decision;
mod mark;
mod record;

pub use correct::{CorrectionError, FigureStanding};
pub use decision::{DecisionError, FigureDecision, FigureDecisionKind, FigureHistories};
pub use mark::Mark;
pub use record::{FigureError, SourceError};

coded! {
    /// How the day of an announcement is known.
    pub enum DateBasis("date-basis") {
        /// The source states it
        Stated = "stated",
        /// Inferred from the source
        Estimated = "estimated",
        /// Not known
        Unknown = "unknown",
    }
}

coded! {
    /// The population of an announced figure, in the speaker's words.
    pub enum AnnouncedPopulation("announced-population") {
        /// Units in parks
        InParks = "in_parks",
        /// Units in and outside parks
        InAndOutsideParks = "in_and_outside_parks",
        /// The whole country
        Nationwide = "nationwide",
        /// Small and medium enterprises
        Smes = "smes",
        /// The source does not say
        Unspecified = "unspecified",
    }
}

coded! {
    /// The kind of an announced number.
    pub enum Measure("measure") {
        /// What happened over a period
        Flow = "flow",
        /// What there was at the end of a period
        Stock = "stock",
        /// What was promised for a period
        Target = "target",
        /// A percentage of a whole
        Share = "share",
        /// One number by another
        Ratio = "ratio",
    }
}

coded! {
    /// How a speaker qualified a number.
    pub enum Hedge("hedge") {
        /// “about”, “some”
        About = "about",
        /// “over”, “more than”
        Over = "over",
        /// “nearly”, “almost”
        Nearly = "nearly",
        /// “up to”
        UpTo = "up_to",
        /// Two numbers between which it lies
        Range = "range",
    }
}

/// One number of an announcement. It never changes; two may contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its code: `a120`.
    pub code: String,
    /// The speaker.
    pub speaker: Option<String>,
    /// The organisation for which the speaker spoke.
    pub organisation: Option<String>,
    /// `IR` or the code of a province.
    pub scope: String,
    /// The units that the figure counts, in the speaker's words.
    pub population: AnnouncedPopulation,
    /// The metric: a lower-case code from an open list.
    pub metric: String,
    /// What kind of number.
    pub measure: Measure,
    /// The hedge; none for a plain number.
    pub hedge: Option<Hedge>,
    /// The number, or the lower end of a range.
    pub low: Decimal,
    /// The number, or the higher end of a range.
    pub high: Decimal,
    /// Unit of measurement: `units`, `IRR`, `percent`.
    pub unit: String,
    /// First day of its period.
    pub period_from: Option<Day>,
    /// Last day of its period, or the day of a stock.
    pub period_to: Option<Day>,
    /// A short quotation from the source.
    pub quote: Option<String>,
    /// Doubts and contradictions.
    pub note: Option<String>,
}

/// Where and when figures were announced.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Source {
    /// Day of the announcement, if known.
    pub announced_on: Option<Day>,
    /// How that day is known.
    pub date_basis: DateBasis,
    /// Address of the page.
    pub address: String,
}
