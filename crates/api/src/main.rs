//! The `shahrak` program: reads its settings, does what it is told, and exits with what came of it.

mod command;
mod config;
mod database;
mod failure;
mod signals;
mod telemetry;

use std::process::ExitCode;

use mimalloc::MiMalloc;
use tokio::runtime::Runtime;

use crate::config::{Command, Config};
use crate::failure::Failure;

/// Large answers are many small values; the system's allocator is visibly slower at them.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let started = Config::read().and_then(|config| {
        telemetry::start(config.log.log_format, matches!(config.command, Command::Serve(_)))?;
        Ok(config.command)
    });
    let command = match started {
        Ok(command) => command,
        Err(failure) => return command::fail(&failure),
    };
    let runtime = match Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return command::fail(&Failure::System("to start threads", error)),
    };
    let code = runtime.block_on(command::run(command));
    // After a second Ctrl-C there may be threads that still wait for something.
    runtime.shutdown_background();
    code
}
