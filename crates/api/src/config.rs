//! Every setting of the program: commands, options, and the variables of the environment that set the same.
//! The doc comments are the `--help`; `.env.example` follows this order.

mod environment;
pub mod import;
pub mod limits;
pub mod oidc;
pub mod token;

use std::env;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use actix_web::http::Uri;
use actix_web::http::header::HeaderName;
use chrono_tz::{TZ_VARIANTS, Tz};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use shahrak_domain::code::Coded;
use shahrak_domain::import::FileKind;
use shahrak_exchange::nearest::nearest;
use shahrak_persistence::db;

use self::environment::Environment;
use crate::failure::Failure;

/// An open register of industrial parks with a GraphQL API.
///
/// `shahrak serve` is all it takes to begin: it runs a PostgreSQL of its own over the installed binaries,
/// fills it with what ships, and says where GraphiQL is.
#[derive(Debug, Parser)]
#[command(name = "shahrak", version, max_term_width = 100, arg_required_else_help = true)]
pub struct Config {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
    /// What is written about it
    #[command(flatten)]
    pub log: Log,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer GraphQL over HTTP, with GraphiQL at /graphiql
    ///
    /// Brings the database to the present version, loads what ships if it is absent, and answers until Ctrl-C
    /// or SIGTERM; then requests under way are finished. A second Ctrl-C does not wait for them.
    Serve(Box<Serve>),
    /// Import spreadsheets: everything or nothing
    ///
    /// All files of one call are one transaction. Every refused line is listed with line, column and what
    /// would be right. Ctrl-C at any time leaves nothing behind.
    ///
    /// Exits with 0 if everything was recorded (or would be), 1 if lines were refused, 2 if it could not be tried.
    Import(Import),
    /// Bring the database to the present version and load what ships
    ///
    /// `serve` and `import` begin with the same.
    Migrate(Migrate),
    /// Make, list and revoke personal tokens, by which people and systems change the register
    Token(token::Token),
    /// Print the GraphQL schema
    ///
    /// It is `schema.graphql` at the root of the repository, and needs no database.
    Schema,
}

/// Settings of `shahrak serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The database
    #[command(flatten)]
    pub database: Database,
    /// The server
    #[command(flatten)]
    pub http: Http,
    /// What one request may ask for
    #[command(flatten)]
    pub limits: limits::LimitSettings,
    /// What imports over HTTP may take
    #[command(flatten)]
    pub imports: import::ImportSettings,
    /// Whose tokens are accepted besides the register's own
    #[command(flatten)]
    pub oidc: oidc::Oidc,
    /// Where the register is kept
    #[command(flatten)]
    pub place: Place,
}

/// Settings of `shahrak import`.
#[derive(Debug, Args)]
#[command(
    after_help = "The name of a file says what it holds: provinces.csv and the like ship with the program;\n\
    rates.csv, methodologies.csv, parks.csv, infrastructure.csv, units.csv, events.csv, targets.csv,\n\
    announcements.csv and budgets.csv can be imported, in any order."
)]
pub struct Import {
    /// Files, or folders with files
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    /// What the files hold, whatever their names: parks, units, events …
    #[arg(long = "as", value_name = "KIND", value_parser = file_kind)]
    pub kind: Option<FileKind>,
    /// Do all but record it
    #[arg(long)]
    pub dry_run: bool,
    /// Write the report as JSON to this file too
    #[arg(long, value_name = "FILE.json")]
    pub report: Option<PathBuf>,
    /// Who imports, as the register records it
    #[arg(long, value_name = "NAME", env = "SHAHRAK_RECORDED_BY", default_value = "administrator")]
    pub recorded_by: String,
    /// The database
    #[command(flatten)]
    pub database: Database,
    /// Where the register is kept
    #[command(flatten)]
    pub place: Place,
}

/// Settings of `shahrak migrate`.
#[derive(Debug, Args)]
pub struct Migrate {
    /// The database
    #[command(flatten)]
    pub database: Database,
    /// Where the register is kept
    #[command(flatten)]
    pub place: Place,
}

/// Which database.
#[derive(Debug, Args)]
#[command(next_help_heading = "Database")]
pub struct Database {
    /// A PostgreSQL 15 or later, as postgres://USER:PASSWORD@HOST:PORT/NAME; without it the program runs its own
    #[arg(long, value_name = "URL", env = "DATABASE_URL", hide_env_values = true, value_parser = database_url)]
    pub database_url: Option<String>,
    /// Where the program's own PostgreSQL keeps its data; made if absent
    #[arg(long, value_name = "DIR", env = "SHAHRAK_DATA_DIR", default_value = ".shahrak")]
    pub data_dir: PathBuf,
    /// How long to wait for a database that does not answer yet, in seconds
    #[arg(long, value_name = "SECONDS", env = "SHAHRAK_DATABASE_WAIT_SECONDS", default_value_t = 30)]
    pub database_wait_seconds: u32,
}

/// The HTTP server and its connections to the database.
#[derive(Debug, Args)]
#[command(next_help_heading = "Server")]
pub struct Http {
    /// Where to listen
    #[arg(long, value_name = "HOST:PORT", env = "SHAHRAK_LISTEN", default_value = "127.0.0.1:8080", value_parser = listen)]
    pub listen: Listen,
    /// An origin whose pages may call the API from a browser, or *; separated by commas if several
    #[arg(long, value_name = "ORIGIN", env = "SHAHRAK_CORS_ORIGINS", value_delimiter = ',', value_parser = origin)]
    pub cors_origins: Vec<String>,
    /// Answer GraphQL to those with a credential alone; without it everybody may read what is public
    #[arg(long, env = "SHAHRAK_REQUIRE_AUTH", value_parser = switch)]
    pub require_auth: bool,
    /// Threads that answer; by default as many as cores
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_WORKERS")]
    pub workers: Option<NonZeroU32>,
    /// The header in which a proxy in front says where a request comes from, such as x-forwarded-for: its last address is
    /// taken. Without one it is the address of the connection; those without a credential share fairly by address
    #[arg(long, value_name = "NAME", env = "SHAHRAK_CLIENT_ADDRESS_HEADER", value_parser = header_name)]
    pub client_address_header: Option<HeaderName>,
    /// Connections to the database for ordinary reads; about twice its cores
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_DATABASE_CONNECTIONS", default_value = "8")]
    pub database_connections: NonZeroU32,
    /// Connections to the database for what may take long: counts, searches, past reports; about its cores
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_DATABASE_HEAVY", default_value = "4")]
    pub database_heavy: NonZeroU32,
    /// Connections to the database for changes; one that waits for a unit keeps its connection
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_DATABASE_WRITERS", default_value = "16")]
    pub database_writers: NonZeroU32,
    /// Connections to the database for what must never wait: credentials, readiness, leases of imports
    #[arg(long, value_name = "NUMBER", env = "SHAHRAK_DATABASE_CONTROL", default_value = "3")]
    pub database_control: NonZeroU32,
    /// How long a statement waits for a connection, in milliseconds
    #[arg(long, value_name = "MILLISECONDS", env = "SHAHRAK_DATABASE_ACQUIRE_MS", default_value_t = 3_000)]
    pub database_acquire_ms: u32,
}

/// Where the register is kept.
#[derive(Debug, Args)]
#[command(next_help_heading = "Register")]
pub struct Place {
    /// Whose midnight begins a day of the register
    #[arg(long, value_name = "ZONE", env = "SHAHRAK_TIME_ZONE", default_value = "Asia/Tehran", value_parser = time_zone)]
    pub time_zone: Tz,
}

/// What is written about the program's work, to standard error. RUST_LOG chooses more or less of it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Log")]
pub struct Log {
    /// How lines of the log are written
    #[arg(long, global = true, value_name = "FORMAT", env = "SHAHRAK_LOG_FORMAT", default_value = "text")]
    pub log_format: LogFormat,
}

/// How lines of the log are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// One JSON object a line, for programs
    Json,
}

/// Where a server listens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listen {
    /// A name or an address.
    pub host: String,
    /// 0 for any that is free.
    pub port: u16,
}

impl Config {
    /// Reads the command line and, for what it does not say, the environment. Prints help and errors of the command line
    /// itself, and ends the program then.
    ///
    /// # Errors
    /// [`Failure::Usage`] names the variable that is unknown, or whose value cannot be used.
    pub fn read() -> Result<Self, Failure> {
        let environment =
            Environment::new(&Self::command(), env::args_os().collect(), env::vars_os().collect());
        let config = Self::try_parse().or_else(|error| match environment.wrong_value(&error) {
            Some(message) => Err(Failure::Usage(message)),
            None => error.exit(),
        })?;
        match environment.unknown() {
            Some(message) => Err(Failure::Usage(message)),
            None => Ok(config),
        }
    }
}

impl Http {
    /// The origins whose pages may call the API; an empty variable names none.
    pub fn origins(&self) -> Vec<String> {
        self.cors_origins.iter().filter(|origin| !origin.is_empty()).cloned().collect()
    }
}

impl Database {
    /// The server that was given, if one was; an empty variable gives none.
    pub fn given(&self) -> Option<&str> {
        self.database_url.as_deref().filter(|url| !url.is_empty())
    }

    /// How long to wait for it.
    pub fn patience(&self) -> Duration {
        Duration::from_secs(self.database_wait_seconds.into())
    }
}

fn listen(text: &str) -> Result<Listen, String> {
    let parsed = text.rsplit_once(':').and_then(|(host, port)| {
        let host = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
        Some(Listen { host: host.to_owned(), port: port.parse().ok()? })
    });
    parsed.filter(|listen| !listen.host.is_empty()).ok_or_else(|| {
        "give a host and a port, such as 127.0.0.1:8080, or [::]:8080 for all addresses".to_owned()
    })
}

/// An empty variable names no database.
fn database_url(text: &str) -> Result<String, db::UrlError> {
    if !text.is_empty() {
        db::check_url(text)?;
    }
    Ok(text.to_owned())
}

/// Yes or no. An empty variable means no.
fn switch(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "on" | "1" => Ok(true),
        "false" | "f" | "no" | "n" | "off" | "0" | "" => Ok(false),
        _ => Err("use true or false".to_owned()),
    }
}

/// Browsers send scheme, host and port alone: an origin with a path would never be found.
fn origin(text: &str) -> Result<String, String> {
    let origin = text.trim();
    let plain = |uri: Uri| {
        let host = uri.authority().is_some_and(|it| !it.as_str().contains('@'));
        host && matches!(uri.scheme_str(), Some("http" | "https"))
    };
    let bare = origin.split_once("://").is_some_and(|(_, host)| !host.contains(['/', '?', '#']));
    if origin.is_empty() || origin == "*" || bare && origin.parse().is_ok_and(plain) {
        return Ok(origin.to_owned());
    }
    Err("use scheme, host and port without a path, such as https://dashboard.example.ir, or * for every page"
        .to_owned())
}

fn time_zone(text: &str) -> Result<Tz, String> {
    text.parse().map_err(|_| {
        let meant = nearest(text, TZ_VARIANTS.iter().map(|zone| zone.name()));
        format!("this is not a time zone; did you mean {}?", meant.unwrap_or("Asia/Tehran"))
    })
}

fn header_name(text: &str) -> Result<HeaderName, String> {
    HeaderName::try_from(text)
        .map_err(|_| format!("“{text}” is not the name of a header; use one such as x-forwarded-for"))
}

fn file_kind(text: &str) -> Result<FileKind, String> {
    FileKind::parse(text).map_err(|unknown| unknown.to_string())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use clap::CommandFactory;

    use shahrak::limits::Limits;

    use super::*;

    #[test]
    fn the_settings_hang_together() {
        Config::command().debug_assert();
    }

    #[test]
    fn without_options_the_limits_are_the_defaults() {
        let config = Config::try_parse_from(["shahrak", "serve"]).unwrap();
        let Command::Serve(serve) = config.command else { panic!("serve was asked for") };

        assert_eq!(Limits::from(&serve.limits), Limits::default());
    }

    #[test]
    fn the_example_of_an_environment_names_every_variable_in_order() {
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
    fn a_provider_is_named_by_issuer_and_audience() {
        #[track_caller]
        fn check(arguments: &[&str], expected: Result<bool, &str>) {
            let config = Config::try_parse_from(["shahrak", "serve"].iter().chain(arguments));
            let provider = config.map_err(|error| error.to_string()).and_then(|config| {
                let Command::Serve(serve) = config.command else { panic!("serve was asked for") };
                serve.oidc.provider().map_err(|failure| failure.to_string())
            });
            match (provider, expected) {
                (Ok(provider), Ok(expected)) => assert_eq!(provider.is_some(), expected, "{arguments:?}"),
                (Err(message), Err(part)) => assert!(message.contains(part), "{message}"),
                (_, expected) => panic!("{arguments:?}: expected {expected:?}"),
            }
        }
        let named = ["--oidc-issuer=https://sso.example.ir", "--oidc-audience=shahrak"];
        let with = |other| [named[0], named[1], other];
        check(&[], Ok(false));
        check(&["--oidc-issuer=", "--oidc-audience="], Ok(false));
        check(&named, Ok(true));
        check(&named[..1], Err("requires --oidc-audience (SHAHRAK_OIDC_AUDIENCE)"));
        check(&named[1..], Err("requires --oidc-issuer (SHAHRAK_OIDC_ISSUER)"));
        check(&with("--oidc-jwks-url=http://sso.example.ir/keys"), Err("is not the address of a provider"));
        check(&with("--oidc-algorithms=PS256,ES384,EdDSA"), Ok(true));
        check(&with("--oidc-algorithms=RS256,HS256"), Err("“HS256” is not an accepted algorithm"));
        check(&with("--oidc-algorithms=none"), Err("“none” is not an accepted algorithm"));
        check(&with("--oidc-role-map=ostan=provincial-officer,keshvar=national-officer"), Ok(true));
        check(&with("--oidc-role-map=ostan=minister"), Err("“minister” is not a known role"));
        check(&with("--oidc-role-map=auditor"), Err("“auditor” does not map a role"));
        check(&with("--oidc-role-claim="), Err("--oidc-role-claim"));
    }

    #[test]
    fn an_origin_is_what_browsers_send() {
        for origin in ["*", "https://example.ir", "http://localhost:3000", ""] {
            assert_eq!(super::origin(origin).as_deref(), Ok(origin));
        }
        let wrong = [
            "https://example.ir/",
            "https://example.ir/path",
            "example.ir",
            "https//example.ir",
            "ftp://x.ir",
        ];
        for origin in wrong {
            assert!(super::origin(origin).is_err(), "{origin}");
        }
    }

    #[test]
    fn an_empty_origin_is_none() {
        let config =
            Config::try_parse_from(["shahrak", "serve", "--cors-origins=,https://example.ir"]).unwrap();
        let Command::Serve(serve) = config.command else { panic!("serve was asked for") };

        assert_eq!(serve.http.origins(), ["https://example.ir"]);
    }

    #[test]
    fn a_switch_is_yes_or_no() {
        assert_eq!(["true", "YES", "1"].map(switch), [Ok(true), Ok(true), Ok(true)]);
        assert_eq!(["false", "Off", "0", ""].map(switch), [Ok(false), Ok(false), Ok(false), Ok(false)]);
        assert!(switch("flase").is_err());
    }

    #[test]
    fn a_place_to_listen_is_a_host_and_a_port() {
        #[track_caller]
        fn check(text: &str, expected: Option<(&str, u16)>) {
            let expected = expected.map(|(host, port)| Listen { host: host.to_owned(), port });
            assert_eq!(listen(text).ok(), expected, "{text}");
        }
        check("127.0.0.1:8080", Some(("127.0.0.1", 8080)));
        check("localhost:0", Some(("localhost", 0)));
        check("[::1]:80", Some(("::1", 80)));
        check("8080", None);
        check(":8080", None);
        check("localhost:http", None);
        check("localhost:70000", None);
    }
}
