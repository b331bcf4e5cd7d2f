//! Settings of `shahrak demo`.

use clap::Args;

use super::database::DatabaseArgs;
use super::place::PlaceArgs;
use super::usage::number;

/// Settings of `shahrak demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// The seed: another one gives another register
    #[arg(long, value_name = "NUMBER", default_value_t = DEFAULT_SEED, value_parser = number(0))]
    pub seed: u32,
    /// The number of units. Only the default, the size of the country, is fitted to what was announced
    #[arg(long, value_name = "NUMBER", default_value_t = shahrak_demo::UNITS, value_parser = number(100))]
    pub units: u32,
    /// The database
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// The place of the register
    #[command(flatten)]
    pub place: PlaceArgs,
}

/// The seed of the register that everybody sees who does not ask for another one.
pub const DEFAULT_SEED: u32 = 1399;
