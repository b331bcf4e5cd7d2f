//! The achievement of a yearly target (rule R8).

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::metric::{Counts, TargetMetric};
use crate::report::{Days, Figures};

/// What was achieved of a target, as a ratio, so that nothing is rounded before it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Achieved {
    of: i128,
    per: i128,
}

impl Achieved {
    /// A count of units or persons, or an amount of rials.
    pub fn count(count: i128) -> Achieved {
        Achieved { of: count, per: 1 }
    }

    /// The share of some units among all, in percent; none if there are no units.
    pub fn percent(some: i64, all: i64) -> Option<Achieved> {
        (all != 0).then(|| Achieved { of: i128::from(some) * 100, per: i128::from(all) })
    }

    /// The achievement of a metric by these figures, for a period and, for a share, at its end.
    pub fn of(metric: TargetMetric, figures: &Figures, period: Days) -> Option<Achieved> {
        match metric.counts() {
            Counts::Events(kind) => Some(Achieved::count(figures.flow(kind, period).events.into())),
            Counts::Jobs(kind) => Some(Achieved::count(figures.flow(kind, period).jobs.into())),
            Counts::Investment(kind) => Some(Achieved::count(figures.flow(kind, period).investment)),
            Counts::IdleShare => {
                let stock = figures.stock(period.to);
                Achieved::percent(stock.idle(), stock.operating())
            }
        }
    }

    /// The achievement in the unit of the target's values: units, persons, rials, or percent. A percentage is rounded
    /// only to the 28 digits of a decimal.
    pub fn value(&self) -> Decimal {
        whole(self.of) / whole(self.per)
    }

    /// The fraction of a value that was achieved; none for the value 0.
    pub fn progress(&self, value: Decimal) -> Option<f64> {
        let whole_value = self.scaled(value)?;
        Some(whole(self.of).to_f64()? / whole_value.to_f64()?)
    }

    /// The same, exactly to the 28 digits of a decimal.
    pub fn fraction(&self, value: Decimal) -> Option<Decimal> {
        whole(self.of).checked_div(self.scaled(value)?)
    }

    /// How much is missing to a value, in its unit: 0 or less if it was reached.
    pub fn gap(&self, value: Decimal, ceiling: bool) -> Decimal {
        if ceiling { self.value() - value } else { value - self.value() }
    }

    /// Whether a value was reached: at most the value for a ceiling, at least the value otherwise. None for the value
    /// 0.
    pub fn met(&self, value: Decimal, ceiling: bool) -> Option<bool> {
        let (achieved, value) = (whole(self.of), self.scaled(value)?);
        Some(if ceiling { achieved <= value } else { achieved >= value })
    }

    fn scaled(&self, value: Decimal) -> Option<Decimal> {
        whole(self.per).checked_mul(value).filter(|product| !product.is_zero())
    }
}

/// Converts a number: all amounts of the register together are far below the limit of a decimal.
fn whole(number: i128) -> Decimal {
    Decimal::try_from_i128_with_scale(number, 0).unwrap_or(Decimal::MAX)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn progress_is_one_division_of_exact_numbers() {
        #[track_caller]
        fn check(achieved: Achieved, value: &str, expected: Option<f64>) {
            assert_eq!(achieved.progress(decimal(value)), expected);
            let fraction = achieved.fraction(decimal(value)).and_then(|fraction| fraction.to_f64());
            assert_eq!(fraction.is_some(), expected.is_some());
            let difference = fraction.unwrap_or_default() - expected.unwrap_or_default();
            assert!(difference.abs() < 1e-12, "{fraction:?}");
        }
        check(Achieved::count(1), "1500", Some(0.000_666_666_666_666_666_6));
        check(Achieved::count(1), "2000", Some(0.0005));
        check(Achieved::count(1), "4", Some(0.25));
        check(Achieved::count(3), "0", None);
        check(Achieved::count(2_560_000_000_000), "1280000000000", Some(2.0));
        check(Achieved::percent(2, 3).unwrap(), "33.33", Some(200.0 / 99.99));
        check(Achieved::percent(1, 5).unwrap(), "20", Some(1.0));
    }

    #[test]
    fn a_floor_is_met_from_below_and_a_ceiling_from_above() {
        #[track_caller]
        fn check(achieved: Achieved, value: &str, floor: Option<bool>, ceiling: Option<bool>) {
            let value = decimal(value);
            assert_eq!((achieved.met(value, false), achieved.met(value, true)), (floor, ceiling));
        }
        check(Achieved::count(3), "4", Some(false), Some(true));
        check(Achieved::count(4), "4", Some(true), Some(true));
        check(Achieved::count(5), "4", Some(true), Some(false));
        check(Achieved::count(5), "0", None, None);
        // A third is more than 33.33 %.
        check(Achieved::percent(1, 3).unwrap(), "33.33", Some(true), Some(false));
    }

    #[test]
    fn a_gap_is_what_is_missing() {
        #[track_caller]
        fn check(achieved: Achieved, value: &str, floor: &str, ceiling: &str) {
            let gap = |ceiling| achieved.gap(decimal(value), ceiling);
            assert_eq!((gap(false), gap(true)), (decimal(floor), decimal(ceiling)));
        }
        check(Achieved::count(3), "4", "1", "-1");
        check(Achieved::count(5), "4", "-1", "1");
        check(Achieved::count(0), "0", "0", "0");
        check(Achieved::percent(1, 5).unwrap(), "18.5", "-1.5", "1.5");
    }

    #[test]
    fn a_share_is_a_percentage_or_nothing() {
        #[track_caller]
        fn check(some: i64, all: i64, expected: Option<&str>) {
            let value = Achieved::percent(some, all).map(|achieved| achieved.value().normalize().to_string());
            assert_eq!(value.as_deref(), expected);
        }
        check(0, 0, None);
        check(0, 4, Some("0"));
        check(1, 5, Some("20"));
        check(1, 8, Some("12.5"));
        check(2, 3, Some("66.666666666666666666666666667"));
    }
}
