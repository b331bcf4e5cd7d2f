//! The register over GraphQL and HTTP, and the commands of the `shahrak` program.

pub mod auth;
mod cached;
pub mod changes;
mod command;
mod config;
pub mod cost;
pub mod dashboard;
mod database;
pub mod dictionary;
mod embedded;
pub mod exports;
mod failure;
pub mod graphiql;
pub mod graphql;
pub mod imports;
mod measurements;
pub mod open_data;
pub mod request_db;
pub mod server;
pub mod shipped;
mod signals;
mod slots;
mod telemetry;
mod templates;

use std::env;
use std::process::ExitCode;

use shahrak_messages::message;
use tokio::runtime::Runtime;

use crate::config::usage::language_of;
use crate::config::{Command, Config};
use crate::failure::Failure;

/// Runs the command that the arguments and the environment describe, and returns its exit code.
///
/// It is not async: the body of an async function is compiled where it is awaited, which would be in the binary.
pub fn main() -> ExitCode {
    let started = Config::read().and_then(|config| {
        let Some(config) = config else { return Ok(None) };
        telemetry::start(config.log.log_format, matches!(config.command, Command::Serve(_)))?;
        let language = config.lang.language();
        Ok(Some((config.command, language)))
    });
    let (command, language) = match started {
        Ok(Some(started)) => started,
        Ok(None) => return ExitCode::SUCCESS,
        Err(failure) => return command::fail(&failure, language_of(&env::args_os().collect::<Vec<_>>())),
    };
    let runtime = match Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            return command::fail(&Failure::System(message!("system-refuses-threads"), error), language);
        }
    };
    let code = runtime.block_on(command::run(command, language));
    // After a second Ctrl-C, some threads may still be waiting.
    runtime.shutdown_background();
    code
}
