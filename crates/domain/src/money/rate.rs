//! Recording exchange rates: each has all its values, and rates of the same kind do not overlap.

use rust_decimal::Decimal;
use shahrak_messages::{Explain, Message, message};

use super::Rate;
use crate::change::Change;
use crate::day::Day;
use crate::parse::{Parsed, amount, bounded};
use crate::refusal::RefusalCode;
use crate::violation::{RuleError, Violation};

/// The period of a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RatePeriod {
    /// First day.
    pub from: Day,
    /// Last day; none if it is still in force.
    pub to: Option<Day>,
}

/// The periods of one kind of rate, by their first day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Periods {
    sorted: Vec<RatePeriod>,
    /// For each period, the index of the one that ends last among it and those before it.
    longest: Vec<usize>,
}

/// Why a rate cannot be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RateError {
    /// It ends before this first day.
    EndsTooEarly(Day),
    /// It overlaps another rate of the same kind.
    Overlaps {
        /// Its first day.
        from: Day,
        /// The period of the other rate.
        other: RatePeriod,
    },
}

impl Rate {
    /// Parses the rials per dollar.
    ///
    /// # Errors
    /// The text is not a price of a dollar.
    pub fn price(text: &str) -> Parsed<Decimal> {
        let price = bounded(amount(text)?, 0, 1_000_000_000_000, 6)?;
        if price.is_zero() {
            return Err(Violation::new(RefusalCode::OutOfRange, message!("rate-not-positive")));
        }
        Ok(price)
    }

    /// The period of the rate.
    pub fn period(&self) -> RatePeriod {
        RatePeriod { from: self.valid_from, to: self.valid_to }
    }

    /// Decides on a rate with all its values: it replaces `recorded`, the rate of the same kind that begins on the same
    /// day. `others` are the other periods of the kind, at least the neighbouring ones.
    ///
    /// # Errors
    /// All reasons why it cannot be recorded.
    pub fn record(&self, recorded: Option<&Rate>, others: &Periods) -> Result<Change, Vec<RateError>> {
        self.period().check().map_err(|error| vec![error])?;
        match others.overlapping(self.period()) {
            Some(other) => Err(vec![RateError::Overlaps { from: self.valid_from, other }]),
            None => Ok(Change::of(self, recorded)),
        }
    }
}

impl RatePeriod {
    /// Checks that the rate does not end before its first day.
    ///
    /// # Errors
    /// [`RateError::EndsTooEarly`].
    pub fn check(&self) -> Result<(), RateError> {
        match self.to {
            Some(to) if to < self.from => Err(RateError::EndsTooEarly(self.from)),
            _ => Ok(()),
        }
    }

    /// Whether the period includes a day or a later one.
    fn reaches(&self, day: Day) -> bool {
        self.to.is_none_or(|to| to >= day)
    }
}

impl Periods {
    /// The periods, in any order. They may overlap each other.
    pub fn new(mut sorted: Vec<RatePeriod>) -> Periods {
        sorted.sort_by_key(|period| period.from);
        let mut longest: Vec<usize> = Vec::with_capacity(sorted.len());
        for (place, period) in sorted.iter().enumerate() {
            let before = longest.last().copied().unwrap_or(place);
            let longer = period.to.is_none_or(|to| !sorted[before].reaches(to));
            longest.push(if longer { place } else { before });
        }
        Periods { sorted, longest }
    }

    /// A period that overlaps this one and begins on another day.
    pub fn overlapping(&self, period: RatePeriod) -> Option<RatePeriod> {
        let earlier = self.sorted.partition_point(|other| other.from < period.from);
        let longest = earlier.checked_sub(1).map(|last| self.sorted[self.longest[last]]);
        let before = longest.filter(|other| other.reaches(period.from));
        let next = self.sorted[earlier..].iter().find(|other| other.from > period.from);
        before.or(next.copied().filter(|other| period.reaches(other.from)))
    }
}

impl Explain for RateError {
    fn message(&self) -> Message {
        match *self {
            RateError::EndsTooEarly(first) => message!("rate-ends-too-early", first),
            RateError::Overlaps { other: RatePeriod { from, to: Some(to) }, .. } => {
                message!("rates-overlap", from, to)
            }
            RateError::Overlaps { other: RatePeriod { from, to: None }, .. } => {
                message!("rates-overlap-open", from)
            }
        }
    }
}

impl RuleError for RateError {
    fn code(&self) -> RefusalCode {
        match self {
            RateError::EndsTooEarly(_) => RefusalCode::Inconsistent,
            RateError::Overlaps { .. } => RefusalCode::OverlappingRates,
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some(match self {
            RateError::EndsTooEarly(_) => "valid_to",
            RateError::Overlaps { .. } => "valid_from",
        })
    }

    fn found(&self) -> Option<String> {
        match self {
            RateError::EndsTooEarly(_) => None,
            RateError::Overlaps { from, .. } => Some(from.to_string()),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::money::RateKind;
    use crate::testing::day;

    fn period(from: &str, to: &str) -> RatePeriod {
        RatePeriod { from: day(from), to: (!to.is_empty()).then(|| day(to)) }
    }

    fn rate(from: &str, to: &str) -> Rate {
        let RatePeriod { from, to } = period(from, to);
        let irr_per_usd = Decimal::from(42_000);
        Rate { kind: RateKind::Nima, valid_from: from, valid_to: to, irr_per_usd, source: None }
    }

    #[test]
    fn periods_of_a_kind_share_no_day() {
        #[track_caller]
        fn check(from: &str, to: &str, overlaps: Option<&str>) {
            let others = [("1399-01-01", "1399-01-31"), ("1399-03-01", "1399-03-01"), ("1399-05-01", "")];
            let others = Periods::new(others.map(|(from, to)| period(from, to)).to_vec());
            let error = rate(from, to).record(None, &others).err();
            let expected = overlaps.map(|other| {
                let other = *others.sorted.iter().find(|it| it.from == day(other)).unwrap();
                vec![RateError::Overlaps { from: day(from), other }]
            });
            assert_eq!(error, expected, "{from} to {to}");
        }
        check("1398-01-01", "1398-12-29", None);
        check("1398-01-01", "1399-01-01", Some("1399-01-01"));
        check("1399-01-31", "1399-02-10", Some("1399-01-01"));
        check("1399-02-01", "1399-02-31", None);
        check("1399-02-01", "1399-03-01", Some("1399-03-01"));
        check("1399-02-01", "", Some("1399-03-01"));
        check("1399-04-01", "1399-04-31", None);
        check("1399-06-01", "1399-06-01", Some("1399-05-01"));
        // It takes the place of the one that begins on the same day.
        check("1399-01-01", "1399-02-31", None);
        check("1399-05-01", "1399-05-02", None);
    }

    #[test]
    fn a_long_period_is_found_behind_short_ones() {
        let others =
            [("1399-01-01", "1399-12-01"), ("1399-02-01", "1399-02-01"), ("1399-03-01", "1399-03-01")];
        let others = Periods::new(others.map(|(from, to)| period(from, to)).to_vec());
        assert_eq!(others.overlapping(period("1399-06-01", "1399-06-02")), Some(others.sorted[0]));
    }

    #[test]
    fn a_rate_is_added_replaced_or_kept() {
        let (there, none) = (rate("1399-01-01", ""), Periods::default());
        assert_eq!(there.record(None, &none), Ok(Change::Add));
        assert_eq!(there.record(Some(&there), &none), Ok(Change::Keep));
        assert_eq!(rate("1399-01-01", "1399-02-01").record(Some(&there), &none), Ok(Change::Replace));
    }

    #[test]
    fn a_rate_ends_on_its_first_day_or_later() {
        let none = Periods::default();
        assert!(rate("1399-01-02", "1399-01-02").record(None, &none).is_ok());
        let errors = rate("1399-01-02", "1399-01-01").record(None, &none).unwrap_err();
        assert_eq!(errors, [RateError::EndsTooEarly(day("1399-01-02"))]);
    }

    #[test]
    fn a_dollar_costs_more_than_nothing() {
        #[track_caller]
        fn check(text: &str, price: Option<&str>) {
            assert_eq!(Rate::price(text).ok().map(|price| price.to_string()).as_deref(), price);
        }
        check("232,890.25", Some("232890.25"));
        check("0", None);
        check("-1", None);
        check("1000000000000.1", None);
        check("1.0000001", None);
    }
}
