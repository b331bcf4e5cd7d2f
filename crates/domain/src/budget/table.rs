//! The stages of budget lines side by side, with totals.

use std::collections::BTreeMap;

use super::{BudgetPurpose, BudgetStage};
use crate::code::Coded;
use crate::number::Rial;

/// The amounts of one line, or their sums, by stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// By [`BudgetStage`]; none where no amount is known.
    known: [Option<i128>; STAGES],
    /// Whether an amount that is added up is unknown.
    incomplete: [bool; STAGES],
}

const STAGES: usize = BudgetStage::ALL.len();

/// The budget of one scope: the country or a province.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScopeBudget {
    /// The amounts of each purpose that has any.
    pub purposes: BTreeMap<BudgetPurpose, Amounts>,
}

impl Amounts {
    /// The amount of a stage, or the sum of the known ones; none where none is known.
    pub fn at(&self, stage: BudgetStage) -> Option<i128> {
        self.known[stage as usize]
    }

    /// Whether the sum of a stage lacks the amount of a line that is known at another stage.
    pub fn incomplete(&self, stage: BudgetStage) -> bool {
        self.incomplete[stage as usize]
    }

    /// One stage as a fraction of another. None if one of them is unknown or incomplete, or the whole is 0: a partial sum
    /// would mislead.
    pub fn share(&self, part: BudgetStage, whole: BudgetStage) -> Option<f64> {
        let complete = |stage| self.at(stage).filter(|_| !self.incomplete(stage));
        let (part, whole) = (complete(part)?, complete(whole)?);
        (whole != 0).then(|| part as f64 / whole as f64)
    }

    /// The sums of some lines.
    pub fn sum<'a>(all: impl IntoIterator<Item = &'a Amounts>) -> Amounts {
        let mut sum = Amounts::default();
        for amounts in all {
            for stage in BudgetStage::ALL {
                let (place, amount) = (*stage as usize, amounts.at(*stage));
                sum.incomplete[place] |= amount.is_none() || amounts.incomplete(*stage);
                sum.known[place] = match (sum.known[place], amount) {
                    (Some(sum), Some(amount)) => Some(sum.saturating_add(amount)),
                    (sum, amount) => sum.or(amount),
                };
            }
        }
        sum
    }
}

impl ScopeBudget {
    /// Adds an amount.
    pub fn add(&mut self, purpose: BudgetPurpose, stage: BudgetStage, amount: Rial) {
        self.purposes.entry(purpose).or_default().known[stage as usize] = Some(amount.get().into());
    }

    /// The sums over all purposes.
    pub fn total(&self) -> Amounts {
        Amounts::sum(self.purposes.values())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use BudgetPurpose::{Power, Water};
    use BudgetStage::{Allocated, Bill, Law, Spent};

    fn budget(lines: &[(BudgetPurpose, BudgetStage, i128)]) -> ScopeBudget {
        let mut budget = ScopeBudget::default();
        for (purpose, stage, amount) in lines {
            budget.add(*purpose, *stage, Rial::new(*amount).unwrap());
        }
        budget
    }

    #[test]
    fn a_total_adds_what_is_known_and_shares_need_all_of_it() {
        let water = [(Water, Bill, 100), (Water, Law, 90), (Water, Allocated, 80), (Water, Spent, 20)];
        let total = budget(&water).total();
        assert_eq!([Bill, Law, Allocated, Spent].map(|stage| total.at(stage)), [100, 90, 80, 20].map(Some));
        assert_eq!(total.share(Spent, Allocated), Some(0.25));

        let unspent = budget(&[&water[..], &[(Power, Law, 10), (Power, Allocated, 20)]].concat());
        let total = unspent.total();
        assert_eq!([Bill, Law, Allocated, Spent].map(|stage| total.at(stage)), [100, 100, 100, 20].map(Some));
        assert_eq!(
            [Bill, Law, Allocated, Spent].map(|stage| total.incomplete(stage)),
            [true, false, false, true]
        );
        assert_eq!((total.share(Spent, Allocated), total.share(Allocated, Law)), (None, Some(1.0)));
        assert_eq!(unspent.purposes[&Power].share(Spent, Allocated), None);

        let country = Amounts::sum([&total, &budget(&water).total()]);
        assert_eq!(
            (country.at(Spent), country.incomplete(Spent), country.incomplete(Law)),
            (Some(40), true, false)
        );
    }

    #[test]
    fn nothing_is_a_fraction_of_nothing() {
        assert_eq!(budget(&[]).total(), Amounts::default());
        let nothing = budget(&[(Water, Allocated, 0), (Water, Spent, 0)]).total();
        assert_eq!(nothing.share(Spent, Allocated), None);
    }
}
