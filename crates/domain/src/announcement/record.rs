//! Recording announcements: figures are added once and never change; two may contradict each other.

use rust_decimal::Decimal;

use super::{DateBasis, Figure, Hedge, Measure, Source};
use crate::change::Change;
use crate::code::Coded;
use crate::day::Day;
use crate::persian::{self, InPersian};
use crate::refusal::RefusalCode;
use crate::violation::{RuleError, Violation};
use crate::written::{Parsed, amount, bounded, prose};

/// Why a source cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// It has a day although the basis of the day is unknown.
    #[error(
        "the basis of the date is unknown; leave the date empty, or use stated or estimated as its basis"
    )]
    DayOfUnknownBasis,
    /// It lacks a day although the basis says that it is known.
    #[error("the date is missing; give it, or use unknown as its basis")]
    NoDay,
    /// Its day has another basis than that of other figures of the announcement.
    #[error(
        "other figures of this source and day have the basis {}; all figures of an announcement must share it",
        .recorded.code()
    )]
    OtherBasis {
        /// The stated basis.
        stated: DateBasis,
        /// The recorded basis.
        recorded: DateBasis,
    },
}

/// Why a figure cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FigureError {
    /// Its period ends before this first day.
    #[error("the period must not end before its first day, {0}")]
    PeriodEndsTooEarly(Day),
    /// The higher value is below this lower one.
    #[error("the higher value must not be below the lower one, {0}")]
    HighBelowLow(Decimal),
    /// A range with one number.
    #[error("a range needs two numbers; give the higher one here, or use another qualifier")]
    RangeOfOne,
    /// A share above 100 percent.
    #[error("a share must be at most 100 percent")]
    ShareAboveAll,
    /// Its code is already recorded with other facts.
    #[error(
        "the figure is already recorded with other values; announcements never change, so record another figure"
    )]
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
            let message = format!("the source has {length} bytes; at most {longest} are allowed");
            let persian = format!("منبع {length} بایت دارد؛ حداکثر {longest} بایت ثبت می‌شود");
            return Err(Violation::new(RefusalCode::OutOfRange, message, persian));
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
        let message = format!(
            "“{text}” is not a metric; use a lower-case letter followed by at most 99 lower-case letters, digits or “_”"
        );
        let persian = format!(
            "«{text}» نام شاخص نیست؛ یک حرف کوچک لاتین و پس از آن حداکثر 99 حرف کوچک، رقم یا «_» بنویسید"
        );
        Err(Violation::new(RefusalCode::BadValue, message, persian))
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

impl InPersian for SourceError {
    fn persian(&self) -> String {
        match self {
            SourceError::DayOfUnknownBasis => "مبنای تاریخ نامعلوم (unknown) است؛ تاریخ را خالی بگذارید یا مبنا را stated یا estimated بنویسید".to_owned(),
            SourceError::NoDay => "با مبنای stated یا estimated باید تاریخ نوشته شود؛ تاریخ را پر کنید یا مبنا را unknown بنویسید".to_owned(),
            SourceError::OtherBasis { recorded, .. } => format!(
                "مبنای تاریخ در رقم‌های دیگر این منبع و روز «{}» است؛ همهٔ رقم‌های یک اعلام یک مبنا دارند",
                recorded.code()
            ),
        }
    }
}

impl InPersian for FigureError {
    fn persian(&self) -> String {
        match self {
            FigureError::PeriodEndsTooEarly(first) => {
                format!("دوره در روز آغاز خود، {}، یا پس از آن پایان می‌یابد", persian::day(*first))
            }
            FigureError::HighBelowLow(low) => format!("مقدار بزرگ‌تر نباید از مقدار کوچک‌تر، {low}، کمتر باشد"),
            FigureError::RangeOfOne => {
                "range میان دو عدد است؛ عدد بزرگ‌تر را اینجا بنویسید یا قید دیگری برگزینید".to_owned()
            }
            FigureError::ShareAboveAll => "سهم حداکثر 100 درصد است".to_owned(),
            FigureError::RecordedOtherwise => {
                "این رقم با داده‌های دیگری ثبت شده است؛ اعلام‌ها تغییر نمی‌کنند، رقم دیگری ثبت کنید".to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests;
