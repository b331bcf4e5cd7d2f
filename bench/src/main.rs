//! Measures how fast the register is: synthetic registers of any size, and the server compared with `pgbench` in one run.

mod changes;
mod exchange;
mod failure;
mod http;
mod load;
mod overload;
mod pgbench;
mod postmaster;
mod questions;
mod register;
mod rounds;
mod scale;
mod server;
mod site;
mod statements;
mod subscribers;
mod tools;
mod worst_case;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use changes::Changes;
use exchange::Exchange;
use failure::Result;
use overload::Overload;
use register::Register;
use rounds::Rounds;
use scale::Scale;
use subscribers::Subscribers;
use worst_case::WorstCase;

/// How fast the register is
///
/// Everything is measured on a PostgreSQL that is made for it, by the program `shahrak` in the same directory.
/// It does not wait for the disk, except for changes.
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure requests per second next to pgbench with the same statements, in the same run
    Run(Rounds),
    /// Measure whether answers get slower as the register grows
    Scale(Scale),
    /// Measure how many changes are made in a second, next to pgbench, waiting for the disk
    Changes(Changes),
    /// Find the most expensive request of each kind that is accepted, and measure who waits for it
    WorstCase(WorstCase),
    /// Measure what is answered and refused when more requests arrive than can be answered
    Overload(Overload),
    /// Measure what clients cost that subscribe and hear nothing
    Subscribers(Subscribers),
    /// Measure exports of a register, and the import of an export into an empty one
    Exchange(Exchange),
    /// Write the synthetic register of `shahrak demo` in the exchange formats, without its past
    Generate {
        /// Folder for parks.csv, units.csv, events.csv and later/events.csv
        folder: PathBuf,
        /// Number of units
        #[arg(long, default_value_t = 50_000)]
        units: u32,
        /// Another seed gives another register
        #[arg(long, default_value_t = SEED)]
        seed: u32,
        /// Give every record a moment of recording of its own
        #[arg(long)]
        moments: bool,
    },
}

/// Options of the register that is measured.
const SEED: u32 = 1399;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match perform(Cli::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("shahrak-bench: {failure}");
            ExitCode::FAILURE
        }
    }
}

async fn perform(command: Command) -> Result<()> {
    match command {
        Command::Run(rounds) => rounds.run().await,
        Command::Scale(scale) => scale.run().await,
        Command::Changes(changes) => changes.run().await,
        Command::WorstCase(worst_case) => worst_case.run().await,
        Command::Overload(overload) => overload.run().await,
        Command::Subscribers(subscribers) => subscribers.run().await,
        Command::Exchange(exchange) => exchange.run().await,
        Command::Generate { folder, units, seed, moments } => {
            let written = Register { units, seed, moments }.write(&folder)?;
            say(&format!("{} parks, {} units, {} records", written.parks, written.units, written.records));
            Ok(())
        }
    }
}

/// Prints a line at once.
#[expect(clippy::print_stdout, reason = "what was measured is what the program is for")]
fn say(text: &str) {
    println!("{text}");
}
