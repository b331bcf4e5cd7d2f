//! What the history of a unit adds to the sums of reports, and how that changed at each moment of recording.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::day::Day;
use crate::event::EventKind;
use crate::ledger::{self, HistoryStep, LedgerError, Position, Record};
use crate::methodology::Methodologies;
use crate::moment::Moment;
use crate::span::lengthen;
use crate::standing::Standing;
use crate::state::{State, Status};

pub use crate::span::{Span, spans};

/// One effective event as reports count it.
///
/// Flows (R4) add `events`, `jobs` and `investment` by kind. Stocks (R5) add the units that enter a status and subtract
/// those that leave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Count {
    /// The day on which it counts.
    pub occurred_on: Day,
    /// What happened.
    pub kind: EventKind,
    /// The status before; none for the first event.
    pub from: Option<Status>,
    /// The status after.
    pub to: Status,
    /// Jobs that the event itself states.
    pub jobs: Option<i32>,
    /// Rials that the event itself states.
    pub investment: Option<i64>,
    /// The change of the jobs of working units.
    pub stock_jobs: i32,
    /// The change of the number of working units with unknown jobs.
    pub stock_jobs_unknown: i8,
}

/// What one moment of recording changes for a unit: the counts that begin and cease to be valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyChange {
    /// The moment of recording.
    pub known_at: Moment,
    /// Counts that begin to be valid.
    pub added: Vec<Count>,
    /// Counts that cease to be valid.
    pub removed: Vec<Count>,
    /// Spans that begin to be valid.
    pub opened: Vec<Span>,
    /// Spans that cease to be valid.
    pub ended: Vec<Span>,
}

/// The counts of a history, without events that no report counts, such as visits.
pub fn counts(steps: &[HistoryStep<'_>]) -> Vec<Count> {
    steps.iter().map(count).filter(Count::counts).collect()
}

/// Checks a unit's ledger at each moment at which records were added, and returns what changed then.
///
/// `records` are all records of the unit, `recorded` those of them that are already in the ledger. These have been
/// checked, and no other record may have an earlier moment.
///
/// # Errors
/// The first [`LedgerError`], at the earliest moment at which the ledger is not allowed (L2).
pub fn changes(
    recorded: &[Record],
    records: &[Record],
    methodologies: &Methodologies,
) -> Result<Vec<TallyChange>, LedgerError> {
    changes_since(&Standing::default(), recorded, records, methodologies)
}

/// The same for the records that follow a standing.
pub(crate) fn changes_since(
    standing: &Standing,
    recorded: &[Record],
    records: &[Record],
    methodologies: &Methodologies,
) -> Result<Vec<TallyChange>, LedgerError> {
    let mut records = Cow::Borrowed(records);
    if !records.is_sorted_by_key(|record| record.recorded_at) {
        records.to_mut().sort_by_key(|record| record.recorded_at);
    }
    let known: HashSet<Position> = recorded.iter().map(|record| record.position).collect();
    let new = records.iter().filter(|record| !known.contains(&record.position));
    let mut moments: Vec<Moment> = new.map(|record| record.recorded_at).collect();
    moments.dedup();
    let mut before = knowledge(standing, recorded, methodologies)?;
    let mut changes = Vec::with_capacity(moments.len());
    for known_at in moments {
        let recorded = records.partition_point(|record| record.recorded_at <= known_at);
        let after = knowledge(standing, &records[..recorded], methodologies)?;
        changes.push(before.change(&after, known_at));
        before = after;
    }
    Ok(changes)
}

struct Knowledge {
    counts: Vec<Count>,
    spans: Vec<Span>,
}

fn knowledge(
    standing: &Standing,
    records: &[Record],
    methodologies: &Methodologies,
) -> Result<Knowledge, LedgerError> {
    let steps = ledger::fold(standing.state, ledger::effective(records)?, methodologies)?;
    let mut spans = standing.spans.clone();
    lengthen(&mut spans, &steps);
    Ok(Knowledge { counts: counts(&steps), spans })
}

impl Knowledge {
    fn change(&self, after: &Knowledge, known_at: Moment) -> TallyChange {
        TallyChange {
            known_at,
            added: less(&after.counts, &self.counts),
            removed: less(&self.counts, &after.counts),
            opened: less(&after.spans, &self.spans),
            ended: less(&self.spans, &after.spans),
        }
    }
}

fn count(step: &HistoryStep<'_>) -> Count {
    let facts = step.event.facts;
    let (jobs_before, unknown_before) = working(step.before.as_ref());
    let (jobs_after, unknown_after) = working(Some(&step.after));
    Count {
        occurred_on: facts.occurred_on,
        kind: facts.kind,
        from: step.before.map(|state| state.status),
        to: step.after.status,
        jobs: facts.jobs.map(|jobs| jobs.get()),
        investment: facts.investment.map(|rials| rials.get()),
        stock_jobs: jobs_after - jobs_before,
        stock_jobs_unknown: unknown_after - unknown_before,
    }
}

/// Persons at work in the unit, and whether it is a working unit with unknown jobs.
fn working(state: Option<&State>) -> (i32, i8) {
    match state.filter(|state| state.status.working()) {
        Some(State { jobs: Some(jobs), .. }) => (jobs.get(), 0),
        Some(_) => (0, 1),
        None => (0, 0),
    }
}

impl Count {
    /// Whether a report counts it, as a flow or as a change of status. Jobs change only with these.
    fn counts(&self) -> bool {
        self.kind.is_flow() || self.from != Some(self.to)
    }
}

/// The items that occur more often in `left` than in `right`, each as often as the difference.
fn less<T: Copy + Eq + std::hash::Hash>(left: &[T], right: &[T]) -> Vec<T> {
    let mut held: HashMap<T, usize> = HashMap::new();
    for item in right {
        *held.entry(*item).or_default() += 1;
    }
    let kept = |item: &&T| match held.get_mut(*item) {
        Some(times) if *times > 0 => {
            *times -= 1;
            false
        }
        _ => true,
    };
    left.iter().filter(kept).copied().collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod properties;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
