//! Recording the amounts of budget lines.

use super::{BudgetLine, BudgetRevision};
use crate::change::Change;

impl BudgetLine {
    /// Decides on a revision, which is added to the existing ones. One that says what is in force on its day changes
    /// nothing. Of one day, the revision that is recorded last holds.
    pub fn revise(&self, revision: &BudgetRevision) -> Change {
        match self.in_force(revision.decided_on) {
            Some(in_force) if in_force.says_the_same(revision) => Change::Keep,
            _ => Change::Add,
        }
    }
}

impl BudgetRevision {
    /// Whether it states the same amount for the same reason, whenever it was decided and recorded.
    fn says_the_same(&self, other: &BudgetRevision) -> bool {
        (self.amount, &self.reason, &self.source) == (other.amount, &other.reason, &other.source)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::budget::{BudgetPurpose, BudgetStage};
    use crate::number::Rial;
    use crate::population::Scope;
    use crate::testing::{day, moment};
    use crate::year::IranianYear;

    fn revision(amount: i128, decided_on: &str) -> BudgetRevision {
        let (amount, decided_on) = (Rial::new(amount).unwrap(), day(decided_on));
        BudgetRevision { amount, decided_on, reason: None, source: None, recorded_at: moment(0) }
    }

    fn line(revisions: &[(i128, &str)]) -> BudgetLine {
        BudgetLine {
            year: IranianYear::new(1400).unwrap(),
            scope: Scope::Country,
            line: BudgetPurpose::Water,
            stage: BudgetStage::Law,
            revisions: revisions.iter().map(|(amount, on)| revision(*amount, on)).collect(),
        }
    }

    #[test]
    fn the_last_revision_decided_by_a_day_is_in_force() {
        let line = line(&[(5, "1400-01-01"), (7, "1400-05-01"), (6, "1400-05-01")]);
        let in_force = |on| line.in_force(day(on)).map(|revision| revision.amount.get());
        assert_eq!(in_force("1399-12-30"), None);
        assert_eq!(in_force("1400-04-31"), Some(5));
        assert_eq!(in_force("1400-05-01"), Some(6));
    }

    #[test]
    fn a_revision_that_says_what_is_in_force_is_not_added() {
        #[track_caller]
        fn check(recorded: &[(i128, &str)], stated: BudgetRevision, expected: Change) {
            assert_eq!(line(recorded).revise(&stated), expected);
        }
        let recorded = &[(5, "1400-01-01"), (7, "1400-05-01")];
        check(&[], revision(5, "1400-01-01"), Change::Add);
        check(recorded, revision(5, "1400-01-01"), Change::Keep);
        check(recorded, revision(5, "1400-04-01"), Change::Keep);
        check(recorded, revision(7, "1400-04-01"), Change::Add);
        check(recorded, revision(5, "1399-12-01"), Change::Add);
        // Of one day, the later one holds.
        check(recorded, revision(8, "1400-05-01"), Change::Add);
        check(recorded, revision(7, "1400-06-01"), Change::Keep);
        let because = BudgetRevision { reason: Some("more".to_owned()), ..revision(7, "1400-06-01") };
        check(recorded, because, Change::Add);
    }
}
