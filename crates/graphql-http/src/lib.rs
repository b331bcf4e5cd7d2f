//! GraphQL over HTTP, server-sent events and WebSockets, for any schema of async-graphql.
//!
//! The crate knows callers and their credentials ([`Caller`]), but nothing of the register. Its errors are messages of the
//! catalogue, which become text in the language of the client where they are written (`outcome`). The builder of an [`Api`] passes
//! a schema, and functions that authenticate, authorise and price requests. The tests run against a schema of their own
//! (`test_schema.rs`), without a database.
//!
//! # The path of a request
//!
//! 1. `routes` chooses the transport. `media` negotiates the media type, and `authenticate` finds the caller.
//! 2. `request` reads document, variables and extensions, from the body or the query string.
//! 3. `prepare` turns them into an operation that may run. It parses the document ([`limits`] bounds its size first), chooses
//!    the operation, authorises it by its root fields (`root_fields`), checks the whole document and the variables, and
//!    prices it. Callers without permission learn nothing else about their document.
//! 4. `execute` waits for a permit (`concurrency`), runs the operation within its time, and gives every error a code
//!    (`normalize_errors`, [`error_code`]).
//! 5. `respond`, `sse` and `websocket` write the outcome. Subscriptions take a permit for each event.
//!
//! # Protocols
//!
//! - [GraphQL over HTTP](https://graphql.github.io/graphql-over-http/), by GET and POST
//! - [GraphQL over SSE](https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md), distinct connections mode
//! - [graphql-transport-ws](https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md)
//!
//! Other routes of the same server use [`rest`] for the same callers and errors.

mod access_log;
mod api;
mod authenticate;
mod caller;
mod caller_key;
mod client;
pub mod clock;
mod concurrency;
mod connection;
mod cors;
mod cost;
pub mod document;
mod engine_message;
pub mod error_code;
mod execute;
mod health;
mod http_error;
mod keepalive;
pub mod language;
pub mod limits;
pub mod measure;
mod media;
mod normalize_errors;
mod outcome;
mod persisted;
mod places;
mod position;
mod prepare;
mod rate;
mod request;
mod respond;
pub mod rest;
mod root_fields;
mod routes;
mod serve;
mod sse;
mod unread;
mod unset_variables;
mod variables;
mod websocket;

#[cfg(test)]
mod test_schema;
#[cfg(test)]
mod tests;

pub use access_log::{REQUEST_ID, RequestId};
pub use api::Api;
pub use caller::{AuthError, Caller};
pub use caller_key::Proxies;
pub use concurrency::EventPermits;
pub use cost::Cost;
pub use health::Readiness;
pub use persisted::TrustedDocuments;
pub use position::{POSITION, Position};
pub use serve::{RunningServer, serve};
