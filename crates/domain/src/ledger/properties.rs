use proptest::prelude::*;

use super::*;
use crate::code::Coded;
use crate::event::EventKind;
use crate::testing::{Draw, day, histories, methodologies, moment};

/// Position, facts and what it replaces, all of one moment.
fn happened(position: Position, facts: &Facts, replaces: Option<Position>) -> Record {
    let says = Says::Happened { facts: facts.clone(), replaces };
    Record { position, recorded_at: moment(1), says }
}

fn in_order(history: &[Facts]) -> Vec<Record> {
    (1..).zip(history).map(|(position, facts)| happened(position * 100, facts, None)).collect()
}

/// Every event and the state after it, in order.
fn told(records: &[Record]) -> Vec<(Facts, State)> {
    let steps = history(records, &methodologies()).unwrap();
    steps.iter().map(|step| (step.event.facts.clone(), step.after)).collect()
}

/// The same events recorded in the order of the keys; those of one day keep their order, for it is their place.
fn backdated(history: &[Facts], keys: &[u32]) -> Vec<Record> {
    let mut positions: Vec<usize> = (0..history.len()).collect();
    positions.sort_by_key(|index| keys[*index]);
    let mut first = 0;
    for day in history.chunk_by(|left, right| left.occurred_on == right.occurred_on) {
        positions[first..first + day.len()].sort_unstable();
        first += day.len();
    }
    let record = |(facts, position): (&Facts, &usize)| happened(*position as Position, facts, None);
    history.iter().zip(&positions).map(record).collect()
}

/// Wrong records, and by which corrections they come right: the draws are stated first, one after the other.
fn chain(root: Position, wrong: &[Draw], right: Option<&Facts>, next: &mut Position) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    let wrong = wrong.iter().map(|draw| draw.facts(EventKind::ALL, day("1399-10-20")));
    for facts in wrong.chain(right.cloned()) {
        let replaces = records.last().map(|record| record.position);
        let position = if replaces.is_some() { step(next) } else { root };
        records.push(happened(position, &facts, replaces));
    }
    if let (None, Some(last)) = (right, records.last()) {
        let says = Says::Void(last.position);
        records.push(Record { position: step(next), recorded_at: moment(1), says });
    }
    records
}

/// Positions of corrections lie now above, now below all others.
fn step(next: &mut Position) -> Position {
    *next = if *next > 0 { -*next } else { 1 - *next };
    *next
}

proptest! {
    #[test]
    fn a_history_is_the_same_in_whatever_order_it_was_recorded(
        history in histories(),
        keys in prop::collection::vec(any::<u32>(), 20),
    ) {
        prop_assert_eq!(told(&backdated(&history, &keys)), told(&in_order(&history)));
    }

    #[test]
    fn a_history_is_the_same_if_wrong_records_were_corrected(
        history in histories(),
        wrong in prop::collection::vec(prop::collection::vec(Draw::strategy(), 0..4), 40),
        reverse in any::<bool>(),
    ) {
        let mut next: Position = 1_000_000;
        let mut records = Vec::new();
        for (index, wrong) in (0..).zip(&wrong) {
            // Events stand at the odd places, what never happened between them.
            let right = (index % 2 == 1).then(|| history.get(index as usize / 2)).flatten();
            records.extend(chain(index, wrong, right, &mut next));
        }
        if reverse {
            records.reverse();
        }
        let roots: Vec<Position> = {
            let events = effective(&records).unwrap();
            events.iter().map(|event| event.place).collect()
        };
        prop_assert!(roots.iter().all(|root| root % 2 == 1));
        prop_assert_eq!(told(&records), told(&in_order(&history)));
    }

    #[test]
    fn no_ledger_makes_the_judgement_panic(
        entries in prop::collection::vec((0..8_i64, 0..3_i64, prop::option::of(0..8_i64), any::<bool>(), Draw::strategy()), 0..8),
    ) {
        let record = |(position, at, corrects, void, draw): &(_, i64, Option<Position>, bool, Draw)| {
            let says = match (corrects, void) {
                (Some(of), true) => Says::Void(*of),
                _ => Says::Happened { facts: draw.facts(EventKind::ALL, day("1399-01-01")), replaces: *corrects },
            };
            Record { position: *position, recorded_at: moment(*at), says }
        };
        let records: Vec<Record> = entries.iter().map(record).collect();
        if let Err(error) = history(&records, &methodologies()) {
            prop_assert!(records.iter().any(|record| record.position == error.position()));
        }
    }
}
