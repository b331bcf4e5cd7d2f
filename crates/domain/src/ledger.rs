//! The ledger of one unit: which of its records are effective, in what order, and whether they are allowed (rules L1,
//! L2, L4, L5).

use std::collections::{HashMap, HashSet};

use shahrak_messages::{Explain, Message, message};

use crate::day::Day;
use crate::event::Facts;
use crate::methodology::Methodologies;
use crate::moment::Moment;
use crate::refusal::RefusalCode;
use crate::state::{NotAllowed, State};

/// A place in the ledger: later records have greater ones.
pub type Position = i64;

/// Facts that happened on a day.
pub trait Dated {
    /// The day.
    fn occurred_on(&self) -> Day;
}

/// One record of a ledger: of the events of a unit, unless other facts are named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record<F = Facts> {
    /// Its position, which is also its identity.
    pub position: Position,
    /// The moment at which it was recorded.
    pub recorded_at: Moment,
    /// The content.
    pub says: Says<F>,
}

/// The content of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says<F = Facts> {
    /// An event; with `replaces`, a replacement of that record.
    Happened {
        /// What happened.
        facts: F,
        /// The record that is replaced.
        replaces: Option<Position>,
    },
    /// A void of the record at this position.
    Void(Position),
}

/// An effective record and its place among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effective<'a, F = Facts> {
    /// The record.
    pub position: Position,
    /// The position of the first record of its chain of replacements: its order within a day.
    pub place: Position,
    /// What happened.
    pub facts: &'a F,
}

/// An effective event and its effect on the unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryStep<'a> {
    /// The record.
    pub event: Effective<'a>,
    /// The state before; none for the first event.
    pub before: Option<State>,
    /// The state after.
    pub after: State,
}

/// Why records are not allowed in a ledger. Positions name the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerError {
    /// The event at this position is not allowed in the state before it.
    NotAllowed {
        /// The event that is not allowed.
        position: Position,
        /// Its day.
        occurred_on: Day,
        /// The kind of event and the status that does not allow it.
        why: NotAllowed,
    },
    /// The corrected record is not one of the unit, or was recorded later than its correction.
    Unknown {
        /// The correction.
        position: Position,
    },
    /// The corrected record has already been replaced or voided.
    NotEffective {
        /// The correction.
        position: Position,
        /// What it corrects.
        of: Position,
        /// The record that replaced or voided it.
        by: Position,
    },
    /// The corrected record is a void.
    OfVoid {
        /// The correction.
        position: Position,
        /// The void.
        of: Position,
    },
    /// Records replace each other in a circle, or one replaces itself.
    Circle {
        /// One of them.
        position: Position,
    },
}

impl LedgerError {
    /// The code for programs.
    pub fn code(&self) -> RefusalCode {
        match self {
            LedgerError::NotAllowed { .. } => RefusalCode::EventNotAllowed,
            LedgerError::Unknown { .. } => RefusalCode::UnknownEvent,
            LedgerError::NotEffective { .. } => RefusalCode::AlreadyCorrected,
            LedgerError::OfVoid { .. } => RefusalCode::CannotCorrectVoid,
            LedgerError::Circle { .. } => RefusalCode::CircularCorrection,
        }
    }

    /// What is wrong and what would be right. `record` names the record at a position; `before` is the event before the
    /// one that is not allowed, and its day, if they are worth showing.
    pub fn message(&self, record: impl Fn(Position) -> Message, before: Option<(Position, Day)>) -> Message {
        match *self {
            LedgerError::NotAllowed { position, occurred_on: day, why } => {
                let (name, why) = (record(position), why.message());
                match before {
                    None => message!("ledger-not-allowed", record = name, day, why),
                    Some((before, before_day)) => {
                        let before = record(before);
                        message!("ledger-not-allowed-after", record = name, day, why, before, before_day)
                    }
                }
            }
            LedgerError::Unknown { position } => message!("ledger-unknown", record = record(position)),
            LedgerError::NotEffective { of, by, .. } => {
                message!("ledger-not-effective", corrected = record(of), by = record(by))
            }
            LedgerError::OfVoid { of, .. } => message!("ledger-of-void", corrected = record(of)),
            LedgerError::Circle { position } => message!("ledger-circle", record = record(position)),
        }
    }

    /// The record that is not allowed.
    pub fn position(&self) -> Position {
        match self {
            LedgerError::NotAllowed { position, .. }
            | LedgerError::Unknown { position }
            | LedgerError::NotEffective { position, .. }
            | LedgerError::OfVoid { position, .. }
            | LedgerError::Circle { position } => *position,
        }
    }
}

/// The effective records in the order in which they take effect: by day, then place.
///
/// `records` are the records of one ledger that count, in any order; leave out those that were recorded after the moment
/// of knowledge.
///
/// # Errors
/// A correction of a record that is not effective (L4, L5).
pub fn effective<F: Dated>(records: &[Record<F>]) -> Result<Vec<Effective<'_, F>>, LedgerError> {
    let corrected = corrections(records)?;
    let corrects: HashMap<Position, Position> = corrected.iter().map(|(of, by)| (*by, *of)).collect();
    refuse_circles(records, &corrected, &corrects)?;
    let mut events = Vec::with_capacity(records.len());
    for record in records {
        let Says::Happened { facts, .. } = &record.says else { continue };
        if !corrected.contains_key(&record.position) {
            let place = chain(record.position, &corrects).last().unwrap_or(record.position);
            events.push(Effective { position: record.position, place, facts });
        }
    }
    events.sort_by_key(|event| (event.facts.occurred_on(), event.place));
    Ok(events)
}

/// The corrections: from the corrected position to that of the correction.
fn corrections<F>(records: &[Record<F>]) -> Result<HashMap<Position, Position>, LedgerError> {
    let mut corrected = HashMap::new();
    let mut corrections: Vec<_> =
        records.iter().filter_map(|record| Some((record, record.says.corrects()?))).collect();
    if corrections.is_empty() {
        return Ok(corrected);
    }
    let by_position: HashMap<Position, &Record<F>> =
        records.iter().map(|record| (record.position, record)).collect();
    // Of two corrections of one record the later one is at fault, whatever its line in a file.
    corrections.sort_by_key(|(record, _)| (record.recorded_at, record.position));
    for (record, of) in corrections {
        let position = record.position;
        let target = by_position
            .get(&of)
            .filter(|target| target.recorded_at <= record.recorded_at)
            .ok_or(LedgerError::Unknown { position })?;
        if matches!(target.says, Says::Void(_)) {
            return Err(LedgerError::OfVoid { position, of });
        }
        if let Some(by) = corrected.insert(of, position) {
            return Err(LedgerError::NotEffective { position, of, by });
        }
    }
    Ok(corrected)
}

/// Refuses circles. Records of one moment may refer to each other in any order. The records of a circle are those that
/// no chain reaches from an uncorrected record.
fn refuse_circles<F>(
    records: &[Record<F>],
    corrected: &HashMap<Position, Position>,
    corrects: &HashMap<Position, Position>,
) -> Result<(), LedgerError> {
    if corrected.is_empty() {
        return Ok(());
    }
    let positions = || records.iter().map(|record| record.position);
    let chained: HashSet<Position> = positions()
        .filter(|position| !corrected.contains_key(position))
        .flat_map(|end| chain(end, corrects))
        .collect();
    match positions().filter(|position| !chained.contains(position)).max() {
        Some(position) => Err(LedgerError::Circle { position }),
        None => Ok(()),
    }
}

/// A record, the one it corrects, the one that corrects, and so on, to the first record of the chain.
fn chain(end: Position, corrects: &HashMap<Position, Position>) -> impl Iterator<Item = Position> {
    std::iter::successors(Some(end), |position| corrects.get(position).copied())
}

/// Each record and its place: the position of the first record of its chain. The records must have passed [`history`].
pub fn places<F>(records: &[Record<F>]) -> impl Iterator<Item = (Position, Position)> {
    let corrects: HashMap<Position, Position> =
        records.iter().filter_map(|record| Some((record.position, record.says.corrects()?))).collect();
    records.iter().map(move |record| {
        (record.position, chain(record.position, &corrects).last().unwrap_or(record.position))
    })
}

/// The effect of each effective event on a unit that had this state before the first of them.
///
/// # Errors
/// [`LedgerError::NotAllowed`] names the first event that is not allowed (L2).
pub fn fold<'a>(
    mut before: Option<State>,
    events: Vec<Effective<'a>>,
    methodologies: &Methodologies,
) -> Result<Vec<HistoryStep<'a>>, LedgerError> {
    let mut steps = Vec::with_capacity(events.len());
    for event in events {
        let after = State::after(before, event.facts, methodologies).map_err(|why| {
            LedgerError::NotAllowed { position: event.position, occurred_on: event.facts.occurred_on, why }
        })?;
        steps.push(HistoryStep { event, before, after });
        before = Some(after);
    }
    Ok(steps)
}

/// The history of a unit by the given records: the effective events and their effects.
///
/// # Errors
/// Any [`LedgerError`].
pub fn history<'a>(
    records: &'a [Record],
    methodologies: &Methodologies,
) -> Result<Vec<HistoryStep<'a>>, LedgerError> {
    fold(None, effective(records)?, methodologies)
}

/// The state at the end of a day; none if the unit has no event until then.
pub fn state_on(steps: &[HistoryStep<'_>], day: Day) -> Option<State> {
    let happened = steps.partition_point(|step| step.event.facts.occurred_on <= day);
    steps[..happened].last().map(|step| step.after)
}

impl Dated for Facts {
    fn occurred_on(&self) -> Day {
        self.occurred_on
    }
}

impl<F> Says<F> {
    /// The record that this one replaces or voids.
    pub fn corrects(&self) -> Option<Position> {
        match self {
            Says::Happened { replaces, .. } => *replaces,
            Says::Void(of) => Some(*of),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod properties;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
