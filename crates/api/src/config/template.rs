//! Settings of `shahrak template`.

use std::path::PathBuf;

use clap::Args;

/// Settings of `shahrak template`.
#[derive(Debug, Args)]
pub struct TemplateArgs {
    /// Workbooks to write, named after what they will hold: units.xlsx, events.xlsx …, or one-sheet.xlsx for a unit a row with its latest status
    #[arg(value_name = "FILE.xlsx", required = true)]
    pub files: Vec<PathBuf>,
}
