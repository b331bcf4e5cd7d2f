//! Settings of imports over HTTP.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::Args;

use crate::imports::Settings;

/// Options of files that are sent to POST /imports.
#[derive(Debug, Args)]
#[command(next_help_heading = "Imports over HTTP")]
pub struct UploadArgs {
    /// The directory for files while they are received and imported; by default, that of temporary files
    #[arg(long, value_name = "DIR", env = "SHAHRAK_UPLOAD_DIR")]
    pub upload_dir: Option<PathBuf>,
    /// Bytes of all files of a request
    #[arg(long, value_name = "BYTES", env = "SHAHRAK_LIMIT_IMPORT_BYTES", default_value_t = Settings::default().body_bytes)]
    pub limit_import_bytes: u64,
    /// Imports that are received, wait or run at the same time; one owner may have half of them
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_IMPORT_JOBS", default_value = "2")]
    pub import_jobs: NonZeroU32,
}

impl From<&UploadArgs> for Settings {
    fn from(settings: &UploadArgs) -> Self {
        Self {
            // An empty variable counts as none.
            upload_dir: settings.upload_dir.clone().filter(|path| !path.as_os_str().is_empty()),
            body_bytes: settings.limit_import_bytes,
            jobs: settings.import_jobs.get(),
        }
    }
}
