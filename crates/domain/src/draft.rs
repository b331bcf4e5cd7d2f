//! Drafts: a unit's ledger with records that are about to be added. They are checked together, in their final state.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::day::Day;
use crate::ledger::{self, HistoryStep, LedgerError, Position, Record, Says};
use crate::methodology::Methodologies;
use crate::standing::Standing;
use crate::state::State;
use crate::tally::{self, TallyChange};

/// A unit's ledger and the records to add. All new records get the same moment, later than all existing ones.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The standing of the unit before `records`.
    standing: Standing,
    /// The records since then, followed by the new ones.
    records: Vec<Record>,
    recorded: usize,
}

/// The effects of the new records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftEffects {
    /// What they add to the sums of reports, and remove from them.
    pub changes: Vec<TallyChange>,
    /// The state of the unit after all its events; none without events.
    pub state: Option<State>,
    /// The place of each new record by its position ([`ledger::places`]).
    pub places: HashMap<Position, Position>,
}

/// Why the new records are not allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The error; it names the record in question.
    pub error: LedgerError,
    /// The effective event before the one that is not allowed, and its day.
    pub before: Option<(Position, Day)>,
}

impl Draft {
    /// A draft without new records; `records` are all records of the unit.
    pub fn of(records: Vec<Record>) -> Draft {
        Draft { standing: Standing::default(), recorded: records.len(), records }
    }

    /// A draft that adds records to a unit with this standing. None unless they follow on it, whatever happened before
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

    /// Adds a record. Its position is provisional until it is written to the ledger; later records have greater
    /// positions.
    pub fn add(&mut self, says: Says) -> Position {
        let place = self.records.len() - self.recorded;
        let position = FIRST_NEW + Position::try_from(place).unwrap_or_default();
        self.records.push(Record { position, recorded_at: DateTime::<Utc>::MAX_UTC, says });
        position
    }

    /// The new records.
    pub fn added(&self) -> &[Record] {
        &self.records[self.recorded..]
    }

    /// The effective event before the record at a position, and its day.
    fn before(&self, position: Position) -> Option<(Position, Day)> {
        let events = ledger::effective(&self.records).ok()?;
        let place = events.iter().position(|event| event.position == position)?;
        let Some(place) = place.checked_sub(1) else { return self.standing.last_event() };
        let before = events.get(place)?;
        Some((before.position, before.facts.occurred_on))
    }

    /// The history with the new records, from the standing on.
    ///
    /// # Errors
    /// Any [`LedgerError`].
    pub fn history(&self, methodologies: &Methodologies) -> Result<Vec<HistoryStep<'_>>, LedgerError> {
        ledger::fold(self.standing.state, ledger::effective(&self.records)?, methodologies)
    }

    /// Checks all new records together (L2), and computes their effects.
    ///
    /// # Errors
    /// All [`Fault`]s: each faulty record is left out, so that the next one is found too.
    pub fn judge(&self, methodologies: &Methodologies) -> Result<DraftEffects, Vec<Fault>> {
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

    fn outcome(&self, methodologies: &Methodologies) -> Result<DraftEffects, LedgerError> {
        let recorded = &self.records[..self.recorded];
        let changes = tally::changes_since(&self.standing, recorded, &self.records, methodologies)?;
        let state = self.history(methodologies)?.last().map_or(self.standing.state, |step| Some(step.after));
        let places = ledger::places(&self.records).filter(|(position, _)| *position >= FIRST_NEW).collect();
        Ok(DraftEffects { changes, state, places })
    }
}

/// The new record that causes an error: the one in question or, if that is already recorded, the newest one. None
/// without new records.
pub fn at_fault(error: &LedgerError, new: impl Iterator<Item = Position> + Clone) -> Option<Position> {
    let named = error.position();
    if new.clone().any(|position| position == named) { Some(named) } else { new.max() }
}

/// The number of a record among the new records, from 0; none for a record of the ledger.
pub fn number_of(position: Position) -> Option<usize> {
    usize::try_from(position.checked_sub(FIRST_NEW)?).ok()
}

/// The provisional position of the first new record, greater than any position of the ledger.
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
