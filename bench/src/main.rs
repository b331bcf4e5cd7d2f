//! How fast the register is: made-up registers of any size, and the server beside `pgbench` in one run.

mod register;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use register::Register;

/// How fast the register is
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a made-up register in the exchange formats
    Generate {
        /// Folder for parks.csv, units.csv, events.csv and later/events.csv
        folder: PathBuf,
        /// Number of units
        #[arg(long, default_value_t = 50_000)]
        units: u32,
        /// Another seed gives another register
        #[arg(long, default_value_t = 1399)]
        seed: u64,
        /// Give every record a moment of recording of its own
        #[arg(long)]
        moments: bool,
    },
}

#[expect(clippy::print_stdout, reason = "the answer of a command")]
fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Generate { folder, units, seed, moments } => {
            match (Register { units, seed, moments }).write(&folder) {
                Ok(written) => println!("{written:?}"),
                Err(error) => {
                    eprintln!("{}: {error}", folder.display());
                    return ExitCode::FAILURE;
                }
            }
        }
    }
    ExitCode::SUCCESS
}
