//! Settings of what one request may ask for.

use std::time::Duration;

use clap::Args;

use shahrak::limits::Limits;

/// What one request may ask for; more is refused with a clear error.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits of a request")]
pub struct LimitSettings {
    /// Bytes of the body, or of the query string of a GET
    #[arg(long, value_name = "BYTES", env = "SHAHRAK_LIMIT_BODY_BYTES", default_value_t = Limits::default().body_bytes)]
    pub limit_body_bytes: u32,
    /// Words and signs of the document
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_TOKENS", default_value_t = Limits::default().tokens)]
    pub limit_tokens: u32,
    /// Fields nested in one another; GraphiQL itself needs 15
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_DEPTH", default_value_t = Limits::default().depth)]
    pub limit_depth: u32,
    /// Aliases, and fields repeated in one selection
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_ALIASES", default_value_t = Limits::default().aliases)]
    pub limit_aliases: u32,
    /// Directives
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_DIRECTIVES", default_value_t = Limits::default().directives)]
    pub limit_directives: u32,
    /// Selections after all fragments are written out
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_SELECTIONS", default_value_t = Limits::default().selections)]
    pub limit_selections: u32,
    /// What it may cost, by the values that the answer could hold and by its statements: 50 are about 1 ms
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_COST", default_value_t = Limits::default().cost)]
    pub limit_cost: u64,
    /// Errors in one answer
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_ERRORS", default_value_t = Limits::default().errors)]
    pub limit_errors: u32,
    /// Time for one request, in milliseconds; then its statement is cancelled in the database
    #[arg(long, value_name = "MILLISECONDS", env = "SHAHRAK_LIMIT_TIME_MS", default_value_t = milliseconds(Limits::default().time))]
    pub limit_time_ms: u32,
    /// Reads answered at the same time, and changes; others wait their turn
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_CONCURRENCY", default_value_t = Limits::default().concurrency)]
    pub limit_concurrency: u32,
    /// Of reads, those answered at the same time that may take long: counts, searches, past reports
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_HEAVY", default_value_t = Limits::default().heavy_concurrency)]
    pub limit_heavy: u32,
    /// How long a request waits for its turn, in milliseconds; one that would wait longer is turned away at once
    #[arg(long, value_name = "MILLISECONDS", env = "SHAHRAK_LIMIT_WAIT_MS", default_value_t = milliseconds(Limits::default().wait))]
    pub limit_wait_ms: u32,
    /// Connections held open for subscriptions, WebSockets and event streams; more are turned away
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_SUBSCRIBERS", default_value_t = Limits::default().subscribers)]
    pub limit_subscribers: u32,
    /// Operations at the same time on one WebSocket
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_OPERATIONS", default_value_t = Limits::default().operations)]
    pub limit_operations: u32,
    /// Time from the opening of a WebSocket to its connection_init, in milliseconds
    #[arg(long, value_name = "MILLISECONDS", env = "SHAHRAK_LIMIT_INIT_MS", default_value_t = milliseconds(Limits::default().init_time))]
    pub limit_init_ms: u32,
    /// Time in which a subscriber takes what is sent to it, in milliseconds; then it is dropped
    #[arg(long, value_name = "MILLISECONDS", env = "SHAHRAK_LIMIT_TAKE_MS", default_value_t = milliseconds(Limits::default().take_time))]
    pub limit_take_ms: u32,
    /// Memory for documents that were judged before, in bytes
    #[arg(long, value_name = "BYTES", env = "SHAHRAK_DOCUMENT_CACHE_BYTES", default_value_t = Limits::default().document_cache_bytes)]
    pub document_cache_bytes: u64,
}

impl From<&LimitSettings> for Limits {
    fn from(settings: &LimitSettings) -> Self {
        Self {
            body_bytes: settings.limit_body_bytes,
            tokens: settings.limit_tokens,
            depth: settings.limit_depth,
            aliases: settings.limit_aliases,
            directives: settings.limit_directives,
            selections: settings.limit_selections,
            cost: settings.limit_cost,
            errors: settings.limit_errors,
            time: Duration::from_millis(settings.limit_time_ms.into()),
            concurrency: settings.limit_concurrency,
            heavy_concurrency: settings.limit_heavy,
            wait: Duration::from_millis(settings.limit_wait_ms.into()),
            subscribers: settings.limit_subscribers,
            operations: settings.limit_operations,
            init_time: Duration::from_millis(settings.limit_init_ms.into()),
            take_time: Duration::from_millis(settings.limit_take_ms.into()),
            document_cache_bytes: settings.document_cache_bytes,
        }
    }
}

fn milliseconds(time: Duration) -> u32 {
    u32::try_from(time.as_millis()).unwrap_or(u32::MAX)
}
