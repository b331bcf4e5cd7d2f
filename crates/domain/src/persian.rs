//! The error messages of the domain in Persian: one for each English `Display`, and the words that they use.
//!
//! What has to be typed (codes, bounds, names of columns) stays in Latin letters and digits. Days are in the Iranian
//! calendar.

use crate::day::{Calendar, Day};

mod actor;
mod code;
mod edit;
pub mod event;
mod number;
mod park;
pub mod state;
mod time;
mod unit;

/// An error with a message in Persian.
pub trait InPersian {
    /// What is wrong and what would be right, in Persian.
    fn persian(&self) -> String;
}

/// A day in Persian messages.
pub fn day(day: Day) -> String {
    day.write(Calendar::Iranian)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
