//! The commands of the program, one file each.

mod demo;
mod dictionary;
mod export;
mod import;
mod migrate;
mod schema;
mod serve;
mod template;
mod token;

use std::io::{self, Write as _};
use std::process::ExitCode;

use shahrak_messages::{Language, message};

use crate::config::Command;
use crate::failure::Failure;
use crate::signals::Stop;

/// Runs a command, and reports a failure in one sentence.
pub async fn run(command: Command, language: Language) -> ExitCode {
    let outcome = match Stop::on_signals() {
        Ok(stop) => tokio::select! {
            outcome = perform(command, language, &stop) => outcome,
            () = stop.forced() => Err(Failure::Stopped(message!("stopped-without-waiting"))),
        },
        Err(failure) => Err(failure),
    };
    outcome.unwrap_or_else(|failure| fail(&failure, language))
}

/// Reports a failure on standard error, and returns the exit code.
pub fn fail(failure: &Failure, language: Language) -> ExitCode {
    eprintln!("shahrak: {}", failure.sentence(language));
    ExitCode::from(failure.code())
}

async fn perform(command: Command, language: Language, stop: &Stop) -> Result<ExitCode, Failure> {
    match command {
        Command::Serve(options) => serve::run(&options, language, stop).await?,
        Command::Import(options) => return import::run(options, language, stop).await,
        Command::Demo(options) => demo::run(&options, language, stop).await?,
        Command::Export(options) => export::run(&options, language, stop).await?,
        Command::Migrate(options) => migrate::run(&options, language, stop).await?,
        Command::Token(options) => token::run(options.action, language, stop).await?,
        Command::Schema => schema::run()?,
        Command::Dictionary => dictionary::run()?,
        Command::Template(options) => template::run(&options, language)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes to standard output, and ends the line. A closed pipe is not a failure: `shahrak schema | head`.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    let end = if text.ends_with('\n') { "" } else { "\n" };
    match write!(output, "{text}{end}").and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::System(message!("system-refuses-output"), error))
        }
        _ => Ok(()),
    }
}
