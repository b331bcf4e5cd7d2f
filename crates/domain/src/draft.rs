//! Drafts: a unit's ledger with records that are about to be added, judged together as they would stand at the end.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::day::Day;
use crate::ledger::{self, LedgerError, Position, Record, Says, Step};
use crate::methodology::Methodologies;
use crate::standing::Standing;
use crate::state::State;
use crate::tally::{self, Change};

/// A unit's ledger and what is about to be added to it, all at one moment: after what is there.
#[derive(Clone, Debug)]
pub struct Draft {
    /// How the unit stood before the records.
    standing: Standing,
    /// What is recorded since then, then what is new.
    records: Vec<Record>,
    recorded: usize,
}

/// What the new records do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What they add to the sums of reports, and take from them.
    pub changes: Vec<Change>,
    /// The state of the unit after all of its events; none without any.
    pub state: Option<State>,
    /// The place of each new record by its position ([`ledger::places`]).
    pub places: HashMap<Position, Position>,
}

/// Why new records cannot stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong; it names the event in the way.
    pub error: LedgerError,
    /// The effective event before that one, and its day: what an event that could not have happened found.
    pub before: Option<(Position, Day)>,
}

impl Draft {
    /// A draft that adds nothing yet to these records, all that there are of the unit.
    pub fn of(records: Vec<Record>) -> Draft {
        Draft { standing: Standing::default(), recorded: records.len(), records }
    }

    /// A draft that adds records to a unit that stands so. None unless they follow on that, whatever happened before
    /// ([`Standing::precedes`]).
    pub fn at_end<'a>(standing: &Standing, new: impl IntoIterator<Item = &'a Says>) -> Option<Draft> {
        let mut draft = Draft { standing: standing.clone(), recorded: 0, records: Vec::new() };
        for says in new {
            if !standing.precedes(says) {
                return None;
            }
            draft.add(says.clone());
        }
        Some(draft)
    }

    /// Adds a record. It has its position in the draft until it gets one in the ledger; later ones have greater ones.
    pub fn add(&mut self, says: Says) -> Position {
        let place = self.records.len() - self.recorded;
        let position = FIRST_NEW + Position::try_from(place).unwrap_or_default();
        self.records.push(Record { position, recorded_at: DateTime::<Utc>::MAX_UTC, says });
        position
    }

    /// What is new.
    pub fn added(&self) -> &[Record] {
        &self.records[self.recorded..]
    }

    /// The effective event before another one, and its day: what an event that could not have happened found.
    fn before(&self, position: Position) -> Option<(Position, Day)> {
        let events = ledger::effective(&self.records).ok()?;
        let place = events.iter().position(|event| event.position == position)?;
        let Some(place) = place.checked_sub(1) else { return self.standing.last_event() };
        let before = events.get(place)?;
        Some((before.position, before.facts.occurred_on))
    }

    /// The history as it would be, since the unit stood as it did before the records.
    ///
    /// # Errors
    /// Any [`LedgerError`].
    pub fn history(&self, methodologies: &Methodologies) -> Result<Vec<Step<'_>>, LedgerError> {
        ledger::fold(self.standing.state, ledger::effective(&self.records)?, methodologies)
    }

    /// Whether the new records can stand, all of them together (L2), and what they do.
    ///
    /// # Errors
    /// All [`Fault`]s: each record at fault is left out, so that the next is found as well.
    pub fn judge(&self, methodologies: &Methodologies) -> Result<Outcome, Vec<Fault>> {
        let (mut draft, mut faults) = (self.clone(), Vec::new());
        loop {
            let error = match draft.outcome(methodologies) {
                Ok(outcome) if faults.is_empty() => return Ok(outcome),
                Ok(_) => return Err(faults),
                Err(error) => error,
            };
            let at = at_fault(&error, draft.added().iter().map(|record| record.position));
            faults.push(Fault { before: draft.before(error.position()), error });
            let Some(at) = at else { return Err(faults) };
            draft.records.retain(|record| record.position != at);
        }
    }

    fn outcome(&self, methodologies: &Methodologies) -> Result<Outcome, LedgerError> {
        let recorded = &self.records[..self.recorded];
        let changes = tally::changes_since(&self.standing, recorded, &self.records, methodologies)?;
        let state = self.history(methodologies)?.last().map_or(self.standing.state, |step| Some(step.after));
        let places = ledger::places(&self.records).filter(|(position, _)| *position >= FIRST_NEW).collect();
        Ok(Outcome { changes, state, places })
    }
}

/// Which of the new records is at fault: the one in the way or, if that was there before, the newest, which has brought it
/// about. None without new records.
pub fn at_fault(error: &LedgerError, new: impl Iterator<Item = Position> + Clone) -> Option<Position> {
    let named = error.position();
    if new.clone().any(|position| position == named) { Some(named) } else { new.max() }
}

/// The number of a record among those that a draft adds, from 0; none of one that is recorded.
pub fn number_of(position: Position) -> Option<usize> {
    usize::try_from(position.checked_sub(FIRST_NEW)?).ok()
}

/// The position of the first record that a draft adds: greater than any of the ledger.
pub const FIRST_NEW: Position = Position::MAX / 2;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod properties;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::event::{EventKind, Facts};
    use crate::testing::day;

    fn happened(kind: EventKind, on: &str, replaces: Option<Position>) -> Says {
        Says::Happened { facts: Facts::new(kind, day(on)), replaces }
    }

    fn record(position: Position, says: Says) -> Record {
        Record { position, recorded_at: "2021-01-01T00:00:00Z".parse().unwrap(), says }
    }

    #[test]
    fn corrections_that_need_each_other_are_judged_at_the_end() {
        let methodologies = Methodologies::new(Vec::new());
        let commissioned = record(1, happened(EventKind::Commissioned, "1399-02-01", None));
        let closed = record(2, happened(EventKind::Closed, "1399-03-01", None));
        let later = || happened(EventKind::Commissioned, "1399-04-01", Some(1));

        let mut draft = Draft::of(vec![commissioned.clone(), closed.clone()]);
        draft.add(later());
        let alone = draft.judge(&methodologies).unwrap_err();
        draft.add(Says::Void(2));
        let together = draft.judge(&methodologies).unwrap();

        assert!(
            matches!(&*alone, [Fault { error: LedgerError::NotAllowed { position: 2, .. }, .. }]),
            "{alone:?}"
        );
        assert_eq!(together.state.unwrap().status_since, day("1399-04-01"));
        assert_eq!(together.changes.len(), 1);
        assert_eq!(together.places[&draft.added()[0].position], 1);
    }

    #[test]
    fn every_fault_is_found() {
        let mut draft = Draft::of(vec![record(1, happened(EventKind::Commissioned, "1399-02-01", None))]);
        let replaced = draft.add(happened(EventKind::Commissioned, "1399-04-01", Some(1)));
        let again = draft.add(happened(EventKind::Commissioned, "1399-05-01", Some(1)));
        let cancelled = draft.add(happened(EventKind::Cancelled, "1399-06-01", None));
        let faults = draft.judge(&Methodologies::new(Vec::new())).unwrap_err();
        let named: Vec<_> = faults.iter().map(|fault| (fault.error.position(), fault.before)).collect();
        assert_eq!(named, [(again, None), (cancelled, Some((replaced, day("1399-04-01"))))]);
    }
}
