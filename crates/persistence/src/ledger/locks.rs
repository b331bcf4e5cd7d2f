//! The advisory locks of the ledger, by name. They are taken in this order; those of
//! [`crate::lock`] before them.

/// Large imports land one after another: each writes its records at positions after all that are recorded meanwhile.
pub(crate) const LANDING: &str = "1399, 3";
/// The session of an import that was sent to the API holds this with the number of its job: as long as it lives, the job
/// does.
pub(crate) const JOB: &str = "1400";
/// What ships with the program is loaded by one instance.
pub(crate) const SHIPPING: &str = "1399, 13";
/// Deltas are folded into sums by one at a time.
pub(crate) const FOLD: &str = "1399, 9";
