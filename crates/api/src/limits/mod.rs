//! What one request may ask for: the limits, and the guard that judges a document before the engine sees it.

use std::time::Duration;

use async_graphql::{Pos, ServerError};

use crate::error_code::{ErrorCode, request_error};

pub mod cost;
pub mod document;
pub mod enums;
mod lexer;
mod objects;
mod plain;
pub mod prepared;
pub mod rows;
pub mod tokens;
mod typename;

/// Rows of a connection that is asked for without `first` or `last`.
pub const DEFAULT_PAGE: u32 = 20;

/// The most that `first` or `last` may ask for; a connection refuses more.
pub const MAX_PAGE: u32 = 100;

/// What one request may ask for. Every limit is checked before the database is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a request's body, or of the query string of a GET.
    pub body_bytes: u32,
    /// Words and signs of a document: names, numbers, strings, brackets and the like; commas and comments are free.
    pub tokens: u32,
    /// Fields nested in one another, through fragments. GraphiQL's own introspection needs 15; the parser stops at 64.
    pub depth: u32,
    /// Aliases, and fields repeated in one selection, after fragments are written out.
    pub aliases: u32,
    /// Directives in a document, as written.
    pub directives: u32,
    /// Selections (fields and fragments) after all fragments are written out.
    pub selections: u32,
    /// What a request may cost, by the values that its answer could hold and by its statements; see [`cost::cost`].
    pub cost: u64,
    /// Errors in one answer; `extensions.omittedErrors` counts the rest.
    pub errors: u32,
    /// Time to read and to answer one request. After it the work is dropped, in the database too.
    pub time: Duration,
    /// Reads answered at the same time, and changes; others wait their turn.
    pub concurrency: u32,
    /// Of reads, those answered at the same time that may take long: counts, searches, past reports.
    pub heavy_concurrency: u32,
    /// How long a request waits for its turn. One that would wait longer is turned away at once.
    pub wait: Duration,
    /// Connections that are held open for subscriptions: WebSockets and event streams. More are turned away.
    pub subscribers: u32,
    /// Operations under way at the same time on one WebSocket.
    pub operations: u32,
    /// Time from the opening of a WebSocket to its `connection_init`.
    pub init_time: Duration,
    /// Time in which a subscriber takes what is sent to it; one that does not is dropped.
    pub take_time: Duration,
    /// Memory for documents that were parsed and judged already, in bytes (an estimate).
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
            errors: 50,
            time: Duration::from_secs(10),
            concurrency: 32,
            heavy_concurrency: 4,
            wait: Duration::from_secs(2),
            subscribers: 10_000,
            operations: 32,
            init_time: Duration::from_secs(10),
            take_time: Duration::from_secs(10),
            document_cache_bytes: 32 * 1024 * 1024,
        }
    }
}

impl Limits {
    /// Levels of fields and fragments together, for the walks that call themselves: three times the depth. The engine's
    /// own limit of these is set to it (`limit_recursive_depth`): left alone it is 32, less than what passes here.
    pub fn levels(&self) -> u32 {
        self.depth.saturating_mul(3)
    }
}

/// Why a document is not given to the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of fault it is.
    pub code: ErrorCode,
    /// What was found, and what would be right.
    pub message: String,
    /// Where in the document, if it is one place.
    pub position: Option<Pos>,
}

impl Refusal {
    fn over(what: &str, limit: impl Into<u64>, found: u64) -> Self {
        let limit = limit.into();
        let found = match found {
            u64::MAX => "more than can be counted".to_owned(),
            found => found.to_string(),
        };
        Self {
            code: ErrorCode::QueryTooComplex,
            message: format!("the document has {found} {what}; the limit is {limit}"),
            position: None,
        }
    }

    fn at(self, position: Pos) -> Self {
        Self { position: Some(position), ..self }
    }
}

impl From<Refusal> for ServerError {
    fn from(refusal: Refusal) -> Self {
        request_error(refusal.code, refusal.message, refusal.position)
    }
}
