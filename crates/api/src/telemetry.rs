//! The log on standard error, as text or JSON, filtered by RUST_LOG.

use std::env::{self, VarError};
use std::io::{self, IsTerminal};

use shahrak_messages::Message;
use tracing_subscriber::EnvFilter;

use crate::config::log::LogFormat;
use crate::failure::Failure;

/// The filter of `serve` without RUST_LOG: information of our crates, warnings of others. The HTTP library would report
/// everything malformed that strangers send as an error. The pool would warn of every
/// connection that closes with its server, as it does when our own PostgreSQL stops.
const SERVE: &str = "warn,actix_http=off,shahrak=info,graphql_http=info,shahrak_local_postgres=info,shahrak_persistence=info,sqlx_core::pool=error";

/// The filter of other commands, which report on standard output and whose statements may be slow.
const COMMAND: &str = "warn,sqlx_core::pool=error,sqlx::query=error";

/// Starts the log. A second start changes nothing.
///
/// # Errors
/// [`Failure::Usage`] if RUST_LOG is not a filter.
pub fn start(format: LogFormat, serving: bool) -> Result<(), Failure> {
    let filter = filter(if serving { SERVE } else { COMMAND })?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    // It fails only if a log exists already.
    let _ = match format {
        LogFormat::Text => log.with_ansi(io::stderr().is_terminal()).try_init(),
        LogFormat::Json => {
            log.json().flatten_event(true).with_current_span(true).with_span_list(false).try_init()
        }
    };
    Ok(())
}

fn filter(default: &str) -> Result<EnvFilter, Failure> {
    let wrong = |why: String| {
        Failure::Usage(Message::verbatim(format!(
            "RUST_LOG cannot be used: {why}; write it like shahrak=debug,warn, or unset it"
        )))
    };
    match env::var(EnvFilter::DEFAULT_ENV) {
        Ok(text) => EnvFilter::try_new(text).map_err(|error| wrong(error.to_string())),
        Err(VarError::NotPresent) => Ok(EnvFilter::new(default)),
        Err(error @ VarError::NotUnicode(_)) => Err(wrong(error.to_string())),
    }
}
