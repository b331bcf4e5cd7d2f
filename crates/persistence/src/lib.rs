//! The register on Postgres: all SQL of the program. Rows go in, domain values come out.
//!
//! - The way there: [`db`], [`error`], [`page`] (keyset pages), [`snapshot`] (what is kept in memory)
//! - Beside the register: [`announcement`]

pub mod announcement;
pub mod db;
pub mod error;
pub mod page;
pub mod park;
pub mod snapshot;
