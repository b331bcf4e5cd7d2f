//! What is true and allowed in the register: no I/O, no clock, no framework.
//!
//! - Time: [`day`], [`year`], [`period`], [`moment`]
//! - Things: [`province`], [`park`], [`mod@unit`], [`activity`], [`announcement`], [`target`], [`budget`]
//! - The ledger: [`event`] (what a record says), [`ledger`] (which records hold, and in what order),
//!   [`draft`] (what is about to be recorded), [`standing`] (how a unit stands before it),
//!   [`state`] (what follows for the unit), [`methodology`] (the thresholds)
//! - Reports: [`population`], [`metric`], [`tally`] (what one event adds to the sums), [`report`] (what the sums say),
//!   [`achievement`] (of targets), [`money`]
//! - Changes: [`written`] (what a text says), [`violation`] (what a rule refuses), [`refusal`] (its codes), [`change`]
//!   (what a decision comes to)
//! - Access: [`actor`] (who asks), [`act`] (what is done), [`policy`] (who may do what)
//! - Changes: [`edit`] (what is said of one value); the decisions stand with the things
//! - Words: [`text`] (names as compared), [`code`] (closed sets and their codes), [`persian`] (what errors say in Persian)

pub mod achievement;
pub mod act;
pub mod activity;
pub mod actor;
pub mod announcement;
pub mod budget;
pub mod change;
pub mod code;
pub mod day;
pub mod draft;
pub mod edit;
pub mod event;
pub mod ledger;
pub mod methodology;
pub mod metric;
pub mod moment;
pub mod money;
pub mod number;
pub mod park;
pub mod period;
pub mod persian;
pub mod policy;
pub mod population;
pub mod province;
pub mod refusal;
pub mod report;
pub mod standing;
pub mod state;
pub mod tally;
pub mod target;
pub mod text;
pub mod unit;
pub mod violation;
pub mod written;
pub mod year;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod testing;
