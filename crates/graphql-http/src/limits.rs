//! Limits of a request, and the checks of a document before the engine reads it.

use std::time::Duration;

use async_graphql::{Pos, ServerError};
use shahrak_messages::{Argument, Message, message};

use crate::error_code::{ErrorCode, request_error};

mod document_cache;
mod duplicate_fields;
mod input_types;
mod lexer;
mod preprocess;
mod shape;
mod tokens;
mod typename;

pub(crate) use document_cache::DocumentCache;
pub use input_types::InputTypes;
pub use shape::check as check_shape;

/// Limits of one request, and of the server. Those of a request are checked before it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the body, or of the query string of a GET.
    pub body_bytes: u32,
    /// Tokens of a document, as the GraphQL specification counts them: without commas and comments.
    pub tokens: u32,
    /// Levels of nested fields, through fragments. The introspection of GraphiQL needs 15; the parser stops at 64.
    pub depth: u32,
    /// Aliases, and fields repeated in one selection, after all fragments are expanded.
    pub aliases: u32,
    /// Directives of a document, without expanding fragments.
    pub directives: u32,
    /// Selections (fields and fragments) after all fragments are expanded.
    pub selections: u32,
    /// The cost of an operation, in the unit of the function that computes it; see [`Api::cost`](crate::Api::cost).
    pub cost: u64,
    /// The cost that one address may ask for in a minute without a credential; 0 for no limit.
    pub rate_anonymous: u32,
    /// The same for the owner of a credential.
    pub rate_credential: u32,
    /// The cost of requests without a credential that are accepted at the same time. More are refused at once.
    pub admitted_anonymous: u64,
    /// The same for requests with a credential.
    pub admitted: u64,
    /// Errors in one response; `extensions.omittedErrors` counts the rest.
    pub errors: u32,
    /// The time to read and answer one request. After it, the work is cancelled.
    pub time: Duration,
    /// Reads that run at the same time, and mutations; others wait.
    pub concurrency: u32,
    /// Heavy reads that run at the same time.
    pub heavy_concurrency: u32,
    /// How long a request may wait before it runs. One that would wait longer is rejected at once.
    pub wait: Duration,
    /// Open connections for subscriptions: WebSockets and event streams. More are rejected.
    pub subscribers: u32,
    /// Those of one client: a credential, or an address without one.
    pub subscribers_per_client: u32,
    /// WebSockets that wait for their `connection_init`.
    pub uninitialised: u32,
    /// Connections of one address.
    pub connections_per_client: u32,
    /// The time in which the head of a request must arrive, from the opening of the connection or the end of the last answer.
    pub head_time: Duration,
    /// Operations that run at the same time on one WebSocket.
    pub operations: u32,
    /// The time from the opening of a WebSocket to its `connection_init`.
    pub init_time: Duration,
    /// The time in which a subscriber must read a message before it is disconnected.
    pub take_time: Duration,
    /// Memory for parsed documents that passed all checks, in bytes (an estimate).
    pub document_cache_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 256 * 1024,
            tokens: 5_000,
            depth: 20,
            aliases: 100,
            directives: 50,
            selections: 10_000,
            cost: 50_000,
            rate_anonymous: 30_000_000,
            rate_credential: 30_000_000,
            admitted_anonymous: 400_000,
            admitted: 400_000,
            errors: 50,
            time: Duration::from_secs(10),
            concurrency: 32,
            heavy_concurrency: 4,
            wait: Duration::from_secs(2),
            subscribers: 10_000,
            subscribers_per_client: 256,
            uninitialised: 1_000,
            connections_per_client: 512,
            head_time: Duration::from_secs(10),
            operations: 32,
            init_time: Duration::from_secs(10),
            take_time: Duration::from_secs(10),
            document_cache_bytes: 32 * 1024 * 1024,
        }
    }
}

impl Limits {
    /// Levels of nested fields and fragments, which bound recursion: three times the depth. Set the limit of the engine
    /// (`limit_recursive_depth`) to this: its default of 32 is less than what passes here.
    pub fn levels(&self) -> u32 {
        self.depth.saturating_mul(3)
    }
}

/// Why a document is not passed to the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestError {
    /// The kind of error.
    pub code: ErrorCode,
    /// What is wrong, and what would be right.
    pub message: Message,
    /// The position in the document, if there is one.
    pub position: Option<Pos>,
}

impl RequestError {
    fn over_limit(what: Message, limit: impl Into<u64>, found: u64) -> Self {
        let limit = limit.into();
        let found: Argument = match found {
            u64::MAX => message!("more-than-countable").into(),
            found => found.into(),
        };
        let message = message!("document-over-limit", found, what, limit);
        Self { code: ErrorCode::QueryTooComplex, message, position: None }
    }

    fn at(self, position: Pos) -> Self {
        Self { position: Some(position), ..self }
    }
}

impl From<RequestError> for ServerError {
    fn from(error: RequestError) -> Self {
        request_error(error.code, error.message, error.position)
    }
}
