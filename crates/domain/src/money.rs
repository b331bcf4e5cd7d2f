//! Conversion of rials to dollars, event by event at the rate of its day (rule R7).

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::Signed;
use rust_decimal::Decimal;

use crate::coded;
use crate::day::Day;

mod rate;

pub use rate::{Periods, RateError, RatePeriod};

coded! {
    /// Which exchange rate.
    pub enum RateKind("rate-kind") {
        /// The rate set by the state
        Official = "official",
        /// The rate of the exchange system of exporters and importers
        Nima = "nima",
        /// The free market
        Market = "market",
    }
}

/// An exchange rate for a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The kind of rate.
    pub kind: RateKind,
    /// First day.
    pub valid_from: Day,
    /// Last day; none if it is still in force.
    pub valid_to: Option<Day>,
    /// Rials per US dollar, above 0.
    pub irr_per_usd: Decimal,
    /// Source of the rate.
    pub source: Option<String>,
}

/// An exact sum of dollars.
#[derive(Clone, Debug, Default)]
pub struct Dollars {
    /// Rials by rate. They are divided once, when written: adding fractions takes seconds if every day has its own
    /// rate.
    rials: BTreeMap<Decimal, BigInt>,
}

impl Dollars {
    /// Adds rials of days with the same rate.
    pub fn add(&mut self, rials: i128, irr_per_usd: Decimal) {
        if irr_per_usd > Decimal::ZERO {
            *self.rials.entry(irr_per_usd).or_default() += rials;
        }
    }

    /// The sum with two decimals, rounded once, half away from zero.
    pub fn write(&self) -> String {
        let (mut dollars, mut denominator) = (BigInt::ZERO, BigInt::from(1));
        for (rate, rials) in &self.rials {
            let scaled = rials * BigInt::from(10).pow(rate.scale());
            dollars = dollars * rate.mantissa() + scaled * &denominator;
            denominator *= rate.mantissa();
        }
        let cents: BigInt = (dollars.abs() * 200_u32 + &denominator) / (denominator * 2_u32);
        let sign = if dollars.is_negative() && cents.is_positive() { "-" } else { "" };
        let digits = format!("{cents:03}");
        let (whole, rest) = digits.split_at(digits.len() - 2);
        format!("{sign}{whole}.{rest}")
    }
}

/// A run of days with one rate, or with none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Rials per US dollar on these days; none if no rate is known.
    pub irr_per_usd: Option<Decimal>,
}

/// The days `from..=to`, split where the rate changes. `rates` are of one kind and do not overlap.
pub fn stretches(rates: &[Rate], from: Day, to: Day) -> Vec<Stretch> {
    let mut periods: Vec<&Rate> = rates.iter().collect();
    periods.sort_by_key(|rate| rate.valid_from);
    let mut stretches = Vec::new();
    let mut day = from;
    for rate in periods {
        let (first, last) = (rate.valid_from.max(day), rate.valid_to.unwrap_or(to).min(to));
        if first > last {
            continue;
        }
        if day < first {
            stretches.push(Stretch { from: day, to: first.previous(), irr_per_usd: None });
        }
        stretches.push(Stretch { from: first, to: last, irr_per_usd: Some(rate.irr_per_usd) });
        day = last.next();
    }
    if day <= to {
        stretches.push(Stretch { from: day, to, irr_per_usd: None });
    }
    stretches
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
