//! Rials in dollars, event by event with the rate of its day (rule R7).

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

use crate::coded;
use crate::day::Day;

coded! {
    /// Which exchange rate.
    pub enum RateKind("kind of rate") {
        /// The rate set by the state
        Official = "official",
        /// The rate of the exchange system of exporters and importers
        Nima = "nima",
        /// The free market
        Market = "market",
    }
}

/// An exchange rate over a run of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Which rate.
    pub kind: RateKind,
    /// First day.
    pub valid_from: Day,
    /// Last day; none while it lasts.
    pub valid_to: Option<Day>,
    /// Rials for one dollar, above 0.
    pub irr_per_usd: Decimal,
    /// Where it was read.
    pub source: Option<String>,
}

/// Dollars summed exactly.
#[derive(Clone, Debug)]
pub struct Dollars(BigRational);

impl Default for Dollars {
    fn default() -> Self {
        Dollars(BigRational::zero())
    }
}

impl Dollars {
    /// Adds rials of days on which one rate holds.
    pub fn add(&mut self, rials: i128, irr_per_usd: Decimal) {
        let scale = BigInt::from(10).pow(irr_per_usd.scale());
        let rate = BigInt::from(irr_per_usd.mantissa());
        if !rate.is_zero() {
            self.0 += BigRational::new(BigInt::from(rials) * scale, rate);
        }
    }

    /// The sum with two decimals, rounded once, half away from zero.
    pub fn write(&self) -> String {
        let cents = (&self.0 * BigInt::from(100)).round().to_integer();
        let sign = if cents.is_negative() { "-" } else { "" };
        let (whole, rest) = (cents.abs() / 100, cents.abs() % 100_u8);
        format!("{sign}{whole}.{:02}", rest.to_u8().unwrap_or_default())
    }
}

/// Two rates of one kind whose periods share a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// First day of the earlier period.
    pub earlier: Day,
    /// First day of the later period.
    pub later: Day,
}

/// The first overlap among the periods of one kind.
pub fn overlap(rates: &[Rate]) -> Option<Overlap> {
    let mut periods: Vec<&Rate> = rates.iter().collect();
    periods.sort_by_key(|rate| rate.valid_from);
    periods
        .windows(2)
        .find(|pair| pair[0].valid_to.is_none_or(|to| to >= pair[1].valid_from))
        .map(|pair| Overlap { earlier: pair[0].valid_from, later: pair[1].valid_from })
}

/// A run of days with one rate, or without any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Rials for one dollar on these days; none where no rate is known.
    pub irr_per_usd: Option<Decimal>,
}

/// The days `from..=to` cut where the rate changes. `rates` are of one kind and do not overlap.
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
