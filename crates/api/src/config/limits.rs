//! Limits of a request.

use std::time::Duration;

use clap::Args;
use graphql_http::limits::Limits;

/// Options of the limits; a request that exceeds one gets an error that names it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Limits of a request")]
pub struct LimitArgs {
    /// Bytes of the body, or of the query string of a GET
    #[arg(long, value_name = "BYTES", env = "SHAHRAK_LIMIT_BODY_BYTES", default_value_t = Limits::default().body_bytes)]
    pub limit_body_bytes: u32,
    /// Tokens of the document
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_TOKENS", default_value_t = Limits::default().tokens)]
    pub limit_tokens: u32,
    /// Levels of nested fields; GraphiQL needs 15
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_DEPTH", default_value_t = Limits::default().depth)]
    pub limit_depth: u32,
    /// Aliases, and fields repeated in one selection
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_ALIASES", default_value_t = Limits::default().aliases)]
    pub limit_aliases: u32,
    /// Directives
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_DIRECTIVES", default_value_t = Limits::default().directives)]
    pub limit_directives: u32,
    /// Selections after all fragments are expanded
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_SELECTIONS", default_value_t = Limits::default().selections)]
    pub limit_selections: u32,
    /// The cost, estimated from the values in the answer and from its statements; 50 are about 1 ms
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_COST", default_value_t = Limits::default().cost)]
    pub limit_cost: u64,
    /// The cost that one address may ask for in a minute without a credential; 0 for no limit
    #[arg(long, value_name = "UNITS", env = "SHAHRAK_RATE_ANONYMOUS", default_value_t = Limits::default().rate_anonymous)]
    pub rate_anonymous: u32,
    /// The cost that the owner of a credential may ask for in a minute; 0 for no limit
    #[arg(long, value_name = "UNITS", env = "SHAHRAK_RATE_CREDENTIAL", default_value_t = Limits::default().rate_credential)]
    pub rate_credential: u32,
    /// The cost of requests without a credential that are accepted at the same time; more are refused at once
    #[arg(long, value_name = "UNITS", env = "SHAHRAK_LIMIT_ADMITTED_ANONYMOUS", default_value_t = Limits::default().admitted_anonymous)]
    pub limit_admitted_anonymous: u64,
    /// The cost of requests with a credential that are accepted at the same time; more are refused at once
    #[arg(long, value_name = "UNITS", env = "SHAHRAK_LIMIT_ADMITTED", default_value_t = Limits::default().admitted)]
    pub limit_admitted: u64,
    /// Errors in one answer; others are only counted
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_ERRORS", default_value_t = Limits::default().errors)]
    pub limit_errors: u32,
    /// The time for one request, in milliseconds; after it, its statement is cancelled
    #[arg(long, value_name = "MILLISECONDS", env = "SHAHRAK_LIMIT_TIME_MS", default_value_t = milliseconds(Limits::default().time))]
    pub limit_time_ms: u32,
    /// Reads that run at the same time, and changes; others wait
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_CONCURRENCY", default_value_t = Limits::default().concurrency)]
    pub limit_concurrency: u32,
    /// Slow reads that run at the same time: counts, searches, past reports
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_HEAVY", default_value_t = Limits::default().heavy_concurrency)]
    pub limit_heavy: u32,
    /// The time that a request may wait before it runs, in milliseconds; one that would wait longer is rejected at once
    #[arg(long, value_name = "MILLISECONDS", env = "SHAHRAK_LIMIT_WAIT_MS", default_value_t = milliseconds(Limits::default().wait))]
    pub limit_wait_ms: u32,
    /// Open connections for subscriptions (WebSockets and event streams); more are rejected
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_SUBSCRIBERS", default_value_t = Limits::default().subscribers)]
    pub limit_subscribers: u32,
    /// Those of one client: a credential, or an address without one
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_SUBSCRIBERS_PER_CLIENT", default_value_t = Limits::default().subscribers_per_client)]
    pub limit_subscribers_per_client: u32,
    /// WebSockets that wait for their connection_init
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_UNINITIALISED", default_value_t = Limits::default().uninitialised)]
    pub limit_uninitialised: u32,
    /// Connections of one address; those of proxies are not counted
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_CONNECTIONS_PER_CLIENT", default_value_t = Limits::default().connections_per_client)]
    pub limit_connections_per_client: u32,
    /// The time in which the head of a request must arrive, in milliseconds; after it, the connection is closed
    #[arg(long, value_name = "MILLISECONDS", env = "SHAHRAK_LIMIT_HEAD_MS", default_value_t = milliseconds(Limits::default().head_time))]
    pub limit_head_ms: u32,
    /// Operations at the same time on one WebSocket
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_LIMIT_OPERATIONS", default_value_t = Limits::default().operations)]
    pub limit_operations: u32,
    /// The time from the opening of a WebSocket to its connection_init, in milliseconds
    #[arg(long, value_name = "MILLISECONDS", env = "SHAHRAK_LIMIT_INIT_MS", default_value_t = milliseconds(Limits::default().init_time))]
    pub limit_init_ms: u32,
    /// The time in which a subscriber must read a message, in milliseconds; after it, it is disconnected
    #[arg(long, value_name = "MILLISECONDS", env = "SHAHRAK_LIMIT_TAKE_MS", default_value_t = milliseconds(Limits::default().take_time))]
    pub limit_take_ms: u32,
    /// Memory for documents that passed all checks, in bytes
    #[arg(long, value_name = "BYTES", env = "SHAHRAK_DOCUMENT_CACHE_BYTES", default_value_t = Limits::default().document_cache_bytes)]
    pub document_cache_bytes: u64,
}

impl From<&LimitArgs> for Limits {
    fn from(settings: &LimitArgs) -> Self {
        Self {
            body_bytes: settings.limit_body_bytes,
            tokens: settings.limit_tokens,
            depth: settings.limit_depth,
            aliases: settings.limit_aliases,
            directives: settings.limit_directives,
            selections: settings.limit_selections,
            cost: settings.limit_cost,
            rate_anonymous: settings.rate_anonymous,
            rate_credential: settings.rate_credential,
            admitted_anonymous: settings.limit_admitted_anonymous,
            admitted: settings.limit_admitted,
            errors: settings.limit_errors,
            time: Duration::from_millis(settings.limit_time_ms.into()),
            concurrency: settings.limit_concurrency,
            heavy_concurrency: settings.limit_heavy,
            wait: Duration::from_millis(settings.limit_wait_ms.into()),
            subscribers: settings.limit_subscribers,
            subscribers_per_client: settings.limit_subscribers_per_client,
            uninitialised: settings.limit_uninitialised,
            connections_per_client: settings.limit_connections_per_client,
            head_time: Duration::from_millis(settings.limit_head_ms.into()),
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
