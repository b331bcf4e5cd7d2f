//! Budget lines of infrastructure: from the bill to the spending.

use shahrak_domain::budget::{BudgetPurpose, BudgetStage};
use shahrak_domain::code::Coded as _;
use shahrak_domain::day::Day;
use shahrak_domain::number::Rial;
use shahrak_domain::population::Scope;
use shahrak_domain::year::IranianYear;
use shahrak_exchange::row::BudgetRow;

use crate::place::PROVINCES;
use crate::plan::Scale;
use crate::random::{Purpose, Random, after, before};
use crate::record::moment;
use crate::share::by_weight;

/// The years of the budgets, and the sum of their bills in billions of rials.
const YEARS: [(i32, u32); 5] =
    [(1396, 9_000), (1397, 11_500), (1398, 13_000), (1399, 21_000), (1400, 34_000)];

/// How much of a hundred each purpose gets, in the order of the purposes.
const WEIGHTS: [u32; 7] = [24, 22, 9, 20, 13, 4, 8];

pub(crate) fn budgets(seed: u32, scale: Scale) -> Vec<BudgetRow> {
    let mut random = Random::new(seed.wrapping_add(1), Purpose::Plans);
    let mut rows = Vec::new();
    for (year, total) in YEARS {
        let Ok(year) = IranianYear::new(year) else { continue };
        for (line, billions) in BudgetPurpose::ALL.iter().zip(by_weight(scale.of(total), &WEIGHTS)) {
            let line = Line { year, scope: Scope::Country, line: *line };
            line.add_stages(&mut random, billions.max(1), &mut rows);
        }
        for province in &PROVINCES {
            let scope = Scope::Province(province.code());
            let line = Line { year, scope, line: random.pick(BudgetPurpose::ALL) };
            let billions = scale.of(total / 1_000 * province.weight / 10).max(1);
            line.add(BudgetStage::Allocated, billions, after(year.starts_on(), 150), &mut rows);
        }
    }
    rows
}

struct Line {
    year: IranianYear,
    scope: Scope,
    line: BudgetPurpose,
}

impl Line {
    /// Parliament passes a little more than the bill; less is allocated, in two steps, and less spent.
    fn add_stages(&self, random: &mut Random, billions: u32, rows: &mut Vec<BudgetRow>) {
        let (first, last) = (self.year.starts_on(), self.year.ends_on());
        let mut part = |low, high| (billions * random.between(low, high) / 100).max(1);
        self.add(BudgetStage::Bill, billions, before(first, 105), rows);
        self.add(BudgetStage::Law, part(98, 115), before(first, 8), rows);
        self.add(BudgetStage::Allocated, part(20, 40), after(first, 120), rows);
        self.add(BudgetStage::Allocated, part(55, 90), after(first, 290), rows);
        self.add(BudgetStage::Spent, part(35, 55), after(last, 40), rows);
    }

    fn add(&self, stage: BudgetStage, billions: u32, decided_on: Day, rows: &mut Vec<BudgetRow>) {
        let Ok(amount) = Rial::new(i128::from(billions) * 1_000_000_000) else { return };
        rows.push(BudgetRow {
            year: self.year,
            scope: self.scope.clone(),
            line: self.line,
            stage,
            amount,
            source: Some("synthetic".to_owned()),
            decided_on,
            reason: None,
            recorded_at: Some(moment(after(decided_on, 6), 0)),
        });
    }
}
