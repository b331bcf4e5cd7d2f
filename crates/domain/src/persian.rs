//! What the errors of the domain say, in Persian: a sentence beside each English `Display`, and the words in it.
//!
//! What somebody has to type – codes, bounds, names of columns – stays in Latin letters and digits; days are of the
//! Iranian calendar.

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

/// Something that is also said in Persian.
pub trait InPersian {
    /// What is wrong and what would be right, in Persian.
    fn persian(&self) -> String;
}

/// A day as Persian sentences write it.
pub fn day(day: Day) -> String {
    day.write(Calendar::Iranian)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
