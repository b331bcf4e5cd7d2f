//! The register in PostgreSQL: all SQL of the program. Rows go in, domain values come out.
//!
//! - Access: [`db`] (pools and sessions), [`entity`] (tables), [`error`], [`list`] and [`page`] (keyset
//!   pages), [`reference_cache`], [`register_info`], [`size`] (numbers of rows)
//! - Changes: [`tx`] (transactions), [`ledger`] (records of a unit), [`idempotency`], [`audit`]
//! - Exports: [`snapshot`] (one view for all reads), [`export`] (whole lists)
//! - Imports: [`staging`] (lines on their way into the register), [`import_job`] (jobs of the API)
//! - The register: [`park`], [`mod@unit`], [`event`], [`province`], [`aggregate`] (groups of units or events)
//! - Reports: [`tally`] (sums), [`fold`] (how deltas become sums), [`yearly_target`], [`body_achievement`], [`rate`],
//!   [`methodology`]
//! - The ledger as a feed: [`ledger::feed`] (records in order), [`ledger::listener`] (new records), [`ledger::moments`]
//! - Besides: [`announcement`], [`budget`], [`support_case`], [`token`] (credentials)
//!
//! Who may do something, and whether a change is valid, is decided in the crate `domain`.

pub mod aggregate;
pub mod announcement;
pub mod audit;
pub mod body_achievement;
pub mod budget;
pub mod constraint;
pub mod construction;
pub mod db;
pub mod entity;
pub mod error;
pub mod event;
pub mod export;
pub mod fold;
pub mod freshness;
pub mod idempotency;
pub mod import_job;
pub mod ledger;
pub mod list;
pub mod methodology;
pub mod metric;
pub mod page;
pub mod park;
pub mod pipeline;
pub mod province;
pub mod rate;
pub mod reference_cache;
pub mod register_info;
pub mod size;
pub mod snapshot;
pub mod staging;
pub mod support_case;
pub mod support_result;
pub mod tally;
pub mod token;
pub mod tx;
pub mod unavailable;
pub mod unit;
pub mod unit_sector;
pub mod yearly_target;

mod columns;
mod connection;
mod lock;
mod sql;
