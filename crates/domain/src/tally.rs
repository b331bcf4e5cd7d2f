//! What a unit's history adds to the sums of reports, and how it changed with each moment of recording.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use crate::day::Day;
use crate::event::EventKind;
use crate::ledger::{self, LedgerError, Position, Record, Step};
use crate::methodology::Methodologies;
use crate::moment::Moment;
use crate::standing::Standing;
use crate::state::{State, Status};

/// One effective event as reports count it.
///
/// Flows (R4) sum `events`, `jobs` and `investment` by kind; stocks (R5) sum what enters a status less what leaves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Count {
    /// The day on which it counts.
    pub occurred_on: Day,
    /// What happened.
    pub kind: EventKind,
    /// The status before; none at the first event.
    pub from: Option<Status>,
    /// The status after.
    pub to: Status,
    /// Persons stated on the event itself.
    pub jobs: Option<i32>,
    /// Rials stated on the event itself.
    pub investment: Option<i64>,
    /// By how much the jobs of working units change.
    pub stock_jobs: i32,
    /// By how much the number of working units without known jobs changes.
    pub stock_jobs_unknown: i8,
}

/// A run of days over which a unit has one status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The status.
    pub status: Status,
    /// First day.
    pub from: Day,
    /// First day after it; none while it lasts.
    pub until: Option<Day>,
}

/// What became known of a unit at one moment: what its history counts from then on, and what no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The moment of recording.
    pub known_at: Moment,
    /// Counts that begin to hold.
    pub added: Vec<Count>,
    /// Counts that cease to hold.
    pub removed: Vec<Count>,
    /// Spans that begin to hold.
    pub opened: Vec<Span>,
    /// Spans that cease to hold.
    pub ended: Vec<Span>,
}

/// The counts of a history. Events that no report counts (a visit) are left out.
pub fn counts(steps: &[Step<'_>]) -> Vec<Count> {
    steps.iter().map(count).filter(Count::counts).collect()
}

/// The runs of status in a history, by day: within one day only the last status lasts.
pub fn spans(steps: &[Step<'_>]) -> Vec<Span> {
    let mut spans = Vec::new();
    lengthen(&mut spans, steps);
    spans
}

/// Adds what comes after them to runs of status, by day. Of the runs before, only the latest two can change: the last one, if
/// it began on the day of the first step, gives way to the one before.
fn lengthen(spans: &mut Vec<Span>, steps: &[Step<'_>]) {
    for step in steps {
        let (status, day) = (step.after.status, step.event.facts.occurred_on);
        if spans.last().is_some_and(|span| span.from == day && span.status != status) {
            spans.pop();
        }
        let last = spans.last_mut();
        let goes_on = last.as_ref().is_some_and(|span| span.status == status);
        if let Some(span) = last {
            span.until = (!goes_on).then_some(day);
        }
        if !goes_on {
            spans.push(Span { status, from: day, until: None });
        }
    }
}

/// Judges a unit's ledger as it stands at each moment at which something is added to it, and says what changes then.
///
/// `records` are all of the unit, `recorded` those of them that were there before; these are taken as judged, and none
/// of the others may be of an earlier moment.
///
/// # Errors
/// The first [`LedgerError`], at the earliest moment at which the ledger could not stand (L2).
pub fn changes(
    recorded: &[Record],
    records: &[Record],
    methodologies: &Methodologies,
) -> Result<Vec<Change>, LedgerError> {
    changes_since(&Standing::default(), recorded, records, methodologies)
}

/// The same of the records since a unit stood so.
pub(crate) fn changes_since(
    standing: &Standing,
    recorded: &[Record],
    records: &[Record],
    methodologies: &Methodologies,
) -> Result<Vec<Change>, LedgerError> {
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
        let told = records.partition_point(|record| record.recorded_at <= known_at);
        let after = knowledge(standing, &records[..told], methodologies)?;
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
    fn change(&self, after: &Knowledge, known_at: Moment) -> Change {
        Change {
            known_at,
            added: less(&after.counts, &self.counts),
            removed: less(&self.counts, &after.counts),
            opened: less(&after.spans, &self.spans),
            ended: less(&self.spans, &after.spans),
        }
    }
}

fn count(step: &Step<'_>) -> Count {
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

/// Persons at work in the unit, and whether it is a working one whose jobs are unknown.
fn working(state: Option<&State>) -> (i32, i8) {
    match state.filter(|state| state.status.working()) {
        Some(State { jobs: Some(jobs), .. }) => (jobs.get(), 0),
        Some(_) => (0, 1),
        None => (0, 0),
    }
}

impl Count {
    /// Whether a report counts it: as a flow or as a change of status. Jobs change with these alone.
    fn counts(&self) -> bool {
        let flow = !matches!(
            self.kind,
            EventKind::LandAssigned
                | EventKind::ProgressReported
                | EventKind::CapacityReported
                | EventKind::Visited
        );
        flow || self.from != Some(self.to)
    }
}

/// What is in `left` and not in `right`, as often as it is there more often.
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
