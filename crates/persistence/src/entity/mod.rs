//! One SeaORM entity per table, private to the crate.
//!
//! A model is a row as stored; the modules of the crate convert it to values of the domain. (A park is converted here, so
//! that a new fact of a park is added in one place.) A column that PostgreSQL fills (`search`, `corrects`) is not a
//! field, because nobody else writes it; conditions name it.

#![allow(dead_code, reason = "an entity describes its whole table, whichever columns are read")]
#![allow(missing_docs, reason = "a field is the column of its name; the migrations say what it means")]

pub(crate) mod access_token;
pub(crate) mod announced_figure;
pub(crate) mod announcement;
pub(crate) mod audit_entry;
pub(crate) mod audited_column;
pub(crate) mod audited_table;
pub(crate) mod budget_line;
pub(crate) mod budget_revision;
pub(crate) mod bundled_data;
mod code;
mod described;
pub(crate) mod figure_correction;
pub(crate) mod figure_mark;
pub(crate) mod idempotency_key;
pub(crate) mod import_job;
pub(crate) mod infrastructure;
pub(crate) mod iranian_month;
pub(crate) mod iranian_year;
pub(crate) mod isic_division;
pub(crate) mod ledger_batch;
pub(crate) mod ledger_head;
pub(crate) mod methodology;
pub(crate) mod metric;
pub(crate) mod park;
pub(crate) mod province;
pub(crate) mod rate;
pub(crate) mod reference_counter;
pub(crate) mod support_case;
pub(crate) mod support_state;
pub(crate) mod support_step;
pub(crate) mod synthetic_register;
pub(crate) mod tally;
pub(crate) mod tally_block;
pub(crate) mod tally_block_sum;
pub(crate) mod tally_delta;
pub(crate) mod tally_fold;
pub(crate) mod target;
pub(crate) mod target_revision;
pub(crate) mod unit;
pub(crate) mod unit_event;
pub(crate) mod unit_span;

pub(crate) use code::Code;
pub(crate) use described::columns;
pub use described::{Column, tables};
