//! The standing of a unit after all its records: enough to check later events, however long the history is.

use crate::day::Day;
use crate::ledger::{Position, Says};
use crate::span::Span;
use crate::state::State;

/// The standing of a unit after all its records. The default is a unit without records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Its state; none without effective events.
    pub state: Option<State>,
    /// The position of its last effective event, which is of the day on which the state was last confirmed.
    pub last: Option<Position>,
    /// Its latest two runs of status, by day. Later events end the last one, or revoke it if they are of its first day.
    pub spans: Vec<Span>,
}

impl Standing {
    /// The position and the day of the last effective event.
    pub fn last_event(&self) -> Option<(Position, Day)> {
        self.last.zip(self.state.map(|state| state.last_confirmed_on))
    }

    /// Whether the event of a new record comes after everything recorded: the record corrects nothing, and its day is
    /// not earlier. Within a day, later records take effect later (L1).
    pub fn precedes(&self, says: &Says) -> bool {
        match says {
            Says::Happened { facts, replaces: None } => {
                self.state.is_none_or(|state| state.last_confirmed_on <= facts.occurred_on)
            }
            Says::Happened { .. } | Says::Void(_) => false,
        }
    }
}
