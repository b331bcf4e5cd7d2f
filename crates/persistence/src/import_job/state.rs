//! The state of an import.

use shahrak_domain::coded;

/// The id of an import.
pub type ImportId = i64;

coded! {
    /// The state of an import.
    pub enum ImportState("import-state") {
        /// Its turn has not come yet
        Waiting = "waiting",
        /// Its files are being read and validated
        Running = "running",
        /// It has ended: everything is recorded, or could be
        Done = "done",
        /// Lines were refused; nothing is recorded
        Refused = "refused",
        /// Somebody cancelled it; nothing is recorded
        Cancelled = "cancelled",
        /// The server was at fault; nothing is recorded
        Failed = "failed",
        /// Its server ended before it did; nothing is recorded
        Interrupted = "interrupted",
    }
}
