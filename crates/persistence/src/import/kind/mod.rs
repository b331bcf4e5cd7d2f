//! The kinds of files whose lines are rows of one table.

pub(super) mod announcement;
pub(super) mod budget;
pub(super) mod infrastructure;
pub(super) mod methodology;
pub(super) mod park;
pub(super) mod rate;
pub(super) mod reference;
pub(super) mod target;
pub(super) mod unit;
