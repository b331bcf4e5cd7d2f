//! The state of a unit, derived from its events: status, jobs and capacity (rule L8).

use shahrak_messages::{Argument, Explain, Message, message};

use crate::day::Day;
use crate::event::{EventKind, Facts};
use crate::methodology::Methodologies;
use crate::number::{Capacity, Jobs, Progress};

pub use crate::status::Status;

/// The state of a unit after its events so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// The status.
    pub status: Status,
    /// First day of the unbroken run of this status.
    pub status_since: Day,
    /// Persons at work by the latest statement; none before operation, and after the unit was closed or cancelled.
    pub jobs: Option<Jobs>,
    /// Capacity in use, in percent of nominal capacity, by the latest report or raise.
    pub capacity: Option<Capacity>,
    /// Physical progress in percent, by the latest report.
    pub progress: Option<Progress>,
    /// Day of the latest event.
    pub last_confirmed_on: Day,
}

/// Why an event is not allowed after what happened before (rule L2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAllowed {
    /// The kind of event.
    pub kind: EventKind,
    /// The status of the unit before it; none without events.
    pub status: Option<Status>,
}

impl Explain for NotAllowed {
    fn message(&self) -> Message {
        let status = |status: Option<Status>| status.map_or(message!("status-none"), |it| it.message());
        message!(
            "event-not-allowed",
            kind = self.kind.message(),
            status = status(self.status),
            allowed = Argument::any_of(self.kind.allowed_while().iter().copied().map(status)),
        )
    }
}

impl State {
    /// The state after one more event.
    ///
    /// # Errors
    /// [`NotAllowed`] if the status does not allow the event.
    pub fn after(
        before: Option<State>,
        facts: &Facts,
        methodologies: &Methodologies,
    ) -> Result<State, NotAllowed> {
        let status_before = before.map(|state| state.status);
        if !facts.kind.allowed_while().contains(&status_before) {
            return Err(NotAllowed { kind: facts.kind, status: status_before });
        }
        let status = status_after(status_before, facts, methodologies);
        let unbroken = before.filter(|state| state.status == status);
        Ok(State {
            status,
            status_since: unbroken.map_or(facts.occurred_on, |state| state.status_since),
            jobs: jobs_after(before, facts, status),
            capacity: capacity_after(before, facts),
            progress: facts.progress.or_else(|| before.and_then(|state| state.progress)),
            last_confirmed_on: facts.occurred_on,
        })
    }
}

fn status_after(before: Option<Status>, facts: &Facts, methodologies: &Methodologies) -> Status {
    match facts.kind {
        EventKind::PermitIssued => Status::Planned,
        EventKind::ProgressReported => Status::UnderConstruction,
        EventKind::Commissioned | EventKind::Revived => Status::Active,
        EventKind::Idled => Status::Inactive,
        EventKind::Closed => Status::Closed,
        EventKind::Cancelled => Status::Cancelled,
        EventKind::CapacityReported | EventKind::CapacityRaised => facts
            .capacity
            .and_then(|capacity| Some(methodologies.in_force(facts.occurred_on)?.status(capacity)))
            .or(before)
            .unwrap_or(Status::Active),
        EventKind::LandAssigned | EventKind::Renovated | EventKind::Visited => {
            before.unwrap_or(Status::Planned)
        }
    }
}

fn jobs_after(before: Option<State>, facts: &Facts, status: Status) -> Option<Jobs> {
    if !status.operating() {
        return None;
    }
    let known = before.and_then(|state| state.jobs);
    match facts.kind {
        EventKind::Commissioned | EventKind::Revived | EventKind::CapacityRaised => facts.jobs.or(known),
        _ => known,
    }
}

fn capacity_after(before: Option<State>, facts: &Facts) -> Option<Capacity> {
    match facts.kind {
        EventKind::CapacityReported | EventKind::CapacityRaised => facts.capacity,
        EventKind::Commissioned | EventKind::Idled | EventKind::Revived => None,
        _ => before.and_then(|state| state.capacity),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
