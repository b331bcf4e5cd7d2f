//! The status of a unit.

use shahrak_messages::{Explain, Message};

use crate::code::Coded;
use crate::coded;

coded! {
    /// The stage of a unit's life.
    pub enum Status("unit-status") {
        /// Has a permit; no progress reported
        Planned = "planned",
        /// Progress reported; has not reached operation
        UnderConstruction = "under_construction",
        /// Operates at or above the threshold for active units
        Active = "active",
        /// Operates below that threshold, and at or above the one for inactive units
        SemiActive = "semi_active",
        /// Has reached operation; production has stopped or fallen below the threshold for inactive units
        Inactive = "inactive",
        /// Ended after it had reached operation
        Closed = "closed",
        /// Cancelled before it reached operation
        Cancelled = "cancelled",
    }
}

impl Explain for Status {
    fn message(&self) -> Message {
        Message::new(format!("status-{}", self.code().replace('_', "-")), [])
    }
}

impl Status {
    /// Whether the unit has reached operation and has not ended.
    pub fn operating(self) -> bool {
        matches!(self, Status::Active | Status::SemiActive | Status::Inactive)
    }

    /// Whether persons are at work: the unit is active or semi-active.
    pub fn working(self) -> bool {
        matches!(self, Status::Active | Status::SemiActive)
    }
}
