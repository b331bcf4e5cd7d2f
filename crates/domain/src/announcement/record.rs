//! Recording announcements: figures are added once and never change; two may contradict each other.

use rust_decimal::Decimal;
use shahrak_messages::{Argument, Explain, Message, message};

use super::{DateBasis, Figure, Hedge, Measure, Source};
use crate::change::Change;
use crate::code::Coded;
use crate::day::Day;
use crate::parse::{Parsed, amount, bounded, prose};
use crate::refusal::RefusalCode;
use crate::violation::{RuleError, Violation};

/// Why a source cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceError {
    /// It has a day although the basis of the day is unknown.
    DayOfUnknownBasis,
    /// It lacks a day although the basis says that it is known.
    NoDay,
    /// Its day has another basis than that of other figures of the announcement.
    OtherBasis {
        /// The stated basis.
        stated: DateBasis,
        /// The recorded basis.
        recorded: DateBasis,
    },
}

/// Why a figure cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FigureError {
    /// Its period ends before this first day.
    PeriodEndsTooEarly(Day),
    /// The higher value is below this lower one.
    HighBelowLow(Decimal),
    /// A range with one number.
    RangeOfOne,
    /// A share above 100 percent.
    ShareAboveAll,
    /// Its code is already recorded with other facts.
    RecordedOtherwise,
}

impl Source {
    /// The address of a source. Together with the day it identifies an announcement. It is limited in length so that it
    /// can be indexed.
    ///
    /// # Errors
    /// The text is too long, or contains control characters.
    pub fn address(text: &str) -> Parsed<String> {
        let (length, longest) = (text.len(), 2_000);
        if length > longest {
            return Err(Violation::new(
                RefusalCode::OutOfRange,
                message!("source-too-long", length, longest),
            ));
        }
        prose(text)
    }

    /// Checks that a day is given exactly if it is known. `given` is also true for a day that cannot be parsed.
    ///
    /// # Errors
    /// [`SourceError::DayOfUnknownBasis`] and [`SourceError::NoDay`].
    pub fn check_basis(basis: DateBasis, given: bool) -> Result<(), SourceError> {
        match basis {
            DateBasis::Unknown if given => Err(SourceError::DayOfUnknownBasis),
            DateBasis::Stated | DateBasis::Estimated if !given => Err(SourceError::NoDay),
            _ => Ok(()),
        }
    }

    /// Decides on the source of figures; `recorded` is the basis of other figures of the same source and day.
    ///
    /// # Errors
    /// All reasons why it cannot be recorded.
    pub fn record(&self, recorded: Option<DateBasis>) -> Result<(), Vec<SourceError>> {
        let mut errors = Vec::new();
        errors.extend(Source::check_basis(self.date_basis, self.announced_on.is_some()).err());
        if let Some(recorded) = recorded.filter(|recorded| *recorded != self.date_basis) {
            errors.push(SourceError::OtherBasis { stated: self.date_basis, recorded });
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Whether the figures of both sources belong to one announcement.
    pub fn same_announcement(&self, other: &Source) -> bool {
        (&self.address, self.announced_on) == (&other.address, other.announced_on)
    }
}

impl Figure {
    /// Parses an announced number.
    ///
    /// # Errors
    /// The text is not such a number.
    pub fn value(text: &str) -> Parsed<Decimal> {
        bounded(amount(text)?, 0, 1_000_000_000_000_000_000, 6)
    }

    /// Parses a metric from the open list, such as `units_revived`.
    ///
    /// # Errors
    /// The text is not a metric.
    pub fn metric(text: &str) -> Parsed<String> {
        let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let begins = text.starts_with(|first: char| first.is_ascii_lowercase());
        if text.len() <= 100 && begins && text.bytes().all(letter) {
            return Ok(text.to_owned());
        }
        Err(Violation::new(RefusalCode::BadValue, message!("not-a-metric", found = text)))
    }

    /// Checks that a period does not end before its first day, if both are known.
    ///
    /// # Errors
    /// [`FigureError::PeriodEndsTooEarly`].
    pub fn check_period(from: Option<Day>, to: Option<Day>) -> Result<(), FigureError> {
        match (from, to) {
            (Some(first), Some(last)) if last < first => Err(FigureError::PeriodEndsTooEarly(first)),
            _ => Ok(()),
        }
    }

    /// All contradictions between the numbers of the figure.
    pub fn contradictions(&self) -> Vec<FigureError> {
        let mut errors = Vec::new();
        if self.low > self.high {
            errors.push(FigureError::HighBelowLow(self.low));
        }
        if self.low == self.high && self.hedge == Some(Hedge::Range) {
            errors.push(FigureError::RangeOfOne);
        }
        let share = self.measure == Measure::Share && self.unit == "percent";
        if share && self.high > Decimal::ONE_HUNDRED {
            errors.push(FigureError::ShareAboveAll);
        }
        errors
    }

    /// Checks the figure for contradictions.
    ///
    /// # Errors
    /// All contradictions.
    pub fn check(&self) -> Result<(), Vec<FigureError>> {
        let mut errors = self.contradictions();
        errors.extend(Figure::check_period(self.period_from, self.period_to).err());
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Decides on a figure of a source; `recorded` is the figure with the same code. The same figure again changes
    /// nothing.
    ///
    /// # Errors
    /// All reasons why it cannot be recorded.
    pub fn record(
        &self,
        source: &Source,
        recorded: Option<(&Source, &Figure)>,
    ) -> Result<Change, Vec<FigureError>> {
        self.check()?;
        match recorded {
            None => Ok(Change::Add),
            Some((there, figure)) if figure == self && there.same_announcement(source) => Ok(Change::Keep),
            Some(_) => Err(vec![FigureError::RecordedOtherwise]),
        }
    }
}

impl Explain for SourceError {
    fn message(&self) -> Message {
        match self {
            SourceError::DayOfUnknownBasis => message!("day-of-unknown-basis"),
            SourceError::NoDay => message!("announcement-without-day"),
            SourceError::OtherBasis { recorded, .. } => {
                message!("other-date-basis", recorded = recorded.code())
            }
        }
    }
}

impl RuleError for SourceError {
    fn code(&self) -> RefusalCode {
        match self {
            SourceError::DayOfUnknownBasis => RefusalCode::NotEmpty,
            SourceError::NoDay => RefusalCode::Empty,
            SourceError::OtherBasis { .. } => RefusalCode::Inconsistent,
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            SourceError::DayOfUnknownBasis | SourceError::NoDay => "announced_on",
            SourceError::OtherBasis { .. } => "date_basis",
        })
    }

    fn found(&self) -> Option<String> {
        match self {
            SourceError::DayOfUnknownBasis | SourceError::NoDay => None,
            SourceError::OtherBasis { stated, .. } => Some(stated.code().to_owned()),
        }
    }
}

impl Explain for FigureError {
    fn message(&self) -> Message {
        match self {
            FigureError::PeriodEndsTooEarly(first) => message!("period-ends-too-early", first = *first),
            FigureError::HighBelowLow(low) => message!("high-below-low", low = Argument::number(low)),
            FigureError::RangeOfOne => message!("range-of-one-number"),
            FigureError::ShareAboveAll => message!("share-above-all"),
            FigureError::RecordedOtherwise => message!("figure-recorded-otherwise"),
        }
    }
}

impl RuleError for FigureError {
    fn code(&self) -> RefusalCode {
        match self {
            FigureError::PeriodEndsTooEarly(_) | FigureError::HighBelowLow(_) | FigureError::RangeOfOne => {
                RefusalCode::Inconsistent
            }
            FigureError::ShareAboveAll => RefusalCode::OutOfRange,
            FigureError::RecordedOtherwise => RefusalCode::Changed,
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            FigureError::PeriodEndsTooEarly(_) => Some("period_to"),
            FigureError::HighBelowLow(_) | FigureError::RangeOfOne | FigureError::ShareAboveAll => {
                Some("value_high")
            }
            FigureError::RecordedOtherwise => None,
        }
    }
}

#[cfg(test)]
mod tests;
