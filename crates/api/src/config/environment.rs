//! The environment variables of options. Unknown variables are errors, and errors in values name the variable.

use std::ffi::OsString;

use clap::builder::ValueParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

use shahrak_exchange::suggest::suggest;
use shahrak_messages::{Argument, Message, message};

use super::usage::reason;

/// The prefix of our variables.
const PREFIX: &str = "SHAHRAK_";

/// Variables with our prefix that are not options: those of the search for PostgreSQL, of the build, and of
/// docker-compose.yml, which uses the same `.env`.
const OTHERS: [&str; 15] = [
    "SHAHRAK_PG_BIN",
    "SHAHRAK_WEB_DIST",
    "SHAHRAK_PORT",
    "SHAHRAK_PORT_2",
    "SHAHRAK_METRICS_PORT",
    "SHAHRAK_METRICS_PORT_2",
    "SHAHRAK_SERVER_PASSWORD",
    "SHAHRAK_DB_PORT",
    "SHAHRAK_DB_USER",
    "SHAHRAK_DB_PASSWORD",
    "SHAHRAK_DB_NAME",
    "SHAHRAK_POSTGRES_IMAGE",
    "SHAHRAK_NODE_IMAGE",
    "SHAHRAK_RUST_IMAGE",
    "SHAHRAK_DEBIAN_IMAGE",
];

/// The prefix of variables that only tests read.
const TESTS: &str = "SHAHRAK_TEST_";

/// The environment variables, and the command line, which has precedence.
#[derive(Debug)]
pub struct Environment {
    options: Vec<Arg>,
    command_line: Vec<OsString>,
    set: Vec<(OsString, OsString)>,
}

impl Environment {
    /// The variables in `set`, for the options of a program and its commands.
    pub fn new(program: &Command, command_line: Vec<OsString>, set: Vec<(OsString, OsString)>) -> Self {
        let mut options = Vec::new();
        collect(program, &mut options);
        Self { options, command_line, set }
    }

    /// An error that names unknown variables with our prefix, each with the most similar known one.
    pub fn unknown(&self) -> Option<Message> {
        let known: Vec<_> =
            self.options.iter().filter_map(variable).chain(OTHERS.map(str::to_owned)).collect();
        let mut wrong = Vec::new();
        for (name, value) in &self.set {
            let (name, value) = (name.to_string_lossy(), value.to_string_lossy());
            let ours = name.to_ascii_uppercase().starts_with(PREFIX);
            if ours
                && !known.iter().any(|it| *it == name)
                && !name.starts_with(TESTS)
                && !is_link(&name, &value)
            {
                wrong.push(name.into_owned());
            }
        }
        wrong.sort();
        let messages = wrong.iter().map(|name| unknown(name, &known));
        (!wrong.is_empty()).then(|| message!("options-wrong", list = Argument::clauses(messages)))
    }

    /// An error that names the variable with an invalid value; none if the command line causes the error.
    pub fn wrong_value(&self, error: &clap::Error) -> Option<Message> {
        if error.kind() == ErrorKind::InvalidUtf8 {
            return self.not_utf8();
        }
        let option = text(error, ContextKind::InvalidArg)?.split(' ').next()?.strip_prefix("--")?;
        let argument = self.options.iter().find(|argument| argument.get_long() == Some(option))?;
        let variable = variable(argument).filter(|name| self.is_set(name) && !self.is_typed(option))?;
        // A value that is hidden in the help may contain a password.
        let (name, why) = (variable, reason(error));
        Some(match text(error, ContextKind::InvalidValue) {
            Some(value) if !argument.is_hide_env_values_set() => {
                message!("variable-value-wrong", value, name, option, why)
            }
            _ => message!("variable-hidden-value-wrong", name, option, why),
        })
    }

    /// An error that names the first variable whose value is not valid UTF-8 although its option is a text.
    fn not_utf8(&self) -> Option<Message> {
        let path = ValueParser::path_buf().type_id();
        let texts = self.options.iter().filter(|it| it.get_value_parser().type_id() != path);
        let broken =
            |name: &String| self.set.iter().any(|(it, value)| *it == **name && value.to_str().is_none());
        let variable = texts.filter_map(variable).find(broken)?;
        Some(message!("variable-not-utf8", name = variable))
    }

    /// Whether the command line gives the option that an error is about.
    pub fn is_given(&self, error: &clap::Error) -> bool {
        let option =
            text(error, ContextKind::InvalidArg).and_then(|it| it.split(' ').next()?.strip_prefix("--"));
        option.is_some_and(|option| self.is_typed(option))
    }

    fn is_set(&self, variable: &str) -> bool {
        self.set.iter().any(|(name, _)| *name == *variable)
    }

    /// Whether an option is on the command line, so that its variable is not read.
    fn is_typed(&self, option: &str) -> bool {
        self.command_line.iter().any(|word| {
            let typed = word.to_str().and_then(|word| word.strip_prefix("--"));
            typed.is_some_and(|word| word.split('=').next() == Some(option))
        })
    }
}

/// Collects the options of a command and of its subcommands.
fn collect(command: &Command, options: &mut Vec<Arg>) {
    options.extend(command.get_arguments().filter(|argument| argument.get_env().is_some()).cloned());
    command.get_subcommands().for_each(|below| collect(below, options));
}

fn variable(argument: &Arg) -> Option<String> {
    argument.get_env().map(|name| name.to_string_lossy().into_owned())
}

/// The error for an unknown name. The common prefix is ignored when names are compared.
fn unknown(name: &str, known: &[String]) -> Message {
    let short = |name: &str| name.strip_prefix(PREFIX).unwrap_or(name).to_owned();
    let shorts: Vec<String> = known.iter().map(|name| short(name)).collect();
    let meant = suggest(&short(&name.to_ascii_uppercase()), shorts.iter().map(String::as_str));
    let meant = known.iter().find(|name| meant == Some(short(name).as_str()));
    match meant {
        Some(near) => message!("variable-unknown-near", name, near),
        None => message!("variable-unknown", name),
    }
}

/// Whether Kubernetes sets this variable because a service is named shahrak: `SHAHRAK_SERVICE_HOST`,
/// `SHAHRAK_PORT_8080_TCP=tcp://…`.
fn is_link(name: &str, value: &str) -> bool {
    let of_port = name.contains("_PORT_") && (name.contains("_TCP") || name.contains("_UDP"));
    let address = ["tcp://", "udp://"].iter().any(|scheme| value.starts_with(scheme));
    name.contains("_SERVICE_HOST") || name.contains("_SERVICE_PORT") || of_port || address
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::*;
    use crate::config::Config;

    fn environment(set: &[(&str, &str)]) -> Environment {
        let set = set.iter().map(|(name, value)| (name.into(), value.into())).collect();
        Environment::new(&Config::command(), Vec::new(), set)
    }

    #[test]
    fn an_unknown_variable_is_named_with_the_most_similar_one() {
        #[track_caller]
        fn check(name: &str, expected: Option<&str>) {
            assert_eq!(
                environment(&[(name, "1")]).unknown().map(|it| it.to_string()).as_deref(),
                expected,
                "{name}"
            );
        }
        check("SHAHRAK_LISTEN", None);
        check("SHAHRAK_LISTN", Some("SHAHRAK_LISTN is not a setting; did you mean SHAHRAK_LISTEN?"));
        check("shahrak_listen", Some("shahrak_listen is not a setting; did you mean SHAHRAK_LISTEN?"));
        check(
            "SHAHRAK_LIMIT_DEPHT",
            Some("SHAHRAK_LIMIT_DEPHT is not a setting; did you mean SHAHRAK_LIMIT_DEPTH?"),
        );
        check(
            "SHAHRAK_DATABASE_URL",
            Some("SHAHRAK_DATABASE_URL is not a setting; did you mean DATABASE_URL?"),
        );
        check(
            "SHAHRAK_RECORDEDBY",
            Some("SHAHRAK_RECORDEDBY is not a setting; did you mean SHAHRAK_RECORDED_BY?"),
        );
        check("SHAHRAK_PGBIN", Some("SHAHRAK_PGBIN is not a setting; did you mean SHAHRAK_PG_BIN?"));
        check(
            "SHAHRAK_XYZZY",
            Some(
                "SHAHRAK_XYZZY is not a setting; unset it, or see `shahrak serve --help` for the variables that are",
            ),
        );
        check("SHAHRAK_TEST_SEED", None);
        check("SHAHRAK_SERVICE_HOST", None);
        check("SHAHRAK_PORT_8080_TCP_ADDR", None);
        check("PATH", None);
    }

    #[test]
    fn every_variable_in_the_project_is_known() {
        let places = [
            include_str!("../../../../.env.example"),
            include_str!("../../../../README.md"),
            include_str!("../../../../docker-compose.yml"),
            include_str!("../../../../scripts/stand-in.env"),
            include_str!("../../../../docs/access.md"),
            include_str!("../../../../docs/containers.md"),
            include_str!("../../build.rs"),
        ];
        let part = |c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        let names = places.iter().flat_map(|place| place.split(part));
        // “SHAHRAK_LIMIT_…” stands for many.
        let names = names.filter(|name| name.starts_with(PREFIX) && !name.ends_with('_'));
        let set: Vec<_> = names.map(|name| (name, "1")).collect();

        assert!(set.len() > 50, "{set:?}");
        assert_eq!(environment(&set).unknown(), None);
    }

    #[test]
    fn an_error_on_the_command_line_does_not_name_the_variable() {
        let words = ["shahrak", "serve", "--listen=8080"];
        let error = Config::try_parse_from(words).err();
        let set = vec![("SHAHRAK_LISTEN".into(), "127.0.0.1:80".into())];
        let environment = Environment::new(&Config::command(), words.map(OsString::from).to_vec(), set);

        assert_eq!(error.map(|error| environment.wrong_value(&error)), Some(None));
    }
}
