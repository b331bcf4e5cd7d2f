//! Spans: the statuses of a unit by day.

use crate::day::Day;
use crate::ledger::HistoryStep;
use crate::status::Status;

/// A period in which a unit has one status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The status.
    pub status: Status,
    /// First day.
    pub from: Day,
    /// First day after it; none if it lasts.
    pub until: Option<Day>,
}

/// The spans of a history, by day: within a day, only the last status counts.
pub fn spans(steps: &[HistoryStep<'_>]) -> Vec<Span> {
    let mut spans = Vec::new();
    lengthen(&mut spans, steps);
    spans
}

/// Extends spans by the steps that follow them, by day. Of the existing spans, only the latest two can change: if the
/// last one began on the day of the first step, it is revoked in favour of the one before.
pub(crate) fn lengthen(spans: &mut Vec<Span>, steps: &[HistoryStep<'_>]) {
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
