//! The log: to standard error, as text or JSON, as much of it as RUST_LOG asks for.

use std::env::{self, VarError};
use std::io::{self, IsTerminal};

use tracing_subscriber::EnvFilter;

use crate::config::LogFormat;
use crate::failure::Failure;

/// Without RUST_LOG: our own words, and of others what is wrong. The pool warns of every connection that ends
/// with its server, which is how our own PostgreSQL stops.
const SERVE: &str =
    "warn,shahrak=info,shahrak_local_postgres=info,shahrak_persistence=info,sqlx_core::pool=error";

/// The same for commands, which speak for themselves and whose statements may take their time.
const COMMAND: &str = "warn,sqlx_core::pool=error,sqlx::query=error";

/// Starts the log. A second start changes nothing.
///
/// # Errors
/// [`Failure::Usage`] if RUST_LOG is not a filter.
pub fn start(format: LogFormat, serving: bool) -> Result<(), Failure> {
    let filter = filter(if serving { SERVE } else { COMMAND })?;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    // Only a log that was started before refuses, and that one will do.
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
        Failure::Usage(format!(
            "RUST_LOG cannot be used: {why}; write it like shahrak=debug,warn, or unset it"
        ))
    };
    match env::var(EnvFilter::DEFAULT_ENV) {
        Ok(text) => EnvFilter::try_new(text).map_err(|error| wrong(error.to_string())),
        Err(VarError::NotPresent) => Ok(EnvFilter::new(default)),
        Err(error @ VarError::NotUnicode(_)) => Err(wrong(error.to_string())),
    }
}
