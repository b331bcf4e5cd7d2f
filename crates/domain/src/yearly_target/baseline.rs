//! What a target starts from.

use rust_decimal::Decimal;
use shahrak_messages::message;

use crate::day::Day;
use crate::edit::Half;
use crate::refusal::RefusalCode;
use crate::violation::Violation;

/// The last known value of a target's metric when it was decided: for a share, where the way to the target begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// The value, in the unit of the target's values.
    pub value: Decimal,
    /// The day of the value; for what is counted over a period, the last day of that period.
    pub on: Day,
    /// Source of the value.
    pub source: Option<String>,
}

const VALUE: &str = "baseline_value";
const DAY: &str = "baseline_on";

impl Baseline {
    /// The baseline of a decision, if its fields state one. A field that cannot be parsed counts as not stated.
    ///
    /// # Errors
    /// The value or the day is missing, or the day is after the one of the decision.
    pub fn of(
        value: Option<Decimal>,
        on: Option<Day>,
        source: Option<String>,
        decided_on: Option<Day>,
    ) -> Result<Option<Baseline>, Vec<Violation>> {
        let half = |stated, lacking| Err(vec![Half { stated, lacking }.into()]);
        match (value, on) {
            (None, None) if source.is_none() => Ok(None),
            (None, None) => half("baseline_source", VALUE),
            (Some(_), None) => half(VALUE, DAY),
            (None, Some(_)) => half(DAY, VALUE),
            (Some(_), Some(on)) if decided_on.is_some_and(|decided_on| decided_on < on) => {
                let message = message!("baseline-after-decision", day = on);
                Err(vec![Violation::new(RefusalCode::Inconsistent, message).at(DAY)])
            }
            (Some(value), Some(on)) => Ok(Some(Baseline { value, on, source })),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;

    #[test]
    fn a_baseline_has_a_value_and_a_day_not_after_the_decision() {
        #[track_caller]
        fn check(value: Option<i64>, on: Option<&str>, source: Option<&str>, expected: Result<bool, &str>) {
            let (on, source) = (on.map(day), source.map(str::to_owned));
            let found = Baseline::of(value.map(Decimal::from), on, source, Some(day("1399-01-01")));
            let found = found.map(|baseline| baseline.is_some());
            let found = found.map_err(|errors| errors[0].field.unwrap_or_default());
            assert_eq!(found, expected);
        }
        check(None, None, None, Ok(false));
        check(Some(1_185), Some("1398-12-29"), None, Ok(true));
        check(Some(1_185), Some("1399-01-01"), Some("x"), Ok(true));
        check(Some(1_185), Some("1399-01-02"), None, Err("baseline_on"));
        check(Some(1_185), None, Some("x"), Err("baseline_on"));
        check(None, Some("1398-12-29"), None, Err("baseline_value"));
        check(None, None, Some("x"), Err("baseline_value"));
    }
}
