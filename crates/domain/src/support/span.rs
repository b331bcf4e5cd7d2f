//! Where a case stood over days, and how that became known.

use super::CaseState;
use super::Step;
use super::record::{CaseError, history};
use crate::day::Day;
use crate::ledger::Record;
use crate::moment::Moment;

/// Where a case stood from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseSpan {
    /// The first day.
    pub from: Day,
    /// The first day after it; none while it lasts.
    pub until: Option<Day>,
    /// The state at the end of each of the days.
    pub state: CaseState,
}

/// What became known of a case at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseChange {
    /// The moment.
    pub known_from: Moment,
    /// Spans that are no longer known from then on.
    pub ended: Vec<CaseSpan>,
    /// Spans that are known from then on.
    pub opened: Vec<CaseSpan>,
}

/// The spans of a case by the given records.
///
/// # Errors
/// The first [`CaseError`].
pub(super) fn spans(records: &[Record<Step>]) -> Result<Vec<CaseSpan>, CaseError> {
    let mut spans: Vec<CaseSpan> = Vec::new();
    for (step, state) in history(records)? {
        let from = step.facts.occurred_on;
        match spans.last_mut() {
            Some(last) if last.from == from => {
                last.state = state;
                continue;
            }
            Some(last) => last.until = Some(from),
            None => {}
        }
        spans.push(CaseSpan { from, until: None, state });
    }
    Ok(spans)
}

impl CaseChange {
    /// The change from what was known before to what is known from a moment on; none if nothing differs.
    pub(super) fn between(known_from: Moment, before: &[CaseSpan], after: &[CaseSpan]) -> Option<CaseChange> {
        let without = |some: &[CaseSpan], others: &[CaseSpan]| -> Vec<CaseSpan> {
            some.iter().filter(|span| !others.contains(span)).cloned().collect()
        };
        let (ended, opened) = (without(before, after), without(after, before));
        (!ended.is_empty() || !opened.is_empty()).then_some(CaseChange { known_from, ended, opened })
    }
}
