//! The numbers of a month, and how they differ between two states of knowledge (rule R12).
//!
//! Flows and changes of stocks of all months add up to every flow and every stock of a report. The differences of two
//! states, applied to the older one, therefore give the newer one.

use crate::code::Coded;
use crate::report::{Days, FLOWS, Figures, FlowMeasure, status_name};
use crate::state::Status;

/// A number of a month with different values in two states of knowledge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberChange {
    /// The path of the number, such as `commissioned.units` or `stockChange.active`.
    pub number: String,
    /// The value in the older state.
    pub before: i128,
    /// The value in the newer state.
    pub after: i128,
}

/// The numbers of a month that differ. `newer` are the sums of the newer state, and `added` those sums less the sums of
/// the older one.
pub fn changes(newer: &Figures, added: &Figures, month: Days) -> Vec<NumberChange> {
    let numbers = numbers(newer, month).into_iter().zip(numbers(added, month));
    let changed = numbers.filter(|(_, (_, difference))| *difference != 0);
    let change =
        |((number, after), (_, difference))| NumberChange { number, before: after - difference, after };
    changed.map(change).collect()
}

/// All numbers of a month, in the order of presentation: flows as in reports, then how far the events of the month changed
/// the stocks.
pub fn numbers(figures: &Figures, month: Days) -> Vec<(String, i128)> {
    let mut numbers = Vec::new();
    for (name, kind, jobs, investment) in FLOWS {
        let flow = figures.flow(kind, month);
        for measure in FlowMeasure::all(jobs, investment) {
            if let Some(value) = measure.value(&flow) {
                numbers.push((format!("{name}.{}", measure.path()), value));
            }
        }
    }
    // Sums of one month only: the stock that they add up to is the change of the stock.
    let stock = figures.stock(month.to);
    let mut change = |name: String, value: i64| numbers.push((format!("stockChange.{name}"), value.into()));
    for status in Status::ALL {
        change(status_name(*status), stock.of(*status));
    }
    change("jobs".to_owned(), stock.jobs);
    change("jobsUnknown".to_owned(), stock.jobs_unknown);
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::EventKind::{self, Commissioned, Idled};
    use crate::report::Sum;
    use crate::state::Status::{Active, Inactive, UnderConstruction};
    use crate::testing::day;

    fn month() -> Days {
        Days { from: day("1399-07-01"), to: day("1399-07-30") }
    }

    fn sum(kind: EventKind, from: Option<Status>, to: Status, events: i64, jobs: i64) -> Sum {
        Sum {
            days: month(),
            kind,
            from,
            to,
            events,
            jobs,
            jobs_unknown: 0,
            investment: i128::from(jobs) * 1_000,
            investment_unknown: 0,
            stock_jobs: if to == Active { jobs } else { -jobs },
            stock_jobs_unknown: 0,
        }
    }

    #[track_caller]
    fn check(newer: &[Sum], added: &[Sum], expected: &[(&str, i128, i128)]) {
        let found = changes(&Figures(newer.to_vec()), &Figures(added.to_vec()), month());
        let found: Vec<_> = found.iter().map(|it| (it.number.as_str(), it.before, it.after)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_differs_is_listed_with_both_values() {
        // Nothing new.
        check(&[sum(Commissioned, None, Active, 1, 10)], &[], &[]);
        // The first commissioning of the month.
        let one = sum(Commissioned, None, Active, 1, 10);
        check(
            &[one],
            &[one],
            &[
                ("commissioned.units", 0, 1),
                ("commissioned.jobs", 0, 10),
                ("commissioned.investment.irr", 0, 10_000),
                ("stockChange.active", 0, 1),
                ("stockChange.jobs", 0, 10),
            ],
        );
        // Another status before it: neither a flow nor the stock of active units changes.
        let other = sum(Commissioned, Some(UnderConstruction), Active, 1, 10);
        check(
            &[other],
            &[other, sum(Commissioned, None, Active, -1, -10)],
            &[("stockChange.underConstruction", 0, -1)],
        );
        // A second unit stops; a correction takes 3 jobs back.
        check(
            &[one, sum(Idled, Some(Active), Inactive, 2, 0)],
            &[sum(Idled, Some(Active), Inactive, 1, 0), sum(Commissioned, None, Active, 0, -3)],
            &[
                ("commissioned.jobs", 13, 10),
                ("commissioned.investment.irr", 13_000, 10_000),
                ("idled.units", 1, 2),
                ("stockChange.active", 0, -1),
                ("stockChange.inactive", 1, 2),
                ("stockChange.jobs", 13, 10),
            ],
        );
    }
}
