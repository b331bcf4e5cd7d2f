use proptest::prelude::*;

use super::*;
use crate::code::Coded;
use crate::event::{EventKind, Facts};
use crate::testing::{Draw, Trial, day, legal_ledger, methodologies};

/// Events to try at the end of a ledger, some days before or after the last recorded day.
fn trials() -> impl Strategy<Value = Vec<(Draw, i64)>> {
    prop::collection::vec((Draw::strategy(), prop_oneof![1 => -20..0_i64, 9 => 0..3_i64]), 1..5)
}

/// The records of the trials, beginning on this day. Most are of a kind that is allowed in this state.
fn says(trials: &[(Draw, i64)], state: Option<State>, legal: bool) -> Vec<Says> {
    let since = state.map_or(day("1399-12-01"), |state| state.last_confirmed_on);
    let mut state = state;
    let mut new = Vec::new();
    for (draw, days) in trials {
        let date = since.date() + chrono::TimeDelta::days(*days);
        let status = state.map(|state| state.status);
        let kinds = EventKind::ALL.iter().copied();
        let kinds: Vec<_> = kinds.filter(|kind| !legal || kind.allowed_while().contains(&status)).collect();
        let facts = if kinds.is_empty() {
            Facts::new(EventKind::Visited, Day::new(date))
        } else {
            draw.facts(&kinds, Day::new(date))
        };
        state = State::after(state, &facts, &methodologies()).ok().or(state);
        new.push(Says::Happened { facts, replaces: None });
    }
    new
}

/// The standing of a unit with this history.
fn standing(steps: &[HistoryStep<'_>]) -> Standing {
    let mut spans = tally::spans(steps);
    spans.drain(..spans.len().saturating_sub(2));
    let last = steps.last();
    Standing { state: last.map(|step| step.after), last: last.map(|step| step.event.position), spans }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn what_comes_at_the_end_is_judged_alike_by_the_standing_and_by_all_records(
        ledger in Trial::ledgers(),
        trials in trials(),
        legal in any::<bool>(),
    ) {
        let methodologies = methodologies();
        let records = legal_ledger(&ledger);
        let steps = ledger::history(&records, &methodologies).unwrap();
        let standing = standing(&steps);
        let new = says(&trials, standing.state, legal);
        let mut long = Draft::of(records.clone());
        for says in &new {
            long.add(says.clone());
        }
        let at_end = Draft::at_end(&standing, &new);
        let late = trials.iter().any(|(_, days)| *days < 0) && standing.state.is_some();
        prop_assert_eq!(at_end.is_none(), late);
        if let Some(short) = at_end {
            prop_assert_eq!(short.added(), long.added());
            prop_assert_eq!(short.judge(&methodologies), long.judge(&methodologies));
        }
    }
}

#[test]
fn a_correction_is_no_matter_of_the_standing() {
    let facts = Facts::new(EventKind::Visited, day("1400-01-01"));
    let standing = Standing::default();
    assert!(Draft::at_end(&standing, [&Says::Happened { facts: facts.clone(), replaces: None }]).is_some());
    assert!(Draft::at_end(&standing, [&Says::Happened { facts, replaces: Some(1) }]).is_none());
    assert!(Draft::at_end(&standing, [&Says::Void(1)]).is_none());
}
