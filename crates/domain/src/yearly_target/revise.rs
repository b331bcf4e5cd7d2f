//! Setting and revising targets.

use rust_decimal::Decimal;
use shahrak_messages::{Explain, Message, message};

use super::{Revision, Target};
use crate::change::Change;
use crate::metric::{Counts, TargetMetric};
use crate::parse::{Parsed, amount, bounded};
use crate::refusal::RefusalCode;
use crate::violation::RuleError;

/// Why a target cannot be set or revised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetError {
    /// The target already exists: one with this year, metric, scope, population and body.
    AlreadySet,
    /// It has another revision decided on that day.
    DecidedOtherwise,
}

impl Target {
    /// Parses the value of a target: percent for a share, otherwise a whole number. If the metric is not known, it is
    /// parsed as a whole number.
    ///
    /// # Errors
    /// The text is not such a value.
    pub fn value(text: &str, metric: Option<TargetMetric>) -> Parsed<Decimal> {
        let value = amount(text)?;
        match metric.map(TargetMetric::counts) {
            Some(Counts::IdleShare) => bounded(value, 0, 100, 4),
            _ => bounded(value, 0, 1_000_000_000_000_000_000, 0),
        }
    }

    /// Decides on setting a target; `recorded` is true if it already exists.
    ///
    /// # Errors
    /// [`TargetError::AlreadySet`].
    pub fn set(recorded: bool) -> Result<Change, Vec<TargetError>> {
        if recorded { Err(vec![TargetError::AlreadySet]) } else { Ok(Change::Add) }
    }

    /// Decides on a revision, which is added to the existing ones. The same decision again changes nothing.
    ///
    /// # Errors
    /// [`TargetError::DecidedOtherwise`].
    pub fn revise(&self, revision: &Revision) -> Result<Change, Vec<TargetError>> {
        match self.revisions.iter().find(|it| it.decided_on == revision.decided_on) {
            None => Ok(Change::Add),
            Some(recorded) if recorded.says_the_same(revision) => Ok(Change::Keep),
            Some(_) => Err(vec![TargetError::DecidedOtherwise]),
        }
    }
}

impl Revision {
    /// Whether it is the same decision, whenever it was recorded.
    fn says_the_same(&self, other: &Revision) -> bool {
        (self.value, &self.baseline, self.decided_on, &self.reason, &self.source)
            == (other.value, &other.baseline, other.decided_on, &other.reason, &other.source)
    }
}

impl Explain for TargetError {
    fn message(&self) -> Message {
        match self {
            TargetError::AlreadySet => message!("target-already-set"),
            TargetError::DecidedOtherwise => message!("target-decided-otherwise"),
        }
    }
}

impl RuleError for TargetError {
    fn code(&self) -> RefusalCode {
        match self {
            TargetError::AlreadySet => RefusalCode::AlreadyRegistered,
            TargetError::DecidedOtherwise => RefusalCode::Changed,
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::population::{Population, Scope};
    use crate::testing::{day, moment};
    use crate::year::IranianYear;

    fn revision(value: i64, decided_on: &str, reason: Option<&str>) -> Revision {
        let (value, decided_on) = (value.into(), day(decided_on));
        let reason = reason.map(str::to_owned);
        Revision { value, baseline: None, decided_on, reason, source: None, recorded_at: moment(0) }
    }

    #[test]
    fn a_day_has_one_decision() {
        let target = Target {
            year: IranianYear::new(1399).unwrap(),
            metric: TargetMetric::UnitsRevived,
            scope: Scope::Country,
            population: Population::InParks,
            body: None,
            revisions: vec![revision(1_500, "1399-01-01", None), revision(2_000, "1399-08-11", Some("more"))],
        };
        #[track_caller]
        fn check(target: &Target, stated: Revision, expected: Result<Change, Vec<TargetError>>) {
            assert_eq!(target.revise(&stated), expected);
        }
        let otherwise = || Err(vec![TargetError::DecidedOtherwise]);
        check(&target, revision(1_900, "1399-08-12", None), Ok(Change::Add));
        check(&target, revision(1_900, "1398-01-01", None), Ok(Change::Add));
        check(&target, revision(2_000, "1399-08-11", Some("more")), Ok(Change::Keep));
        check(&target, revision(2_001, "1399-08-11", Some("more")), otherwise());
        check(&target, revision(2_000, "1399-08-11", None), otherwise());
        let again = Revision { recorded_at: moment(1), ..revision(1_500, "1399-01-01", None) };
        check(&target, again, Ok(Change::Keep));
    }

    #[test]
    fn a_target_is_set_once() {
        assert_eq!(Target::set(false), Ok(Change::Add));
        assert_eq!(Target::set(true), Err(vec![TargetError::AlreadySet]));
    }

    #[test]
    fn shares_have_decimals_and_nothing_else_has() {
        #[track_caller]
        fn check(text: &str, metric: TargetMetric, value: Option<&str>) {
            let read = Target::value(text, Some(metric)).ok().map(|value| value.to_string());
            assert_eq!(read.as_deref(), value, "{text}");
        }
        check("1,500", TargetMetric::UnitsRevived, Some("1500"));
        check("1.5", TargetMetric::UnitsRevived, None);
        check("-1", TargetMetric::UnitsRevived, None);
        check("18.75", TargetMetric::ShareInactiveOrSemiActive, Some("18.75"));
        check("100", TargetMetric::ShareInactiveOrSemiActive, Some("100"));
        check("100.01", TargetMetric::ShareInactiveOrSemiActive, None);
        check("1.23456", TargetMetric::ShareInactiveOrSemiActive, None);
    }
}
