//! Vintages: how a figure of a report changed as the register learned more (rule R17).

use crate::moment::Moment;
use crate::report::{Figures, Sum};

/// A value of a figure and the moment from which on it was known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vintage<V> {
    /// The moment of recording.
    pub known_at: Moment,
    /// The value until then.
    pub before: V,
    /// The value from then on.
    pub value: V,
}

/// The vintages of a figure after the moment at which `known` was known, ascending. `changes` are what records added to the
/// sums and removed from them (with negative numbers), by moment; `value` computes the figure.
///
/// The first vintage differs from the value of `known`, and each one from the one before. With nothing known at the
/// beginning, the first one differs from the figure of an empty register.
pub fn vintages<V: Clone + PartialEq>(
    mut known: Figures,
    changes: &[(Moment, Sum)],
    value: impl Fn(&Figures) -> V,
) -> Vec<Vintage<V>> {
    let mut before = value(&known);
    let mut vintages: Vec<Vintage<V>> = Vec::new();
    for together in changes.chunk_by(|one, other| one.0 == other.0) {
        for (_, sum) in together {
            add(&mut known, sum);
        }
        let value = value(&known);
        if before != value {
            let before = std::mem::replace(&mut before, value.clone());
            vintages.push(Vintage { known_at: together[0].0, before, value });
        }
    }
    vintages
}

/// Adds a sum to the one of the same days, kind and statuses, so that the sums stay few.
fn add(known: &mut Figures, sum: &Sum) {
    let key = |sum: &Sum| (sum.days, sum.kind, sum.from, sum.to);
    let Some(there) = known.0.iter_mut().find(|there| key(there) == key(sum)) else {
        known.0.push(*sum);
        return;
    };
    there.events += sum.events;
    there.jobs += sum.jobs;
    there.jobs_unknown += sum.jobs_unknown;
    there.investment += sum.investment;
    there.investment_unknown += sum.investment_unknown;
    there.stock_jobs += sum.stock_jobs;
    there.stock_jobs_unknown += sum.stock_jobs_unknown;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::EventKind;
    use crate::report::Days;
    use crate::state::Status;
    use crate::testing::{day, moment};

    fn commissioned(on: &str, events: i64, jobs: i64) -> Sum {
        Sum {
            days: Days { from: day(on), to: day(on) },
            kind: EventKind::Commissioned,
            from: None,
            to: Status::Active,
            events,
            jobs: events * jobs,
            jobs_unknown: 0,
            investment: 0,
            investment_unknown: events,
            stock_jobs: events * jobs,
            stock_jobs_unknown: 0,
        }
    }

    #[test]
    fn a_vintage_is_a_moment_at_which_the_value_changed() {
        let changes = [
            (moment(1), commissioned("1399-01-01", 1, 35)),
            // Another year.
            (moment(2), commissioned("1398-01-01", 1, 50)),
            // A correction by one day: the units stay the same, the jobs do not.
            (moment(3), commissioned("1399-01-01", -1, 35)),
            (moment(3), commissioned("1399-01-02", 1, 36)),
            (moment(4), commissioned("1399-02-01", 1, 10)),
            (moment(5), commissioned("1399-02-01", -1, 10)),
        ];
        let period = Days { from: day("1399-01-01"), to: day("1399-12-30") };
        let of = |value: fn(&Figures, Days) -> i64| -> Vec<(Moment, i64)> {
            let found = vintages(Figures::default(), &changes, |figures| value(figures, period));
            // Later vintages are the same, whatever moment they are read from.
            let (first, rest) = changes.split_at(2);
            let known = Figures(first.iter().map(|(_, sum)| *sum).collect());
            assert_eq!(vintages(known, rest, |figures| value(figures, period)), found[1..]);
            // The value of a vintage is that of everything known at its moment.
            for vintage in &found {
                let known = changes.iter().filter(|(at, _)| *at <= vintage.known_at).map(|(_, sum)| *sum);
                assert_eq!(value(&Figures(known.collect()), period), vintage.value);
            }
            found.into_iter().map(|vintage| (vintage.known_at, vintage.value)).collect()
        };
        let units = of(|figures, period| figures.flow(EventKind::Commissioned, period).events);
        assert_eq!(units, [(moment(1), 1), (moment(4), 2), (moment(5), 1)]);
        let jobs = of(|figures, period| figures.flow(EventKind::Commissioned, period).jobs);
        assert_eq!(jobs, [(moment(1), 35), (moment(3), 36), (moment(4), 46), (moment(5), 36)]);
    }
}
