//! The settings of the program: commands, options, and the environment variables of the options. The doc comments are the
//! texts of `--help`; `.env.example` has the same order.

pub mod database;
pub mod demo;
pub mod downloads;
mod environment;
pub mod export;
mod file;
pub mod import;
pub mod lang;
pub mod limits;
pub mod log;
pub mod oidc;
pub mod place;
pub mod serve;
pub mod template;
pub mod token;
pub mod uploads;
pub mod usage;

use std::env;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use self::database::DatabaseArgs;
use self::demo::DemoArgs;
use self::environment::Environment;
use self::export::ExportArgs;
use self::file::{FileArgs, SettingsFile};
use self::import::ImportArgs;
use self::lang::LangArgs;
use self::log::LogArgs;
use self::place::PlaceArgs;
use self::serve::ServeArgs;
use self::template::TemplateArgs;
use self::token::TokenArgs;
use crate::failure::Failure;

/// An open register of industrial parks with a GraphQL API.
///
/// To begin, run `shahrak serve`: it starts a PostgreSQL of its own with the installed binaries, loads the
/// bundled data, and prints the address of GraphiQL.
#[derive(Debug, Parser)]
#[command(name = "shahrak", version, max_term_width = 100, arg_required_else_help = true)]
pub struct Config {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
    /// The settings themselves
    #[command(flatten)]
    settings: FileArgs,
    /// The language
    #[command(flatten)]
    pub lang: LangArgs,
    /// The log
    #[command(flatten)]
    pub log: LogArgs,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer GraphQL over HTTP, with GraphiQL at /graphiql
    ///
    /// Migrates the database, loads the bundled data if it is missing, and answers until Ctrl-C or SIGTERM. Then
    /// running requests may finish; a second Ctrl-C does not wait for them.
    Serve(Box<ServeArgs>),
    /// Import spreadsheets: everything or nothing
    ///
    /// All files of a call are one transaction. Every error is listed with its line, its column and what would be
    /// right. Ctrl-C at any time leaves nothing behind.
    ///
    /// The exit code is 0 if everything was recorded (or would be), 1 if lines have errors, 2 if the import failed.
    Import(ImportArgs),
    /// Fill an empty register with synthetic data: parks, units and events to look at
    ///
    /// The register is of the size of the country and fitted to what officials announced of 1399. It is the same for the
    /// same seed, and is marked as synthetic for good. A register with parks or units is refused.
    Demo(DemoArgs),
    /// Export the register as files, which an import reads again
    ///
    /// All files show the register at one moment. They appear when all are complete; if the export is stopped, the same
    /// command continues it. The files contain confidential data: notes, evidence, names of recorders, support cases.
    Export(ExportArgs),
    /// Migrate the database and load the bundled data
    ///
    /// `serve` and `import` do the same at their start.
    Migrate(MigrateArgs),
    /// Create, list and revoke personal tokens, with which people and systems change the register
    Token(TokenArgs),
    /// Write workbooks to fill in and import
    ///
    /// They have drop-down lists, hints in both languages, and an example that an import does not read. The labels are in the
    /// language of `--lang`.
    Template(TemplateArgs),
    /// Print the GraphQL schema
    ///
    /// It is the same as `schema.graphql` in the repository, and needs no database.
    Schema,
    /// Print the data dictionary: every column, metric and code
    ///
    /// It is the same as `docs/dictionary.md` in the repository, and needs no database.
    Dictionary,
}

/// Settings of `shahrak migrate`.
#[derive(Debug, Args)]
pub struct MigrateArgs {
    /// The database
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// The place of the register
    #[command(flatten)]
    pub place: PlaceArgs,
}

impl Config {
    /// Reads the command line, the environment and the file of settings, in this order of precedence. Prints the help or
    /// the version if they are asked for, and then exits; returns nothing if it has printed the settings.
    ///
    /// # Errors
    /// [`Failure::Usage`] names what is wrong on the command line, or a variable or a key of the file that is unknown or
    /// whose value is not valid.
    pub fn read() -> Result<Option<Self>, Failure> {
        let (program, command_line) = (Self::command(), env::args_os().collect::<Vec<_>>());
        let set: Vec<_> = env::vars_os().collect();
        let file = SettingsFile::find(&program, &command_line, &set)?;
        let program = file.apply(program);
        let environment = Environment::new(&program, command_line.clone(), set);
        let parsed = program.clone().try_get_matches_from(&command_line);
        let parsed = parsed.and_then(|matches| Ok((Self::from_arg_matches(&matches)?, matches)));
        let (config, matches) = parsed.or_else(|error| {
            let wrong = environment.wrong_value(&error).or_else(|| {
                let typed = environment.is_given(&error);
                if typed { None } else { file.wrong_value(&error) }
            });
            match wrong.or_else(|| usage::explain(&error, &program, &command_line)) {
                Some(message) => Err(Failure::Usage(message)),
                None => error.exit(),
            }
        })?;
        if let Some(message) = environment.unknown() {
            return Err(Failure::Usage(message));
        }
        if config.settings.print_config {
            crate::command::print(&file::print(&program, &matches, &file))?;
            return Ok(None);
        }
        Ok(Some(config))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use graphql_http::limits::Limits;

    #[test]
    fn the_settings_are_consistent() {
        Config::command().debug_assert();
    }

    #[test]
    fn without_options_the_limits_are_the_defaults() {
        let config = Config::try_parse_from(["shahrak", "serve"]).unwrap();
        let Command::Serve(serve) = config.command else { panic!("serve was asked for") };

        assert_eq!(Limits::from(&serve.limits), Limits::default());
    }

    #[test]
    fn the_example_environment_names_every_variable_in_order() {
        let command = Config::command();
        let commands = ["serve", "import", "migrate"].map(|name| command.find_subcommand(name).unwrap());
        let mut variables = Vec::new();
        for argument in commands.iter().flat_map(|it| it.get_arguments()).chain(command.get_arguments()) {
            let Some(name) = argument.get_env().map(|name| name.to_string_lossy().into_owned()) else {
                continue;
            };
            if !variables.contains(&name) {
                variables.push(name);
            }
        }

        let example = include_str!("../../../.env.example");
        let settings = example.lines().filter_map(|line| line.trim_start_matches('#').split_once('='));
        let named: Vec<_> =
            settings.map(|(name, _)| name).filter(|name| variables.iter().any(|it| it == name)).collect();
        assert_eq!(named, variables);
    }

    #[test]
    fn compose_passes_every_setting_on() {
        let command = Config::command();
        let serve = command.find_subcommand("serve").unwrap();
        let compose = include_str!("../../../docker-compose.yml");
        // What a container fixes, or has no use for.
        let fixed = ["SHAHRAK_LISTEN", "SHAHRAK_DATA_DIR", "SHAHRAK_UPLOAD_DIR", "SHAHRAK_CONFIG"];
        for argument in serve.get_arguments().chain(command.get_arguments()) {
            let Some(name) = argument.get_env().map(|name| name.to_string_lossy()) else { continue };
            let passed = compose.lines().any(|line| line.trim().split(':').next() == Some(&*name));
            assert!(passed || fixed.contains(&&*name), "{name} is not in docker-compose.yml");
        }
    }
}
