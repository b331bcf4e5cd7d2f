//! The advisory locks of the ledger, by name. They are taken in this order; those of
//! [`crate::lock`] before them.

/// Large imports land one after another: each writes its records at positions after all that are recorded meanwhile.
pub(crate) const LANDING: &str = "1399, 3";
/// Deltas are folded into sums by one at a time.
pub(crate) const FOLD: &str = "1399, 9";
