//! The harness: a register of one's own on a real PostgreSQL, with a fixed today, asked over HTTP.
//!
//! - [`register`]: a register, its HTTP server, and how it is asked
//! - [`subscription`]: how it is followed
//! - [`events`]: what happened to units, written as `events.csv`
//! - [`import`]: files on their way into it
//! - [`postgres`]: the server of the run, the template, and the databases of the tests
//!
//! Nothing here is meant to be survived: a step that fails ends the test with its reason.
#![allow(clippy::missing_panics_doc, clippy::missing_errors_doc)]

pub mod events;
pub mod import;
pub mod paused;
pub mod postgres;
pub mod register;
pub mod subscription;
