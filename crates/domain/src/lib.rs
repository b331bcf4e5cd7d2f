//! The rules of the register: what is true and allowed. No I/O, no clock, no framework.
//!
//! - Time: [`day`], [`year`], [`period`], [`moment`]
//! - Things: [`province`], [`park`], [`mod@unit`], [`activity`], [`announcement`], [`yearly_target`], [`budget`]
//! - The ledger: [`event`] (the facts of a record), [`ledger`] (which records are effective, and in what order),
//!   [`draft`] (records about to be added), [`standing`] (a unit before them), [`state`] (status and figures of a
//!   unit), [`methodology`] (the thresholds)
//! - Reports: [`population`], [`metric`], [`tally`] (what one event adds to the sums), [`report`] (figures from the
//!   sums), [`achievement`] (of targets), [`money`],
//!   [`vintage`] (how a figure changed), [`monthly`] (how the numbers of months changed)
//! - Support cases: [`support`]
//! - Announced figures: [`vocabulary`] (what they may measure), [`comparison`] (with the register),
//!   [`contradiction`] (with each other), [`finding`] (within an announcement)
//! - Changes: [`parse`] (parsing of texts), [`edit`] (the change of one value), [`violation`] (broken rules),
//!   [`refusal`] (their codes), [`change`] (the decision), [`import`] (kinds of files, reports); the decisions themselves
//!   are in the modules of the things
//! - Access: [`actor`] (who acts), [`act`] (what is done), [`policy`] (who may do what)
//! - Words: [`text`] (texts for comparison), [`code`] (closed sets, their codes and labels)

pub mod achievement;
pub mod act;
pub mod activity;
pub mod actor;
pub mod announcement;
pub mod budget;
pub mod change;
pub mod code;
pub mod comparison;
pub mod contradiction;
pub mod day;
pub mod draft;
pub mod edit;
pub mod event;
pub mod finding;
pub mod import;
pub mod ledger;
pub mod methodology;
pub mod metric;
pub mod moment;
pub mod money;
pub mod monthly;
pub mod number;
pub mod park;
pub mod parse;
pub mod period;
pub mod pipeline;
pub mod policy;
pub mod population;
pub mod province;
pub mod refusal;
pub mod report;
pub mod series;
mod span;
pub mod standing;
pub mod state;
mod status;
pub mod support;
pub mod synthetic;
pub mod tally;
pub mod text;
pub mod unit;
pub mod vintage;
pub mod violation;
pub mod vocabulary;
pub mod year;
pub mod yearly_target;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod testing;
