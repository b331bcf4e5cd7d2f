//! Settings of the log.

use clap::{Args, ValueEnum};

/// Options of the log, which goes to standard error. RUST_LOG filters it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Log")]
pub struct LogArgs {
    /// The format of the log
    #[arg(long, global = true, value_name = "FORMAT", env = "SHAHRAK_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
}

/// A format of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// One JSON object per line, for programs
    Json,
}
