//! Mistakes on the command line, in words of the catalogue: those that clap finds, and those of the options' parsers.

use std::error::Error as _;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};
use shahrak_messages::{Argument, Explain, Language, Message, explained_errors, message};

use super::lang::{LangName, of_locale};

/// Why the parser of an option does not accept a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongValue(Message);

impl WrongValue {
    /// A value with this reason.
    pub fn new(why: Message) -> WrongValue {
        WrongValue(why)
    }

    /// A value that the domain refuses.
    pub fn of(error: &impl Explain) -> WrongValue {
        WrongValue(error.message())
    }
}

impl Explain for WrongValue {
    fn message(&self) -> Message {
        self.0.clone()
    }
}

explained_errors!(WrongValue);

/// A number from the least one up to the largest one that the register holds.
pub fn number(least: u32) -> impl Fn(&str) -> Result<u32, WrongValue> + Clone {
    let most = i32::MAX.unsigned_abs();
    move |text| {
        let number: u32 = text.parse().map_err(|_| WrongValue(message!("whole-number-wrong")))?;
        let fits = (least..=most).contains(&number);
        fits.then_some(number).ok_or_else(|| WrongValue(message!("number-out-of-range", number, least, most)))
    }
}

/// The language that the arguments ask for, also if they are wrong otherwise; without one, that of the locale.
pub fn language_of(command_line: &[OsString]) -> Language {
    let mut words = command_line.iter().filter_map(|word| word.to_str());
    while let Some(word) = words.next() {
        let name = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=") };
        match name.and_then(LangName::parse) {
            Some(name) => return name.language(),
            None if word == "--" => break,
            None => {}
        }
    }
    of_locale()
}

/// The mistake that clap found. None if it found none, but was asked for help or the version.
pub fn explain(error: &clap::Error, program: &Command, command_line: &[OsString]) -> Option<Message> {
    let help = help(program, command_line);
    let option = || first(error, ContextKind::InvalidArg).unwrap_or_default();
    // The parser puts the nearest one last.
    let near = |kind| all(error, kind).pop();
    Some(match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::Io
        | ErrorKind::Format => return None,
        ErrorKind::UnknownArgument => {
            let found = option();
            match near(ContextKind::SuggestedArg) {
                Some(near) => message!("usage-option-unknown-near", option = found, near),
                None if found.starts_with('-') => message!("usage-option-unknown", option = found, help),
                None => message!("usage-argument-unexpected", found, help),
            }
        }
        ErrorKind::InvalidSubcommand => {
            let found = first(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            match near(ContextKind::SuggestedSubcommand) {
                Some(near) => message!("usage-command-unknown-near", found, near),
                None => message!("usage-command-unknown", found, known = commands(program, command_line)),
            }
        }
        ErrorKind::MissingSubcommand => {
            message!("usage-command-missing", known = commands(program, command_line))
        }
        ErrorKind::MissingRequiredArgument => {
            let needed = Argument::list(all(error, ContextKind::InvalidArg));
            message!("usage-required-missing", needed, help)
        }
        ErrorKind::ArgumentConflict => {
            let (option, other) = (option(), near(ContextKind::PriorArg).unwrap_or_default());
            if option == other {
                message!("usage-given-twice", option)
            } else {
                message!("usage-conflict", option, other)
            }
        }
        ErrorKind::InvalidUtf8 => message!("usage-not-utf8"),
        _ => of_value(error, program),
    })
}

/// A value that is missing or wrong.
fn of_value(error: &clap::Error, program: &Command) -> Message {
    let option = first(error, ContextKind::InvalidArg).unwrap_or_default();
    let known = all(error, ContextKind::ValidValue);
    match first(error, ContextKind::InvalidValue).filter(|value| !value.is_empty()) {
        None if known.is_empty() => message!("usage-value-missing", option),
        None => message!("usage-value-missing-of", option, known = Argument::list(known)),
        // A value that is hidden in the help may contain a password.
        Some(_) if is_hidden(program, &option) => {
            message!("usage-value-hidden-wrong", option, why = reason(error))
        }
        Some(value) => message!("usage-value-wrong", value, option, why = reason(error)),
    }
}

/// Why a value is not accepted.
pub fn reason(error: &clap::Error) -> Message {
    if let Some(source) = error.source() {
        return match source.downcast_ref::<WrongValue>() {
            Some(wrong) => wrong.message(),
            // All parsers of our own explain themselves; the others read whole numbers.
            None => message!("whole-number-wrong"),
        };
    }
    match all(error, ContextKind::ValidValue) {
        known if known.is_empty() => message!("variable-empty"),
        known => message!("use-one-of", known = Argument::list(known)),
    }
}

/// The first text of this kind that clap knows about an error.
fn first(error: &clap::Error, kind: ContextKind) -> Option<String> {
    all(error, kind).into_iter().next()
}

fn all(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

fn is_hidden(program: &Command, option: &str) -> bool {
    let name = option.split(' ').next().and_then(|option| option.strip_prefix("--"));
    let is_it = |argument: &&Arg| argument.get_long() == name && argument.is_hide_env_values_set();
    let mut commands = vec![program];
    while let Some(command) = commands.pop() {
        if name.is_some() && command.get_arguments().any(|argument| is_it(&argument)) {
            return true;
        }
        commands.extend(command.get_subcommands());
    }
    false
}

/// The command of a command line, with the words that name it.
fn named<'p>(program: &'p Command, command_line: &[OsString]) -> (&'p Command, String) {
    let mut path = program.get_name().to_owned();
    let mut command = program;
    for word in command_line.iter().skip(1).filter_map(|word| word.to_str()) {
        if let Some(below) = command.find_subcommand(word) {
            command = below;
            path = format!("{path} {word}");
        }
    }
    (command, path)
}

fn help(program: &Command, command_line: &[OsString]) -> String {
    format!("`{} --help`", named(program, command_line).1)
}

fn commands(program: &Command, command_line: &[OsString]) -> Argument {
    let (command, _) = named(program, command_line);
    Argument::list(command.get_subcommands().map(|below| below.get_name().to_owned()))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use clap::{CommandFactory as _, Parser as _};

    use super::*;
    use crate::config::Config;

    #[track_caller]
    fn check(line: &str, english: &str, persian: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        let command_line: Vec<OsString> = words.iter().map(OsString::from).collect();
        let error = Config::try_parse_from(&words).unwrap_err();
        let message = explain(&error, &Config::command(), &command_line).unwrap();

        assert_eq!([message.text(Language::English), message.text(Language::Persian)], [english, persian]);
    }

    #[test]
    fn a_mistake_on_the_command_line_is_explained_in_both_languages() {
        check(
            "shahrak serve --lisen x",
            "there is no option --lisen here; did you mean --listen?",
            "گزینهٔ --lisen در اینجا وجود ندارد؛ آیا منظورتان --listen است؟",
        );
        check(
            "shahrak schema --wholly-unknown",
            "there is no option --wholly-unknown here; see `shahrak schema --help`",
            "گزینهٔ --wholly-unknown در اینجا وجود ندارد؛ `shahrak schema --help` را ببینید",
        );
        check(
            "shahrak schema extra",
            "“extra” is not expected here; see `shahrak schema --help`",
            "«extra» در اینجا جایی ندارد؛ `shahrak schema --help` را ببینید",
        );
        check(
            "shahrak imprt",
            "there is no command “imprt”; did you mean import?",
            "فرمانی به نام «imprt» وجود ندارد؛ آیا منظورتان import است؟",
        );
        check(
            "shahrak serve --listen",
            "--listen <HOST:PORT> needs a value",
            "--listen <HOST:PORT> به مقدار نیاز دارد",
        );
        check(
            "shahrak schema --lang",
            "--lang <LANGUAGE> needs a value: one of en, fa",
            "--lang <LANGUAGE> به مقدار نیاز دارد، یکی از این‌ها: en، fa",
        );
        check(
            "shahrak schema --lang de",
            "the value “de” of --lang <LANGUAGE> cannot be used: use one of en, fa",
            "مقدار «de» برای --lang <LANGUAGE> به کار نمی‌آید: یکی از این‌ها را بنویسید: en، fa",
        );
        check(
            "shahrak serve --listen 8080",
            "the value “8080” of --listen <HOST:PORT> cannot be used: give a host and a port, such as 127.0.0.1:8080, \
             or [::]:8080 for all addresses",
            "مقدار «8080» برای --listen <HOST:PORT> به کار نمی‌آید: میزبان و درگاه را بدهید، مانند 127.0.0.1:8080، یا \
             [::]:8080 برای همهٔ نشانی‌ها",
        );
        check(
            "shahrak serve --limit-depth many",
            "the value “many” of --limit-depth <NUMBER> cannot be used: it is not a whole number written in digits, \
             or it is too large",
            "مقدار «many» برای --limit-depth <NUMBER> به کار نمی‌آید: عدد صحیحی نیست که با رقم نوشته شده باشد، یا \
             بیش از اندازه بزرگ است",
        );
    }

    #[test]
    fn a_value_that_may_hold_a_password_is_not_repeated() {
        let words = ["shahrak", "migrate", "--database-url", "mysql://me:secret@host/x"];
        let error = Config::try_parse_from(words).unwrap_err();
        let message = explain(&error, &Config::command(), &words.map(OsString::from)).unwrap();

        for language in [Language::English, Language::Persian] {
            assert!(!message.text(language).contains("secret"), "{}", message.text(language));
        }
    }

    #[test]
    fn help_is_not_a_mistake() {
        for words in [["shahrak", "--help"], ["shahrak", "--version"]] {
            let error = Config::try_parse_from(words).unwrap_err();
            assert!(explain(&error, &Config::command(), &words.map(OsString::from)).is_none());
        }
    }

    #[test]
    fn the_language_is_read_although_the_command_line_is_wrong() {
        let of = |line: &str| language_of(&line.split(' ').map(OsString::from).collect::<Vec<_>>());

        assert_eq!(of("shahrak serve --lisen --lang fa"), Language::Persian);
        assert_eq!(of("shahrak --lang=fa nothing"), Language::Persian);
        assert_eq!(of("shahrak --lang en serve"), Language::English);
    }
}
