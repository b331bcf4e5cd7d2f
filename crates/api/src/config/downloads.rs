//! Settings of exports over HTTP.

use std::num::NonZeroU32;

use clap::Args;

/// Options of GET /exports.
#[derive(Debug, Args)]
#[command(next_help_heading = "Exports over HTTP")]
pub struct DownloadArgs {
    /// Exports that run at the same time, each with a connection of its own to the database; one caller may have half of them
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_EXPORT_JOBS", default_value = "4")]
    pub export_jobs: NonZeroU32,
}
