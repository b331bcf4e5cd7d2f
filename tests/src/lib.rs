//! The harness: a separate register for each test, on a real PostgreSQL, with a fixed today, queried over HTTP.
//!
//! - [`register`]: a register, its HTTP server, and requests to it
//! - [`subscription`]: subscriptions to it
//! - [`events`]: events of units, written as `events.csv`
//! - [`import`]: importing files into it
//! - [`failing_postgres`]: a PostgreSQL whose processes and disk can fail
//! - [`postgres`]: the server of the run, the template, and the databases of the tests
//!
//! The harness handles no errors: a step that fails ends the test with its reason.
#![allow(clippy::missing_panics_doc, clippy::missing_errors_doc)]

pub mod events;
pub mod failing_postgres;
pub mod import;
pub mod open_change;
pub mod paused;
pub mod postgres;
pub mod register;
pub mod subscription;
