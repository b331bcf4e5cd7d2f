//! Marks: which of several announced figures a series uses, by decision of a national officer.

use crate::change::Change;
use crate::moment::Moment;

/// A decision about a figure. A later one supersedes it; both stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whether series use the figure.
    pub used: bool,
    /// Why.
    pub reason: String,
    /// When it was recorded.
    pub recorded_at: Moment,
}

impl Mark {
    /// Decides on a mark; `latest` is the one in force. The same decision for the same reason changes nothing, and neither
    /// does taking away a mark that a figure does not have.
    pub fn decide(used: bool, reason: &str, latest: Option<&Mark>) -> Change {
        match latest {
            None if !used => Change::Keep,
            Some(mark) if mark.used == used && (!used || mark.reason == reason) => Change::Keep,
            _ => Change::Add,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::moment;

    #[test]
    fn a_mark_is_added_if_it_says_something_new() {
        let mark = |used, reason: &str| Mark { used, reason: reason.to_owned(), recorded_at: moment(0) };
        #[track_caller]
        fn check(latest: Option<Mark>, used: bool, reason: &str, expected: Change) {
            assert_eq!(Mark::decide(used, reason, latest.as_ref()), expected, "{latest:?} {used} {reason}");
        }
        check(None, true, "audited", Change::Add);
        check(None, false, "wrong", Change::Keep);
        check(Some(mark(true, "audited")), true, "audited", Change::Keep);
        check(Some(mark(true, "audited")), true, "signed", Change::Add);
        check(Some(mark(true, "audited")), false, "wrong", Change::Add);
        check(Some(mark(false, "wrong")), false, "late", Change::Keep);
        check(Some(mark(false, "wrong")), true, "audited", Change::Add);
    }
}
