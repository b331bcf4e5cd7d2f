//! How a unit stands after all that happened to it: enough to judge what happens later, however long its history is.

use crate::day::Day;
use crate::ledger::{Position, Says};
use crate::state::State;
use crate::tally::Span;

/// How a unit stands after all of its records. By default it has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Its state; none without effective events.
    pub state: Option<State>,
    /// The position of its last effective event, which happened on the day on which the state was last confirmed.
    pub last: Option<Position>,
    /// Its latest two runs of status, by day: later events end the last one, or take it back if they are of its first day.
    pub spans: Vec<Span>,
}

impl Standing {
    /// The position and the day of the last effective event.
    pub fn last_event(&self) -> Option<(Position, Day)> {
        self.last.zip(self.state.map(|state| state.last_confirmed_on))
    }

    /// Whether what a new record says follows on all that happened: it corrects nothing, and is of no earlier day. Within a
    /// day, what is recorded later takes effect later (L1).
    pub fn precedes(&self, says: &Says) -> bool {
        match says {
            Says::Happened { facts, replaces: None } => {
                self.state.is_none_or(|state| state.last_confirmed_on <= facts.occurred_on)
            }
            Says::Happened { .. } | Says::Void(_) => false,
        }
    }
}
