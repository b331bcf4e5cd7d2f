//! The register on Postgres: all SQL of the program. Rows go in, domain values come out.
//!
//! - The way there: [`db`], [`fair`] (who is next), [`entity`] (the tables), [`error`], [`page`] (keyset pages),
//!   [`snapshot`] (what is kept in memory), [`size`] (how much there is, about),
//!   [`list`] (lists in one statement)
//! - Changes: [`tx`] (whose they are), [`ledger`] (what happened to a unit), [`idempotency`] (what a repeated one answers),
//!   [`mod@import`] (many from files), [`import_job`] (files sent to the API), [`audit`] (what they leave)
//! - The register: [`park`], [`mod@unit`], [`event`]
//! - Reports: [`tally`] (the sums that they add up), [`target`], [`body`] (what bodies achieved), [`rate`],
//!   [`knowledge`] (moments)
//! - The ledger as a feed: [`recorded`] (its entries in order), [`follow`] (told as they are added)
//! - Beside the register: [`announcement`], [`budget`], [`token`] (personal credentials)

pub mod announcement;
pub mod audit;
pub mod body;
pub mod budget;
pub mod db;
pub mod entity;
pub mod error;
pub mod event;
pub mod fair;
pub mod fold;
pub mod follow;
pub mod idempotency;
pub mod import_job;
pub mod knowledge;
pub mod ledger;
pub mod list;
pub mod methodology;
pub mod page;
pub mod park;
pub mod province;
pub mod rate;
pub mod recorded;
pub mod recording;
pub mod size;
pub mod snapshot;
pub mod staging;
pub mod tally;
pub mod target;
pub mod token;
pub mod tx;
pub mod unit;
pub mod unit_sector;

mod connection;
mod lock;
mod record;
mod sql;
