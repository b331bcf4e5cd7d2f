//! The state of a unit as cells. It follows from the events of the unit, so it is written, but never read.

use shahrak_domain::number::{Capacity, Jobs, Progress};
use shahrak_domain::state::State;

use super::write::{code, day, decimal, show};

/// The cells of [`UNIT_STATE`](crate::columns::UNIT_STATE); empty for a unit without events.
pub fn cells(state: Option<&State>) -> Vec<String> {
    vec![
        code(state.map(|state| state.status)),
        day(state.map(|state| state.status_since)),
        show(state.and_then(|state| state.jobs).map(Jobs::get)),
        decimal(state.and_then(|state| state.capacity).map(Capacity::get)),
        decimal(state.and_then(|state| state.progress).map(Progress::get)),
        day(state.map(|state| state.last_confirmed_on)),
    ]
}
