//! A file of settings, in TOML: the long names of options and their values. The environment and the command line have
//! precedence.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, ArgMatches, Args, Command};
use toml::{Table, Value};

use shahrak_exchange::suggest::suggest;
use shahrak_messages::{Argument, Message, message};

use super::usage::reason;
use crate::failure::{Failure, Need};

/// Options of the settings themselves.
#[derive(Debug, Args)]
#[command(next_help_heading = "Settings")]
pub struct FileArgs {
    /// A file with settings, in TOML: the long names of options, such as limit-depth = 20. The environment and the command
    /// line have precedence
    #[arg(long, global = true, value_name = "FILE", env = "SHAHRAK_CONFIG")]
    config: Option<PathBuf>,
    /// Print the settings of the command and where they come from, without secrets, and do nothing else
    #[arg(long, global = true)]
    pub print_config: bool,
}

/// The settings in a file, by the long names of their options.
#[derive(Debug, Default)]
pub struct SettingsFile {
    path: PathBuf,
    values: BTreeMap<String, Vec<String>>,
}

/// The name of the option that names the file.
const OPTION: &str = "--config";

/// The variable that names the file.
const VARIABLE: &str = "SHAHRAK_CONFIG";

impl SettingsFile {
    /// The file that the command line names, or else the environment; without one, there are no settings.
    ///
    /// # Errors
    /// A file that cannot be read, is not TOML, or has a key that is not an option or a value that is not one of an option.
    pub fn find(
        program: &Command,
        command_line: &[OsString],
        set: &[(OsString, OsString)],
    ) -> Result<SettingsFile, Failure> {
        match named(command_line, set) {
            Some(path) => Self::read(path, program),
            None => Ok(Self::default()),
        }
    }

    fn read(path: PathBuf, program: &Command) -> Result<SettingsFile, Failure> {
        let content = fs::read_to_string(&path).map_err(|source| Failure::File {
            need: Need::Read,
            path: path.clone(),
            source,
        })?;
        let file = path.display().to_string();
        let values = parse(&content, program).map_err(|why| match why {
            Wrong::Toml { line, why } => Failure::Usage(message!("config-not-toml", file, line, why)),
            Wrong::Keys(clauses) => {
                let list = Argument::clauses(clauses);
                Failure::Usage(message!("config-wrong", file, list))
            }
        })?;
        Ok(SettingsFile { path, values })
    }

    /// The program with the settings as the defaults of its options.
    pub fn apply(&self, program: Command) -> Command {
        let program = program.mut_args(|argument| match self.of(&argument) {
            // Help must not show a password.
            Some(values) => {
                let hidden = argument.is_hide_env_values_set();
                argument.default_values(values.clone()).hide_default_value(hidden)
            }
            None => argument,
        });
        program.mut_subcommands(|command| self.apply(command))
    }

    /// An error that names the setting with an invalid value; none if it is not in the file.
    pub fn wrong_value(&self, error: &clap::Error) -> Option<Message> {
        let text = |kind| match error.get(kind) {
            Some(ContextValue::String(text)) => Some(text.clone()),
            _ => None,
        };
        let argument = text(ContextKind::InvalidArg)?;
        let key = argument.split(' ').next()?.strip_prefix("--")?;
        self.values.get(key)?;
        let (file, why) = (self.path.display().to_string(), reason(error));
        Some(message!("config-value-wrong", key, file, why))
    }

    fn of(&self, argument: &Arg) -> Option<&Vec<String>> {
        self.values.get(key(argument)?)
    }
}

/// Why a file is not one of settings.
enum Wrong {
    Toml { line: usize, why: String },
    Keys(Vec<Message>),
}

fn parse(content: &str, program: &Command) -> Result<BTreeMap<String, Vec<String>>, Wrong> {
    let table: Table = content.parse().map_err(|error: toml::de::Error| {
        let before = error.span().and_then(|span| content.get(..span.start)).unwrap_or_default();
        Wrong::Toml { line: before.matches('\n').count() + 1, why: error.message().to_owned() }
    })?;
    let mut known = Vec::new();
    collect(program, &mut known);
    let (mut values, mut wrong) = (BTreeMap::new(), Vec::new());
    for (name, value) in table {
        if !known.contains(&name) {
            wrong.push(unknown(&name, &known));
            continue;
        }
        match texts(&value) {
            Some(texts) => drop(values.insert(name, texts)),
            None => wrong.push(message!("config-kind-wrong", key = name)),
        }
    }
    if wrong.is_empty() { Ok(values) } else { Err(Wrong::Keys(wrong)) }
}

/// The long names of the options that are settings: those with a variable.
fn collect(command: &Command, known: &mut Vec<String>) {
    known.extend(command.get_arguments().filter_map(key).map(str::to_owned));
    command.get_subcommands().for_each(|below| collect(below, known));
}

/// The key of a setting. A file cannot name another one.
fn key(argument: &Arg) -> Option<&str> {
    argument.get_env().and_then(|_| argument.get_long()).filter(|name| format!("--{name}") != OPTION)
}

fn unknown(name: &str, known: &[String]) -> Message {
    // An underscore and the prefix of variables are the likeliest mistakes.
    let plain = name.to_ascii_lowercase().replace('_', "-");
    let plain = plain.strip_prefix("shahrak-").unwrap_or(&plain);
    match suggest(plain, known.iter().map(String::as_str)) {
        Some(near) => message!("config-key-unknown-near", key = name, near),
        None => message!("config-key-unknown", key = name),
    }
}

/// A value, or several, as an option has them.
fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(values) => {
            let each: Option<Vec<Vec<String>>> = values.iter().map(texts).collect();
            each.map(|each| each.concat())
        }
        Value::String(text) => Some(vec![text.clone()]),
        Value::Integer(number) => Some(vec![number.to_string()]),
        Value::Boolean(switch) => Some(vec![switch.to_string()]),
        Value::Float(_) | Value::Datetime(_) | Value::Table(_) => None,
    }
}

fn named(command_line: &[OsString], set: &[(OsString, OsString)]) -> Option<PathBuf> {
    let mut words = command_line.iter().skip(1);
    while let Some(word) = words.next() {
        if word == OPTION {
            return words.next().map(PathBuf::from);
        }
        if word == "--" {
            break;
        }
        if let Some(path) = word.to_str().and_then(|word| word.strip_prefix("--config=")) {
            return Some(path.into());
        }
    }
    let set = set.iter().find(|(name, value)| name == VARIABLE && !value.is_empty());
    set.map(|(_, path)| path.into())
}

/// The settings of the command that was asked for, as a file of settings that names the source of each.
pub fn print(program: &Command, matches: &ArgMatches, file: &SettingsFile) -> String {
    let (mut command, mut matches) = (program, matches);
    let mut path = program.get_name().to_owned();
    while let Some((name, below)) = matches.subcommand() {
        let Some(found) = command.find_subcommand(name) else { break };
        path = format!("{path} {name}");
        (command, matches) = (found, below);
    }
    let mut lines = vec![format!("# The settings of `{path}`, and where they come from.")];
    let globals = program.get_arguments().filter(|argument| argument.is_global_set());
    for argument in command.get_arguments().chain(globals) {
        lines.extend(key(argument).map(|key| line(key, argument, matches, file)));
    }
    lines.dedup();
    lines.join("\n")
}

fn line(key: &str, argument: &Arg, matches: &ArgMatches, file: &SettingsFile) -> String {
    use clap::parser::ValueSource;

    let id = argument.get_id().as_str();
    let raw = matches.get_raw(id).into_iter().flatten();
    let values: Vec<String> = raw.map(|value| value.to_string_lossy().into_owned()).collect();
    let source = match matches.value_source(id) {
        Some(ValueSource::CommandLine) => "command line".to_owned(),
        Some(ValueSource::EnvVariable) => {
            let variable = argument.get_env().unwrap_or_default().to_string_lossy().into_owned();
            format!("environment: {variable}")
        }
        Some(_) if file.values.contains_key(key) => format!("file: {}", file.path.display()),
        Some(_) => "default".to_owned(),
        None => return format!("# {key} is not set"),
    };
    if argument.is_hide_env_values_set() {
        let hidden: Vec<String> = values.iter().map(|value| without_password(value)).collect();
        return format!("# {key} = {}  # {source}; the secret is left out", toml_of(&hidden));
    }
    format!("{key} = {}  # {source}", toml_of(&values))
}

fn toml_of(values: &[String]) -> String {
    match values {
        [value] if value.parse::<i64>().is_ok() || matches!(value.as_str(), "true" | "false") => {
            value.clone()
        }
        [value] => Value::String(value.clone()).to_string(),
        values => Value::Array(values.iter().cloned().map(Value::String).collect()).to_string(),
    }
}

/// A URL without its password, which may also be a parameter; of anything else, nothing.
fn without_password(value: &str) -> String {
    let Ok(mut url) = url::Url::parse(value) else { return "…".to_owned() };
    if url.password().is_some() && url.set_password(Some("…")).is_err() {
        return "…".to_owned();
    }
    if url.query().is_some() {
        url.set_query(None);
    }
    url.to_string().replace("%E2%80%A6", "…")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use clap::{CommandFactory as _, FromArgMatches as _};

    use super::*;
    use crate::config::{Command as Asked, Config};

    fn file(content: &str) -> Result<SettingsFile, String> {
        let values = parse(content, &Config::command()).map_err(|wrong| match wrong {
            Wrong::Toml { line, why } => format!("line {line}: {why}"),
            Wrong::Keys(clauses) => message!("options-wrong", list = Argument::clauses(clauses)).to_string(),
        })?;
        Ok(SettingsFile { path: "shahrak.toml".into(), values })
    }

    fn serve(content: &str, words: &[&str]) -> Result<Config, clap::Error> {
        let program = file(content).unwrap().apply(Config::command());
        let words = ["shahrak", "serve"].iter().chain(words);
        Config::from_arg_matches(&program.try_get_matches_from(words)?)
    }

    #[test]
    fn settings_of_a_file_count_unless_the_command_line_says_otherwise() {
        let content = "listen = \"[::]:9000\"\nlimit-depth = 7\nrequire-auth = true\n\
                       cors-origins = [\"https://a.ir\", \"https://b.ir\"]\nlog-format = \"json\"\n";
        let Asked::Serve(serve) = serve(content, &["--limit-depth", "8"]).unwrap().command else {
            panic!("serve was asked for")
        };

        assert_eq!((serve.http.listen.host.as_str(), serve.http.listen.port), ("::", 9000));
        assert_eq!(graphql_http::limits::Limits::from(&serve.limits).depth, 8);
        assert!(serve.http.require_auth);
        assert_eq!(serve.http.origins(), ["https://a.ir", "https://b.ir"]);
    }

    #[test]
    fn a_misspelt_key_is_refused_with_the_nearest_one() {
        #[track_caller]
        fn check(content: &str, expected: &str) {
            assert_eq!(file(content).map(|it| it.values), Err(expected.to_owned()), "{content}");
        }
        check("limit-depht = 7", "limit-depht is not a setting; did you mean limit-depth?");
        check("limit_depth = 7", "limit_depth is not a setting; did you mean limit-depth?");
        check("SHAHRAK_LISTEN = \"x\"", "SHAHRAK_LISTEN is not a setting; did you mean listen?");
        check(
            "config = \"other.toml\"",
            "config is not a setting; see `shahrak serve --help` for the options that are",
        );
        check("listen = \"x\"\na = [", "line 2: unclosed array, expected `]`");
        check("[limits]\ndepth = 7", "limits is not a setting; did you mean limit-cost?");
        check(
            "limit-depth = 7.5",
            "the value of limit-depth is not a text, a whole number, true, false, or a list of these",
        );
    }

    #[test]
    fn a_wrong_value_is_attributed_to_the_file() {
        let error = serve("limit-depth = \"many\"", &[]).unwrap_err();
        assert_eq!(
            file("limit-depth = \"many\"").unwrap().wrong_value(&error).unwrap().to_string(),
            "the value of limit-depth in shahrak.toml cannot be used: it is not a whole number written in digits, or it \
             is too large"
        );
    }

    #[test]
    fn printed_settings_name_their_sources_and_no_secret() {
        let settings =
            file("limit-depth = 7\ndatabase-url = \"postgres://me:secret@db/x?sslpassword=hidden\"").unwrap();
        let program = settings.apply(Config::command());
        let matches = program.clone().try_get_matches_from(["shahrak", "serve", "--workers", "3"]).unwrap();
        let printed = print(&program, &matches, &settings);

        assert!(!printed.contains("secret@") && !printed.contains("hidden"), "{printed}");
        for line in [
            "# database-url = \"postgres://me:…@db/x\"  # file: shahrak.toml; the secret is left out",
            "limit-depth = 7  # file: shahrak.toml",
            "workers = 3  # command line",
            "listen = \"127.0.0.1:8080\"  # default",
            "log-format = \"text\"  # default",
        ] {
            assert!(printed.lines().any(|it| it == line), "{line} in {printed}");
        }
        // What is printed can be used as a file.
        assert!(file(&printed).is_ok(), "{printed}");
        // Nor does the help show it.
        let help = program.clone().find_subcommand_mut("serve").unwrap().render_long_help().to_string();
        assert!(!help.contains("secret@"), "{help}");
    }
}
