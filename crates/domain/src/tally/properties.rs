use proptest::prelude::*;

use super::tests::recorded_by;
use super::*;
use crate::code::Coded;
use crate::event::Facts;
use crate::ledger::Says;
use crate::testing::{Trial, day, histories, legal_ledger, methodologies, moment};

fn recorded(history: &[Facts]) -> Vec<Record> {
    let record = |(position, facts): (Position, &Facts)| Record {
        position,
        recorded_at: moment(1),
        says: Says::Happened { facts: facts.clone(), replaces: None },
    };
    (1..).zip(history).map(record).collect()
}

/// The number of units in the status by the counts of the given days.
fn stock<'a>(counts: impl Iterator<Item = &'a Count>, status: Status) -> i32 {
    counts.map(|count| i32::from(count.to == status) - i32::from(count.from == Some(status))).sum()
}

/// Counts each item: adding increments, removing decrements.
fn add<T: Copy + Eq + std::hash::Hash>(held: &mut HashMap<T, i64>, items: &[T], times: i64) {
    for item in items {
        *held.entry(*item).or_default() += times;
    }
    held.retain(|_, times| *times != 0);
}

fn held<T: Copy + Eq + std::hash::Hash>(items: &[T]) -> HashMap<T, i64> {
    let mut held = HashMap::new();
    add(&mut held, items, 1);
    held
}

proptest! {
    #[test]
    fn opening_and_transitions_make_closing(history in histories(), opening in 0..400_u64, period in 0..400_u64) {
        let methodologies = methodologies();
        let records = recorded(&history);
        let steps = ledger::history(&records, &methodologies).unwrap();
        let counts = counts(&steps);
        let day = |days| Day::new(day("1399-09-30").date() + chrono::Days::new(days));
        let (opening, closing) = (day(opening), day(opening + period));
        for status in Status::ALL {
            let at = |day| i32::from(ledger::state_on(&steps, day).is_some_and(|state| state.status == *status));
            let during = counts.iter().filter(|count| count.occurred_on > opening && count.occurred_on <= closing);
            prop_assert_eq!(at(opening) + stock(during, *status), at(closing), "{:?}", status);
        }
    }

    #[test]
    fn counts_spans_and_states_agree_on_every_day(history in histories()) {
        let methodologies = methodologies();
        let records = recorded(&history);
        let steps = ledger::history(&records, &methodologies).unwrap();
        let (counts, spans) = (counts(&steps), spans(&steps));
        for day in history.iter().flat_map(|facts| [facts.occurred_on.previous(), facts.occurred_on]) {
            let folded = history
                .iter()
                .take_while(|facts| facts.occurred_on <= day)
                .fold(None, |state, facts| State::after(state, facts, &methodologies).ok());
            prop_assert_eq!(ledger::state_on(&steps, day), folded);
            let on: Vec<&Span> = spans
                .iter()
                .filter(|span| span.from <= day && span.until.is_none_or(|until| day < until))
                .collect();
            prop_assert_eq!(on.iter().map(|span| span.status).collect::<Vec<_>>(), folded.map(|state| state.status).into_iter().collect::<Vec<_>>());
            let so_far = || counts.iter().filter(|count| count.occurred_on <= day);
            for status in Status::ALL {
                let expected = folded.is_some_and(|state| state.status == *status);
                prop_assert_eq!(stock(so_far(), *status), i32::from(expected));
            }
            let jobs = folded.filter(|state| state.status.working()).map(|state| state.jobs);
            let known = jobs.flatten().map_or(0, |jobs| jobs.get());
            prop_assert_eq!(so_far().map(|count| count.stock_jobs).sum::<i32>(), known);
            let unknown = so_far().map(|count| i32::from(count.stock_jobs_unknown)).sum::<i32>();
            prop_assert_eq!(unknown, i32::from(jobs == Some(None)));
        }
    }

    #[test]
    fn every_stated_value_is_counted_once(history in histories()) {
        let records = recorded(&history);
        let methodologies = methodologies();
        let counts = counts(&ledger::history(&records, &methodologies).unwrap());
        let stated = |facts: &Facts| (facts.jobs.map(|jobs| jobs.get()), facts.investment.map(|rials| rials.get()));
        for kind in [EventKind::PermitIssued, EventKind::Commissioned, EventKind::Revived, EventKind::CapacityRaised,
            EventKind::Renovated, EventKind::Idled, EventKind::Closed, EventKind::Cancelled] {
            let expected: Vec<_> = history.iter().filter(|facts| facts.kind == kind).map(stated).collect();
            let found: Vec<_> = counts.iter().filter(|count| count.kind == kind).map(|count| (count.jobs, count.investment)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn changes_up_to_a_moment_add_up_to_what_was_known_then(attempts in Trial::ledgers()) {
        let methodologies = methodologies();
        let records = legal_ledger(&attempts);
        let changes = changes(&[], &records, &methodologies).unwrap();
        let (mut known_counts, mut known_spans) = (HashMap::new(), HashMap::new());
        let mut changes_left = changes.iter().peekable();
        for number in 0..=150 {
            while let Some(change) = changes_left.next_if(|change| change.known_at <= moment(number)) {
                add(&mut known_counts, &change.added, 1);
                add(&mut known_counts, &change.removed, -1);
                add(&mut known_spans, &change.opened, 1);
                add(&mut known_spans, &change.ended, -1);
            }
            let known: Vec<Record> =
                records.iter().filter(|record| record.recorded_at <= moment(number)).cloned().collect();
            let steps = ledger::history(&known, &methodologies).unwrap();
            prop_assert_eq!(&known_counts, &held(&counts(&steps)));
            prop_assert_eq!(&known_spans, &held(&spans(&steps)));
        }
        prop_assert!(changes_left.next().is_none());
    }

    #[test]
    fn changes_after_a_moment_are_the_later_ones(attempts in Trial::ledgers(), known in 0..120_i64, reverse in any::<bool>()) {
        let methodologies = methodologies();
        let mut records = legal_ledger(&attempts);
        let all = changes(&[], &records, &methodologies).unwrap();
        let later: Vec<TallyChange> = all.into_iter().filter(|change| change.known_at > moment(known)).collect();
        if reverse {
            records.reverse();
        }
        let recorded = recorded_by(&records, Some(known));
        prop_assert_eq!(changes(&recorded, &records, &methodologies).unwrap(), later);
    }
}
