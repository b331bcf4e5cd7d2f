//! Settings of `shahrak import`.

use std::path::PathBuf;

use clap::Args;

use shahrak_domain::code::Coded;
use shahrak_domain::import::FileKind;

use super::database::DatabaseArgs;
use super::place::PlaceArgs;
use super::usage::WrongValue;

/// Settings of `shahrak import`.
#[derive(Debug, Args)]
#[command(
    after_help = "The name of a file determines its kind; provinces.csv and the like are bundled with the program;\n\
    rates.csv, methodologies.csv, metrics.csv, parks.csv, infrastructure.csv, units.csv, events.csv, targets.csv,\n\
    announcements.csv and budgets.csv can be imported, in any order."
)]
pub struct ImportArgs {
    /// Files, or folders with files
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// The kind of the files, whatever their names: parks, units, events …
    #[arg(long = "as", value_name = "KIND", value_parser = file_kind)]
    pub kind: Option<FileKind>,
    /// Check everything, but record nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Also write the report as JSON to this file
    #[arg(long, value_name = "FILE.json")]
    pub report: Option<PathBuf>,
    /// The name of the importing person or system, which the register records
    #[arg(long, value_name = "NAME", env = "SHAHRAK_RECORDED_BY", default_value = "administrator")]
    pub recorded_by: String,
    /// The database
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// The place of the register
    #[command(flatten)]
    pub place: PlaceArgs,
}

fn file_kind(text: &str) -> Result<FileKind, WrongValue> {
    FileKind::parse(text).map_err(|unknown| WrongValue::of(&unknown))
}
